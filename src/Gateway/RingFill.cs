using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Gateway;

/// <summary>
/// Brings older groups back into a stand's ring, from the journal, when somebody resumes from before it: after a restart everybody does.
/// Whoever comes meanwhile waits for the same reading.
/// </summary>
internal sealed class RingFill(GameId game, Stand stand, BroadcastPorts ports)
{
    /// <summary>Events read beyond those that were asked for: who comes next may have a few less.</summary>
    private const int Margin = 64;

    private readonly Lock gate = new();
    private Task filling = Task.CompletedTask;

    /// <summary>Returns when what follows that point is at hand, or cannot be had: then the stand shows the view instead.</summary>
    public async ValueTask Down(ResumeAt? resume, CancellationToken stop)
    {
        // Twice, because a reading that was under way may have begun after that point.
        for (var tries = 0; tries < 2 && resume is { } at && IsWanted(at.Seq); tries++) await Fill(at.Seq).WaitAsync(stop);
    }

    private bool IsWanted(int seq) => seq < stand.Oldest && stand.Told - seq <= ports.Stands.Options.RingEvents;

    private Task Fill(int seq)
    {
        lock (gate) return filling.IsCompleted ? filling = Read(seq) : filling;
    }

    private async Task Read(int seq)
    {
        await Task.Yield();
        try
        {
            var to = stand.Oldest;
            var from = Math.Max(0, Math.Max(seq - Margin, stand.Told - ports.Stands.Options.RingEvents));
            if (from >= to) return;
            Interlocked.Increment(ref ports.Stands.Counts.Readings);
            var state = from == 0 ? GameState.New(game) : (await Recovery.Of(game, ports.Journal, ports.Snapshots, from)).Game.State;
            var groups = (await ports.Journal.Read(game, state.Ledger.Seq, to)).Groups;
            stand.Prepend(Chain(state, groups));
        }
        catch (JournalUnavailableException)
        {
            // The view is shown instead.
        }
        catch (Exception e)
        {
            ports.Stands.Options.Faulted(game, e);
        }
    }

    private Passage Chain(GameState state, IReadOnlyList<EventGroup> groups)
    {
        var first = new Passage(state.Ledger.Seq, Hash(state));
        var last = first;
        var scribe = ports.Stands.Scribes.Rent();
        foreach (var group in groups)
        {
            state = GameRules.Evolve(state, group);
            var next = scribe.Write(group, Hash(state), era: 0);
            last.Link(next);
            last = next;
        }

        ports.Stands.Scribes.Return(scribe);
        return first;
    }

    /// <summary>Before the game there is no view.</summary>
    private static string Hash(GameState state) => Views.Of(state, Role.Spectator) is { } view ? ViewText.Hash(ViewText.Of(view)) : "";
}
