using Npgsql;

namespace AkkaGame.Journal.Postgres;

/// <summary>
/// Hears that shards have changed, over one session of its own. What is said while it is away is lost, so it tells once each time it has
/// begun to listen; and what is said is never looked at.
/// </summary>
internal sealed class ShardNotices(NpgsqlConnectionStringBuilder session)
{
    /// <summary>Between two attempts to listen.</summary>
    private static readonly TimeSpan pause = TimeSpan.FromSeconds(1);

    /// <summary>Seconds of silence after which it is asked whether somebody is still there.</summary>
    private const int StillThere = 5;

    private readonly string connectionString =
        new NpgsqlConnectionStringBuilder(session.ConnectionString) { KeepAlive = StillThere }.ConnectionString;

    public async Task Listen(Action told, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            try
            {
                await Hear(told, stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
            }
            catch (Exception) // However a session ends: it only wakes up, and whoever waits for it must not end with it.
            {
                // Looks go on at their own pace meanwhile, and say what is wrong with the store.
                await Task.Delay(pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
    }

    private async Task Hear(Action told, CancellationToken stop)
    {
        var connection = new NpgsqlConnection(connectionString);
        await using var closing = connection.ConfigureAwait(false);
        await connection.OpenAsync(stop).ConfigureAwait(false);
        var listen = new NpgsqlCommand(PostgresSql.Statement("listen"), connection);
        await using var ending = listen.ConfigureAwait(false);
        await listen.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
        while (true)
        {
            told();
            await connection.WaitAsync(stop).ConfigureAwait(false);
        }
    }
}
