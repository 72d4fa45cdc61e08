using System.Diagnostics;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>A message on its way, and the promise of its answer. Linked, they are the inbox, so an empty one costs nothing.</summary>
internal abstract class Waiting(GameMessage message)
{
    public GameMessage Message { get; } = message;

    public Waiting? Next { get; set; }

    /// <summary>When it came, as a timestamp.</summary>
    public long Since { get; set; }

    /// <summary>What it asked for is durable.</summary>
    public virtual void Accept(Receipt receipt) => throw new UnreachableException($"{GetType().Name} asks for no receipt.");

    /// <summary>Says no. False where it was answered before.</summary>
    public abstract bool Refuse(Refusal refusal);

    public sealed class Command(Envelope envelope) : Waiting(new GameMessage.Command(envelope))
    {
        private readonly TaskCompletionSource<Answer> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Answer> Answered => answer.Task;

        public override void Accept(Receipt receipt) => answer.SetResult(receipt);

        public override bool Refuse(Refusal refusal) => answer.TrySetResult(refusal);
    }

    /// <summary>Whoever does something to a game as a whole sees how it stands then.</summary>
    public sealed class Look(GameMessage message) : Waiting(message)
    {
        private readonly TaskCompletionSource<Sight> sight = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Sight> Seen => sight.Task;

        public void Show(Sight what) => sight.SetResult(what);

        public override bool Refuse(Refusal refusal) => sight.TrySetResult(new(null, refusal));
    }

    public sealed class Leave(Leaving why) : Waiting(new GameMessage.Leave(InHaste: why == Leaving.Moved))
    {
        public Leaving Why => why;

        private readonly TaskCompletionSource<bool> left = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<bool> Gone => left.Task;

        public void Done(bool gone) => left.SetResult(gone);

        public override bool Refuse(Refusal refusal) => left.TrySetResult(false);
    }

    /// <summary>Nobody waits for an answer, only for its turn to be over.</summary>
    public sealed class Alarm() : Waiting(ring)
    {
        private static readonly GameMessage ring = new GameMessage.Alarm();

        private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Over => over.Task;

        public void Heard() => over.TrySetResult();

        public override void Accept(Receipt receipt) => Heard();

        public override bool Refuse(Refusal refusal) => over.TrySetResult();
    }
}
