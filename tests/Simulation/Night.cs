using AkkaGame.Messages;
using AkkaGame.Simulation.Load;
using AkkaGame.Simulation.Machinery;
using AkkaGame.Simulation.Nodes;
using AkkaGame.Simulation.Store;

namespace AkkaGame.Simulation;

/// <summary>How a night went.</summary>
/// <param name="Hash">Of all that happened in it: equal where two were equal.</param>
/// <param name="Wrong">Promises that were broken.</param>
/// <param name="Commits">Events that were written.</param>
internal sealed record Outcome(ulong Seed, string Plan, ulong Hash, IReadOnlyList<string> Wrong, long Steps, int Commits, TimeSpan Lasted);

/// <summary>
/// One run by a seed: nodes, clients, watchers and a database on one thread and one simulated time, with whatever the plan lets happen;
/// then everything is healed, and what was promised is held against what was done.
/// </summary>
internal sealed class Night
{
    private const int Ports = 5082, Rounds = 3;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(90);

    private static readonly Shard[] shards = [.. Shard.All];

    private readonly ulong seed;
    private readonly World world;
    private readonly Luck luck;
    private readonly Plan plan;
    private readonly Database database;
    private readonly Net net;
    private readonly List<Node> nodes = [];
    private readonly Clients clients;
    private readonly Watchers watchers;
    private readonly GameId[] games;
    private readonly Process fate;
    private int wishes;
    private bool isHealed;

    public Night(ulong seed, Action<string>? trace = null)
    {
        this.seed = seed;
        var source = new Luck(seed);
        world = new(source.Draw()) { Trace = trace };
        luck = source.Split();
        plan = Plan.Of(source.Split());
        database = new(world, source.Split()) { Stalls = plan.Stalls };
        net = new(world, source.Split()) { Lost = plan.NetLost, Twice = plan.NetTwice, Late = plan.NetLate };
        fate = new(world, "fate");
        clients = new(world, net, source.Split(), () => Alive) { Budget = plan.Commands };
        watchers = new(world, database, source.Split(), () => Alive);
        games = [.. Enumerable.Range(0, plan.Games).Select(_ => new GameId(luck.Id()))];
    }

    public Plan Plan => plan;

    private List<Node> Alive => nodes.FindAll(static node => node.IsServing);

    public Outcome Pass()
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            world.Note(plan.ToString());
            for (var i = 0; i < plan.Nodes; i++) Begin(Ports + i);
            world.Pass(TimeSpan.FromSeconds(3), () => Alive.Count > 0);
            clients.Begin(games);
            for (var i = 0; i < plan.Watchers; i++) watchers.Begin(luck.From(games));
            NextIncident();
            Look();
            world.Pass(plan.Faults);
            Heal();
            return new(seed, plan.ToString(), world.Hash, world.Wrong, world.Steps, (int)database.Version, TimeSpan.FromTicks(world.Now));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private void Begin(int port)
    {
        var settings = new NodeSettings
        {
            Engine = new() { IdleTime = plan.Idle, SnapshotEvery = plan.SnapshotEvery },
            Torn = plan.Torn,
            Settle = plan.Settle,
            IsRefused = (address, _) => new(nodes.TrueForAll(node => node.Address != address || node.IsGone)),
            Times = plan.Times,
            Crowded = plan.Crowded,
            Faulty = isHealed ? 0 : plan.Faulty,
        };
        nodes.Add(new($"node {nodes.Count}", port, database, net, luck.Split(), settings, IsDead, Find));
    }

    private Node? Find(Guid id) => nodes.Find(node => !node.IsGone && node.Keeper?.Node.Id == id);

    private bool IsDead(Guid id) => nodes.Exists(node => node.Ids.Contains(id) && (node.IsGone || node.Keeper?.Node.Id != id));

    /// <summary>What nodes believe at this instant, those that are paused among them: two may not speak for one shard.</summary>
    private void Look()
    {
        foreach (var shard in shards)
        {
            Node? speaker = null;
            foreach (var node in nodes)
            {
                if (node.Process.IsDead || node.Keeper is not { } keeper || keeper.EpochOf(shard) is null || !keeper.MaySpeak) continue;
                if (speaker is not null) world.Broken($"P7 {speaker.Name} and {node.Name} may both speak for shard {shard}");
                speaker = node;
            }
        }

        world.After(TimeSpan.FromMilliseconds(50), fate, Look);
    }

    private void NextIncident()
    {
        if (plan.Incidents.Count == 0) return;
        world.After(TimeSpan.FromSeconds(luck.Part() * 2 / plan.Often), fate, () =>
        {
            if (isHealed) return;
            Happen(luck.From(plan.Incidents));
            NextIncident();
        });
    }

