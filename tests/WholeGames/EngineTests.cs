using System.Collections.Concurrent;
using System.Security.Cryptography;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Scripts;

namespace AkkaGame.WholeGames;

/// <summary>
/// Whole games by random scripts through the engine, many at once, on a clock so short that deadlines are missed all the time, with games
/// that leave memory whenever nobody asks for them.
/// </summary>
public abstract class EngineTests : IAsyncLifetime
{
    private const int Clock = 250;
    private const int AtOnce = 48;

    protected abstract EnginePorts Ports(EnginePorts bare);

    protected abstract IJournal Journal { get; }

    private sealed class Editions : IEditions
    {
        public Edition? Find(string id) => id == ScriptLeague.Cards.Id ? ScriptLeague.Cards : null;
    }

    /// <summary>In the test command; <c>AKKAGAME_WHOLE_GAMES</c> names another number, such as 1000.</summary>
    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("AKKAGAME_WHOLE_GAMES"), out var count) ? count : 60;

    private static int First => int.TryParse(Environment.GetEnvironmentVariable("AKKAGAME_WHOLE_GAMES_FROM"), out var first) ? first : 0;

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    [SkippableFact]
    public async Task Whole_games_keep_what_always_holds_and_are_exported_and_read_back_to_the_same_box()
    {
        var faults = new ConcurrentQueue<string>();
        var (missed, edited) = (0, 0);
        var ports = Ports(new(Journal, (ISnapshots)Journal, EmptyStands.Instance, TimeProvider.System)
        {
            Games = (IGames)Journal,
            Quarantine = (IQuarantine)Journal,
            Secrets = (ISecrets)Journal,
            Cells = (ICells)Journal,
            Editions = new Editions(),
            Entropy = RandomNumberGenerator.Fill,
        });
        await using var engine = new InProcessEngine(ports, new()
        {
            SnapshotEvery = 40,
            IdleTime = TimeSpan.FromMilliseconds(400),
            Faulted = (game, error) => faults.Enqueue($"{game}: {error.Message}"),
        });
        var many = new ParallelOptions { MaxDegreeOfParallelism = AtOnce };
        await Parallel.ForEachAsync(Enumerable.Range(First, Count), many, async (seed, _) =>
        {
            try
            {
                var front = new EngineFront(engine, Journal, new(Guid.CreateVersion7()));
                var rules = ScriptRules.For(seed, Clock);
                await new GameScript(seed, front, rules, ScriptLeague.For(seed, rules)).Play();
                var groups = await front.History();
                if (PlayedOut.Fault(front.Game, groups, await front.Look()) is { } finding) faults.Enqueue($"Seed {seed}: {finding}");
                foreach (var happened in groups.SelectMany(group => group.Events))
                {
                    if (happened is DeadlinePassed) Interlocked.Increment(ref missed);
                    if (happened is PlayTakenBack or HistoryCorrected or ScoringChanged) Interlocked.Increment(ref edited);
                }
            }
            catch (Exception e)
            {
                faults.Enqueue($"Seed {seed}: {e}");
            }
        });
        Assert.True(faults.IsEmpty, $"{faults.Count} faults in {Count} games:\n{string.Join('\n', faults.Take(20))}");
        // About four and one a game; how many there are depends on whose turn it is when a clock runs out.
        Assert.True(missed > Count && 3 * edited > Count, $"Only {missed} deadlines missed and {edited} edits in {Count} games.");
    }
}
