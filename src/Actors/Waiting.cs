using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>A message on its way, and the promise of its answer. Linked, they are the inbox, so an empty one costs nothing.</summary>
internal abstract class Waiting(GameMessage message)
{
    public GameMessage Message { get; } = message;

    public Waiting? Next { get; set; }

    /// <summary>Says no, unless it was answered before.</summary>
    public abstract void Refuse(Refusal refusal);

    public sealed class Command(Envelope envelope) : Waiting(new GameMessage.Command(envelope))
    {
        private readonly TaskCompletionSource<Answer> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Answer> Answered => answer.Task;

        public void Answer(Answer with) => answer.SetResult(with);

        public override void Refuse(Refusal refusal) => answer.TrySetResult(refusal);
    }

    public sealed class Look() : Waiting(new GameMessage.Look())
    {
        private readonly TaskCompletionSource<Sight> sight = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Sight> Seen => sight.Task;

        public void Show(Sight what) => sight.SetResult(what);

        public override void Refuse(Refusal refusal) => sight.TrySetResult(new(null, refusal));
    }

    public sealed class Leave() : Waiting(new GameMessage.Leave())
    {
        private readonly TaskCompletionSource<bool> left = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<bool> Gone => left.Task;

        public void Done(bool gone) => left.SetResult(gone);

        public override void Refuse(Refusal refusal) => left.TrySetResult(false);
    }
}
