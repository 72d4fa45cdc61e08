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

    /// <summary>How a connection is opened that has no others beside it.</summary>
    public static NpgsqlConnectionStringBuilder Named(string connectionString, string name) =>
        new(PostgresSource.Read(connectionString).ConnectionString)
        {
            ApplicationName = name,
            Pooling = false,
            Timeout = AskWithin,
            CommandTimeout = AskWithin,
            CancellationTimeout = -1,
            Enlist = false,
            TcpKeepAlive = true,
        };

    /// <param name="within">Seconds.</param>
    private static NpgsqlDataSource Source(string connectionString, string name, int most, int within)
    {
        var settings = Named(connectionString, name);
        (settings.Pooling, settings.MinPoolSize, settings.MaxPoolSize, settings.NoResetOnClose) = (true, 0, most, true);
        (settings.Timeout, settings.CommandTimeout) = (within, within);
        (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (16, 2);
        // An epoch that was told must not be forgotten, and a row that changed while it was waited for must be looked at again.
        settings.Options = $@"{settings.Options} -c synchronous_commit=on -c default_transaction_isolation=read\ committed".Trim();
        return NpgsqlDataSource.Create(settings);
    }
}
