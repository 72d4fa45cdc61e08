namespace AkkaGame.Journal.Postgres;

/// <summary>How to reach the database, and how long to wait for it.</summary>
/// <param name="Connection">An Npgsql connection string, such as <c>Host=db;Database=akkagame;Username=games;Password=...</c>.</param>
public sealed record PostgresOptions(string Connection)
{
    /// <summary>The incarnation as which this process owns shards now. It may change; asked often.</summary>
    public Func<Guid> Node { get; init; } = static () => Guid.Empty;

    public PostgresWriterOptions Writer { get; init; } = new();

    /// <summary>Connections that read, at most.</summary>
    public int Readers { get; init; } = 8;

    /// <summary>How long a connection may take to come about; whole seconds, at least one.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a statement that reads may take; whole seconds, at least one.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a question waits for one of those connections.</summary>
    public TimeSpan ReadPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bring the schema up to this build's when opening; otherwise an older one is refused.</summary>
    public bool Migrate { get; init; }

    /// <summary>Whoever only reads needs no right to write.</summary>
    public bool OnlyReads { get; init; }

    /// <summary>Under which the secrets of games are stored; null where none was given, and then no game can be played.</summary>
    public HouseKeyFile? Keys { get; init; }

    /// <summary>Whether it is a connection string, without connecting.</summary>
    /// <exception cref="JournalOpenException">It is none; the message repeats nothing of it.</exception>
    public static void Check(string connection) => PostgresSource.Of(connection);

    /// <summary>Without the connection string, which may hold a password.</summary>
    public override string ToString() => "PostgreSQL";
}