    private void Happen(Incident incident)
    {
        var alive = nodes.FindAll(static node => !node.IsGone);
        if (alive.Count == 0) return;
        // What befalls a node that has something to lose is worth more.
        var owners = alive.FindAll(node => database.Shards[0].Owner is { } owner && node.Ids.Contains(owner));
        var node = luck.From(luck.Happens(0.5) && owners.Count > 0 ? owners : alive);
        world.Note($"{incident} {node.Name}");
        switch (incident)
        {
            case Incident.Pause when !node.Process.IsPaused:
                node.Process.Pause();
                Later(luck.Happens(0.5) ? 1 : 9, node.Process.Resume);
                break;
            case Incident.Kill:
                node.Kill();
                Later(2, () => Begin(node.Port));
                break;
            case Incident.Stop when node is { IsServing: true, Process.IsPaused: false }:
                node.Stop();
                Later(3, () =>
                {
                    if (!node.IsGone) node.Kill();
                    Begin(node.Port);
                });
                break;
            case Incident.Crash when !database.IsDown:
                database.Crash(luck.Within(TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(7)));
                break;
            case Incident.Terminate: database.TerminateSome(); break;
            case Incident.CutStore:
                (node.Way.IsCutThere, node.Way.IsCutBack) = (true, true);
                Later(7, () => (node.Way.IsCutThere, node.Way.IsCutBack) = (false, false));
                break;
            case Incident.CutAnswers:
                node.Way.IsCutBack = true;
                Later(5, () => node.Way.IsCutBack = false);
                break;
            case Incident.ChokeStore:
                node.Way.IsChoked = true;
                Later(2, () =>
                {
                    (node.Way.IsChoked, node.Way.IsCutThere, node.Way.IsCutBack) = (false, true, true);
                    Later(7, () => (node.Way.IsCutThere, node.Way.IsCutBack) = (false, false));
                });
                break;
            case Incident.CutNet:
                net.Cut(node.Process, luck.From([.. alive.Select(static one => one.Process), clients.Process]));
                Later(5, net.Heal);
                break;
            case Incident.NodeClock: node.Time.Error = TimeSpan.FromSeconds(luck.Between(-7200, 7200)); break;
            case Incident.StoreClock: database.Time.Error = TimeSpan.FromSeconds(luck.Between(-7200, 7200)); break;
            case Incident.DiskFull:
                database.IsFull = true;
                Later(3, () => database.IsFull = false);
                break;
            case Incident.Evict when node.IsServing:
                var game = luck.From(games);
                node.Process.Do(() => _ = node.Engine!.Evict(game).AsTask());
                break;
            case Incident.HandOver when node.IsServing:
                var (shard, to) = (Shard.Of(luck.From(games)), luck.From(alive).Ids[^1]);
                wishes++;
                node.Process.Do(() => _ = node.Want(shard, to));
                break;
            case Incident.Drain when node.IsServing:
                var drained = luck.From(alive).Ids[^1];
                wishes += Shard.Count;
                node.Process.Do(() => _ = node.AskToDrain(drained, drain: true));
                Later(6, () => GiveBack(drained));
                break;
            case Incident.Watchers: watchers.BreakOff(luck.Between(1, 3)); break;
        }
    }

    /// <summary>A node may have shards again.</summary>
    private void GiveBack(Guid drained)
    {
        if (Alive is [var any, ..]) any.Process.Do(() => _ = any.AskToDrain(drained, drain: false));
    }

    /// <param name="most">Seconds.</param>
    private void Later(double most, Action undo) =>
        world.After(TimeSpan.FromSeconds(luck.Part() * most), fate, () =>
        {
            if (!isHealed) undo();
        });

    /// <summary>
    /// Everybody who watches comes while one more thing happens in each game: nothing comes after it from which he could see that he missed
    /// something.
    /// </summary>
    private bool Round()
    {
        watchers.Rest();
        world.Pass(TimeSpan.FromSeconds(2));
        watchers.Call();
        clients.Probe(games);
        var quiet = world.Pass(patience, () => clients.Working == 0);
        world.Pass(TimeSpan.FromSeconds(2));
        watchers.Compare();
        return quiet;
    }

    /// <summary>Nothing goes wrong any more: everything comes back by itself, and then nobody has anything left to do.</summary>
    private void Heal()
    {
        world.Note("healed");
        isHealed = true;
        net.Heal();
        database.Stalls = 0;
        database.IsFull = false;
        foreach (var node in nodes)
        {
            (node.Way.IsCutThere, node.Way.IsCutBack, node.Way.IsChoked, node.Way.Faulty) = (false, false, false, 0);
            if (node.Process.IsPaused) node.Process.Resume();
            node.Time.Error = default;
        }

        if (nodes.TrueForAll(static node => node.IsGone || !node.IsServing)) Begin(Ports + 9);
        clients.Budget = Math.Min(clients.Budget, 30);
        var quiet = world.Pass(patience, () => clients.Working == 0);
        for (var round = 0; round < Rounds; round++) quiet &= Round();
        // Only now: what an operator had on its way may have come late.
        foreach (var row in database.Nodes.Values) row.Asked = false;
        if (!world.Pass(patience, IsEven))
            world.Broken($"P14 the shards are not evenly parted {patience.TotalSeconds} s after all was healed");
        clients.IsOver = true;
        // A clock that was set back may sleep for a minute before it looks again.
        world.Pass(TimeSpan.FromSeconds(plan.Incidents.Contains(Incident.NodeClock) ? 70 : 5));
        watchers.End();
        watchers.IsOver = true;
        if (!quiet) world.Broken($"P14 {clients.Working} clients have no answer {patience.TotalSeconds} s after all was healed");
        new Judgement(world, database, clients, watchers, nodes, games).Judge(plan.IsCalm, wishes);
    }

    /// <summary>Every shard has an owner, nobody has two more than another, and nothing is on its way.</summary>
    private bool IsEven()
    {
        var up = Alive.Select(static node => node.Keeper!).ToList();
        var shares = up.ConvertAll(static keeper => keeper.Sight().Owned.Count);
        return shares.Sum() == Shard.Count && shares.Max() - shares.Min() <= 1
            && up.TrueForAll(static keeper => keeper.Sight().UnderWay == 0);
    }
}
