using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Serving;

/// <summary>
/// Events as a browser's <c>EventSource</c> reads them: each under its seq as the stream's id, with the frame that a socket would have
/// sent. Not for two threads.
/// </summary>
internal sealed class EventStream(PipeWriter into)
{
    /// <summary>Whatever stands between reader and server takes a silent connection for a dead one.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    /// <summary>Milliseconds after which a reader comes back; after a server stopped, spread over as many more.</summary>
    private const int ComeBack = 2000;

    public Task Begin(CancellationToken stop) => Say($"retry: {ComeBack}\n\n", stop);

    /// <summary>What a group holds after that seq.</summary>
    public async Task Write(EventGroup group, int after, Asker asker, CancellationToken stop)
    {
        for (var i = 0; i < group.Events.Count; i++)
        {
            if (group.First + i <= after) continue;
            Add($"id: {group.First + i}\nevent: {ServerFrame.Event}\ndata: ");
            Frame(group, i, asker);
            Add("\n\n");
        }

        await into.FlushAsync(stop);
    }

    /// <summary>There is more, and it cannot be read.</summary>
    public Task Fail(Refusal refusal, CancellationToken stop)
    {
        var frame = new ErrorFrame(WireWords.Of(refusal.Code), refusal.Message, Fatal: true);
        return Say($"event: {ServerFrame.Error}\ndata: {JsonSerializer.Serialize(frame, FrameJson.Default.ErrorFrame)}\n\n", stop);
    }

    /// <summary>Nothing has happened.</summary>
    public Task Rest(CancellationToken stop) => Say(":\n\n", stop);

    /// <summary>The server goes; not everybody may come back at once.</summary>
    public Task End(CancellationToken stop) => Say($"retry: {ComeBack + Random.Shared.Next(ComeBack)}\n: the server stops\n\n", stop);

    private void Frame(EventGroup group, int index, Asker asker)
    {
        var seen = Views.Of(group.Events[index], asker.Role, asker.Side);
        var wire = WireNames.Of(seen);
        using var json = new Utf8JsonWriter(into, ViewText.Writing);
        json.WriteStartObject();
        json.WriteString("t"u8, ServerFrame.Event);
        json.WriteNumber("seq"u8, group.First + index);
        json.WriteNumber("g"u8, group.Last);
        json.WriteNumber("ts"u8, group.At);
        json.WriteString("k"u8, wire.Name);
        json.WritePropertyName("d"u8);
        JsonSerializer.Serialize(json, seen, wire.Json);
        json.WriteEndObject();
    }

    private async Task Say(string text, CancellationToken stop)
    {
        Add(text);
        await into.FlushAsync(stop);
    }

    private void Add(string text)
    {
        var size = Encoding.UTF8.GetByteCount(text);
        Encoding.UTF8.GetBytes(text, into.GetSpan(size));
        into.Advance(size);
    }
}
