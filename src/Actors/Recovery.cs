using System.Globalization;
using System.Text.Json;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>A game brought back.</summary>
/// <param name="Replayed">Events folded after the snapshot, or from event 1.</param>
/// <param name="BrokenSnapshots">Snapshots that failed their checks and were passed over.</param>
/// <param name="SnapshotFault">Why snapshots could not be asked for; null where they could.</param>
public sealed record Recovered(HostedGame Game, int Replayed, int BrokenSnapshots, JournalUnavailableException? SnapshotFault = null)
{
    public bool FromSnapshot => Game.SnapshotSeq > 0;
}

/// <summary>How a game comes back: the newest snapshot that passes its checks, and the groups after it.</summary>
public static class Recovery
{
    /// <param name="upTo">The state at this seq, rounded down to the end of a group.</param>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    public static async ValueTask<Recovered> Of(
        GameId game, IJournal journal, ISnapshots snapshots, int upTo = int.MaxValue, CancellationToken stop = default)
    {
        var below = upTo + 1L;
        var broken = 0;
        while (true)
        {
            var (state, passedOver, fault) = await Newest(game, snapshots, below, stop);
            broken += passedOver;
            var read = await journal.Read(game, state.Ledger.Seq, upTo, stop);
            if (read.Head >= state.Ledger.Seq)
                return new(Fold(state, read, upTo), read.Groups.Sum(static g => g.Events.Count), broken, fault);

            // It knows events which the journal does not have (a restored backup): the journal is the truth.
            below = state.Ledger.Seq;
            broken++;
        }
    }

    private static HostedGame Fold(GameState from, JournalRead read, int upTo)
    {
        var replay = new Replay(from);
        foreach (var group in read.Groups) replay.Add(group);
        // Who asks for an earlier seq may name the middle of a group; nobody else may find half of one.
        return replay.End(read.Unreadable, upTo < int.MaxValue ? null : read.Head);
    }

    /// <summary>A snapshot that cannot be read counts as none; where the whole store is down, reading the journal says so next.</summary>
    private static async ValueTask<(GameState State, int PassedOver, JournalUnavailableException? Fault)> Newest(
        GameId game, ISnapshots snapshots, long below, CancellationToken stop)
    {
        for (var passedOver = 0; ; passedOver++)
        {
            try
            {
                if (await snapshots.Latest(game, below, stop) is not { } snapshot) return (GameState.New(game), passedOver, null);
                if (Check(snapshot, game, out _) is { } state) return (state, passedOver, null);
                below = snapshot.Seq;
            }
            catch (JournalUnavailableException e)
            {
                return (GameState.New(game), passedOver, e);
            }
        }
    }

    /// <summary>The state in a snapshot, or null and why where it is not what it says it is.</summary>
    internal static GameState? Check(Snapshot snapshot, GameId game, out string? wrong)
    {
        wrong = null;
        if (snapshot.Schema != StateJson.Schema)
            wrong = string.Create(CultureInfo.InvariantCulture, $"schema {snapshot.Schema}, this build reads {StateJson.Schema}");
        else if (!StateHash.Of(snapshot.Body).AsSpan().SequenceEqual(snapshot.Sha256))
            wrong = "its checksum is not that of its content";
        if (wrong is not null) return null;
        try
        {
            if (StateJson.Read(snapshot.Body) is var state && state.Id == game && state.Ledger.Seq == snapshot.Seq) return state;
            wrong = "its content is of another game or seq";
        }
        catch (JsonException e)
        {
            wrong = $"its content cannot be read ({e.Message})";
        }

        return null;
    }

    /// <summary>A state, packed to be kept.</summary>
    public static Snapshot Pack(GameState state)
    {
        var body = StateJson.Write(state);
        return new(state.Id, state.Ledger.Seq, StateJson.Schema, StateHash.Of(body.AsSpan()), body);
    }
}
