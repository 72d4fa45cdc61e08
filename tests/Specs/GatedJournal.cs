using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Specs;

/// <summary>A journal in a test's hands: it holds appends back, fails them, or loses their answers.</summary>
public sealed class GatedJournal(IJournal inner) : IJournal
{
    private TaskCompletionSource? gate;
    private int asked, askedWhenClosed;
    private GameId? held;

    /// <summary>Appends that were asked for.</summary>
    public int Asked => Volatile.Read(ref asked);

    /// <summary>What to answer instead of appending; null where it should append.</summary>
    public Func<EventGroup, AppendOutcome?> Instead { get; set; } = static _ => null;

    /// <summary>Appends, and then answers that.</summary>
    public AppendOutcome? LoseAnswer { get; set; }

    /// <summary>Makes reads of that game fail.</summary>
    public GameId? Unreachable { get; set; }

    /// <summary>Replaces what is read.</summary>
    public Func<GameId, JournalRead, JournalRead> Reading { get; set; } = static (_, read) => read;

    /// <summary>The epoch under which the last append was asked for.</summary>
    public long Epoch { get; private set; }

    /// <summary>Appends wait until <see cref="Open"/>.</summary>
    /// <param name="only">Those of this game; null for all.</param>
    public void Close(GameId? only = null)
    {
        held = only;
        gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        askedWhenClosed = Asked;
    }

    /// <summary>Done when an append stands before the closed gate: from then on its game is in the middle of a turn.</summary>
    public async Task SomebodyWaits()
    {
        while (Asked == askedWhenClosed) await Task.Yield();
    }

    public void Open()
    {
        var waiting = gate;
        gate = null;
        waiting?.SetResult();
    }

    public async ValueTask<AppendOutcome> Append(EventGroup group, GameCard? card = null, long epoch = 0)
    {
        Interlocked.Increment(ref asked);
        Epoch = epoch;
        if (gate is { } closed && (held is null || held == group.Game)) await closed.Task;
        if (Instead(group) is { } outcome) return outcome;
        var appended = await inner.Append(group, card, epoch);
        return LoseAnswer ?? appended;
    }

    public async ValueTask<JournalRead> Read(GameId game, int after, int upTo = int.MaxValue, CancellationToken stop = default) =>
        game == Unreachable
            ? throw new JournalUnavailableException("The disk is gone.")
            : Reading(game, await inner.Read(game, after, upTo, stop));

    public ValueTask<int> Head(GameId game, CancellationToken stop = default) => inner.Head(game, stop);
}
