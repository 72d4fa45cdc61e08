using System.ComponentModel;
using System.Diagnostics;
using AkkaGame.Client;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Launching;
using AkkaGame.Host.Operating;

namespace AkkaGame.Host.Drilling;

/// <summary>A node has gone.</summary>
/// <param name="At">When it began to go, in ticks of <see cref="Stopwatch"/>.</param>
/// <param name="Gone">When it had gone: whoever goes in order still takes commands until then.</param>
/// <param name="How">In words.</param>
internal sealed record Departed(DrilledNode Node, long At, long Gone, string How);

/// <summary>How a node goes.</summary>
internal interface IDeparture
{
    /// <summary>The node that is known to go; null where somebody else decides.</summary>
    DrilledNode? Who(IReadOnlyList<Standing> nodes);

    /// <summary>Done when it is gone.</summary>
    /// <exception cref="HouseClosedException">It does not go.</exception>
    Task<Departed> Go(IReadOnlyList<Standing> nodes, CancellationToken stop);

    /// <summary>All is over: whoever was told to go for the rehearsal may come back.</summary>
    /// <exception cref="RefusedException">He was not reached.</exception>
    Task Return(CancellationToken stop) => Task.CompletedTask;
}

/// <summary>A node before anything happens to it.</summary>
/// <param name="Id">As the others know it; another one after each start.</param>
/// <param name="Process">As it says itself.</param>
/// <param name="Shards">That it owns.</param>
internal sealed record Standing(DrilledNode Node, Guid Id, int Process, int Shards);

/// <summary>How a process of this machine is ended.</summary>
internal enum Signal : byte
{
    /// <summary>As kill -9 does it: nothing of it runs any more.</summary>
    Kill,
    /// <summary>As a supervisor does it: it goes in order.</summary>
    Terminate,
}

/// <summary>A process of this machine is ended: that one, or that of the node which owns the most shards.</summary>
/// <param name="process">As operators name it; null for the busiest one's.</param>
/// <param name="asked">What named it, for who has to correct it.</param>
internal sealed class Ending(Signal signal, int? process, string asked) : IDeparture
{
    /// <summary>In order it may take as long as supervisors grant.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    /// <exception cref="HouseClosedException">No node is that process.</exception>
    public DrilledNode? Who(IReadOnlyList<Standing> nodes) => Chosen(nodes).Node;

    public async Task<Departed> Go(IReadOnlyList<Standing> nodes, CancellationToken stop)
    {
        var chosen = Chosen(nodes);
        try
        {
            using var running = Process.GetProcessById(chosen.Process);
            var at = Stopwatch.GetTimestamp();
            if (signal == Signal.Kill) running.Kill();
            else if (!await Supervisor.Terminate(chosen.Process, stop))
                throw new InvalidOperationException("it takes no signal from this user");
            await running.WaitForExitAsync(stop).WaitAsync(patience, stop);
            return signal == Signal.Kill
                ? new(chosen.Node, at, at, FormattableString.Invariant($"process {chosen.Process} killed (kill -9)"))
                : new(
                    chosen.Node, at, Stopwatch.GetTimestamp(),
                    FormattableString.Invariant($"process {chosen.Process} ended in order (SIGTERM)"));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception or TimeoutException)
        {
            throw new HouseClosedException($"process {chosen.Process} of {chosen.Node.Name} cannot be ended from here: {e.Message}", e);
        }
    }

    private Standing Chosen(IReadOnlyList<Standing> nodes) => process is null
        ? nodes.MaxBy(static node => node.Shards)!
        : nodes.FirstOrDefault(node => node.Process == process)
            ?? throw new HouseClosedException(
                $"{asked}: no node of this cluster is process {process} ({string.Join(", ", nodes.Select(Says))}).");

    private static string Says(Standing node) => FormattableString.Invariant($"{node.Node.Name} is {node.Process}");
}

