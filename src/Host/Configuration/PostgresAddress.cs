using System.Data.Common;
using AkkaGame.Journal;
using AkkaGame.Journal.Postgres;

namespace AkkaGame.Host.Configuration;

/// <summary>Where the database is and how to log in. Whatever prints it prints no password.</summary>
internal sealed class PostgresAddress
{
    private readonly string name;

    private PostgresAddress(string connection, string name) => (Connection, this.name) = (connection, name);

    /// <summary>The connection string whole: for the driver only.</summary>
    public string Connection { get; }

    /// <param name="called">The setting that holds it, for who has to correct it. Its text is never repeated.</param>
    /// <exception cref="BadSettingException">It is no connection string.</exception>
    public static PostgresAddress Of(string connection, string called)
    {
        const string Form = "expected keys and values, as Host=db;Database=akkagame;Username=games;Password=...";
        if (connection.Split('=')[0].Contains("://", StringComparison.Ordinal))
            throw new BadSettingException($"{called} is a URL: {Form}.");
        var parts = new DbConnectionStringBuilder();
        try
        {
            parts.ConnectionString = connection;
        }
        catch (ArgumentException)
        {
            throw new BadSettingException($"{called} is no connection string: {Form}.");
        }

        if (Part(parts, "host", "server") is not { } host) throw new BadSettingException($"{called} names no host: {Form}.");
        try
        {
            PostgresOptions.Check(connection);
        }
        catch (JournalOpenException e)
        {
            throw new BadSettingException($"{called}: {e.Message}");
        }

        var database = Part(parts, "database", "db");
        return new(connection, $"database {database} on {host}:{Part(parts, "port") ?? "5432"}");
    }

    public override string ToString() => name;

    private static string? Part(DbConnectionStringBuilder parts, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            if (parts.TryGetValue(key, out var value) && value is string { Length: > 0 } text) return text;
        return null;
    }
}
