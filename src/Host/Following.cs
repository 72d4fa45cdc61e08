using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Host;

/// <summary>An engine whose log names every command and its answer; with <see cref="FollowedJournal"/> its way to the commit.</summary>
internal sealed class FollowedEngine(IEngine engine, ILogger log, TimeProvider time) : IEngine
{
    public async ValueTask<Answer> Ask(GameId game, Envelope envelope, CancellationToken stop = default)
    {
        var began = time.GetTimestamp();
        Log.Asked(log, game, envelope.Id, envelope.Command.GetType().Name);
        var answer = await engine.Ask(game, envelope, stop);
        var milliseconds = time.GetElapsedTime(began).TotalMilliseconds;
        if (answer.Refused is { } refused) Log.Refused(log, game, envelope.Id, refused.Code, Told(envelope.Command, refused), milliseconds);
        else Log.Accepted(log, game, envelope.Id, answer.Receipt.Last, milliseconds);
        return answer;
    }

    /// <summary>Why a decision was refused tells what it was.</summary>
    private static string Told(GameCommand command, Refusal refused) =>
        command is SealDecision or SealLineup or SealStandingOrders ? "it was to be sealed." : refused.Message;

    public ValueTask<Sight> Look(GameId game, CancellationToken stop = default) => engine.Look(game, stop);

    public ValueTask<bool> Evict(GameId game, CancellationToken stop = default) => engine.Evict(game, stop);
}

/// <summary>A journal whose log names every group by the command that caused it.</summary>
internal sealed class FollowedJournal(IJournal journal, ILogger log) : IJournal
{
    public async ValueTask<AppendOutcome> Append(EventGroup group, GameCard? card = null, long epoch = 0)
    {
        var outcome = await journal.Append(group, card, epoch);
        Log.Committed(log, group.Game, group.Command, group.First, group.Last, epoch, outcome.Result);
        return outcome;
    }

    public ValueTask<JournalRead> Read(GameId game, int after, int upTo = int.MaxValue, CancellationToken stop = default) =>
        journal.Read(game, after, upTo, stop);

    public ValueTask<int> Head(GameId game, CancellationToken stop = default) => journal.Head(game, stop);
}
