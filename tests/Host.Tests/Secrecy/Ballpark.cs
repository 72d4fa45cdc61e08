using System.Text.Json;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Gateway;
using AkkaGame.Host.Operating;
using AkkaGame.Host.Serving;
using AkkaGame.Host.Tests.BadInputs;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;
using AkkaGame.Specs;

namespace AkkaGame.Host.Tests.Secrecy;

/// <summary>
/// A whole server, its time and its entropy fixed, and one game on it that two managers play over sockets while everybody who may listen
/// does: the same moves give the same bytes again.
/// </summary>
internal sealed class Ballpark : IEngine, IAsyncDisposable
{
    public static readonly GameId Game = new(new Guid(0x2018_0407, 1, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 2]));

    private static readonly string[] paths = ["", "/state", "/lineups", "/events?limit=500", "/box", "/plays", "/export"];

    private static readonly string[] askers = ["", "spectator:sue", "away:away", "home:home", "commissioner:commissioner", "scorer:sam"];

    private readonly Folder folder = new();
    private readonly LogBook log = new();
    private readonly ManualTime time = new();
    private readonly HttpClient http = new();
    private readonly SortedDictionary<string, Eavesdropper> ears = new(StringComparer.Ordinal);
    private readonly List<string> answers = [];
    private House house = null!;
    private Server server = null!;
    private OperatorsServer operators = null!;
    private string url = "", opsUrl = "";
    private int head, delayedHead;
    private TimeSpan delay;

    public Table Table { get; private set; } = null!;

    public House House => house;

    public static async Task<Ballpark> Open(RuleSet rules)
    {
        var opened = new Ballpark { delay = TimeSpan.FromMilliseconds(rules.SpectatorDelayMs) };
        await opened.Start();
        opened.Table = new(opened, Game);
        // Nobody can come in before there is a game.
        Assert.Null((await opened.house.Engine.Ask(Game, await opened.Table.Write(Table.Commissioner, Table.Creation(rules)))).Refused);
        opened.head = 1;
        await opened.Enter("away", "manager", "away");
        await opened.Enter("home", "manager", "home");
        await opened.Enter("commissioner", "commissioner");
        await opened.Enter("scorer", "scorer");
        await opened.Enter("spectator", "spectator");
        await opened.Enter("spectator with the view", "spectator", more: ""","view":true""");
        return opened;
    }

    /// <summary>Sends it over the socket of whoever sends it, and lets everybody hear what comes of it.</summary>
    public async ValueTask<Answer> Ask(GameId game, Envelope envelope, CancellationToken stop = default)
    {
        var frame = JsonSerializer.Serialize(CommandFrame.Of(envelope) with { By = null }, FrameJson.Default.CommandFrame);
        var res = await ears[envelope.By.Who].Send($$"""{"t":"cmd",{{frame[1..]}}""");
        if (res.Deserialize(FrameJson.Default.ResultFrame) is { Ok: false, Err: { } refused })
        {
            await Settle();
            return refused.ToRefusal();
        }

        head = res.GetProperty("to").GetInt32();
        await Settle();
        return new Receipt(envelope.Id, head);
    }

    /// <summary>What a test needs to know of the game to play it; nobody is sent this.</summary>
    public ValueTask<Sight> Look(GameId game, CancellationToken stop = default) => house.Engine.Look(game, stop);

    public ValueTask<bool> Evict(GameId game, CancellationToken stop = default) => house.Engine.Evict(game, stop);

    /// <summary>Time goes on for everybody; whoever is told later hears what is due by then.</summary>
    public async Task Advance(TimeSpan by)
    {
        for (var left = by; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(5))
        {
            time.Advance(left < TimeSpan.FromSeconds(5) ? left : TimeSpan.FromSeconds(5));
            var shown = (time.GetUtcNow() - delay).ToUnixTimeMilliseconds();
            delayedHead = (await house.Journal.Read(Game, 0)).Groups.LastOrDefault(group => group.At <= shown)?.Last ?? 0;
            await Settle();
        }
    }

    /// <summary>
    /// Whatever can be asked is asked, by everybody, and new spectators come in: one who knows nothing, one who has the first half of the
    /// game.
    /// </summary>
    public async Task LookAround()
    {
        var at = answers.Count;
        await Enter($"late {at}", "spectator");
        await Enter($"back {at}", "spectator", more: $$""","resume":{"seq":{{await GroupEnd(head / 2)}}}""");
        foreach (var by in askers)
            foreach (var path in paths)
                answers.Add($"{by} {path}: {await Get($"{url}/api/v1/games/{Game}{path}", by)}");
        foreach (var path in (string[])["", "/state", "/verify"])
            answers.Add($"operators {path}: {await Get($"{opsUrl}/ops/v1/games/{Game}{path}")}");
        using var stream = await http.GetStreamAsync(new Uri($"{url}/api/v1/games/{Game}/stream"));
        using var reader = new StreamReader(stream);
        var last = delay > TimeSpan.Zero ? delayedHead : head;
        if (last == 0) return;
        string line;
        do answers.Add(line = (await reader.ReadLineAsync())!);
        while (line != $"id: {last}");
        answers.Add((await reader.ReadLineAsync())!);
        answers.Add((await reader.ReadLineAsync())!);
    }

    /// <summary>Everything that anybody was sent or told so far, by whom.</summary>
    public IEnumerable<(string Who, string What)> Everything() =>
    [
        .. ears.Select(static one => (one.Key, one.Value.Said)),
        ("everybody, beside the game", string.Join('\n', ears.SelectMany(static one => one.Value.Aside).Distinct().Order())),
        .. answers.Select(static one => ("whoever asks", one)),
        ("the log", log.All),
    ];

    /// <summary>What lies beside the journal, and the journal itself, as it is on the disk.</summary>
    public IEnumerable<(string Name, byte[] Bytes)> Files()
    {
        // The lock is held against everybody, and empty but for who holds it.
        foreach (var path in Directory.GetFiles(folder.Path).Where(static path => !path.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            yield return (Path.GetFileName(path), bytes);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, one) in ears) await one.DisposeAsync();
        http.Dispose();
        // A stop waits for nothing that would need the time to go on.
        await server.DisposeAsync();
        await operators.DisposeAsync();
        await house.DisposeAsync();
        folder.Dispose();
    }

    private async Task Start()
    {
        const int Plenty = 1_000_000;
        var settings = new Settings
        {
            Database = folder["games.db"],
            Urls = "http://127.0.0.1:0",
            OpsUrls = "http://127.0.0.1:0",
            Development = true,
            Bounds = new() { SocketsPerPerson = 0, Commands = 0, Games = 0, UnfinishedGames = 0 },
            Gateway = new()
            {
                CommandRate = Plenty,
                CommandBurst = Plenty,
                FrameRate = Plenty,
                FrameBurst = Plenty,
                SpectatorRate = Plenty,
                SpectatorBurst = Plenty,
            },
        };
        house = await House.Open(settings, new Circumstances { Time = time, Entropy = static bytes => bytes.Fill(0x5A), Logs = log });
        using var says = new StringWriter();
        operators = await OperatorsServer.Start(settings.OpsUrls, house, default);
        server = await Server.Start(settings, house, says, default);
        await operators.Say(says);
        var lines = says.ToString().Split('\n', StringSplitOptions.TrimEntries);
        url = After(lines, "Listening on ");
        opsUrl = After(lines, "Operators on ");
    }

    private static string After(string[] lines, string beginning) =>
        lines.First(line => line.StartsWith(beginning, StringComparison.Ordinal))[beginning.Length..];

    private async Task Enter(string name, string role, string? side = null, string more = "")
    {
        var asked = side is null ? $$"""{"role":"{{role}}"}""" : $$"""{"role":"{{role}}","side":"{{side}}"}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{url}/api/v1/games/{Game}/tickets");
        request.Headers.Add("AkkaGame-As", side ?? role);
        request.Headers.Add("AkkaGame-Who", name.Split(' ')[0]);
        request.Content = new StringContent(asked, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        using var ticket = JsonDocument.Parse(text);
        var hello = PlayerSocket.Hello(
            role, ticket.RootElement.GetProperty("ticket").GetString(), side, more, new Guid(ears.Count + 1, 0, 0x7000, new byte[8]));
        ears.Add(name, await Eavesdropper.Join(url, Game.Value, hello));
        await Settle();
    }

    private async Task Settle()
    {
        foreach (var (name, one) in ears) await one.Settle(delay > TimeSpan.Zero && IsSpectator(name) ? delayedHead : head);
    }

    private static bool IsSpectator(string name) => name.Split(' ')[0] is "spectator" or "late" or "back";

    private async Task<string> Get(string from, string by = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, from);
        if (by.Length > 0)
        {
            request.Headers.Add("AkkaGame-As", by.Split(':')[0]);
            request.Headers.Add("AkkaGame-Who", by.Split(':')[1]);
        }

        using var answer = await http.SendAsync(request);
        return $"{(int)answer.StatusCode} {answer.Headers.ETag} {await answer.Content.ReadAsStringAsync()}";
    }

    private async Task<int> GroupEnd(int seq) =>
        (await house.Journal.Read(Game, 0)).Groups.Last(group => group.First <= Math.Max(1, seq)).Last;
}
