using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Faults.Checking;
using AkkaGame.Messages;
using AkkaGame.Simulation.Machinery;
using AkkaGame.Simulation.Nodes;

namespace AkkaGame.Simulation.Load;

/// <summary>A command that was refused for good, to be held against what the rules say to it.</summary>
internal sealed record Refused(GameId Game, Envelope Envelope, RefusalCode Code, long Invoked, long Done);

/// <summary>
/// People who write to games and look at them over the net, at whatever node, and write down what they did and heard. Who does not know
/// what became of his command sends it again under the same id, as the contract asks of clients.
/// </summary>
internal sealed class Clients
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(3);

    private readonly World world;
    private readonly Net net;
    private readonly Luck luck;
    private readonly Func<IReadOnlyList<Node>> nodes;
    private readonly Deeds deeds;
    private readonly ProcessTime time;
    private readonly List<(GameId Game, Envelope Command)> accepted = [];
    private readonly Dictionary<Guid, int> copies = [];
    private int clients;

    public Clients(World world, Net net, Luck luck, Func<IReadOnlyList<Node>> nodes)
    {
        (this.world, this.net, this.luck, this.nodes) = (world, net, luck, nodes);
        Process = new(world, "clients");
        time = new(Process, 1);
        deeds = new(luck.Split());
    }

    public Process Process { get; }

    public List<Operation> History { get; } = [];

    public List<Refused> RefusedForGood { get; } = [];

    /// <summary>Every id under which something was asked of a game.</summary>
    public HashSet<(Guid Game, Guid Command)> Sent { get; } = [];

    /// <summary>
    /// What was heard, as the checker is to see it. Where several copies of a command were under way, one of them may have its effect
    /// after another was refused: the seq of the last play that it names keeps out only what is older than a play.
    /// </summary>
    public IReadOnlyList<Operation> Judged =>
    [
        .. History,
        .. History.Where(one => one is { Command: { } id, Heard: Heard.Refused } && copies[id] > 1)
            .Select(one => one with { Heard = Heard.Unknown, Code = "another copy", Invoked = world.Now, Done = world.Now }),
    ];

    /// <summary>Commands that may still be thought of.</summary>
    public int Budget { get; set; }

    /// <summary>True once nobody may begin anything any more, and who has no answer gives up.</summary>
    public bool IsOver { get; set; }

    /// <summary>Operations under way.</summary>
    public int Working { get; private set; }

    public void Begin(IReadOnlyList<GameId> games)
    {
        foreach (var game in games)
        {
            Work(() => Write(game, games, creates: true));
            if (luck.Happens(0.6)) Work(() => Write(game, games, creates: false));
        }
    }

    /// <summary>Sends one more command to each game, again and again until it is accepted.</summary>
    public void Probe(IReadOnlyList<GameId> games)
    {
        foreach (var game in games) Work(() => ProbeOne(game));
    }

    private void Work(Func<Task> work)
    {
        Working++;
        Process.Do(() => _ = Done(work));
    }

    private async Task Done(Func<Task> work)
    {
        await work();
        Working--;
    }

    private async Task ProbeOne(GameId game)
    {
        var command = deeds.Facts();
        await Pause(0, 40);
        while (await Send(0, game, command, Asked.Probe) == Heard.Unknown && !IsOver) await Pause(50, 100);
    }

    private async Task Write(GameId game, IReadOnlyList<GameId> games, bool creates)
    {
        var client = ++clients;
        if (creates)
        {
            await Insist(client, game, deeds.Creation());
            if (luck.Happens(0.5))
            {
                await Insist(client, game, deeds.Lineups());
                await Insist(client, game, deeds.Start());
            }
        }

        while (Budget-- > 0 && !IsOver)
        {
            await Do(client, game, games);
            await Pause(0, luck.Happens(0.1) ? 1500 : 150);
        }
    }

    private Task Do(int client, GameId game, IReadOnlyList<GameId> games) => luck.Below(100) switch
    {
        < 48 => Insist(client, game, deeds.Facts()),
        < 54 when accepted.Count > 0 => Again(client),
        < 56 when accepted.Count > 0 => OtherContent(client),
        < 59 when accepted.Count > 0 => Insist(client, luck.From(games), luck.From(accepted).Command),
        < 70 => Insist(client, game, deeds.Delay(luck.Happens(0.5) ? Soon() : null)),
        < 82 => Insist(client, game, deeds.Resumption()),
        < 84 => Insist(client, game, deeds.Creation()),
        _ => Look(client, game),
    };

    private long Soon() => world.Clock.ToUnixTimeMilliseconds() + luck.Between(100, 4000);

    private Task<Heard> Again(int client)
    {
        var (game, command) = luck.From(accepted);
        return Send(client, game, command, Asked.Command);
    }

    private Task<Heard> OtherContent(int client)
    {
        var (game, command) = luck.From(accepted);
        return Send(client, game, deeds.Facts(command.Id), Asked.Command);
    }

    private async Task Insist(int client, GameId game, Envelope command)
    {
        for (var pause = 10; ; pause = Math.Min(pause * 2, 320))
        {
            var heard = await Send(client, game, command, Asked.Command);
            if (heard == Heard.Ok) accepted.Add((game, command));
            if (heard != Heard.Unknown || IsOver) return;
            await Pause(pause, pause * 2);
        }
    }

    private async Task<Heard> Send(int client, GameId game, Envelope command, Asked asked)
    {
        Sent.Add((game.Value, command.Id.Value));
        var begun = new Operation(client, game.Value, asked, Key(game.Value, command.Id.Value), world.Now);
        var ended = begun with { Heard = Heard.Unknown, Code = "no-answer" };
        var answer = await Call<Answer>((node, reply) => node.Serve(game, command, reply), begun.Command);
        if (answer is { Refused: { } refused })
        {
            var isFinal = refused.Retry is not (Retry.SameId or Retry.After);
            ended = begun with { Heard = isFinal ? Heard.Refused : Heard.Unknown, Code = Problem(refused) };
            if (isFinal && refused.Code != RefusalCode.IdReused)
                RefusedForGood.Add(new(game, command, refused.Code, begun.Invoked, world.Now));
        }
        else if (answer is { } accepted)
            ended = begun with { Heard = Heard.Ok, Seq = accepted.Receipt.Last, Duplicate = accepted.Receipt.Duplicate };

        Keep(ended);
        return ended.Heard;
    }

    private async Task Look(int client, GameId game)
    {
        var begun = new Operation(client, game.Value, Asked.Read, null, world.Now);
        var ended = begun with { Heard = Heard.Unknown, Code = "not-shown" };
        if (await Call<Sight>((node, reply) => node.Look(game, reply)) is { State: { } state })
            ended = begun with
            {
                Heard = Heard.Ok,
                Seq = state.Ledger.Seq,
                Hash = luck.Happens(0.3) ? Convert.ToHexStringLower(StateHash.Of(state)) : null,
            };
        Keep(ended);
    }

    private void Keep(Operation ended)
    {
        History.Add(ended with { Done = world.Now });
        world.Note($"{ended.Game.ToString()[..4]} {ended.Asked} {ended.Command?.ToString()[..4]} {ended.Heard} {ended.Seq} {ended.Code}");
    }

    /// <summary>One question to some node, and the first answer that comes; null where none does in time.</summary>
    private async Task<T?> Call<T>(Func<Node, Action<T>, Task> serve, Guid? command = null)
        where T : struct
    {
        var all = nodes();
        if (all.Count == 0)
        {
            await Pause(50, 100);
            return null;
        }

        var node = luck.From(all);
        var heard = new TaskCompletionSource<T?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrive = net.Send(Process, node.Process, () => _ = serve(
            node, answer => net.Send(node.Process, Process, () => heard.TrySetResult(answer))));
        if (command is { } id) copies[id] = copies.GetValueOrDefault(id) + arrive;
        world.After(patience, Process, () => heard.TrySetResult(null));
        return await heard.Task;
    }

    /// <summary>In milliseconds.</summary>
    private Task Pause(int least, int most) => Task.Delay(TimeSpan.FromMilliseconds(luck.Between(least, most)), time);

    /// <summary>An id counts for one game; the checker of histories knows only ids.</summary>
    public static Guid Key(Guid game, Guid command)
    {
        Span<byte> one = stackalloc byte[16], other = stackalloc byte[16];
        game.TryWriteBytes(one);
        command.TryWriteBytes(other);
        for (var i = 0; i < one.Length; i++) one[i] ^= other[i];
        return new(one);
    }

    private static string Problem(Refusal refused) => refused.Code == RefusalCode.IdReused ? "ID_REUSED" : refused.Code.ToString();
}
