using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Journal.Sqlite;

/// <summary>Something that waits for the next commit. Encoded by whoever brings it, so that the one writer only writes.</summary>
internal abstract class Pending : TaskCompletionSource<AppendOutcome>
{
    protected Pending(GameId game) : base(TaskCreationOptions.RunContinuationsAsynchronously) =>
        Game = game.Value.ToByteArray(bigEndian: true);

    public byte[] Game { get; }

    /// <summary>Bytes it adds to a batch, roughly.</summary>
    public abstract int Size { get; }

    /// <summary>What to answer once the batch is durable.</summary>
    public AppendOutcome Outcome { get; set; }

    public void Tell() => TrySetResult(Outcome);

    internal sealed class Append : Pending
    {
        public Append(EventGroup group, GameCard? card) : base(group.Game)
        {
            (Group, Card) = (group, card);
            Command = group.Command.Value.ToByteArray(bigEndian: true);
            Events = new StoredEvent[group.Events.Count];
            Size = card?.Summary.Length ?? 0;
            for (var i = 0; i < Events.Length; i++)
            {
                Events[i] = StoredEvent.Of(group.Events[i]);
                Size += Events[i].Body.Length + 100;
            }
        }

        public EventGroup Group { get; }
        public GameCard? Card { get; }
        public byte[] Command { get; }
        public StoredEvent[] Events { get; }
        public override int Size { get; }
    }

    internal sealed class PutAside(AsideGame aside) : Pending(aside.Game)
    {
        public AsideGame Aside { get; } = aside;
        public override int Size => Aside.Why.Length + 100;
    }

    internal sealed class TakeBack(GameId game) : Pending(game)
    {
        public override int Size => 100;
    }

    internal sealed class AddSecret(GameId game, HouseKeys.Box box) : Pending(game)
    {
        public HouseKeys.Box Box { get; } = box;
        public override int Size => Box.Bytes.Length + 100;
    }

    internal sealed class Learn(IReadOnlyList<CellMemory> said) : Pending(said[0].Game)
    {
        public IReadOnlyList<CellMemory> Said { get; } = said;
        public override int Size => Said.Count * 200;
    }

    internal sealed class UseTicket(Guid ticket, long until) : Pending(default(GameId))
    {
        public byte[] Ticket { get; } = ticket.ToByteArray(bigEndian: true);
        public long Until => until;
        public bool IsFirst { get; set; }
        public override int Size => 50;
    }

    internal sealed class ForgetTickets(long before) : Pending(default(GameId))
    {
        public long Before => before;
        public override int Size => 50;
    }

    internal sealed class Revoke(Revocation revocation) : Pending(default(GameId))
    {
        public Revocation Revocation => revocation;
        public override int Size => 200;
    }

    internal sealed class Keep(Snapshot snapshot) : Pending(snapshot.Game)
    {
        public Snapshot Snapshot { get; } = snapshot;
        public override int Size => Snapshot.Body.Length;
    }
}
