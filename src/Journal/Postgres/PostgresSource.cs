using System.Globalization;
using Npgsql;

namespace AkkaGame.Journal.Postgres;

/// <summary>Where the database is, and sessions of it as we need them.</summary>
internal sealed class PostgresSource
{
    private const string Shape = "write it as Host=...;Database=...;Username=...;Password=..., a value that holds ; or = in quotes";

    private readonly NpgsqlConnectionStringBuilder target;

    private PostgresSource(NpgsqlConnectionStringBuilder target) => this.target = target;

    /// <summary>Host and port, for messages.</summary>
    public string Place => $"{target.Host}:{target.Port.ToString(CultureInfo.InvariantCulture)}";

    public string Database => target.Database!;

    public string Login => target.Username ?? Environment.UserName;

    /// <exception cref="JournalOpenException">It is no connection string, or lacks what cannot be guessed.</exception>
    public static PostgresSource Of(string connectionString)
    {
        if (connectionString.TrimStart().StartsWith("postgres", StringComparison.OrdinalIgnoreCase))
            throw new JournalOpenException($"The connection string of PostgreSQL is a URL: {Shape}.");
        NpgsqlConnectionStringBuilder target;
        try
        {
            target = Read(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            // The exception is not passed on: what it quotes may be a piece of a password that stands there without quotes.
            throw new JournalOpenException($"The connection string of PostgreSQL cannot be read: {Shape}.");
        }

        if (string.IsNullOrWhiteSpace(target.Host))
            throw new JournalOpenException($"The connection string of PostgreSQL names no Host: {Shape}.");
        if (string.IsNullOrWhiteSpace(target.Database))
            throw new JournalOpenException($"The connection string of PostgreSQL names no Database: {Shape}.");
        return new(target);
    }

    /// <summary>
    /// As it stands there; but Kerberos' encryption only for who names it. The driver would prefer it, and look for its library at every
    /// connection, which small images do not have.
    /// </summary>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        if (!connectionString.Contains("gss", StringComparison.OrdinalIgnoreCase)) target.GssEncryptionMode = GssEncryptionMode.Disable;
        return target;
    }

    /// <summary>Sessions for one purpose.</summary>
    /// <param name="most">Connections, at most.</param>
    /// <param name="settings">
    /// Server settings of each session as <c>name=value</c>. They go with the start of the session, so they hold whatever the login or the
    /// database has set.
    /// </param>
    public NpgsqlDataSource Sessions(string name, int most, TimeSpan connect, TimeSpan statement, params IEnumerable<string> settings)
    {
        var milliseconds = ((long)statement.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        var asked = settings.Prepend($"statement_timeout={milliseconds}").Select(static setting => $"-c {setting}");
        var session = new NpgsqlConnectionStringBuilder(target.ConnectionString)
        {
            ApplicationName = name,
            MaxPoolSize = most,
            MinPoolSize = 0,
            Timeout = Math.Max(1, (int)connect.TotalSeconds),
            // Later than the server's own limit, whose error is certain; ours would have to ask the server to cancel.
            CommandTimeout = Math.Max(1, (int)statement.TotalSeconds) + 1,
            MaxAutoPrepare = 32,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true, // Nothing we do leaves anything behind in a session.
            Enlist = false,
            IncludeErrorDetail = false,
            TcpKeepAlive = true,
            Options = string.Join(' ', asked.Prepend(target.Options ?? "")).Trim(),
        };
        return NpgsqlDataSource.Create(session);
    }
}
