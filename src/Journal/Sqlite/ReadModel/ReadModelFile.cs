using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace AkkaGame.Journal.Sqlite;

/// <summary>The read model's file and the connections that read it.</summary>
internal sealed class ReadModelFile : IDisposable
{
    /// <summary>Raised with every change of <c>schema.sql</c>: a file of another one is made anew.</summary>
    private const int Schema = 1;

    /// <summary>Marks a file as a read model: "BALR".</summary>
    private const int ApplicationId = 0x4241_4C52;

    private const int Kept = 2;

    private readonly string path;
    private readonly ConcurrentBag<ReadModelConnection> free = [];
    private volatile bool closed;

    private ReadModelFile(string path) => this.path = path;

    /// <summary>The file as this build wants it: made anew where there is none, another one, or one that cannot be read.</summary>
    public static ReadModelFile Prepare(string path)
    {
        SideFile.Prepare(path, ApplicationId, Schema, "ReadModel/schema.sql", "read_feed");
        return new(path);
    }

    /// <summary>Not synced at a commit, only when the log is copied back: a power cut may take the last commits, never tear one.</summary>
    public ReadModelConnection Writer() => new(SqliteFile.Open(path, static opened =>
        SqliteFile.Run(opened, "pragma synchronous = normal; pragma cache_size = -16384; pragma busy_timeout = 2000;")));

    public T Read<T>(Func<ReadModelConnection, T> question)
    {
        ReadModelConnection? connection = null;
        try
        {
            if (!free.TryTake(out connection))
                connection = new(SqliteFile.Open(path, static opened =>
                    SqliteFile.Run(opened, "pragma query_only = on; pragma cache_size = -8192; pragma busy_timeout = 2000;")));
            var answer = connection.Transaction(question, writes: false);
            if (free.Count < Kept && !closed)
            {
                free.Add(connection);
                connection = null;
            }

            return answer;
        }
        finally
        {
            connection?.Dispose();
        }
    }

    public void Dispose()
    {
        closed = true;
        while (free.TryTake(out var connection)) connection.Dispose();
    }
}
