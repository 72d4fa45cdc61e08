using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using AkkaGame.Baseball;

namespace AkkaGame.Client;

/// <summary>A view at the end of a group.</summary>
/// <param name="Hash">Computed here, of <paramref name="Json"/>.</param>
/// <param name="Json">As <see cref="ViewText"/> writes it.</param>
public sealed record ViewAt(int Seq, string Hash, ReadOnlyMemory<byte> Json)
{
    private readonly Lazy<GameView> game = new(() =>
        JsonSerializer.Deserialize(Json.Span, ViewJson.Default.GameView) ?? throw new JsonException("The view is null."));

    /// <exception cref="JsonException">It is that of a later build and cannot be read as this one's; <see cref="Json"/> can.</exception>
    public GameView Game => game.Value;
}

/// <summary>The view as JSON that no rule of baseball has to be known for: patches are merged into it.</summary>
internal sealed class HeldView
{
    private readonly ArrayBufferWriter<byte> written = new(8192);
    private JsonObject? view;

    /// <exception cref="BrokenStreamException">It is no object.</exception>
    public ViewAt Replace(int seq, JsonElement whole)
    {
        view = Object(whole);
        return Weigh(seq);
    }

    /// <summary>An object is merged into the object it meets, member by member; whatever else there is replaces.</summary>
    /// <exception cref="BrokenStreamException">It is no object.</exception>
    public ViewAt Patch(int seq, JsonElement patch)
    {
        Merge(view!, Object(patch));
        return Weigh(seq);
    }

    private static JsonObject Object(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
            ? JsonObject.Create(json.Clone())!
            : throw new BrokenStreamException("a view that is no object");

    private static void Merge(JsonObject into, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is JsonObject deeper && into[name] is JsonObject met) Merge(met, deeper);
            else into[name] = value?.DeepClone();
        }
    }

    private ViewAt Weigh(int seq)
    {
        written.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(written, ViewText.Writing)) view!.WriteTo(writer);
        var text = ViewText.Plain(written.WrittenSpan);
        return new(seq, ViewText.Hash(text), text);
    }
}
