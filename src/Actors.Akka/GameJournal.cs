using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql.Journal;
using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.OnAkka;

/// <summary>
/// Akka.Persistence.Sql's journal, in which one game's trouble is its own. The plugin writes the groups of many games with one statement;
/// where somebody else has written under the next number of one of them, it fails them all, and soon its one circuit breaker everybody.
/// Here each group of a failed statement is judged alone: a game under whose number something stands is rejected, which no breaker counts;
/// the others are written again.
/// </summary>
public sealed class GameJournal : SqlWriteJournal
{
    /// <summary>Each try gets rid of those that are rejected by then.</summary>
    private const int TriesMost = 4;

    private readonly Clubhouse house;

    public GameJournal(Config config) : base(config) => house = ClubhouseSetup.Of(Context.System);

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        ImmutableArray<AtomicWrite> writes = [.. messages];
        return Judge(base.WriteMessagesAsync(writes, cancellationToken), new(writes, 1, cancellationToken), Self);
    }

    protected override bool ReceivePluginInternal(object message)
    {
        if (message is not Again again) return base.ReceivePluginInternal(message);
        again.Answer.SetResult(Judge(base.WriteMessagesAsync(again.Writes, again.Stop), again, Self));
        return true;
    }

    private async Task<IImmutableList<Exception>> Judge(Task<IImmutableList<Exception>> written, Again asked, IActorRef self)
    {
        try
        {
            return await written;
        }
        catch (Exception e)
        {
            var first = asked.Writes[0];
            int head;
            try
            {
                head = await house.Ports.Journal.Head(new(Guid.Parse(first.PersistenceId)), asked.Stop);
            }
            catch (Exception) // The store is away, and why is said by the first failure.
            {
                throw new NotStoredException(e.Message);
            }

            if (head >= first.LowestSequenceNr)
                return [.. asked.Writes.Select(_ => new NotStoredException(
                    $"Game {first.PersistenceId} stands at seq {head}, a group that begins at {first.LowestSequenceNr} does not follow."))];
            if (asked.Tries >= TriesMost) throw new NotStoredException(e.Message);
            // What the plugin keeps of writes under way belongs to its own thread.
            var again = new Again(asked.Writes, asked.Tries + 1, asked.Stop);
            self.Tell(again);
            return await await again.Answer.Task;
        }
    }

    private sealed record Again(ImmutableArray<AtomicWrite> Writes, int Tries, CancellationToken Stop) : INoSerializationVerificationNeeded
    {
        public TaskCompletionSource<Task<IImmutableList<Exception>>> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