/// <summary>A node is told to hand over all that it has; it stays up and may have shards again when all is over.</summary>
/// <param name="place">In the list of nodes.</param>
internal sealed class Draining(int place) : IDeparture
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60), often = TimeSpan.FromMilliseconds(20);

    private DrilledNode? told;

    /// <summary>On Akka.NET who has handed everything over leaves, and is to be started again.</summary>
    private bool ends;

    public DrilledNode? Who(IReadOnlyList<Standing> nodes) => nodes[place].Node;

    public async Task<Departed> Go(IReadOnlyList<Standing> nodes, CancellationToken stop)
    {
        var (node, at) = (told = nodes[place].Node, Stopwatch.GetTimestamp());
        ends = (await node.Operators.Cluster(stop)).OnDemand;
        await node.Operators.Drain(ClusterApi.Me, new(By: DrilledGame.Who), stop);
        try
        {
            while ((await node.Operators.Stats(stop)).Shards.Owned is > 0 and var left)
            {
                if (Stopwatch.GetElapsedTime(at) > patience)
                    throw new HouseClosedException(
                        $"{node.Name} was told to drain, and still owns {left} shards after {Durations.Write(patience)}.");
                await Task.Delay(often, stop);
            }
        }
        catch (RefusedException e) when (ends && e.Refusal.Rule == DrilledNode.Unreachable)
        {
        }

        return new(
            node, at, Stopwatch.GetTimestamp(),
            ends ? "drained: it handed everything over, and ends" : "drained: it handed everything over, and stays up");
    }

    public async Task Return(CancellationToken stop)
    {
        if (told is not null && !ends) await told.Operators.Drain(ClusterApi.Me, new(Undo: true, DrilledGame.Who), stop);
    }
}

/// <summary>Somebody else ends a node, in whatever way; it is gone when it answers nobody.</summary>
/// <param name="tells">Gets what is wanted of him.</param>
internal sealed class Waiting(TimeSpan patience, Action<string> tells) : IDeparture
{
    private static readonly TimeSpan often = TimeSpan.FromMilliseconds(20), late = TimeSpan.FromSeconds(1);

    public DrilledNode? Who(IReadOnlyList<Standing> nodes) => null;

    public async Task<Departed> Go(IReadOnlyList<Standing> nodes, CancellationToken stop)
    {
        var names = string.Join(", ", nodes.Select(static one => one.Node.Name));
        tells($"Kill one of the nodes now (within {Durations.Write(patience)}): {names}");
        using var found = CancellationTokenSource.CreateLinkedTokenSource(stop);
        found.CancelAfter(patience);
        var looking = nodes.Select(node => Silent(node.Node, found.Token)).ToArray();
        var first = await Task.WhenAny(looking);
        await found.CancelAsync();
        stop.ThrowIfCancellationRequested();
        if (await first is not { } gone)
            throw new HouseClosedException($"no node went within {Durations.Write(patience)}: nothing was rehearsed.");
        tells($"{gone.Node.Name} does not answer any more.");
        return gone;
    }

    /// <summary>When it has not answered twice: since its last answer. Null where it always did.</summary>
    private static async Task<Departed?> Silent(DrilledNode node, CancellationToken stop)
    {
        var (answered, missed) = (Stopwatch.GetTimestamp(), 0);
        while (!stop.IsCancellationRequested)
        {
            if (await Answers(node, stop)) (answered, missed) = (Stopwatch.GetTimestamp(), 0);
            else if (!stop.IsCancellationRequested && ++missed == 2) return new(node, answered, answered, "ended by somebody else");
            await Task.Delay(often, CancellationToken.None);
        }

        return null;
    }

    private static async Task<bool> Answers(DrilledNode node, CancellationToken stop)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        waiting.CancelAfter(late);
        try
        {
            await node.Operators.Ready(waiting.Token);
            return true;
        }
        catch (RefusedException e)
        {
            return e.Refusal.Rule != DrilledNode.Unreachable; // One that says why it cannot is there.
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
