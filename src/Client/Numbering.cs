using System.Text.Json;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Client;

/// <summary>A frame that this protocol does not allow where it came: the socket is of no more use.</summary>
internal sealed class BrokenStreamException(string why) : Exception(why);

/// <summary>Counts along: each seq follows the one before it, and a group counts when all of it is there.</summary>
internal sealed class Numbering(ResumeAt? resume)
{
    /// <summary>The last event of the group under way; 0 between groups.</summary>
    private int groupEnd;

    /// <summary>A gap was announced: only a snapshot can follow it.</summary>
    public bool AwaitsSnapshot { get; private set; } = resume is null;

    /// <summary>The last event that came.</summary>
    public int Seq { get; private set; } = resume?.Seq ?? 0;

    /// <summary>Where to go on after a cut: the last whole group. Null before anything came.</summary>
    public ResumeAt? Whole { get; private set; } = resume;

    public bool IsWhole => groupEnd == 0;

    /// <summary>A new socket, which goes on after the last whole group.</summary>
    public void Again()
    {
        Seq = Whole?.Seq ?? 0;
        groupEnd = 0;
        AwaitsSnapshot = Whole is null;
    }

    /// <returns>True where it was the last of its group.</returns>
    /// <exception cref="BrokenStreamException">It does not follow the one before it.</exception>
    public bool Take(JsonElement ev)
    {
        var (seq, end) = (Number(ev, "seq"), Number(ev, "g"));
        if (AwaitsSnapshot) throw new BrokenStreamException($"event {seq} where a snapshot was due");
        if (seq != Seq + 1) throw new BrokenStreamException($"event {seq} after {Seq}");
        if (end < seq || (groupEnd != 0 && end != groupEnd)) throw new BrokenStreamException($"event {seq} of a group up to {end}");
        Seq = seq;
        groupEnd = seq == end ? 0 : end;
        if (groupEnd != 0) return false;
        Whole = new(seq, Text(ev, "h"));
        return true;
    }

    /// <exception cref="BrokenStreamException">It does not begin where it has to.</exception>
    public void Gap(int from, int to)
    {
        if (AwaitsSnapshot || !IsWhole || from != Seq + 1 || to < from) throw new BrokenStreamException($"a gap from {from} after {Seq}");
        AwaitsSnapshot = true;
    }

    public void Snapshot(int seq, string? hash)
    {
        Seq = seq;
        groupEnd = 0;
        Whole = new(seq, hash);
        AwaitsSnapshot = false;
    }

    /// <summary>The view there was weighed here.</summary>
    public void Weighed(string hash) => Whole = new(Seq, hash);

    /// <exception cref="BrokenStreamException">There is no such number.</exception>
    public static int Number(JsonElement frame, string member) =>
        frame.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : throw new BrokenStreamException($"a frame without {member}");

    public static string? Text(JsonElement frame, string member) =>
        frame.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
