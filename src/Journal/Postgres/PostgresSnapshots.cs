using System.Threading.Channels;
using AkkaGame.Actors;
using Npgsql;
using NpgsqlTypes;

namespace AkkaGame.Journal.Postgres;

/// <summary>
/// Keeps snapshots, many in a commit: while one is under way the next ones gather, as games leave memory by the hundred. Their commits
/// are not waited for by the disk: a snapshot that a crash loses costs a longer replay and nothing else.
/// </summary>
internal sealed class PostgresSnapshots : IAsyncDisposable
{
    private const int CountMax = 64;
    private const int BytesMax = 1 << 20;
    private const int WaitingMax = 1024;

    private static readonly string save = PostgresSql.Statement("save-snapshots"), drop = PostgresSql.Statement("drop-snapshots");

    private readonly NpgsqlDataSource sessions;
    private readonly Channel<Waiting> queue =
        Channel.CreateBounded<Waiting>(new BoundedChannelOptions(WaitingMax) { SingleReader = true });
    private readonly Task running;

    /// <param name="sessions">With asynchronous commit.</param>
    public PostgresSnapshots(NpgsqlDataSource sessions)
    {
        this.sessions = sessions;
        running = Task.Run(Run);
    }

    /// <returns>False where it could not be kept.</returns>
    public async ValueTask<bool> Save(Snapshot snapshot)
    {
        var waiting = new Waiting(snapshot);
        try
        {
            await queue.Writer.WriteAsync(waiting);
        }
        catch (ChannelClosedException)
        {
            return false;
        }

        return await waiting.Task;
    }

    /// <summary>Keeps what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await running;
    }

    private async Task Run()
    {
        var batch = new List<Waiting>(CountMax);
        while (await queue.Reader.WaitToReadAsync())
        {
            for (var bytes = 0; batch.Count < CountMax && bytes < BytesMax && queue.Reader.TryRead(out var next); batch.Add(next))
                bytes += next.Snapshot.Body.Length;
            var kept = await Keep(batch);
            foreach (var waiting in batch) waiting.SetResult(kept);
            batch.Clear();
        }
    }

    private async Task<bool> Keep(List<Waiting> batch)
    {
        // Two of one game at one seq in a statement: the server takes no row twice.
        var kept = batch.Select(static waiting => waiting.Snapshot).Reverse().DistinctBy(static s => (s.Game, s.Seq)).ToList();
        try
        {
            await using var commit = sessions.CreateBatch();
            var games = kept.ConvertAll(static s => s.Game.Value);
            commit.BatchCommands.Add(new(save)
            {
                Parameters =
                {
                    Array(games, NpgsqlDbType.Uuid), Array(kept.ConvertAll(static s => s.Seq), NpgsqlDbType.Integer),
                    Array(kept.ConvertAll(static s => s.Schema), NpgsqlDbType.Smallint),
                    Array(kept.ConvertAll(static s => s.Sha256), NpgsqlDbType.Bytea),
                    Array(kept.ConvertAll(static s => s.Body), NpgsqlDbType.Bytea),
                },
            });
            commit.BatchCommands.Add(new(drop) { Parameters = { Array(games, NpgsqlDbType.Uuid) } });
            await commit.ExecuteNonQueryAsync();
            return true;
        }
        catch (Exception e) when (PostgresRefusal.IsFromOutside(e) || e is ObjectDisposedException)
        {
            return false;
        }
    }

    private static NpgsqlParameter Array<T>(List<T> values, NpgsqlDbType type) =>
        new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type };

    private sealed class Waiting(Snapshot snapshot) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public Snapshot Snapshot { get; } = snapshot;
    }
}
