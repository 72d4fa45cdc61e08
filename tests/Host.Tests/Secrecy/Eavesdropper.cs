using System.Globalization;
using System.Text;
using System.Text.Json;
using AkkaGame.Host.Tests.BadInputs;

namespace AkkaGame.Host.Tests.Secrecy;

/// <summary>Somebody at a game's socket who keeps every byte that he is sent.</summary>
internal sealed class Eavesdropper : IAsyncDisposable
{
    /// <summary>What is of the moment may be dropped where anything else waits, so it is kept, and compared, for itself.</summary>
    private readonly StringBuilder numbered = new();

    private readonly SortedSet<string> aside = new(StringComparer.Ordinal);
    private readonly RawConnection connection;
    private int pings;

    private Eavesdropper(RawConnection connection) => this.connection = connection;

    /// <summary>The last seq that he was sent; 0 for none.</summary>
    public int Seq { get; private set; }

    /// <summary>Every frame that counts, in its order, and each thing said beside the game.</summary>
    public string All => $"{numbered}\nbeside the game:\n{string.Join('\n', aside)}";

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

    private static string Kind(JsonElement frame) => frame.GetProperty("t").GetString()!;

    private async Task<JsonElement> Hear()
    {
        var said = await connection.Next();
        Assert.True(said is { Opcode: RawConnection.TextFrame }, $"The server ended the connection: {said?.CloseCode} {numbered}");
        using var json = JsonDocument.Parse(said.Payload);
        var frame = json.RootElement.Clone();
        if (Kind(frame) == "eph") aside.Add(said.Text);
        else numbered.Append(said.Text).Append('\n');
        Seq = Kind(frame) switch
        {
            "snap" or "ev" => frame.GetProperty("seq").GetInt32(),
            "evs" => frame.GetProperty("to").GetInt32(),
            _ => Seq,
        };
        return frame;
    }
}
