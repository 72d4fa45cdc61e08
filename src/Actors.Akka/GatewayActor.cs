using Akka.Actor;
using Akka.Event;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using Envelope = AkkaGame.Messages.Envelope;

namespace AkkaGame.OnAkka;

/// <summary>
/// The way of everybody on this node to the games of all nodes: gives each question a number, sends it to whoever shards games, and ends
/// the wait of whoever asked when its answer comes. One for all sockets of a node, because a question is all that it knows of one.
/// </summary>
/// <remarks>
/// A letter that reaches a game just as it ends is a dead letter to Akka, and one that was on its way to a node that went is lost without
/// a word. Here both are sent again after a while: the command's id sees to it that it counts once.
/// </remarks>
internal sealed class GatewayActor : UntypedActor, IWithTimers
{
    /// <summary>So often a dead letter is sent again, after twice as long each time: a game that keeps ending is left in peace.</summary>
    private const int TriesMost = 8;

    private static readonly TimeSpan moment = TimeSpan.FromMilliseconds(10), often = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<long, Asked> asked = [];
    private readonly IActorRef games;
    private readonly Clubhouse house;
    private readonly TimeSpan patience;
    private readonly TimeSpan? again;
    private long numbers;

    /// <param name="patience">After so long without an answer whoever asked is told to ask again.</param>
    /// <param name="again">After so long it is sent again, then after twice as long; null where nothing is lost on the way.</param>
    public GatewayActor(IActorRef games, Clubhouse house, TimeSpan patience, TimeSpan? again) =>
        (this.games, this.house, this.patience, this.again) = (games, house, patience, again);

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
        Timers.StartPeriodicTimer(nameof(Sweep), Sweep.Now, often);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Asked question:
                asked[++numbers] = question;
                games.Tell(new Letter(question.Game, numbers, question.Message));
                break;
            case Reply reply:
                if (asked.Remove(reply.Number, out var waiting)) waiting.Take(Told(reply, waiting));
                break;
            case Due due: house.Clock(due); break;
            case DeadLetter { Message: Letter letter } dead: Again(letter, dead.Sender); break;
            case Resend(var letter, var from): games.Tell(letter, from); break;
            case Sweep: LookAfter(); break;
        }
    }

    protected override void PostStop()
    {
        foreach (var (number, question) in asked) question.Take(new Reply.Answered(number, Refusals.Stopping));
    }

    private void Again(Letter letter, IActorRef from)
    {
        if (letter.Tries >= TriesMost)
        {
            from.Tell(new Reply.Answered(letter.Number, Refusals.Elsewhere));
            return;
        }

        var again = new Resend(letter with { Tries = letter.Tries + 1 }, from);
        Timers.StartSingleTimer((letter, from), again, moment * (1 << letter.Tries));
    }

    /// <summary>Of a question that was sent twice, one may be refused and the other, which comes later, not: nobody knows.</summary>
    private static Reply Told(Reply reply, Asked question) =>
        question.Repeats > 0 && reply is Reply.Answered { Answer.Refused: not null }
            ? new Reply.Answered(reply.Number, Refusals.Elsewhere)
            : reply;

    private void LookAfter()
    {
        var now = Environment.TickCount64;
        foreach (var (number, question) in asked)
        {
            var waited = TimeSpan.FromMilliseconds(now - question.Since);
            if (waited >= patience)
            {
                asked.Remove(number);
                question.Take(new Reply.Answered(number, Refusals.Elsewhere));
            }
            else if (again is { } pause && waited >= pause * ((2 << question.Repeats) - 1))
            {
                question.Repeats++;
                games.Tell(new Letter(question.Game, number, question.Message));
            }
        }
    }

    private sealed record Resend(Letter Letter, IActorRef From);

    private sealed record Sweep
    {
        public static readonly Sweep Now = new();
    }
}

/// <summary>A question to a game, and the promise of its answer.</summary>
internal abstract class Asked(GameId game, GameMessage message) : INoSerializationVerificationNeeded
{
    private static readonly GameMessage
        looking = new GameMessage.Look(), leaving = new GameMessage.Leave(), ringing = new GameMessage.Alarm();

    public GameId Game => game;

    public GameMessage Message => message;

    public long Since { get; } = Environment.TickCount64;

    /// <summary>How often it was sent again.</summary>
    public int Repeats { get; set; }

    public abstract void Take(Reply reply);

    public static Asked<Answer> Command(GameId game, Envelope envelope) => new(
        game, new GameMessage.Command(envelope), static reply => ((Reply.Answered)reply).Answer);

    public static Asked<Sight> Look(GameId game, GameMessage? message = null) => new(game, message ?? looking, static reply => reply switch
    {
        Reply.Seen seen => seen.Sight,
        _ => new(null, ((Reply.Answered)reply).Answer.Refused),
    });

    public static Asked<bool> Leave(GameId game) => new(game, leaving, static reply => reply is Reply.Left { Gone: true });

    public static Asked<bool> Ring(GameId game) => new(game, ringing, static reply => reply is Reply.Rung);
}

/// <inheritdoc/>
internal sealed class Asked<T>(GameId game, GameMessage message, Func<Reply, T> read) : Asked(game, message)
{
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Answered => answer.Task;

    public override void Take(Reply reply) => answer.TrySetResult(read(reply));
}
