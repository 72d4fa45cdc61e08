using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Host.Replay;

/// <summary>
/// Feeds games to an engine: many at once, so that they share commits, and of each game one command at a time. Every command is sent
/// from the first on, whether the journal has it or not: what it has is answered from its receipts, so a broken import just goes on.
/// </summary>
internal sealed class Feeder(IEngine engine) : IDisposable
{
    /// <summary>Games at once: enough to fill a commit while the one before it is at the disk.</summary>
    private const int GamesAtOnce = 256;

    /// <summary>With the pauses between them they outlast a database that restarts.</summary>
    private const int AttemptsMax = 10;

    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim places = new(GamesAtOnce);

    /// <summary>Waits for a place, then feeds. The task ends when the game's last command is durable.</summary>
    /// <returns>Why the engine would not have the game; null where it has it.</returns>
    /// <exception cref="HouseClosedException">No game can be fed any more.</exception>
    public async Task<string?> Feed(Feed feed, CancellationToken stop)
    {
        await places.WaitAsync(stop);
        try
        {
            foreach (var (envelope, last) in feed.Commands)
            {
                stop.ThrowIfCancellationRequested();
                var answer = await Ask(feed.Game, envelope, stop);
                if (answer.Refused is { Code: RefusalCode.IdReused })
                    return "the journal holds this game already, from records that say otherwise";
                // Whatever comes after it would be told the same, so that is told once.
                if (answer.Refused is { Code: RefusalCode.Unavailable, Rule: "unreachable" or "not-owned" } gone)
                    throw new HouseClosedException(
                        $"the import was broken off: {gone.Message.TrimEnd('.')}. The same command goes on where it ended.");
                if (answer.Refused is { } refused) return $"the journal's game would not have command {envelope.Id}: {refused}";
                if (answer.Receipt.Last != last)
                    return $"command {envelope.Id} came to event {answer.Receipt.Last} in the journal, and to {last} by the rules alone";
            }

            await engine.Evict(feed.Game, stop);
            return null;
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<Answer> Ask(GameId game, Envelope envelope, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await engine.Ask(game, envelope, stop);
            if (answer.Refused is not { Retry: Retry.SameId or Retry.After, Code: not RefusalCode.Quarantined }) return answer;
            if (attempt == AttemptsMax) return answer;
            await Task.Delay(pause * attempt, stop);
        }
    }

    public void Dispose() => places.Dispose();
}
