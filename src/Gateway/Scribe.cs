using System.Buffers;
using System.Text.Json;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Gateway;

/// <summary>Writes the frames that many sockets share. One at a time: whoever needs one borrows it.</summary>
internal sealed class Scribe : IDisposable
{
    private readonly ArrayBufferWriter<byte> written = new(4096);
    private readonly Utf8JsonWriter writer;

    /// <summary>What an <c>ev</c> has before the members that it shares with an item of <c>evs</c>.</summary>
    private static ReadOnlySpan<byte> EventPrefix => "{\"t\":\"ev\","u8;

    public Scribe() => writer = new(written, ViewText.Writing);

    /// <summary>
    /// A group as everybody is told it: of one event an <c>ev</c>, of several one <c>evs</c>, because a socket's price is a message. The
    /// hash of the view after it stands on its last event.
    /// </summary>
    public Passage Write(EventGroup group, string hash, int era)
    {
        Begin();
        var one = group.Events.Count == 1;
        if (!one) Head(ServerFrame.Events, group.First, group.Last);
        var items = written.WrittenCount;
        for (var i = 0; i < group.Events.Count; i++)
        {
            if (i > 0) Raw(","u8);
            Event(group, i, one, i == group.Events.Count - 1 ? hash : null);
        }

        if (!one) Raw("]}"u8);
        return new(group, written.WrittenSpan.ToArray(), one ? EventPrefix.Length : items, hash) { Era = era };
    }

    /// <summary>Everything after one point, up to the end of the chain.</summary>
    /// <param name="view">The view at the end; empty where it is not asked for.</param>
    public byte[] Events(Passage after, ReadOnlySpan<byte> view)
    {
        Begin();
        var last = after;
        while (last.Next is { } next) last = next;
        Head(ServerFrame.Events, after.Last + 1, last.Last);
        for (var passage = after.Next; passage is not null; passage = passage.Next)
        {
            if (passage != after.Next) Raw(","u8);
            if (passage.Count == 1) Raw("{"u8);
            Raw(passage.Items);
            if (passage == last) break;
        }

        Raw("]"u8);
        if (!view.IsEmpty)
        {
            Raw(",\"view\":"u8);
            Raw(view);
        }

        Raw("}"u8);
        return written.WrittenSpan.ToArray();
    }

    /// <summary>The view of the game.</summary>
    public byte[] Snap(int seq, string hash, ReadOnlySpan<byte> view)
    {
        Begin();
        writer.WriteStartObject();
        writer.WriteString("t"u8, ServerFrame.Snap);
        writer.WriteNumber("seq"u8, seq);
        writer.WriteString("hash"u8, hash);
        writer.WritePropertyName("d"u8);
        writer.WriteRawValue(view, skipInputValidation: true);
        writer.WriteEndObject();
        return Done();
    }

    public byte[] Gap(int from, int to)
    {
        Begin();
        writer.WriteStartObject();
        writer.WriteString("t"u8, ServerFrame.Gap);
        writer.WriteNumber("from"u8, from);
        writer.WriteNumber("to"u8, to);
        writer.WriteEndObject();
        return Done();
    }

    /// <summary>Which managers are connected.</summary>
    public byte[] Presence(bool away, bool home)
    {
        Aside(ServerFrame.Presence);
        writer.WriteBoolean("away"u8, away);
        writer.WriteBoolean("home"u8, home);
        return AsideDone();
    }

    /// <summary>Until when the managers are asked, by the server's clock, Unix milliseconds UTC.</summary>
    public byte[] Clock(Guid window, long due, long now)
    {
        Aside(ServerFrame.Clock);
        writer.WriteString("dec"u8, window);
        writer.WriteNumber("due"u8, due);
        writer.WriteNumber("now"u8, now);
        return AsideDone();
    }

    /// <summary>How many only watch.</summary>
    public byte[] Crowd(int watching)
    {
        Aside(ServerFrame.Crowd);
        writer.WriteNumber("watching"u8, watching);
        return AsideDone();
    }

    /// <summary>The view as its one text (<see cref="ViewText"/>).</summary>
    /// <exception cref="InvalidOperationException">The game was not created: it has no view.</exception>
    public byte[] View(GameState state)
    {
        // A spectator's, because every role sees the same.
        var view = Views.Of(state, Role.Spectator) ?? throw new InvalidOperationException($"Game {state.Id} has no view.");
        Begin();
        JsonSerializer.Serialize(writer, view, ViewJson.Default.GameView);
        writer.Flush();
        return ViewText.Plain(written.WrittenSpan);
    }

    /// <summary>What changed between two views.</summary>
    public ReadOnlySpan<byte> Patch(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        Begin();
        ViewPatch.Write(writer, before, after);
        writer.Flush();
        return written.WrittenSpan;
    }

    public void Dispose() => writer.Dispose();

    private void Event(EventGroup group, int index, bool named, string? hash)
    {
        // Views.Of(event) is the same for every role; a spectator's is asked for because he may see the least.
        var seen = Views.Of(group.Events[index], Role.Spectator);
        var name = WireNames.Of(seen);
        writer.Reset();
        writer.WriteStartObject();
        if (named) writer.WriteString("t"u8, ServerFrame.Event);
        writer.WriteNumber("seq"u8, group.First + index);
        writer.WriteNumber("g"u8, group.Last);
        writer.WriteNumber("ts"u8, group.At);
        writer.WriteString("k"u8, name.Name);
        writer.WritePropertyName("d"u8);
        JsonSerializer.Serialize(writer, seen, name.Json);
        if (hash is not null) writer.WriteString("h"u8, hash);
        writer.WriteEndObject();
        writer.Flush();
    }

    private void Head(string kind, int from, int to)
    {
        writer.WriteStartObject();
        writer.WriteString("t"u8, kind);
        writer.WriteNumber("from"u8, from);
        writer.WriteNumber("to"u8, to);
        writer.Flush();
        Raw(",\"e\":["u8);
    }

    private void Aside(string kind)
    {
        Begin();
        writer.WriteStartObject();
        writer.WriteString("t"u8, ServerFrame.Ephemeral);
        writer.WriteString("k"u8, kind);
        writer.WriteStartObject("d"u8);
    }

    private byte[] AsideDone()
    {
        writer.WriteEndObject();
        writer.WriteEndObject();
        return Done();
    }

    private byte[] Done()
    {
        writer.Flush();
        return written.WrittenSpan.ToArray();
    }

    private void Begin()
    {
        written.ResetWrittenCount();
        writer.Reset();
    }

    private void Raw(ReadOnlySpan<byte> bytes) => written.Write(bytes);
}
