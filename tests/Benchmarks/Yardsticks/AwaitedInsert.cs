using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using AkkaGame.Messages.Wire;
using Npgsql;

namespace AkkaGame.Benchmarks.Yardsticks;

/// <summary>
/// The usual design: games in a dictionary, one awaited INSERT a play, then the acknowledgement to its sender and the play to everybody at
/// the game. It knows no rules and no resume, keeps no ids against resends, and reads nothing back after a restart.
/// </summary>
internal sealed class AwaitedInsert : IAsyncDisposable
{
    /// <summary>The driver's own bound is all that a usual server has; this leaves some for whoever is measured beside it.</summary>
    private const int ConnectionsMax = 64;

    private readonly NpgsqlDataSource database;
    private readonly ConcurrentDictionary<string, Game> games = new();

    private AwaitedInsert(NpgsqlDataSource database) => this.database = database;

    public static async Task<AwaitedInsert> Open(string connection)
    {
        // Otherwise as the driver comes.
        var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { MaxPoolSize = ConnectionsMax });
        await using var create = database.CreateCommand(
            "create table play (game uuid, seq int, at timestamptz not null default now(), command uuid not null, kind text not null, "
            + "body bytea not null, primary key (game, seq))");
        await create.ExecuteNonQueryAsync();
        return new(database);
    }

    public async Task Talk(string name, WebSocket socket)
    {
        var game = games.GetOrAdd(name, static name => new(Guid.Parse(name)));
        while (true)
        {
            if ((await socket.ReceiveAsync(Memory<byte>.Empty, default)).MessageType == WebSocketMessageType.Close) return;
            var buffer = ArrayPool<byte>.Shared.Rent(ClientFrame.MaxBytes);
            try
            {
                if (await Yardstick.Receive(socket, buffer) is not { } frame) return;
                await Take(game, socket, frame);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task Take(Game game, WebSocket sender, ReadOnlyMemory<byte> frame)
    {
        var (type, id, kind, body) = Yardstick.Read(frame);
        await game.Turn.WaitAsync();
        try
        {
            if (type == ClientFrame.Hello)
            {
                game.Sockets.Add(sender);
                await Send(sender, Yardstick.Greeting(game.Seq));
                return;
            }

            await Insert(game.Id, game.Seq + 1, Guid.Parse(id!), kind!, body!);
            game.Seq++;
            await Send(sender, Yardstick.Result(id!, game.Seq));
            var happened = Yardstick.Event(game.Seq, kind!, body!);
            foreach (var socket in game.Sockets) await Send(socket, happened);
        }
        finally
        {
            game.Turn.Release();
        }
    }

    private async Task Insert(Guid game, int seq, Guid command, string kind, string body)
    {
        await using var insert = database.CreateCommand(
            "insert into play (game, seq, command, kind, body) values ($1, $2, $3, $4, $5)");
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = game });
        insert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = seq });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = command });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = kind });
        insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = Encoding.UTF8.GetBytes(body) });
        await insert.ExecuteNonQueryAsync();
    }

    private static ValueTask Send(WebSocket socket, byte[] frame) =>
        socket.SendAsync(frame.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, default);

    private sealed class Game(Guid id)
    {
        public Guid Id => id;

        public SemaphoreSlim Turn { get; } = new(1);

        public List<WebSocket> Sockets { get; } = [];

        public int Seq { get; set; }
    }
}
