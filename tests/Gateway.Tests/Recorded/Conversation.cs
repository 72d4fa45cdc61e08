using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AkkaGame.Actors;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Gateway.Tests.Recorded;

/// <summary>
/// What is said on some sockets of one game, written down in the order in which it is heard. As an engine it takes commands of whoever is
/// connected, and sends each over its sender's own socket.
/// </summary>
internal sealed class Conversation(Ballpark park, GameId game) : IEngine
{
    private static readonly JsonSerializerOptions plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(string Name, Fan Fan)> fans = [];
    private readonly StringBuilder lines = new();

    /// <summary>A line a frame: on which connection, who sent it, and the frame. What is of the moment is left out, as it may be.</summary>
    public string Text => lines.ToString();

    /// <summary>All frames, those of the moment too.</summary>
    public List<(bool FromClient, JsonElement Frame)> Frames { get; } = [];

    public void Title(string says) => Line(new { says, game = game.Value });

    /// <summary>Opens a connection, says hello, and hears how it stands.</summary>
    public async Task Enter(string name, string hello)
    {
        var fan = await Connect(name);
        await fan.Send(hello);
        await Hear(name, ServerFrame.Welcome);
        if (Frames[^1].Frame.GetProperty("mode").GetString() is { } mode and not "current") await Hear(name, mode);
    }

    public async Task<Fan> Connect(string name)
    {
        var fan = await park.Connect(game);
        fan.Records = (fromClient, frame) => Record(name, fromClient, frame);
        fans.Add((name, fan));
        return fan;
    }

    public Task Say(string name, string frame) => Of(name).Send(frame);

    /// <summary>Hears up to the next frame of that kind.</summary>
    public async Task Hear(string name, string kind)
    {
        var frame = await Of(name).Next(kind);
        Assert.Equal(kind, frame.GetProperty("t").GetString());
    }

    /// <summary>Hears the rest, up to the close.</summary>
    public async Task Closed(string name)
    {
        var fan = Of(name);
        var code = await fan.End();
        Line(new { on = name, close = code });
        fans.RemoveAll(one => one.Fan == fan);
    }

    /// <summary>The client goes.</summary>
    public async Task Leave(string name)
    {
        var fan = Of(name);
        await fan.Socket.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, default);
        Line(new { on = name, closes = 1000 });
        fans.RemoveAll(one => one.Fan == fan);
    }

    /// <summary>Sends a command as whoever is connected under its author's name, and hears what everybody hears of it.</summary>
    public async Task Command(string name, string frame)
    {
        await Say(name, frame);
        await Hear(name, ServerFrame.Result);
        var result = Frames[^1].Frame;
        if (!result.GetProperty("ok").GetBoolean() || result.GetProperty("dup").GetBoolean()) return;
        foreach (var (other, fan) in fans) if (other != name) await fan.NextEvents();
    }

    public async ValueTask<Answer> Ask(GameId of, Envelope envelope, CancellationToken stop = default)
    {
        var frame = JsonSerializer.SerializeToNode(CommandFrame.Of(envelope) with { By = null }, FrameJson.Default.CommandFrame)!;
        frame["t"] = ClientFrame.Command;
        await Command(envelope.By.Who, frame.ToJsonString(plain));
        var result = Frames.FindLast(static one => one.Frame.GetProperty("t").GetString() == ServerFrame.Result).Frame
            .Deserialize(FrameJson.Default.ResultFrame)!;
        return result.Err is { } no ? no.ToRefusal() : new Receipt(envelope.Id, result.To!.Value, result.Dup, result.From!.Value);
    }

    public ValueTask<Sight> Look(GameId of, CancellationToken stop = default) => park.Engine.Look(of, stop);

    public ValueTask<bool> Evict(GameId of, CancellationToken stop = default) => park.Engine.Evict(of, stop);

    private Fan Of(string name) => fans.Single(one => one.Name == name).Fan;

    private void Record(string name, bool fromClient, JsonElement frame)
    {
        Frames.Add((fromClient, frame));
        if (frame.ValueKind == JsonValueKind.Object && frame.GetProperty("t").GetString() == ServerFrame.Ephemeral) return;
        Line(fromClient ? new { on = name, client = frame } : new { on = name, server = frame });
    }

    private void Line(object line) => lines.Append(JsonSerializer.Serialize(line, plain)).Append('\n');
}
