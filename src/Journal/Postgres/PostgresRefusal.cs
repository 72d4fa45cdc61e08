using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace AkkaGame.Journal.Postgres;

/// <summary>Why the database could not be opened, in one line for the operator.</summary>
internal static class PostgresRefusal
{
    public static JournalOpenException Of(Exception e, PostgresSource source) => new(Line(e, source), e);

    /// <summary>True for what a server, the way to it, or the driver says; other exceptions are defects of ours.</summary>
    public static bool IsFromOutside(Exception e) => e is NpgsqlException or SocketException or TimeoutException or AuthenticationException;

    private static string Line(Exception e, PostgresSource source)
    {
        var at = $"PostgreSQL at {source.Place}";
        if (e is PostgresException said) return Line(said, at, source);
        if (Inner<SocketException>(e) is { } socket) return Line(socket, source);
        if (Inner<TimeoutException>(e) is not null) return $"{at} does not answer: see that it runs and that no firewall is between.";
        if (Inner<AuthenticationException>(e) is { } tls)
            return $"{at} has a certificate that is not accepted ({tls.Message}): name its Root Certificate in the connection string.";
        if (e.Message.Contains("SSL", StringComparison.Ordinal))
            return $"{at} does not speak TLS, which the connection string asks for: turn ssl on there, or ask for another SSL Mode.";
        if (e.Message.Contains("password", StringComparison.OrdinalIgnoreCase))
            return $"{at} asks for a password for {source.Login}: add Password to the connection string.";
        return $"{at} cannot be used ({e.Message}).";
    }

    private static string Line(PostgresException said, string at, PostgresSource source) => said.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword =>
            $"{at} does not accept the password of {source.Login}: see Username and Password in the connection string.",
        PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"{at} does not let {source.Login} in ({said.MessageText}): see its pg_hba.conf, and Username in the connection string.",
        PostgresErrorCodes.InvalidCatalogName =>
            $"{at} has no database {source.Database}: create it (create database \"{source.Database}\"), or name another.",
        PostgresErrorCodes.TooManyConnections =>
            $"{at} has no connection left ({said.MessageText}): raise max_connections there, or end other sessions.",
        PostgresErrorCodes.CannotConnectNow => $"{at} is starting or stopping ({said.MessageText}): start this again in a moment.",
        PostgresErrorCodes.InsufficientPrivilege => $"{at}: {source.Login} lacks a right ({said.MessageText}): {Grant(source)}.",
        PostgresErrorCodes.ReadOnlySqlTransaction => ReadOnly(source),
        PostgresErrorCodes.ProtocolViolation when said.MessageText.Contains("startup parameter", StringComparison.Ordinal) =>
            $"A pooler answers at {source.Place} ({said.MessageText}): name PostgreSQL itself in the connection string.",
        _ => $"{at} cannot be used ({said.SqlState}: {said.MessageText}).",
    };

    private static string Line(SocketException socket, PostgresSource source) => socket.SocketErrorCode switch
    {
        SocketError.ConnectionRefused =>
            $"Nobody listens at {source.Place}: start PostgreSQL there, or name another Host and Port in the connection string.",
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData =>
            $"The host of {source.Place} is not known: see Host in the connection string.",
        _ => $"PostgreSQL at {source.Place} cannot be reached ({socket.Message}): see Host and Port, and the network between.",
    };

    public static string ReadOnly(PostgresSource source) =>
        $"PostgreSQL at {source.Place} takes no writes: name the primary, or unset default_transaction_read_only there.";

    public static string Grant(PostgresSource source, bool onlyReads = false) =>
        "run akkagame migrate as the owner of the database, "
        + $"and grant {(onlyReads ? "akkagame_read" : "akkagame_app")} to \"{source.Login}\"";

    private static T? Inner<T>(Exception? e) where T : Exception
    {
        while (e is not (null or T)) e = e.InnerException;
        return (T?)e;
    }
}
