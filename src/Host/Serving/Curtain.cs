using System.Collections.Concurrent;
using System.Text.Json;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Serving;

/// <summary>A game as somebody may see it at this moment. Whatever an answer shows of a game comes from here.</summary>
/// <param name="Listing">Its line in the list, its head and its score included, as it was then.</param>
/// <param name="Held">The game as it was then; null where he sees it as it is.</param>
/// <param name="Next">When he may see more of what has happened already, Unix milliseconds UTC; null where there is nothing more.</param>
internal sealed record Seen(GameListing Listing, Asker Asker, GameState? Held = null, long? Next = null)
{
    public GameId Game => Listing.Game;

    public int Head => Listing.Head;

    public static Seen Whole(GameListing listing) => new(listing, new("ops", Role.Ops));
}

/// <summary>
/// What whoever only watches may see of a game by now, where its rules let him see it later or ask who he is. It stands before every
/// answer, so that none of them has to know what a delay is: they get the game as it was.
/// </summary>
/// <param name="now">Unix milliseconds UTC.</param>
internal sealed class Curtain(IJournal journal, IGames games, Func<long> now)
{
    /// <summary>Games whose past is kept at hand; one not asked for longest goes first, and is read again when it is.</summary>
    private const int KeptMost = 256;

    private const int KnownMost = 100_000;

    private static readonly Refusal closed = new(
        RefusalCode.Unauthenticated, null, "closed-doors", "This game is played behind closed doors: whoever watches it says who he is.");

    private readonly ConcurrentDictionary<GameId, Backlog> backlogs = new();
    private readonly ConcurrentDictionary<GameId, bool> doors = new();

    /// <summary>Unix milliseconds UTC.</summary>
    public long Now => now();

    /// <summary>The game as the asker may see it; null, and why, where he may not see it at all.</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    public async ValueTask<(Seen? Game, Refusal? Refused)> Of(GameListing listing, Asker asker, CancellationToken stop)
    {
        var (delay, isClosed) = asker.SeesAll && !IsOfAnotherLeague(asker, listing) ? default : RulesOf(listing);
        if (isClosed && asker.IsUnknown) return (null, closed);
        if (delay == 0) return (new(listing, asker), null);
        var backlog = backlogs.GetOrAdd(listing.Game, static game => new(game));
        var (held, next) = await backlog.At(now() - delay, listing.Head, journal, stop);
        backlog.Used = now();
        if (backlogs.Count > KeptMost && backlogs.MinBy(static one => one.Value.Used) is var oldest) backlogs.TryRemove(oldest);
        return (new(AsOf(listing, held), asker, held, next + delay), null);
    }

    /// <summary>
    /// True where that game may stand in a list for him. Of a list that lags behind anyway: what it tells of a delayed game is as old as it
    /// has to be (<see cref="Projector"/>).
    /// </summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    public async ValueTask<bool> IsOpen(GameId game, Asker asker, CancellationToken stop)
    {
        if (!asker.IsUnknown) return true;
        if (doors.TryGetValue(game, out var isClosed)) return !isClosed;
        if (await games.Find(game, stop) is not { } listing) return false;
        if (doors.Count > KnownMost) doors.Clear();
        return !(doors[game] = RulesOf(listing).IsClosed);
    }

    /// <summary>A league's scorer, say, only watches the games of another one.</summary>
    private static bool IsOfAnotherLeague(Asker asker, GameListing listing) =>
        asker.Badge is { League: not null } badge && badge.NotFor(listing.Game, SummaryOf(listing)?.League) is not null;

    private static (int Delay, bool IsClosed) RulesOf(GameListing listing) =>
        SummaryOf(listing) is { } summary ? (summary.SpectatorDelayMs, summary.ClosedDoors) : default;

    private static GameSummary? SummaryOf(GameListing listing)
    {
        try
        {
            return GameSummary.FromJson(listing.Summary.Span);
        }
        catch (JsonException)
        {
            return null; // No build can have written that: nothing is known of its rules.
        }
    }

    private static GameListing AsOf(GameListing listing, GameState state) => state.Ledger.Seq == listing.Head
        ? listing
        : listing with { Head = state.Ledger.Seq, Summary = GameSummary.Of(state)?.ToJson() ?? listing.Summary };

    /// <summary>A delayed game as it was, and what has happened in it since.</summary>
    private sealed class Backlog(GameId game)
    {
        private readonly Lock turn = new();
        private readonly Queue<EventGroup> later = new();
        private GameState state = GameState.New(game);
        private int read;

        public long Used { get; set; }

        /// <summary>The game as it was at <paramref name="moment"/>, and when its next group was accepted.</summary>
        public async ValueTask<(GameState State, long? Next)> At(long moment, int head, IJournal journal, CancellationToken stop)
        {
            var known = Volatile.Read(ref read);
            var news = known < head ? (await journal.Read(game, known, stop: stop)).Groups : [];
            lock (turn)
            {
                foreach (var group in news) Take(group);
                while (later.TryPeek(out var next) && IsOver(next, moment)) Show(later.Dequeue());
                return (state, later.TryPeek(out var hidden) ? hidden.At : null);
            }
        }

        /// <summary>That there is a game is no news of it.</summary>
        private bool IsOver(EventGroup group, long moment) => state.Ledger.Seq == 0 || group.At <= moment;

        /// <summary>Two who ask at once may have read the same.</summary>
        private void Take(EventGroup group)
        {
            if (group.First <= read) return;
            later.Enqueue(group);
            read = group.Last;
        }

        private void Show(EventGroup group)
        {
            try
            {
                state = GameRules.Evolve(state, group);
            }
            catch (Exception) // A damaged game is shown up to there, as it is to everybody.
            {
                later.Clear();
                read = int.MaxValue;
            }
        }
    }
}
