using Microsoft.Data.Sqlite;

namespace AkkaGame.Journal.Sqlite;

/// <summary>A prepared statement of which only the values change; parameters are set in the order in which they were named.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand command;

    public Statement(SqliteConnection connection, string name, params ReadOnlySpan<(string Name, SqliteType Type)> parameters)
    {
        command = connection.CreateCommand();
        command.CommandText = Sql.Statement(name);
        foreach (var (parameter, type) in parameters) command.Parameters.Add(parameter, type);
        command.Prepare();
    }

    public SqliteTransaction? Transaction { set => command.Transaction = value; }

    public Statement With(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return this;
    }

    public int Run() => command.ExecuteNonQuery();

    public object? Scalar() => command.ExecuteScalar();

    public SqliteDataReader Rows() => command.ExecuteReader();

    public void Dispose() => command.Dispose();
}
