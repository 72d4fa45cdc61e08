using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>
/// Games of which something has happened that whoever only watches may not see yet: everybody reads the read model, so it learns of it only
/// then. What is held back is known from the list of games too, so a process that begins finds what another one has left.
/// </summary>
internal sealed class HeldBack(ProjectorPorts ports)
{
    private const int Page = 200;

    private readonly Dictionary<GameId, long> due = [];

    /// <summary>What of a reading may be seen by now.</summary>
    /// <param name="rules">The game's; null where it is read from its beginning, which then tells them.</param>
    /// <param name="next">When more of it may be, Unix milliseconds UTC; null where there is nothing more.</param>
    public JournalRead Visible(JournalRead read, int after, RuleSet? rules, out long? next)
    {
        next = null;
        if (rules is null && read.Groups is [{ Events: [GameCreated created, ..] }, ..]) rules = created.Rules;
        if (rules is not { SpectatorDelayMs: > 0 and var delay }) return read;
        var moment = ports.Time.GetUtcNow().ToUnixTimeMilliseconds() - delay;
        var visible = 0;
        // That there is a game is no news of it.
        while (visible < read.Groups.Count && (read.Groups[visible].First == 1 || read.Groups[visible].At <= moment)) visible++;
        if (visible == read.Groups.Count) return read;
        next = read.Groups[visible].At + delay;
        return new([.. read.Groups.Take(visible)], visible == 0 ? after : read.Groups[visible - 1].Last);
    }

    /// <summary>They are stored as far as they may be seen.</summary>
    public void Stored(IEnumerable<Projected> games)
    {
        foreach (var (game, _, next) in games)
        {
            if (next is { } moment) due[game.Game] = moment;
            else due.Remove(game.Game);
        }
    }

    /// <summary>Games of that feed of which more may be seen now, with a seq that stands for all there is.</summary>
    public Dictionary<GameId, int> Due(Feed feed)
    {
        var now = ports.Time.GetUtcNow().ToUnixTimeMilliseconds();
        return due.Where(one => one.Value <= now && ports.Feed.FeedOf(one.Key) == feed).ToDictionary(one => one.Key, _ => int.MaxValue);
    }

    /// <summary>Looks through the whole list for games that the read model is behind with though its feeds are not.</summary>
    public async ValueTask Find(CancellationToken stop)
    {
        for (var at = 0L; ;)
        {
            var page = await ports.Games.List(at, Page, stop);
            var delayed = page.Where(static listing => listing.Summary.Span.IndexOf("\"spectatorDelayMs\""u8) >= 0).ToArray();
            var reached = delayed.Length == 0 ? null : await ports.Store.Reached([.. delayed.Select(static one => one.Game)], stop);
            foreach (var listing in delayed)
                if (reached!.TryGetValue(listing.Game, out var stored) && stored.Seq < listing.Head) due.TryAdd(listing.Game, 0);
            if (page.Count < Page) return;
            at = page[^1].Number;
        }
    }
}
