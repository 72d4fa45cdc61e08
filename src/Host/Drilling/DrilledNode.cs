using System.Diagnostics;
using AkkaGame.Actors;
using AkkaGame.Host.Operating;
using AkkaGame.Messages;

namespace AkkaGame.Host.Drilling;

/// <summary>A node of the cluster that rehearses, as whoever sends commands to it knows it.</summary>
/// <param name="name">As operators call it.</param>
/// <param name="operators">Its operators' port.</param>
internal sealed class DrilledNode(string name, OperatorsClient operators) : IDisposable
{
    /// <summary>What it says of a server that could not be reached, or did not answer.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>How long an answer is waited for before another node is asked.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(2);

    /// <summary>So long nobody is led to a node that did not answer, as by a load balancer.</summary>
    private static readonly TimeSpan rest = TimeSpan.FromMilliseconds(250);

    private readonly RemoteEngine engine = new(operators);
    private long restsUntil;

    public string Name => name;

    public OperatorsClient Operators => operators;

    /// <summary>Commands are sent to it.</summary>
    public bool IsOffered => Stopwatch.GetTimestamp() >= Volatile.Read(ref restsUntil);

    /// <summary>Sends a command; a node that does not answer refuses as unreachable.</summary>
    public async Task<Answer> Ask(GameId game, Envelope command, CancellationToken stop)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(patience);
        Answer answer;
        try
        {
            answer = await engine.Ask(game, command, late.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            answer = new Refusal(RefusalCode.Unavailable, null, Unreachable, $"{name} did not answer in time.", Retry.SameId);
        }

        if (answer.Refused is { Rule: Unreachable })
            Volatile.Write(ref restsUntil, Stopwatch.GetTimestamp() + (long)(rest.TotalSeconds * Stopwatch.Frequency));
        return answer;
    }

    /// <summary>The game as this node shows it.</summary>
    public ValueTask<Sight> Look(GameId game, CancellationToken stop) => engine.Look(game, stop);

    public void Dispose() => operators.Dispose();
}
