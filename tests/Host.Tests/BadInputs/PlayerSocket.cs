using System.Text.Json;

namespace AkkaGame.Host.Tests.BadInputs;

/// <summary>Somebody at a game's socket, who says whatever a test wants and hears what he is answered.</summary>
internal sealed class PlayerSocket : IAsyncDisposable
{
    /// <summary>Comes back in the pong that tells that everything before it was heard.</summary>
    private const int Sentinel = 4711;

    private readonly List<JsonElement> heard = [];

    private PlayerSocket(RawConnection connection) => Connection = connection;

    public RawConnection Connection { get; }

    /// <summary>Every frame so far but for the sentinel's pongs.</summary>
    public IReadOnlyList<JsonElement> Heard => heard;

    /// <summary>The seq of the game's last event when he came in.</summary>
    public int Head => heard.First(static frame => Kind(frame) == "welcome").GetProperty("head").GetInt32();

    public static string Path(Guid game) => $"/ws/v1/games/{game}";

    /// <summary>Connected; nothing is said yet.</summary>
    public static async Task<PlayerSocket> Connect(string url, Guid game)
    {
        var (connection, answer) = await RawConnection.Upgrade(url, Path(game));
        Assert.True(answer.Status == 101, $"{answer.Status} {answer.Body}");
        Assert.Equal("bb.v1.json", answer.Headers["Sec-WebSocket-Protocol"]);
        return new(connection);
    }

    /// <summary>Connected and let in.</summary>
    public static async Task<PlayerSocket> Join(string url, Guid game, string hello)
    {
        var socket = await Connect(url, game);
        await socket.Connection.Text(hello);
        var outcome = await socket.Outcome(staysOpen: true);
        Assert.Equal(new Outcome(BadInputs.Outcome.Accepted, BadInputs.Outcome.Open), outcome);
        return socket;
    }

    public static string Hello(string role, string? token = null, string? side = null, string more = "", Guid? sess = null) =>
        $$"""{"t":"hello","proto":[1],"role":"{{role}}","sess":"{{sess ?? Guid.NewGuid()}}","client":"raw/1" """
        + (token is null ? "" : $",\"token\":\"{token}\"") + (side is null ? "" : $",\"side\":\"{side}\"") + more + "}";

    /// <summary>Listens until a ping of his own is answered, or to the end.</summary>
    /// <param name="staysOpen">False where nothing more may be said.</param>
    public async Task<Outcome> Outcome(bool staysOpen)
    {
        var from = heard.Count;
        if (staysOpen) await Connection.Text($$"""{"t":"ping","n":{{Sentinel}}}""");
        while (await Connection.Next() is { } frame)
        {
            if (frame.Opcode == RawConnection.Close)
            {
                // Whoever is told goodbye says so too; then nothing more may come.
                await Connection.Say(RawConnection.Frame(RawConnection.Close, frame.Payload.AsSpan(0, Math.Min(2, frame.Payload.Length))));
                Assert.Null(await Connection.Next());
                return BadInputs.Outcome.Of(Code(from) ?? "", frame.CloseCode ?? 1005);
            }

            if (frame.Opcode != RawConnection.TextFrame) continue;
            if (Take(frame)) return new(Code(from) ?? BadInputs.Outcome.Accepted, BadInputs.Outcome.Open);
        }

        return new(Code(from) ?? "", "lost");
    }

    /// <summary>Listens until a frame of that kind comes.</summary>
    public async Task<JsonElement> Hears(string kind)
    {
        while (await Connection.Next() is { } frame)
        {
            Assert.True(frame.Opcode == RawConnection.TextFrame, $"Closed with {frame.CloseCode} before any {kind}.");
            Take(frame);
            if (Kind(heard[^1]) == kind) return heard[^1];
        }

        throw new InvalidOperationException($"The connection was lost before any {kind}.");
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    public static string Kind(JsonElement frame) => frame.GetProperty("t").GetString()!;

    private bool Take(RawFrame frame)
    {
        using var json = JsonDocument.Parse(frame.Payload);
        var root = json.RootElement.Clone();
        if (Kind(root) == "pong" && root.GetProperty("n").GetInt64() == Sentinel) return true;
        heard.Add(root);
        return false;
    }

    private string? Code(int from) => heard.Skip(from).Select(static frame => Kind(frame) switch
    {
        "err" => frame.GetProperty("code").GetString(),
        "res" when !frame.GetProperty("ok").GetBoolean() => frame.GetProperty("err").GetProperty("code").GetString(),
        _ => null,
    }).FirstOrDefault(static code => code is not null);
}
