using System.Collections.Immutable;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Akka.Persistence.Snapshot;
using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.OnAkka.Tests;

/// <summary>A journal for Akka over the one that a test holds in its hands.</summary>
public sealed class PortJournal : AsyncWriteJournal
{
    private readonly EnginePorts ports = ClubhouseSetup.Of(Context.System).Ports;

    public static Config Config { get; } = ConfigurationFactory.ParseString(
        $$"""
        akka.persistence {
          journal {
            plugin = "akka.persistence.journal.port"
            port {
              class = "{{typeof(PortJournal).AssemblyQualifiedName}}"
              replay-filter.mode = off
              circuit-breaker.max-failures = 100000
              circuit-breaker.call-timeout = 60s
              circuit-breaker.reset-timeout = 1s
            }
          }
          snapshot-store {
            plugin = "akka.persistence.snapshot-store.port"
            port {
              class = "{{typeof(PortSnapshots).AssemblyQualifiedName}}"
              circuit-breaker.max-failures = 100000
              circuit-breaker.call-timeout = 60s
              circuit-breaker.reset-timeout = 1s
            }
          }
        }
        """);

    public override async Task ReplayMessagesAsync(
        Akka.Actor.IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        var read = await ports.Journal.Read(Game(persistenceId), (int)fromSequenceNr - 1, (int)toSequenceNr);
        foreach (var entry in read.Groups.SelectMany(static group => JournalEntry.Of(group, null))) Give(entry.Seq, entry);
        if (read.Unreadable is { } unread) Give(unread.Seq, JournalEntry.Damaged(unread.Why));

        void Give(int seq, JournalEntry entry) => recoveryCallback(new Persistent(entry, seq, persistenceId));
    }

    public override async Task<long> ReadHighestSequenceNrAsync(
        string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) =>
        (await ports.Journal.Read(Game(persistenceId), (int)fromSequenceNr, stop: cancellationToken)).Head;

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var rejected = new List<Exception>();
        foreach (var write in messages)
        {
            var regrouping = new Regrouping();
            EventGroup? group = null;
            GameCard? card = null;
            foreach (var one in (IEnumerable<IPersistentRepresentation>)write.Payload)
            {
                var entry = (JournalEntry)one.Payload;
                card ??= entry.Card;
                group = regrouping.Add((int)one.SequenceNr, entry);
            }

            var outcome = await ports.Journal.Append(group!, card);
            if (outcome.Result == AppendResult.Unavailable) throw new NotStoredException(outcome.Why!);
            rejected.Add(outcome.Result == AppendResult.Appended ? null! : new NotStoredException(outcome.Why!));
        }

        return [.. rejected];
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    internal static GameId Game(string persistenceId) => new(Guid.Parse(persistenceId));
}

/// <summary>Snapshots for Akka over those that a test holds in its hands.</summary>
public sealed class PortSnapshots : SnapshotStore
{
    private readonly EnginePorts ports = ClubhouseSetup.Of(Context.System).Ports;

    protected override Task<SelectedSnapshot?> LoadAsync(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken)
    {
        var game = PortJournal.Game(persistenceId);
        return SnapshotsFound.Pick(
            game, async below => await ports.Snapshots.Latest(game, below, cancellationToken),
            async () => (await ports.Journal.Read(game, int.MaxValue - 1, stop: cancellationToken)).Head);
    }

    protected override async Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken)
    {
        if (!await ports.Snapshots.Save((Snapshot)snapshot)) throw new NotStoredException("The snapshot was not kept.");
    }

    protected override Task DeleteAsync(SnapshotMetadata metadata, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
