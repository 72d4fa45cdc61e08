using Npgsql;

namespace AkkaGame.Journal.Postgres;

/// <summary>What a failed append means for the rows that it was to write.</summary>
internal enum Fate
{
    /// <summary>Perhaps written.</summary>
    Unknown,
    /// <summary>Not written: rows with these numbers stand there already.</summary>
    Taken,
    /// <summary>Not written, for what one of the entries holds; it would fail again.</summary>
    Malformed,
    /// <summary>Not written; the same may well succeed later.</summary>
    Later,
    /// <summary>Not written, and an operator has to do something first.</summary>
    Refused,
}

internal static class Failure
{
    /// <summary>
    /// Only what the server itself reports as the error of this statement is certain. A session or a server that ends (fatal, panic) may
    /// have committed before it did, and silence tells nothing.
    /// </summary>
    public static Fate Of(Exception failure) => failure switch
    {
        PostgresException { InvariantSeverity: not "ERROR" } => Fate.Unknown,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => Fate.Taken,
        PostgresException { SqlState: var state } => OfState(state),
        _ => Fate.Unknown,
    };

    private static Fate OfState(string state) => state switch
    {
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => Fate.Later,
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled => Fate.Later,
        _ => state[..2] switch
        {
            "22" or "23" or "54" => Fate.Malformed, // Data, constraints, limits of the program.
            "53" => Fate.Later,                     // Disk, memory, connections.
            "25" or "26" or "0A" => Fate.Later,     // A standby, or a statement that is no longer prepared: another connection helps.
            "42" => Fate.Refused,                   // No such table, no right to it.
            _ => Fate.Unknown,
        },
    };

    /// <summary>The failure in a word, for a counter.</summary>
    public static string Word(Exception failure) => failure is PostgresException server ? server.SqlState : "connection";

    public static string Sentence(Exception failure) =>
        failure is PostgresException server ? $"{server.SqlState}: {server.MessageText}" : failure.Message;
}
