using System.Globalization;
using AkkaGame.Journal.Postgres;
using Npgsql;

namespace AkkaGame.Journal.Bare;

/// <summary>A PostgreSQL database with our schema and nothing in it, made on a server for a while and dropped when disposed of.</summary>
public sealed class ScratchDatabase : IAsyncDisposable
{
    private const int NamesTried = 1000;
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    private readonly NpgsqlDataSource server;

    private ScratchDatabase(NpgsqlDataSource server, string name, string connection) =>
        (this.server, Name, Connection) = (server, name, connection);

    public string Name { get; }

    /// <summary>The connection string of its owner.</summary>
    public string Connection { get; }

    /// <param name="connectionString">Of any database on that server, and a login that may create another and the roles of ours.</param>
    /// <exception cref="JournalOpenException">The server is not there, or does not let it; one line that says what to do.</exception>
    public static async Task<ScratchDatabase> Create(string connectionString, CancellationToken stop)
    {
        var source = PostgresSource.Of(connectionString);
        var server = source.Sessions("akkagame measures", 1, TimeSpan.FromSeconds(5), patience);
        try
        {
            var name = await Create(server, source, stop);
            var made = new ScratchDatabase(
                server, name, new NpgsqlConnectionStringBuilder(connectionString) { Database = name }.ConnectionString);
            try
            {
                await PostgresMigrator.Migrate(made.Connection, stop);
                return made;
            }
            catch
            {
                await made.Drop();
                throw;
            }
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Drop();
        await server.DisposeAsync();
    }

    private static async Task<string> Create(NpgsqlDataSource server, PostgresSource source, CancellationToken stop)
    {
        try
        {
            for (var number = 1; ; number++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"akkagame_bench_{number}");
                try
                {
                    await using var create = server.CreateCommand($"create database {name}");
                    await create.ExecuteNonQueryAsync(stop);
                    return name;
                }
                catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DuplicateDatabase && number < NamesTried)
                {
                    // Another measurement is under way there, or was killed and left it.
                }
            }
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new JournalOpenException(
                $"{source.Login} may not create a database at {source.Place}: run alter role \"{source.Login}\" createdb createrole there, "
                + "or name another login.", e);
        }
        catch (Exception e) when (PostgresRefusal.IsFromOutside(e))
        {
            throw PostgresRefusal.Of(e, source);
        }
    }

    private async Task Drop()
    {
        await using var drop = server.CreateCommand($"drop database if exists {Name} with (force)");
        await drop.ExecuteNonQueryAsync();
    }
}
