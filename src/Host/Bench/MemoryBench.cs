using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Bench;

/// <summary>
/// What a game costs that is in memory and idle, everything included: entity, state, its place in the engine. Its journal forgets what
/// it is told, so that only games are weighed.
/// </summary>
/// <param name="open">Another engine to weigh games in; null for our own.</param>
internal sealed class MemoryBench(int games, Action<string> begins, Func<Task<House>>? open = null)
{
    private const int Million = 1_000_000;

    /// <summary>What one accepted command may add: its id, seq and check.</summary>
    private const int ReceiptBytes = 24;

    /// <param name="commands">After those that bring a game into its second inning.</param>
    public async Task<IReadOnlyList<Figure>> Run(int commands, CancellationToken stop)
    {
        var script = await Script.OfAGameBegun(commands);
        await using var house = open is null ? null : await open();
        await using var own = house is not null ? null : new InProcessEngine(
            new(Forgetful.Instance, NoSnapshots.Instance, EmptyStands.Instance, TimeProvider.System),
            new() { SnapshotEvery = int.MaxValue, IdleTime = TimeSpan.Zero });
        var engine = house?.Engine ?? own!;
        var model = new GameId(Guid.CreateVersion7());
        await script.Send(engine, model);
        var packed = StateJson.Write((await engine.Look(model, stop)).State!);

        begins($"{games} states");
        var (state, _) = await Weigh(keep =>
        {
            for (var i = 0; i < games; i++) keep.Add(StateJson.Read(packed));
            return Task.CompletedTask;
        });
        begins($"{games} games of {script.Commands} commands");
        var (heap, resident) = await Weigh(async _ =>
        {
            for (var i = 0; i < games; i++)
            {
                stop.ThrowIfCancellationRequested();
                await script.Send(engine, new(Guid.CreateVersion7()));
            }
        });

        var after = $"after {commands} commands";
        var alone = new Series($"its state alone, {after}", "bytes");
        var whole = new Series($"idle live game, {after}", "bytes", alone);
        var bare = new Series($"idle live game, {after}, without {ReceiptBytes} bytes a command", "bytes");
        var process = new Series($"idle live game, {after}, of the process's memory", "bytes", whole);
        var million = new Series($"a million of them, {after}, extrapolated", "MB");
        alone.Add(state);
        whole.Add(heap);
        bare.Add(heap - ReceiptBytes * script.Commands);
        process.Add(resident);
        million.Add(heap * Million / (1 << 20));
        return [alone.Figure(), whole.Figure(), bare.Figure(), process.Figure(), million.Figure()];
    }

    /// <returns>Bytes for each game: of the heap, and of what the operating system gave the process.</returns>
    private async Task<(double Heap, double Resident)> Weigh(Func<List<GameState>, Task> fill)
    {
        var kept = new List<GameState>(games);
        var (heap, resident) = Now();
        await fill(kept);
        var (heapThen, residentThen) = Now();
        GC.KeepAlive(kept);
        return ((heapThen - heap) / (double)games, (residentThen - resident) / (double)games);
    }

    /// <summary>Bytes in use after everything that is not needed has gone.</summary>
    public static (long Heap, long Resident) Now()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }

    private sealed class Forgetful : IJournal
    {
        public static readonly Forgetful Instance = new();

        public ValueTask<AppendOutcome> Append(EventGroup group, GameCard? card = null, long epoch = 0) => new(AppendOutcome.Appended);

        public ValueTask<JournalRead> Read(GameId game, int after, int upTo = int.MaxValue, CancellationToken stop = default) =>
            new(new JournalRead([], 0));

        public ValueTask<int> Head(GameId game, CancellationToken stop = default) => new(0);
    }
}
