using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using AkkaGame.Baseball;
using AkkaGame.Host.Describing;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Tests.Documents;

/// <summary>The shapes of the socket's frames, and of all that they hold, as the serializers have them.</summary>
internal static class SocketSchemas
{
    /// <summary>Each kind of frame and what of it a client has to say.</summary>
    private static readonly (string Kind, JsonTypeInfo? Json, string[] Needs)[] client =
    [
        (ClientFrame.Hello, FrameJson.Default.HelloFrame, ["proto", "role"]),
        (ClientFrame.Command, FrameJson.Default.CommandFrame, ["id", "k", "d"]),
        (ClientFrame.Ack, FrameJson.Default.AckFrame, ["seq"]), (ClientFrame.Snap, null, []),
        (ClientFrame.Auth, FrameJson.Default.AuthFrame, ["token"]), (ClientFrame.Ping, FrameJson.Default.PingFrame, []),
        (ClientFrame.Control, null, []),
    ];

    private static readonly (string Kind, JsonTypeInfo Json)[] server =
    [
        (ServerFrame.Welcome, FrameJson.Default.WelcomeFrame), (ServerFrame.Snap, FrameJson.Default.SnapFrame),
        (ServerFrame.Event, FrameJson.Default.EventFrame), (ServerFrame.Events, FrameJson.Default.EventsFrame),
        (ServerFrame.Result, FrameJson.Default.ResultFrame), (ServerFrame.Gap, FrameJson.Default.GapFrame),
        (ServerFrame.Pong, FrameJson.Default.PongFrame), (ServerFrame.GoAway, FrameJson.Default.GoAwayFrame),
        (ServerFrame.Error, FrameJson.Default.ErrorFrame), (ServerFrame.Control, FrameJson.Default.ControlFrame),
    ];

    public static IEnumerable<string> ClientKinds => client.Select(static one => one.Kind);

    public static IEnumerable<string> ServerKinds => server.Select(static one => one.Kind).Append(ServerFrame.Ephemeral);

    /// <summary>A frame's name among the schemas.</summary>
    public static string Name(bool fromClient, string kind) => (fromClient ? "client." : "server.") + kind.TrimEnd('?');

    public static JsonObject Write()
    {
        const string At = "#/components/schemas/";
        var schemas = new Schemas(At);
        var frames = new JsonObject();
        foreach (var (kind, json, needs) in client)
        {
            var frame = schemas.Frame(kind, json);
            frame["required"] = new JsonArray([JsonValue.Create("t"), .. needs.Select(static need => JsonValue.Create(need))]);
            frame["properties"]!.AsObject().Remove("by"); // Said by operators only, on their own port.
            if (kind == ClientFrame.Command)
            {
                frame["properties"]!["k"] = Schemas.Words([.. WireNames.Commands.Select(static one => one.Name)]);
                frame["properties"]!["d"] = schemas.OneOf(WireNames.Commands);
            }

            frames[Name(fromClient: true, kind)] = frame;
        }

        foreach (var (kind, json) in server) frames[Name(fromClient: false, kind)] = schemas.Frame(kind, json);
        frames["server.ev"]!["properties"]!["k"] = Schemas.Words([.. WireNames.Events.Select(static one => one.Name)]);
        frames["server.ev"]!["properties"]!["d"] = schemas.OneOf(WireNames.Events);
        frames["server.ev"]!["properties"]!["v"] = new JsonObject { ["type"] = "object", ["description"] = "What changed in the view." };
        // In evs it goes without saying what they are.
        var item = frames["server.ev"]!.DeepClone();
        item["properties"]!.AsObject().Remove("t");
        item["required"]!.AsArray().RemoveAt(0);
        frames["event"] = item;
        var items = new JsonObject { ["$ref"] = At + "event" };
        frames["server.evs"]!["properties"]!["e"] = new JsonObject { ["type"] = "array", ["items"] = items };
        var view = schemas.Of(ViewJson.Default.GameView);
        frames["server.evs"]!["properties"]!["view"] = view.DeepClone();
        frames["server.snap"]!["properties"]!["d"] = view;
        frames["server.welcome"]!["properties"]!["mode"] = Schemas.Words("current", "evs", "snap");
        foreach (var named in (JsonNode[])[frames["server.err"]!["properties"]!, schemas.Defined[nameof(WireRefusal)]!["properties"]!])
            named["code"] = Schemas.Words([.. Enum.GetValues<RefusalCode>().Select(WireWords.Of)]);
        frames["server.eph"] = Ephemeral(schemas);
        foreach (var (name, says) in schemas.Defined) frames[name] = says!.DeepClone();
        return frames;
    }

    private static JsonObject Ephemeral(Schemas schemas)
    {
        var frame = schemas.Frame(ServerFrame.Ephemeral, FrameJson.Default.EphemeralFrame);
        frame["properties"]!["k"] = Schemas.Words(ServerFrame.Presence, ServerFrame.Clock, ServerFrame.Crowd);
        frame["properties"]!["d"] = new JsonObject
        {
            ["anyOf"] = new JsonArray(
                Of(("away", "boolean", null), ("home", "boolean", null)),
                Of(("dec", "string", "uuid"), ("due", "integer", "int64"), ("now", "integer", "int64")),
                Of(("watching", "integer", "int32"))),
        };
        return frame;
    }

    private static JsonObject Of(params (string Name, string Type, string? Format)[] members)
    {
        var properties = new JsonObject();
        foreach (var (name, type, format) in members)
        {
            properties[name] = new JsonObject { ["type"] = type };
            if (format is not null) properties[name]!["format"] = format;
        }

        var required = new JsonArray([.. members.Select(static one => JsonValue.Create(one.Name))]);
        return new() { ["type"] = "object", ["properties"] = properties, ["required"] = required };
    }
}
