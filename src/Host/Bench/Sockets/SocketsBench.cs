using AkkaGame.Host.Configuration;
using AkkaGame.Journal.Bare;

namespace AkkaGame.Host.Bench.Sockets;

/// <summary>
/// Commands a second over sockets: at each game two who send in turns and a spectator; a command counts when its sender has his answer and
/// all three have the event. The server on PostgreSQL, or on a file, beside the same server in memory, and beside one that awaits an INSERT
/// a play.
/// </summary>
/// <param name="postgres">Null for an SQLite file, and then nothing is held against the INSERT.</param>
/// <param name="follows">Whether the read model follows on PostgreSQL, or the file, which nothing else here has.</param>
/// <param name="folder">Where files are made.</param>
internal sealed class SocketsBench(
    PostgresAddress? postgres, bool plays, bool follows, TimeSpan time, int runs, string folder, Action<string> begins)
{
    public async Task<IReadOnlyList<Figure>> Run(IReadOnlyList<int> sizes, CancellationToken stop)
    {
        if (postgres is null) return await Run(sizes, null, null, stop);
        await using var ours = await ScratchDatabase.Create(postgres.Connection, stop);
        await using var beside = await ScratchDatabase.Create(postgres.Connection, stop);
        return await Run(sizes, ours, beside, stop);
    }

    private async Task<IReadOnlyList<Figure>> Run(
        IReadOnlyList<int> sizes, ScratchDatabase? database, ScratchDatabase? beside, CancellationToken stop)
    {
        begins("servers start");
        using var durable = await MeasuredServer.Ours(Path.Combine(folder, "durable"), database?.Connection, follows, stop);
        using var inMemory = await MeasuredServer.InMemory(Path.Combine(folder, "volatile"), stop);
        using var insert = beside is null ? null : await MeasuredServer.Beside(stop, "awaited-insert", beside.Connection);
        var script = await LoadGenerator.ScriptOf(plays);
        var figures = new List<Figure>();
        foreach (var games in sizes)
        {
            var (name, size) = (beside is null ? "SQLite" : "PostgreSQL", games == 1 ? "1 game" : $"{games} games");
            using var onInsert = insert is null ? null : await Open(insert, games, script, stop);
            using var onVolatile = await Open(inMemory, games, script, stop);
            using var onDurable = await Open(durable, games, script, stop);
            var first = onInsert is null ? null : Turn($"dictionary and an awaited INSERT, {size}", onInsert, null, null);
            var second = Turn($"sockets, volatile journal, {size}", onVolatile, null, null);
            var third = Turn($"sockets on {name}, {size}", onDurable, second, first);
            figures.AddRange(await Contender.TakeTurns(runs, begins, stop, [.. first is null ? (Contender[])[] : [first], second, third]));
        }

        return figures;

        Contender Turn(string name, Load load, Contender? yardstick, Contender? also) => new(
            name, "command", async () => Pace(await load.Run(time, stop)), yardstick, also);
    }

    private async Task<Load> Open(MeasuredServer server, int games, Script script, CancellationToken stop)
    {
        var ids = Enumerable.Range(0, games).Select(static _ => Guid.CreateVersion7()).ToArray();
        await Games.Begin(server, ids, script, plays, stop);
        return await Load.Open(new([server.At], ids, Senders: 2, Spectators: 1, server.Token, Plays: plays), stop);
    }

    private static Pace Pace(LoadReport report) =>
        new(report.Count / report.Seconds, report.P50, report.P99, report.Processor / report.Count);
}
