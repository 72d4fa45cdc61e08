using System.Collections.Concurrent;
using AkkaGame.Actors;
using AkkaGame.Client;
using AkkaGame.Messages;

namespace AkkaGame.Faults.Playing;

/// <summary>How connections reach a server, whichever process that is now.</summary>
public interface IEntry
{
    /// <summary>Makes a game known: what is no business of a socket.</summary>
    Task<Answer> Create(GameId game, Envelope command, CancellationToken stop);

    ConnectionOptions Connecting(GameId game, Role role, Side? side, string who);

    Task<(int Seq, string Hash)?> Look(GameId game, CancellationToken stop);
}

/// <summary>
/// The people at games, over sockets: to each game a few who write, and a few who watch. Each command goes by one of the writers, so that
/// the same id comes by several connections.
/// </summary>
public sealed class SocketClients(IEntry entry, SocketLog log, int seed, int writers = 2, int watchers = 2) : IServed, IAsyncDisposable
{
    /// <summary>Between two commands of one writer; unless set, what a server takes for ever, doubled ones included.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(150);

    private readonly ConcurrentDictionary<GameId, Party> parties = [];
    private readonly Random draw = new(seed);

    public IEnumerable<GameConnection> Everybody => parties.Values.SelectMany(static party => party.All);

    public async Task<Answer> Send(GameId game, Envelope command, CancellationToken stop)
    {
        if (!parties.TryGetValue(game, out var party))
        {
            if (command.Command is not CreateGame) throw new IOException("There is no such game yet.");
            var made = await entry.Create(game, command, stop);
            if (made.Refused is null) parties.GetOrAdd(game, new Party(this, game)).Start();
            return made;
        }

        int writer;
        lock (draw) writer = draw.Next(writers);
        return await party.Send(writer, command, stop);
    }

    public Task<(int Seq, string Hash)?> Look(GameId game, CancellationToken stop) => entry.Look(game, stop);

    /// <summary>Waits until everybody who has not ended hears what happens as it happens.</summary>
    public async Task AllLive(TimeSpan within)
    {
        using var late = new CancellationTokenSource(within);
        var all = Task.WhenAll(Everybody.Select(one => one.WaitUntilLive(late.Token)));
        if (await Task.WhenAny(all, Task.Delay(within)) != all || !all.IsCompletedSuccessfully)
            Assert.Fail(string.Join('\n', Everybody.Where(static one => one.State != ConnectionState.Live)
                .Select(static one => $"{one.Options.Role} of {one.Options.Game} at {one.Options.Server} is {one.State}: {one.Figures}")));
    }

    /// <summary>Waits until everybody is at his game's head.</summary>
    /// <param name="heads">Null for a game that is not looked at.</param>
    public async Task Converged(Func<GameId, int?> heads, TimeSpan within)
    {
        using var late = new CancellationTokenSource(within);
        await Task.WhenAll(Everybody.Select(one => one.WaitUntil(
            () => heads(one.Options.Game) is not { } head || (one.Whole?.Seq >= head && (!one.Options.View || one.View?.Seq >= head)),
            late.Token)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in Everybody) await one.DisposeAsync();
    }

    private sealed class Party
    {
        private readonly SocketClients of;
        private readonly (GameConnection Connection, SemaphoreSlim Turn)[] pens;
        private readonly GameConnection[] eyes;

        public Party(SocketClients of, GameId game)
        {
            this.of = of;
            pens =
            [
                .. Enumerable.Range(0, of.Writers).Select(
                    i => (of.Tapped(game, Role.Scorer, $"scorer-{i}@example.org"), new SemaphoreSlim(1))),
            ];
            eyes = [.. Enumerable.Range(0, of.Watchers).Select(i => of.Tapped(game, Role.Spectator, $"watcher-{i}"))];
        }

        public IEnumerable<GameConnection> All => pens.Select(static pen => pen.Connection).Concat(eyes);

        public void Start()
        {
            foreach (var one in All) one.Start();
        }

        public async Task<Answer> Send(int writer, Envelope command, CancellationToken stop)
        {
            var (connection, turn) = pens[writer];
            await turn.WaitAsync(stop);
            _ = Task.Delay(of.Pace, CancellationToken.None).ContinueWith(_ => turn.Release(), TaskScheduler.Default);
            var result = await connection.Send(
                command.Id.Value, command.Command, command.Play, command.Decision, command.Why, stop);
            return result.Refused is { } refused ? refused : new Receipt(command.Id, result.To, result.Duplicate);
        }
    }

    private int Writers => writers;

    private int Watchers => watchers;

    private GameConnection Tapped(GameId game, Role role, string who) => log.Tap(
        entry.Connecting(game, role, null, who) with { View = role == Role.Spectator, Luck = new Hasty(seed) }, $"{who}/{game}");
}
