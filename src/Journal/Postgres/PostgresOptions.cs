namespace AkkaGame.Journal.Postgres;

/// <summary>How to reach the database, and how long to wait for it.</summary>
/// <param name="Connection">An Npgsql connection string, such as <c>Host=db;Database=akkagame;Username=games;Password=...</c>.</param>
public sealed record PostgresOptions(string Connection)
{
    /// <summary>
    /// What the sessions are called, of at most 63 characters. A node calls them <c>akkagame/</c> and its id, so that whoever succeeds it
    /// can end them.
    /// </summary>
    public string ApplicationName { get; init; } = "akkagame";

    /// <summary>Connections that append, each with one append in flight; a shard always takes the same one.</summary>
    public int Lanes { get; init; } = 4;

    /// <summary>Connections that read, at most.</summary>
    public int Readers { get; init; } = 16;

    /// <summary>How long a connection may take to come about; whole seconds, at least one.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a statement that appends may take before its outcome counts as unknown.</summary>
    public TimeSpan AppendTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a statement that reads may take.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bring the schema up to this build's when opening; otherwise an older one is refused.</summary>
    public bool Migrate { get; init; }

    /// <summary>Without the connection string, which may hold a password.</summary>
    public override string ToString() => $"PostgreSQL as {ApplicationName}, {Lanes} lanes";
}
