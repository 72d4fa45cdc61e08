using System.Text.Json;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Client;

/// <summary>Counts that only grow.</summary>
internal sealed class Tally
{
    public int Connections, Groups, Events, Snapshots, Gaps, OutOfOrder, Desyncs, EarlyResults, Resent, Refused;

    public ConnectionFigures Figures => new(
        Connections, Groups, Events, Snapshots, Gaps, OutOfOrder, Desyncs, EarlyResults, Resent, Refused);
}

/// <summary>The game as far as it was heard: numbers, whole groups, and the view where it is wanted.</summary>
/// <param name="askSnapshot">Asks the server for the whole view.</param>
internal sealed class Following(ConnectionOptions options, Listeners listeners, Tally tally, Action askSnapshot)
{
    private readonly HeldView held = new();
    private readonly List<HeardEvent> group = [];

    /// <summary>Somebody listens to the group under way from its first event on.</summary>
    private bool isTold;

    /// <summary>The group after which the view held here stands, and the one before the group under way.</summary>
    private int heldAt = -1, before;

    /// <summary>The view held here is known to be wrong, or is not there; a snapshot was asked for.</summary>
    private bool isAstray;

    private ViewAt? view;

    public Numbering Numbering { get; } = new(options.Resume);

    public ViewAt? View => Volatile.Read(ref view);

    /// <summary>Everything up to there is here, and nothing is due.</summary>
    public bool Has(int head) => Numbering is { AwaitsSnapshot: false, IsWhole: true } && Numbering.Seq >= head;

    /// <summary>A new socket, which goes on after the last whole group.</summary>
    public void Again()
    {
        Numbering.Again();
        group.Clear();
        isAstray = false;
    }

    /// <summary>Nothing was missed; whoever has no view all the same asks for it.</summary>
    public void IsCurrent()
    {
        if (options.View && heldAt != Numbering.Seq) Stray();
    }

    /// <returns>False where it is no frame of the game's course.</returns>
    /// <exception cref="BrokenStreamException">It cannot stand where it came.</exception>
    public bool Take(string? name, JsonElement frame)
    {
        switch (name)
        {
            case ServerFrame.Event:
                if (Event(frame)) Patch(frame);
                return true;
            case ServerFrame.Events:
                Missed(frame);
                return true;
            case ServerFrame.Snap:
                Snapshot(frame);
                return true;
            case ServerFrame.Gap:
                var (from, to) = (Numbering.Number(frame, "from"), Numbering.Number(frame, "to"));
                Numbering.Gap(from, to);
                tally.Gaps++;
                listeners.Tell(new Heard.Gap(from, to));
                return true;
            default: return false;
        }
    }

    /// <returns>True where it was the last of its group.</returns>
    private bool Event(JsonElement frame)
    {
        if (Numbering.IsWhole) (isTold, before) = (listeners.Any, Numbering.Seq);
        var isLast = Numbering.Take(frame);
        tally.Events++;
        if (isTold)
        {
            group.Add(new(
                Numbering.Seq, frame.GetProperty("ts").GetInt64(), Numbering.Text(frame, "k") ?? "", frame.GetProperty("d").Clone()));
        }

        if (isLast) tally.Groups++;
        return isLast;
    }

    /// <summary>The end of a group, with what changed in the view.</summary>
    private void Patch(JsonElement last)
    {
        var hash = Numbering.Text(last, "h");
        if (options.View && !isAstray)
        {
            if (heldAt == before && last.TryGetProperty("v", out var patch)) Look(held.Patch(Numbering.Seq, patch), hash);
            else Stray();
        }

        Tell(hash);
    }

    /// <summary>
    /// One group whole, with what changed in the view on its last event; or all that was missed, and then the view comes after it.
    /// </summary>
    private void Missed(JsonElement frame)
    {
        if (!Numbering.IsWhole) throw new BrokenStreamException("missed events inside a group");
        if (Numbering.Number(frame, "from") != Numbering.Seq + 1)
            throw new BrokenStreamException($"events from {Numbering.Number(frame, "from")} after {Numbering.Seq}");
        var to = Numbering.Number(frame, "to");
        var bringsView = frame.TryGetProperty("view", out var whole);
        foreach (var one in frame.GetProperty("e").EnumerateArray())
        {
            if (!Event(one)) continue;
            if (!bringsView)
            {
                Patch(one);
                continue;
            }

            var hash = Numbering.Text(one, "h");
            if (options.View && Numbering.Seq == to) Look(held.Replace(to, whole), hash);
            Tell(hash);
        }

        if (!Numbering.IsWhole || Numbering.Seq != to) throw new BrokenStreamException($"events up to {to} that end with {Numbering.Seq}");
    }

    private void Snapshot(JsonElement frame)
    {
        var (seq, hash) = (Numbering.Number(frame, "seq"), Numbering.Text(frame, "hash"));
        group.Clear();
        tally.Snapshots++;
        Numbering.Snapshot(seq, hash);
        if (options.View)
        {
            var shown = held.Replace(seq, frame.GetProperty("d"));
            (isAstray, heldAt) = (false, seq);
            // Another one would be no better: it is counted, and what the server shows is what there is.
            if (options.CheckHashes && hash != shown.Hash) tally.Desyncs++;
            Volatile.Write(ref view, shown);
        }

        listeners.Tell(new Heard.Snapshot(seq, hash ?? ""));
    }

    private void Look(ViewAt now, string? hash)
    {
        (heldAt, isAstray) = (now.Seq, false);
        if (options.CheckHashes && hash is not null && hash != now.Hash)
        {
            tally.Desyncs++;
            Stray();
            return;
        }

        Numbering.Weighed(now.Hash);
        Volatile.Write(ref view, now);
    }

    private void Stray()
    {
        isAstray = true;
        askSnapshot();
    }

    private void Tell(string? hash)
    {
        if (group.Count == 0) return;
        listeners.Tell(new Heard.Group([.. group], hash));
        group.Clear();
    }
}
