using System.Text.Json;
using System.Text.Json.Nodes;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Gateway.Tests.Stands;

/// <summary>
/// The client's side of a stand, from the protocol's paper alone: takes frames one by one, refuses a gap or a seq told twice, and folds
/// what changed into the view that it holds.
/// </summary>
internal sealed class Follower
{
    private int taken;
    private bool isGapOpen;

    public Follower(GatewayOptions options, TimeProvider time, Role role, Side? side, ResumeAt? resume, bool view)
    {
        (Role, Side, Resume, WantsView) = (role, side, resume, view);
        Outbox = new(Socket, role != Role.Spectator, options, time);
        Seq = resume?.Seq ?? -1;
    }

    public PaperSocket Socket { get; } = new();
    public Outbox Outbox { get; }
    public Role Role { get; }
    public Side? Side { get; }
    public ResumeAt? Resume { get; }
    public bool WantsView { get; }
    public Place Place { get; set; } = null!;

    public Comer Comer => new(
        Outbox, Role, Side, Resume, WantsView,
        static at => JsonSerializer.SerializeToUtf8Bytes(new { t = "welcome", head = at.Head, mode = at.Mode }));

    /// <summary>The last event that was told, or shown.</summary>
    public int Seq { get; private set; }

    public string? Mode { get; private set; }

    public string? Hash { get; private set; }

    /// <summary>The view, while everything since a snap came with what changed.</summary>
    public JsonNode? View { get; private set; }

    public List<JsonElement> Frames { get; } = [];

    /// <summary>The frames of that kind so far.</summary>
    public IReadOnlyList<JsonElement> Of(string kind)
    {
        Take();
        return [.. Frames.Where(frame => Kind(frame) == kind)];
    }

    public string Kinds => string.Join(' ', Frames.Select(Kind));

    /// <summary>Takes in what came since the last time.</summary>
    public Follower Take()
    {
        Assert.False(Socket.WasMixed);
        var frames = Socket.Frames;
        for (; taken < frames.Length; taken++) Take(JsonElement.Parse(frames[taken]));
        return this;
    }

    /// <summary>The view as JSON.stringify would give it, to be weighed.</summary>
    public static byte[] Text(JsonNode view)
    {
        var written = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(written, ViewText.Writing)) view.WriteTo(writer);
        return ViewText.Plain(written.WrittenSpan);
    }

    private static string Kind(JsonElement frame) => frame.GetProperty("t").GetString()!;

    private void Take(JsonElement frame)
    {
        Frames.Add(frame);
        switch (Kind(frame))
        {
            case ServerFrame.Welcome:
                Mode = frame.GetProperty("mode").GetString();
                if (Mode == "current") Assert.Equal(Seq, frame.GetProperty("head").GetInt32());
                break;
            case ServerFrame.Snap:
                (Seq, Hash) = (frame.GetProperty("seq").GetInt32(), frame.GetProperty("hash").GetString());
                (View, isGapOpen) = (JsonNode.Parse(frame.GetProperty("d").GetRawText()), false);
                Weigh();
                Assert.Equal(Seq, View!["seq"]!.GetValue<int>());
                break;
            case ServerFrame.Gap:
                Assert.Equal(Seq + 1, frame.GetProperty("from").GetInt32());
                Assert.Equal(Role.Spectator, Role);
                (Seq, isGapOpen) = (frame.GetProperty("to").GetInt32(), true);
                break;
            case ServerFrame.Event:
                Take(frame, isItem: false);
                break;
            case ServerFrame.Events:
                Assert.Equal(Seq + 1, frame.GetProperty("from").GetInt32());
                foreach (var item in frame.GetProperty("e").EnumerateArray()) Take(item, isItem: true);
                Assert.Equal(Seq, frame.GetProperty("to").GetInt32());
                if (frame.TryGetProperty("view", out var view)) View = JsonNode.Parse(view.GetRawText());
                if (View is not null && Hash is not null) Weigh();
                break;
        }
    }

    private void Take(JsonElement item, bool isItem)
    {
        Assert.False(isGapOpen, "Events came after a gap and before its snap.");
        Assert.Equal(isItem, !item.TryGetProperty("t", out _));
        Assert.Equal(Seq + 1, item.GetProperty("seq").GetInt32());
        Seq++;
        var isLast = item.GetProperty("g").GetInt32() == Seq;
        Assert.Equal(isLast, item.TryGetProperty("h", out var hash));
        if (!isLast) return;
        Hash = hash.GetString();
        if (item.TryGetProperty("v", out var patch))
        {
            Assert.True(WantsView);
            if (View is null) return;
            Merge(View, JsonNode.Parse(patch.GetRawText())!);
            Weigh();
        }
        else View = null;
    }

    private void Weigh() => Assert.Equal(Hash, ViewText.Hash(Text(View!)));

    private static void Merge(JsonNode into, JsonNode patch)
    {
        foreach (var (name, value) in patch.AsObject())
        {
            Assert.True(into.AsObject().ContainsKey(name), $"The patch brings {name}, which no view had.");
            if (value is JsonObject nested && into[name] is JsonObject there) Merge(there, nested);
            else into[name] = value?.DeepClone();
        }
    }
}
