using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Client.Tests;

/// <summary>
/// The log of a game that a scripted server tells: groups of one to three events, a view after each, receipts by id. It keeps the
/// protocol's promises to the letter, so that whatever a client lacks in the end was lost by the client.
/// </summary>
internal sealed class PaperGame
{
    private static readonly GameView first = Views.Of(LiveScenario.Start().State, Role.Spectator)!;

    private readonly Lock door = new();
    private readonly List<(int First, int Last, string Frames, JsonNode Patch)> groups = [];
    private readonly Dictionary<Guid, (int From, int To)> receipts = [];
    private readonly List<Channel<string>> followers = [];
    private GameView view = first with { Seq = 0 };

    public int Head { get; private set; }

    public GameView View => view;

    public string Hash => ViewText.Hash(ViewText.Of(view));

    public IReadOnlyDictionary<Guid, (int From, int To)> Receipts => receipts;

    /// <summary>Something happened.</summary>
    public void Happen(int events = 1)
    {
        lock (door) Append(events);
    }

    /// <summary>Serves a connection as a server has to, until it goes.</summary>
    public async Task Serve(Talk talk)
    {
        var hello = await talk.Hear();
        var outbox = Channel.CreateUnbounded<string>();
        lock (door)
        {
            Greet(hello, outbox.Writer);
            followers.Add(outbox);
        }

        var telling = Tell(talk, outbox.Reader);
        try
        {
            while (true) Answer(await talk.Hear(), outbox.Writer);
        }
        finally
        {
            lock (door) followers.Remove(outbox);
            outbox.Writer.Complete();
            await telling;
        }
    }

    private static async Task Tell(Talk talk, ChannelReader<string> outbox)
    {
        try
        {
            await foreach (var frame in outbox.ReadAllAsync()) await talk.Say(frame);
        }
        catch (Exception e) when (e is System.Net.WebSockets.WebSocketException or OperationCanceledException)
        {
            // The client is gone; whoever hears it next says so.
        }
    }

    private void Greet(JsonElement hello, ChannelWriter<string> outbox)
    {
        var resume = hello.TryGetProperty("resume", out var at) ? at.GetProperty("seq").GetInt32() : -1;
        var wanted = groups.Where(group => group.First > resume).ToArray();
        var mode = resume < 0 || wanted.Length > 8 ? "snap" : wanted.Length == 0 ? "current" : "evs";
        outbox.TryWrite($$$"""
            {"t":"welcome","proto":1,"sess":"{{{hello.GetProperty("sess").GetGuid()}}}","you":{"who":"Ada","role":"manager","side":"home",
             "control":true},"head":{{{Head}}},"mode":"{{{mode}}}","hb":10000,"limits":{"frame":8192,"rate":10,"burst":20},"now":1}
            """);
        if (mode == "snap") outbox.TryWrite(Snap());
        if (mode != "evs") return;
        var events = string.Join(',', wanted.SelectMany(group => group.Frames.Split('\n')).Select(Plain));
        outbox.TryWrite($$"""{"t":"evs","from":{{resume + 1}},"to":{{Head}},"e":[{{events}}],"view":{{Text()}}}""");

        static string Plain(string frame)
        {
            var json = JsonNode.Parse(frame)!.AsObject();
            json.Remove("v");
            return json.ToJsonString();
        }
    }

    private void Answer(JsonElement frame, ChannelWriter<string> outbox)
    {
        lock (door)
        {
            switch (frame.GetProperty("t").GetString())
            {
                case "snap?": outbox.TryWrite(Snap()); break;
                case "ping": outbox.TryWrite($$"""{"t":"pong","n":{{frame.GetProperty("n").GetInt64()}},"head":{{Head}},"now":1}"""); break;
                case "cmd":
                    var id = frame.GetProperty("id").GetGuid();
                    var isKnown = receipts.TryGetValue(id, out var made);
                    if (!isKnown) receipts[id] = made = Append(1 + receipts.Count % 3);
                    var last = isKnown ? "\"dup\":true" : $"\"h\":\"{Hash}\"";
                    outbox.TryWrite($$"""{"t":"res","id":"{{id}}","ok":true,"from":{{made.From}},"to":{{made.To}},{{last}}}""");
                    break;
            }
        }
    }

    private (int From, int To) Append(int events)
    {
        var (from, to) = (Head + 1, Head + events);
        var before = view;
        var home = view.Home with { Runs = (byte)(to % 200) };
        view = view with { Seq = to, Plays = (short)(view.Plays + 1), Outs = (byte)(to % 3), Seen = to, Home = home };
        var patch = new JsonObject
        {
            ["seq"] = to, ["plays"] = view.Plays, ["seen"] = to, ["home"] = new JsonObject { ["runs"] = home.Runs },
        };
        if (before.Outs != view.Outs) patch["outs"] = view.Outs;
        var frames = new StringBuilder();
        for (var seq = from; seq <= to; seq++)
        {
            if (seq > from) frames.Append('\n');
            frames.Append($$"""{"t":"ev","seq":{{seq}},"g":{{to}},"ts":{{1_700_000_000 + seq}},"k":"mound-visited","d":{"side":"Home"}""");
            if (seq == to) frames.Append($$""","h":"{{Hash}}","v":{{patch.ToJsonString()}}""");
            frames.Append('}');
        }

        Head = to;
        groups.Add((from, to, frames.ToString(), patch));
        // A server may tell a group event by event, or as one frame.
        string[] told = events > 1 && to % 2 == 0
            ? [$$"""{"t":"evs","from":{{from}},"to":{{to}},"e":[{{frames.ToString().Replace('\n', ',')}}]}"""]
            : frames.ToString().Split('\n');
        foreach (var frame in told)
            foreach (var one in followers) one.Writer.TryWrite(frame);
        return (from, to);
    }

    private string Snap() => $$"""{"t":"snap","seq":{{Head}},"hash":"{{Hash}}","d":{{Text()}}}""";

    private string Text() => Encoding.UTF8.GetString(ViewText.Of(view));
}
