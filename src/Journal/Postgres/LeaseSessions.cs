using Npgsql;

namespace AkkaGame.Journal.Postgres;

/// <summary>
/// The sessions in which one incarnation looks after its lease, apart from those that append. Renewals have a connection of their own,
/// so that nothing is in their way; whoever does not hear in time breaks the connection instead of asking the server to cancel.
/// </summary>
internal sealed class LeaseSessions(string connectionString, string name) : IAsyncDisposable
{
    private const int RenewWithin = 1, AskWithin = 2;

    public NpgsqlDataSource Renewals { get; } = Source(connectionString, name, most: 1, RenewWithin);

    public NpgsqlDataSource Questions { get; } = Source(connectionString, name, most: 2, AskWithin);

    public async ValueTask DisposeAsync()
    {
        await Renewals.DisposeAsync().ConfigureAwait(false);
        await Questions.DisposeAsync().ConfigureAwait(false);
    }

    /// <param name="within">Seconds.</param>
    private static NpgsqlDataSource Source(string connectionString, string name, int most, int within)
    {
        var settings = new NpgsqlConnectionStringBuilder(PostgresSource.Read(connectionString).ConnectionString)
        {
            ApplicationName = name,
            Pooling = true,
            MinPoolSize = 0,
            MaxPoolSize = most,
            Timeout = within,
            CommandTimeout = within,
            CancellationTimeout = -1,
            MaxAutoPrepare = 16,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            Enlist = false,
            TcpKeepAlive = true,
        };
        // An epoch that was told must not be forgotten, and a row that changed while it was waited for must be looked at again.
        settings.Options = $@"{settings.Options} -c synchronous_commit=on -c default_transaction_isolation=read\ committed".Trim();
        return NpgsqlDataSource.Create(settings);
    }
}
