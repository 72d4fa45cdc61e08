using System.Text.Json;
using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Cluster;

/// <summary>Something that was asked of a peer and is not answered yet.</summary>
/// <param name="asked">When, as a timestamp.</param>
internal abstract class Question(Shard shard, long asked)
{
    public Shard Shard => shard;

    public long Asked => asked;

    /// <summary>What came for it. True where that was all.</summary>
    /// <exception cref="PeerProtocolException">It is no answer to this.</exception>
    public abstract bool Take(PeerKind kind, ref NodeReading payload, Guid me);

    /// <summary>Nothing comes any more.</summary>
    public abstract void Break();
}

/// <inheritdoc/>
internal abstract class Question<T>(Shard shard, long asked) : Question(shard, asked)
{
    private readonly TaskCompletionSource<PeerReply<T>> reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<PeerReply<T>> Reply => reply.Task;

    public override bool Take(PeerKind kind, ref NodeReading payload, Guid me)
    {
        if (kind == PeerKind.NotOwner) reply.TrySetResult(PeerReply.NotOwner<T>(PeerHint.Read(ref payload, me)));
        else reply.TrySetResult(Read(kind, ref payload));
        return true;
    }

    public override void Break() => reply.TrySetResult(PeerReply.Broken<T>());

    protected abstract PeerReply<T> Read(PeerKind kind, ref NodeReading payload);

    protected static PeerProtocolException NoAnswer(PeerKind kind) => new($"an answer of kind {(byte)kind} that was not asked for");
}

internal sealed class CommandQuestion(Shard shard, long asked) : Question<Answer>(shard, asked)
{
    protected override PeerReply<Answer> Read(PeerKind kind, ref NodeReading payload) => kind switch
    {
        PeerKind.Receipt => (Answer)NodeCodec.Receipt(ref payload),
        PeerKind.Refused => (Answer)NodeCodec.Refusal(ref payload),
        _ => throw NoAnswer(kind),
    };
}

internal sealed class LookQuestion(Shard shard, long asked) : Question<Sight>(shard, asked)
{
    protected override PeerReply<Sight> Read(PeerKind kind, ref NodeReading payload)
    {
        if (kind != PeerKind.Sight) throw NoAnswer(kind);
        try
        {
            return NodeCodec.Sight(ref payload);
        }
        catch (JsonException)
        {
            // Another build's: whoever needs the game reads the journal.
            return new Sight(null, Refusals.Elsewhere);
        }
    }
}

internal sealed class EvictQuestion(Shard shard, long asked) : Question<bool>(shard, asked)
{
    protected override PeerReply<bool> Read(PeerKind kind, ref NodeReading payload) =>
        kind == PeerKind.Evicted ? payload.Flag() : throw NoAnswer(kind);
}

/// <summary>A game that is followed at a peer: answered once, and then told of until its end.</summary>
internal sealed class FollowQuestion(Shard shard, long asked, IPeerFan fan, Action leave, PeerMeter meter)
    : Question<IDisposable>(shard, asked)
{
    private int hasEnded;

    public override bool Take(PeerKind kind, ref NodeReading payload, Guid me)
    {
        switch (kind)
        {
            case PeerKind.Told:
                meter.Heard();
                if (NodeCodec.Group(ref payload) is { } group) fan.Told(group);
                else fan.Missed();
                return false;
            case PeerKind.Missed:
                fan.Missed();
                return false;
            case PeerKind.Ended:
                End();
                return true;
            case PeerKind.NotOwner: return base.Take(kind, ref payload, me);
            default:
                base.Take(kind, ref payload, me);
                return false;
        }
    }

    /// <summary>Where it was answered its fan hears the end; else the answer is that.</summary>
    public override void Break()
    {
        base.Break();
        if (Reply.Result.Fate == PeerFate.Answered) End();
    }

    protected override PeerReply<IDisposable> Read(PeerKind kind, ref NodeReading payload) =>
        kind == PeerKind.Following ? new(PeerFate.Answered, new Leaving(leave)) : throw NoAnswer(kind);

    private void End()
    {
        if (Interlocked.Exchange(ref hasEnded, 1) == 0) fan.Ended();
    }

    private sealed class Leaving(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
