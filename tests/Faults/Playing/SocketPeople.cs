using System.Collections.Concurrent;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Client;
using AkkaGame.Faults.Checking;
using AkkaGame.Messages;
using AkkaGame.Proxy;

namespace AkkaGame.Faults.Playing;

/// <summary>
/// Everybody at played games, over sockets through a proxy: managers, commissioner and scorer, each with a connection of his own that he
/// opens with his first command, and to each game spectators who hear it from its first event.
/// </summary>
public sealed class SocketPeople(FaultProxy proxy, int seed, int watchers = 2) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(GameId Game, Author Who), GameConnection> people = [];
    private readonly ConcurrentDictionary<GameId, Watcher[]> stands = [];

    public SocketLog Log { get; } = new();

    public IEnumerable<GameConnection> Everybody =>
        people.Values.Concat(stands.Values.SelectMany(static all => all.Select(one => one.Connection)));

    public void To(PipedNode? node)
    {
        if (node is not null) proxy.Server = new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, node.Sockets.Port);
    }

    public async Task<Answer> Send(PipedNode node, GameId game, Envelope envelope, CancellationToken stop)
    {
        // A socket is one of a game that is there.
        if (envelope.Command is CreateGame)
        {
            var made = await node.Send(game, envelope, stop);
            if (made.Refused is null) stands.GetOrAdd(game, Watch);
            return made;
        }

        var connection = people.GetOrAdd((game, envelope.By), who => Connect(game, who.Who));
        while (true)
        {
            var result = await connection.Send(
                envelope.Id.Value, envelope.Command, envelope.Play, envelope.Decision, envelope.Why, stop);
            if (result.Refused is { Code: RefusalCode.NotInControl })
            {
                // Somebody else has had the side's other device.
                await connection.TakeControl(stop);
                continue;
            }

            return result.Refused is { } refused ? refused : new Receipt(envelope.Id, result.To, result.Duplicate);
        }
    }

    /// <summary>Waits until everybody has all of his game.</summary>
    public async Task Converged(IReadOnlyDictionary<GameId, int> heads, TimeSpan within)
    {
        using var late = new CancellationTokenSource(within);
        await Task.WhenAll(Everybody.Select(one => one.WaitUntil(() => one.View?.Seq == heads[one.Options.Game], late.Token)));
    }

    /// <summary>The box score as each spectator can make it of what he heard; of those who heard all of it event by event.</summary>
    public async Task<IReadOnlyList<BoxScore>> Boxes(GameId game)
    {
        var boxes = new List<BoxScore>();
        foreach (var one in stands[game])
        {
            await one.Connection.DisposeAsync();
            if (await one.Heard is { } groups) boxes.Add(BoxScore.Of(game, EffectiveHistory.Events(groups)));
        }

        return boxes;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in Everybody) await one.DisposeAsync();
    }

    private Watcher[] Watch(GameId game) =>
        [.. Enumerable.Range(0, watchers).Select(i => new Watcher(Tap(game, new($"watcher-{i}", Role.Spectator))))];

    private GameConnection Connect(GameId game, Author who) => Tap(game, who).Start();

    private GameConnection Tap(GameId game, Author who) => Log.Tap(
        new ConnectionOptions(new($"http://127.0.0.1:{proxy.Port}"), game)
        {
            Role = who.Role,
            Side = who.Side,
            Token = _ => new(who.Who),
            View = true,
            Luck = new Hasty(seed),
            Resume = who.Role == Role.Spectator ? new(0) : null,
        },
        $"{who.Who}/{who.Role}/{who.Side}");

    private sealed class Watcher
    {
        public Watcher(GameConnection connection)
        {
            Connection = connection;
            Heard = Listen();
            connection.Start();
        }

        public GameConnection Connection { get; }

        /// <summary>All groups, without who asked for them; null where a snapshot stood for some of them.</summary>
        public Task<IReadOnlyList<EventGroup>?> Heard { get; }

        private async Task<IReadOnlyList<EventGroup>?> Listen()
        {
            var (groups, isWhole) = (new List<EventGroup>(), true);
            await foreach (var heard in Connection.Listen())
            {
                isWhole &= heard is not Client.Heard.Snapshot;
                if (heard is Client.Heard.Group group)
                    groups.Add(new(
                        Connection.Options.Game, group.First, default, 0, group.Events[0].At, Author.System, Cause.Command, 1,
                        new([.. group.Events.Select(static one => one.Event!)])));
            }

            return isWhole ? groups : null;
        }
    }
}
