using System.Globalization;
using AkkaGame.Journal.ReadModel;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AkkaGame.Journal.Sqlite;

/// <summary>A connection to the read model's file with the statements it has used so far, prepared.</summary>
internal sealed class ReadModelConnection(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, Statement> prepared = [];

    /// <summary>Everything in it is seen, or done, as of one moment.</summary>
    public T Transaction<T>(Func<ReadModelConnection, T> work, bool writes)
    {
        using var transaction = connection.BeginTransaction(deferred: !writes);
        var result = work(this);
        transaction.Commit();
        return result;
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>Rows it changed.</returns>
    public int Run(string name, params ReadOnlySpan<object?> values)
    {
        Bound(name, values).Run();
        return raw.sqlite3_changes(connection.Handle);
    }

    public IReadOnlyList<Cells> Rows(string name, params ReadOnlySpan<object?> values)
    {
        var found = new List<Cells>();
        using var rows = Bound(name, values).Rows();
        while (rows.Next()) found.Add(new(rows.Values()));
        return found;
    }

    public void Dispose()
    {
        foreach (var statement in prepared.Values) statement.Dispose();
        connection.Dispose();
    }

    private Statement Bound(string name, ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(name, out var statement))
            prepared.Add(name, statement = new(connection, $"ReadModel/{name}"));
        foreach (var value in values)
        {
            _ = value switch
            {
                null => statement.Bind((string?)null),
                Guid id => statement.Bind(id.ToByteArray(bigEndian: true)),
                string text => statement.Bind(text),
                DateOnly day => statement.Bind(day.ToString("O", CultureInfo.InvariantCulture)),
                bool yes => statement.Bind(yes ? 1L : 0L),
                _ => statement.Bind(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            };
        }

        return statement;
    }
}
