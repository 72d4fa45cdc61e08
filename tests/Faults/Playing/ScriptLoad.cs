using System.Collections.Concurrent;
using System.Diagnostics;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Faults.Checking;
using AkkaGame.Messages;
using AkkaGame.Scripts;

namespace AkkaGame.Faults.Playing;

/// <summary>
/// Managers, scorers and commissioners who play whole games by scripts on whatever process serves now, and write down all that they do and
/// hear. Whoever does not know what became of his command sends it again under the same id.
/// </summary>
/// <param name="send">How commands go out; null for the process's own pipe.</param>
public sealed class ScriptLoad(Func<PipedNode, GameId, Envelope, CancellationToken, Task<Answer>>? send = null)
{
    /// <summary>The managers' clock, milliseconds: short, so that deadlines fall while nobody serves.</summary>
    private const int Clock = 400;

    /// <summary>How long a client waits for one answer, and how long for any.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan despair = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<Operation> history = [];
    private volatile PipedNode? served;
    private int acknowledged;

    public IReadOnlyList<Operation> History => [.. history];

    public int Acknowledged => Volatile.Read(ref acknowledged);

    public void To(PipedNode? node) => served = node;

    /// <summary>Plays each game to its end.</summary>
    public Task Play(IReadOnlyList<GameId> games, int seed) => Task.WhenAll(games.Select((game, i) => Task.Run(
        () => new GameScript(seed + i, new Front(this, game, i), ScriptRules.For(seed + i, Clock)).Play())));

    private Task<Answer> Send(PipedNode node, GameId game, Envelope envelope, CancellationToken stop) =>
        send is null ? node.Send(game, envelope, stop) : send(node, game, envelope, stop);

    private async Task<T?> Try<T>(Operation begun, Func<PipedNode, CancellationToken, Task<(Operation Ended, T? Said)>> ask)
        where T : class
    {
        var (ended, said) = (begun, default(T));
        try
        {
            using var late = new CancellationTokenSource(patience);
            (ended, said) = await ask(served ?? throw new IOException("Nobody serves."), late.Token);
        }
        catch (Exception e) // Whatever broke on the way: there is no answer.
        {
            ended = begun with { Heard = Heard.Unknown, Code = e.GetType().Name };
        }

        history.Enqueue(ended with { Done = Stopwatch.GetTimestamp() });
        if (ended is { Heard: Heard.Ok, Command: not null }) Interlocked.Increment(ref acknowledged);
        return said;
    }

    private sealed class Front(ScriptLoad load, GameId game, int client) : IFront
    {
        private static readonly object yes = new();

        public GameId Game => game;

        public async ValueTask<GameState> Look()
        {
            for (var since = Stopwatch.StartNew(); ; await Task.Delay(25))
            {
                var begun = new Operation(client, game.Value, Asked.Read, null, Stopwatch.GetTimestamp());
                var seen = await load.Try<GameState>(begun, async (node, stop) => await node.State(game, stop) is { } state
                    ? (state.Exists
                        ? begun with { Heard = Heard.Ok, Seq = state.Ledger.Seq, Hash = Convert.ToHexStringLower(StateHash.Of(state)) }
                        : begun with { Heard = Heard.Unknown, Code = "not-there" }, state)
                    : (begun with { Heard = Heard.Unknown, Code = "not-shown" }, null));
                if (seen is not null) return seen;
                if (since.Elapsed > despair) throw new ScriptException($"Game {game} cannot be seen any more.");
            }
        }

        public async ValueTask<Refusal?> Send(Envelope envelope)
        {
            for (var since = Stopwatch.StartNew(); ; await Task.Delay(25))
            {
                var begun = new Operation(client, game.Value, Asked.Command, envelope.Id.Value, Stopwatch.GetTimestamp());
                Refusal? refused = null;
                var heard = await load.Try<object>(begun, async (node, stop) =>
                {
                    var answer = await load.Send(node, game, envelope, stop);
                    refused = answer.Refused;
                    return answer.Refused switch
                    {
                        null => (begun with { Heard = Heard.Ok, Seq = answer.Receipt.Last, Duplicate = answer.Receipt.Duplicate }, yes),
                        { Retry: Retry.SameId or Retry.After } no => (begun with { Heard = Heard.Unknown, Code = $"{no.Code}" }, null),
                        var no => (begun with { Heard = Heard.Refused, Code = $"{no.Code}" }, yes),
                    };
                });
                if (heard is not null) return refused;
                if (since.Elapsed > despair) throw new ScriptException($"Game {game} does not answer any more.");
            }
        }

        public async ValueTask<bool> Wait(GameState seen)
        {
            if (seen.Game.Due is null) return false;
            for (var since = Stopwatch.StartNew(); (await Look()).Ledger.Seq == seen.Ledger.Seq; await Task.Delay(20))
                if (since.Elapsed > despair) throw new ScriptException($"Game {game}: {seen.Game.NextTimer} does not fire.");
            return true;
        }

        public async ValueTask<IReadOnlyList<EventGroup>> History()
        {
            for (var since = Stopwatch.StartNew(); ; await Task.Delay(25))
            {
                try
                {
                    using var late = new CancellationTokenSource(patience);
                    if (load.served is { } node) return await node.History(game, late.Token);
                }
                catch (Exception e) when (since.Elapsed < despair && e is not ScriptException)
                {
                    // Whoever asks may ask again.
                }
            }
        }
    }
}
