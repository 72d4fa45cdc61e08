namespace AkkaGame.Host.Bench.Sockets;

/// <summary>
/// What a socket costs a server that is open and idle, its session and outbox included, beside one of the same Kestrel with nothing
/// behind it.
/// </summary>
/// <param name="folder">Where files are made.</param>
internal sealed class IdleBench(int sockets, int runs, string folder, Action<string> begins)
{
    /// <summary>Opened and closed before anything is weighed: what is used for the first time stays.</summary>
    private const int Warming = 200;

    private static readonly TimeSpan settling = TimeSpan.FromSeconds(1);

    public async Task<IReadOnlyList<Figure>> Run(CancellationToken stop)
    {
        var script = await LoadGenerator.ScriptOf(plays: false);
        var bareHeap = new Series($"idle socket of bare Kestrel, of {sockets}, heap", "bytes");
        var bareResident = new Series($"idle socket of bare Kestrel, of {sockets}, of the process's memory", "bytes");
        var heap = new Series($"idle socket, of {sockets}, heap", "bytes", bareHeap);
        var resident = new Series($"idle socket, of {sockets}, of the process's memory", "bytes", bareResident);
        for (var run = 1; run <= runs; run++)
        {
            begins($"bare Kestrel: run {run} of {runs}");
            using (var beside = await MeasuredServer.Beside(stop, "bare-loop")) await Weigh(beside, bareHeap, bareResident);
            begins($"idle sockets: run {run} of {runs}");
            using var server = await MeasuredServer.InMemory(folder, stop);
            await Weigh(server, heap, resident);
        }

        return [bareHeap.Figure(), bareResident.Figure(), heap.Figure(), resident.Figure()];

        async Task Weigh(MeasuredServer server, Series ofHeap, Series ofProcess)
        {
            using (await Watch(server, Math.Min(Warming, sockets), script, stop)) { }
            await Task.Delay(settling, stop);
            var before = await server.Weigh(stop);
            using var watching = await Watch(server, sockets, script, stop);
            await Task.Delay(settling, stop);
            var after = await server.Weigh(stop);
            ofHeap.Add((after.Heap - before.Heap) / (double)sockets);
            ofProcess.Add((after.Resident - before.Resident) / (double)sockets);
        }
    }

    private static async Task<Load> Watch(MeasuredServer server, int sockets, Script script, CancellationToken stop)
    {
        Guid[] game = [Guid.CreateVersion7()];
        await Games.Begin(server, game, script, plays: false, stop);
        return await Load.Open(new([server.At], game, Senders: 0, sockets), stop);
    }
}
