using System.Collections.Concurrent;
using AkkaGame.Faults.Checking;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Faults.Playing;

/// <summary>
/// Clients that write to games, look at them, send things twice, reuse ids and ask for what is not allowed, and write down all that they
/// do and hear. Whoever does not know what became of his command sends it again under the same id, as the contract asks of clients.
/// </summary>
/// <param name="seed">The same seed draws the same kinds of commands.</param>
/// <param name="pause">
/// Milliseconds between two things a client does, at most; a closed loop without any would only measure the machine.
/// </param>
public sealed class Load(IServed server, int seed, int pause = 4)
{
    /// <summary>How long a client waits for one answer.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentQueue<Operation> history = [];
    private int clients, acknowledged;

    public IReadOnlyList<Operation> History => [.. history];

    public int Acknowledged => Volatile.Read(ref acknowledged);

    /// <summary>Creates the games and keeps two clients writing to each until <paramref name="stop"/>.</summary>
    public Task Play(IReadOnlyList<GameId> games, CancellationToken stop) =>
        Task.WhenAll(games.SelectMany(game => (Task[])[Write(game, creates: true, stop), Write(game, creates: false, stop)]));

    /// <summary>Waits until so many more commands were acknowledged.</summary>
    public async Task Acknowledges(int more, TimeSpan within)
    {
        var goal = Acknowledged + more;
        using var late = new CancellationTokenSource(within);
        while (Acknowledged < goal) await Task.Delay(20, late.Token);
    }

    /// <summary>Sends one more command to each game, again and again until it is accepted or time is up.</summary>
    public async Task Probe(IReadOnlyList<GameId> games, TimeSpan within)
    {
        using var late = new CancellationTokenSource(within);
        await Task.WhenAll(games.Select(async game =>
        {
            var command = Sample.Facts();
            while (await Send(0, game, command, Asked.Probe) != Heard.Ok && !late.IsCancellationRequested) await Task.Delay(50);
        }));
    }

    private async Task Write(GameId game, bool creates, CancellationToken stop)
    {
        var client = Interlocked.Increment(ref clients);
        var draw = new Random(unchecked(seed * 7919 + client));
        var accepted = new List<Envelope>();
        if (creates) await Insist(client, game, Sample.Creation(), accepted, stop);
        while (!stop.IsCancellationRequested)
        {
            switch (draw.Next(100))
            {
                case < 75: await Insist(client, game, Sample.Facts(draw.Next(1, 4)), accepted, stop); break;
                case < 83 when accepted.Count > 0: await Send(client, game, accepted[draw.Next(accepted.Count)]); break;
                case < 86 when accepted.Count > 0: await Send(client, game, Sample.Facts(1, accepted[draw.Next(accepted.Count)].Id)); break;
                case < 91: await Send(client, game, new(Sample.NewCommand(), Sample.Scorer, 0, new ResumeGame())); break;
                default: await Look(client, game); break;
            }

            await Task.Delay(draw.Next(pause), CancellationToken.None);
        }
    }

    private async Task Insist(int client, GameId game, Envelope command, List<Envelope> accepted, CancellationToken stop)
    {
        for (var wait = 10; ; wait = Math.Min(wait * 2, 320))
        {
            var heard = await Send(client, game, command);
            if (heard == Heard.Ok) accepted.Add(command);
            if (heard != Heard.Unknown || stop.IsCancellationRequested) return;
            await Task.Delay(wait, CancellationToken.None);
        }
    }

    private async Task<Heard> Send(int client, GameId game, Envelope command, Asked asked = Asked.Command)
    {
        var ended = await Asking.Command(server, game, command, patience, client, asked);
        history.Enqueue(ended);
        if (ended.Heard == Heard.Ok) Interlocked.Increment(ref acknowledged);
        return ended.Heard;
    }

    private async Task Look(int client, GameId game) => history.Enqueue(await Asking.Look(server, game, patience, client));
}
