using System.Diagnostics;
using AkkaGame.Actors;
using AkkaGame.Host.Playing;
using AkkaGame.Messages;

namespace AkkaGame.Host.Drilling;

/// <summary>A command that was acknowledged.</summary>
/// <param name="Last">The seq of its last event, as the receipt says it.</param>
/// <param name="Asked">When it was sent the time that was answered; it is sent again until then. Ticks of <see cref="Stopwatch"/>.</param>
/// <param name="Done">When the receipt came.</param>
/// <param name="Again">It had been accepted when it came an earlier time.</param>
internal readonly record struct Acknowledged(CommandId Command, int Last, long Asked, long Done, bool Again);

/// <summary>
/// A game of a rehearsal, and who writes it down: one command after the other, each sent until it is answered, to whichever node takes it.
/// </summary>
internal sealed class DrilledGame(GameId id, IReadOnlyList<DrilledNode> nodes)
{
    /// <summary>The league of all such games: nobody takes them for others.</summary>
    public const string League = "drill";

    /// <summary>In whose name everything is done.</summary>
    public const string Who = "akkagame ops drill";

    private static readonly Author author = new(Who, Role.Scorer);
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(10);

    private readonly List<Acknowledged> acknowledged = [];
    private readonly Lock writing = new();
    private int next = Math.Abs(id.GetHashCode() % nodes.Count), facts;

    public GameId Id => id;

    /// <summary>What was acknowledged so far, in that order.</summary>
    public IReadOnlyList<Acknowledged> Acknowledged
    {
        get
        {
            lock (writing) return [.. acknowledged];
        }
    }

    /// <summary>Why the first command was refused that was refused for good; null where none was.</summary>
    public Refusal? Refused { get; private set; }

    /// <summary>Commands that nobody answered before everything ended.</summary>
    public int Unanswered { get; private set; }

    /// <summary>Sets it up and starts it.</summary>
    public async Task Begin(CancellationToken stop)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        GameCommand[] beginning =
        [
            new CreateGame(League, Clubs.Away.Team, Clubs.Home.Team, today, 0, null, GameMode.Scored, RuleSet.Mlb2018),
            new ExchangeLineups(Clubs.Away.Card, Clubs.Home.Card),
            new StartGame(),
        ];
        foreach (var command in beginning) await Send(command, stop);
    }

    /// <summary>Writes a small note each time that has passed, or as soon as the one before was answered.</summary>
    /// <param name="enough">Begins no other one.</param>
    /// <param name="stop">Waits for no answer any more.</param>
    public async Task Write(TimeSpan every, CancellationToken enough, CancellationToken stop)
    {
        for (var due = Stopwatch.GetTimestamp(); !enough.IsCancellationRequested && Refused is null;)
        {
            try
            {
                await Send(new NoteFacts([new("attendance", FormattableString.Invariant($"{++facts}"))]), stop);
            }
            catch (OperationCanceledException)
            {
                Unanswered++;
                return;
            }

            due = Math.Max(due + (long)(every.TotalSeconds * Stopwatch.Frequency), Stopwatch.GetTimestamp());
            await Task.Delay(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due), CancellationToken.None);
        }
    }

    /// <summary>Calls it off, so that it counts in no standings.</summary>
    public Task End(CancellationToken stop) => Send(new CallGame("the drill is over"), stop);

    private async Task Send(GameCommand command, CancellationToken stop)
    {
        var envelope = new Envelope(new(Guid.CreateVersion7()), author, 0, command);
        while (true)
        {
            var asked = Stopwatch.GetTimestamp();
            var answer = await Next().Ask(id, envelope, stop);
            if (answer.Refused is null)
            {
                var receipt = answer.Receipt;
                lock (writing) acknowledged.Add(new(envelope.Id, receipt.Last, asked, Stopwatch.GetTimestamp(), receipt.Duplicate));
                return;
            }

            if (answer.Refused.Retry is not (Retry.SameId or Retry.After))
            {
                Refused ??= answer.Refused;
                return;
            }

            await Task.Delay(pause, stop);
        }
    }

    /// <summary>The nodes take turns; where nobody is offered one is tried all the same.</summary>
    private DrilledNode Next()
    {
        for (var i = 0; i < nodes.Count; i++)
            if (nodes[next++ % nodes.Count] is { IsOffered: true } node) return node;
        return nodes[next++ % nodes.Count];
    }
}
