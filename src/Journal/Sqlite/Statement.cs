using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AkkaGame.Journal.Sqlite;

/// <summary>
/// A prepared statement, one layer below the ADO.NET provider: an append is a handful of these, and the provider's command, parameters and
/// reader cost more than SQLite itself. Values are bound in the order in which the parameters appear in the text.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private int bound;

    public Statement(SqliteConnection connection, string name)
    {
        database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Check(raw.sqlite3_prepare_v3(database, Sql.Statement(name), raw.SQLITE_PREPARE_PERSISTENT, out statement));
    }

    public Statement Bind(ReadOnlySpan<byte> blob)
    {
        Check(raw.sqlite3_bind_blob(statement, ++bound, blob));
        return this;
    }

    public Statement Bind(long number)
    {
        Check(raw.sqlite3_bind_int64(statement, ++bound, number));
        return this;
    }

    public Statement Bind(long? number) => number is { } some ? Bind(some) : Null();

    public Statement Bind(byte[]? blob) => blob is null ? Null() : Bind(blob.AsSpan());

    public Statement Bind(string? text)
    {
        if (text is null) return Null();
        Check(raw.sqlite3_bind_text(statement, ++bound, text));
        return this;
    }

    /// <summary>Runs it to its end.</summary>
    public void Run()
    {
        try
        {
            Step();
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>The number in its first row and column.</summary>
    public long Number()
    {
        using var rows = Rows();
        return rows.Next() ? rows.Number(0) : throw new InvalidOperationException("A row was expected.");
    }

    /// <summary>Its rows. Dispose ends the reading: until then the statement holds its view of the database.</summary>
    public RowReader Rows() => new(this);

    public void Dispose() => statement.Dispose();

    private Statement Null()
    {
        Check(raw.sqlite3_bind_null(statement, ++bound));
        return this;
    }

    private bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code is raw.SQLITE_ROW) return true;
        if (code is not raw.SQLITE_DONE) Check(code);
        return false;
    }

    private void Reset()
    {
        bound = 0;
        _ = raw.sqlite3_reset(statement); // It repeats the error of the step, which has been thrown.
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, database);

    internal readonly ref struct RowReader(Statement of)
    {
        public bool Next() => of.Step();

        public long Number(int column) => raw.sqlite3_column_int64(of.statement, column);

        public bool IsNull(int column) => raw.sqlite3_column_type(of.statement, column) == raw.SQLITE_NULL;

        /// <summary>Valid until the next row.</summary>
        public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(of.statement, column);

        public string? Text(int column) => IsNull(column) ? null : raw.sqlite3_column_text(of.statement, column).utf8_to_string();

        /// <summary>The whole row: long, string, byte[] or null.</summary>
        public object?[] Values()
        {
            var values = new object?[raw.sqlite3_column_count(of.statement)];
            for (var column = 0; column < values.Length; column++)
            {
                values[column] = raw.sqlite3_column_type(of.statement, column) switch
                {
                    raw.SQLITE_INTEGER => Number(column),
                    raw.SQLITE_TEXT => Text(column),
                    raw.SQLITE_BLOB => Blob(column).ToArray(),
                    _ => null,
                };
            }

            return values;
        }

        public Guid Guid(int column) => new(Blob(column), bigEndian: true);

        public void Dispose() => of.Reset();
    }
}
