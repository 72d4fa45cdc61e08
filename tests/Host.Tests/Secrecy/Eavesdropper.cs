using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AkkaGame.Host.Tests.BadInputs;

namespace AkkaGame.Host.Tests.Secrecy;

/// <summary>Somebody at a game's socket who keeps every byte that he is sent.</summary>
internal sealed partial class Eavesdropper : IAsyncDisposable
{
    private readonly StringBuilder said = new();
    private readonly HashSet<string> aside = [];
    private readonly RawConnection connection;
    private int pings;

    private Eavesdropper(RawConnection connection) => this.connection = connection;

    /// <summary>The last seq that he was sent; 0 for none.</summary>
    public int Seq { get; private set; }

    /// <summary>Every frame but those beside the game, in their order.</summary>
    public string Said => said.ToString();

    /// <summary>
    /// What he was told of the moment only, without the moment. It is dropped where anything else is on its way, so what one hears is
    /// chance; what all hear together is not.
    /// </summary>
    public IEnumerable<string> Aside => aside;

    public static async Task<Eavesdropper> Join(string url, Guid game, string hello)
    {
        var (connection, answer) = await RawConnection.Upgrade(url, PlayerSocket.Path(game));
        Assert.Equal(101, answer.Status);
        var joined = new Eavesdropper(connection);
        await connection.Text(hello);
        await joined.Settle(0);
        return joined;
    }

    /// <summary>Sends a command, and hears how it was answered.</summary>
    public async Task<JsonElement> Send(string command)
    {
        await connection.Text(command);
        while (true)
            if (await Hear() is { } frame && Kind(frame) == "res") return frame;
    }

    /// <summary>Listens until he has come up to that seq, and everything said before a ping of his is heard.</summary>
    public async Task Settle(int seq)
    {
        while (Seq < seq) await Hear();
        await connection.Text(string.Create(CultureInfo.InvariantCulture, $$"""{"t":"ping","n":{{++pings}}}"""));
        while (true)
            if (await Hear() is { } frame && Kind(frame) == "pong") return;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    [GeneratedRegex(",\"now\":[0-9]+")]
    private static partial Regex Moment();

    private static string Kind(JsonElement frame) => frame.GetProperty("t").GetString()!;

    private async Task<JsonElement> Hear()
    {
        var heard = await connection.Next();
        if (heard is not { Opcode: RawConnection.TextFrame })
            throw new InvalidOperationException($"The server ended the connection: {heard?.CloseCode} {said}");
        using var json = JsonDocument.Parse(heard.Payload);
        var frame = json.RootElement.Clone();
        if (Kind(frame) == "eph") aside.Add(Moment().Replace(heard.Text, ""));
        else said.Append(heard.Text).Append('\n');
        Seq = Kind(frame) switch
        {
            "snap" or "ev" => frame.GetProperty("seq").GetInt32(),
            "evs" => frame.GetProperty("to").GetInt32(),
            _ => Seq,
        };
        return frame;
    }
}
