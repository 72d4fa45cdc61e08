using AkkaGame.Actors;
using Npgsql;
using NpgsqlTypes;

namespace AkkaGame.Journal.Postgres;

/// <summary>What is remembered of tokens, for all nodes: on sessions whose commits wait for the disk.</summary>
internal sealed class PostgresTokens(NpgsqlDataSource sessions, PostgresReaders readers) : ITokens
{
    private static readonly string use = PostgresSql.Statement("use-ticket"), forget = PostgresSql.Statement("forget-tickets"),
        revoke = PostgresSql.Statement("revoke");

    public async ValueTask<bool> Use(Guid ticket, long until)
    {
        try
        {
            await Run(use, Value(ticket), Value(until));
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
        catch (Exception e) when (PostgresRefusal.IsFromOutside(e) || e is ObjectDisposedException)
        {
            throw NotTaken(e);
        }
    }

    public async ValueTask Revoke(Revocation revocation)
    {
        try
        {
            await Run(
                revoke, Value((short)revocation.Kind), Value(revocation.Name), Value(revocation.At), Value(revocation.By),
                new() { Value = revocation.Why ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        }
        catch (Exception e) when (PostgresRefusal.IsFromOutside(e) || e is ObjectDisposedException)
        {
            throw NotTaken(e);
        }
    }

    public ValueTask<IReadOnlyList<Revocation>> Revoked(long since, CancellationToken stop = default) => readers.Revoked(since, stop);

    public async ValueTask<bool> Forget(long before)
    {
        try
        {
            await Run(forget, Value(before));
            return true;
        }
        catch (Exception e) when (PostgresRefusal.IsFromOutside(e) || e is ObjectDisposedException)
        {
            return false;
        }
    }

    private async ValueTask Run(string statement, params NpgsqlParameter[] values)
    {
        await using var command = sessions.CreateCommand(statement);
        command.Parameters.AddRange(values);
        await command.ExecuteNonQueryAsync();
    }

    private static JournalUnavailableException NotTaken(Exception e) => new($"PostgreSQL did not take it ({e.Message}).", e);

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };
}
