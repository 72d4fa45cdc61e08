using Akka.Actor;
using Akka.Cluster.Sharding;
using AkkaGame.Messages;

namespace AkkaGame.OnAkka;

/// <summary>
/// The games of a node that is alone, as one parent does it without a cluster: it starts games with their first message and, like a shard,
/// holds what comes for one that is leaving until it has left.
/// </summary>
internal sealed class LocalShard : UntypedActor
{
    private readonly Func<GameId, Props> games;
    private readonly Dictionary<string, (IActorRef Game, List<(object Message, IActorRef From)> Held)> leaving = [];
    private IActorRef? whoWaits;

    /// <param name="games">How a game is made.</param>
    public LocalShard(Func<GameId, Props> games) => this.games = games;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case IToGame to:
                // By its name: between its end and the news of that it is nobody's child any more.
                if (leaving.TryGetValue(to.Game.ToString(), out var one)) one.Held.Add((message, Sender));
                else Find(to.Game).Forward(message);
                break;
            case Passivate rest: SendAway(Sender, rest.StopMessage); break;
            case Close:
                whoWaits = Sender;
                foreach (var game in Context.GetChildren()) SendAway(game, GoAway.Resting);
                Over();
                break;
            case Terminated gone:
                // At once, not by way of its own mailbox: what has come meanwhile would be before them.
                if (leaving.TryGetValue(gone.ActorRef.Path.Name, out var left) && left.Game.Equals(gone.ActorRef))
                {
                    leaving.Remove(gone.ActorRef.Path.Name);
                    foreach (var (waiting, from) in left.Held) Find(((IToGame)waiting).Game).Tell(waiting, from);
                }

                Over();
                break;
        }
    }

    private IActorRef Find(GameId game) =>
        Context.Child(game.ToString()) is var there && !there.IsNobody()
            ? there
            : Context.Watch(Context.ActorOf(games(game), game.ToString()));

    private void SendAway(IActorRef game, object stop)
    {
        if (leaving.TryAdd(game.Path.Name, (game, []))) game.Tell(stop);
    }

    private void Over()
    {
        if (whoWaits is null || Context.GetChildren().Any()) return;
        whoWaits.Tell(Closed.Now);
    }

    /// <summary>All games are to leave.</summary>
    public sealed record Close
    {
        public static readonly Close Now = new();
    }

    /// <summary>They have.</summary>
    public sealed record Closed
    {
        public static readonly Closed Now = new();
    }
}
