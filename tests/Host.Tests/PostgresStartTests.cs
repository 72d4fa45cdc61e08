using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using AkkaGame.Journal.Postgres;
using AkkaGame.Postgres;

namespace AkkaGame.Host.Tests;

/// <summary>The real program on a real PostgreSQL that is not as it should be.</summary>
public sealed class PostgresStartTests : IDisposable
{
    private const string Secret = "h0tcorner";

    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task A_database_is_brought_up_to_date_by_a_verb_and_then_by_nobody()
    {
        var database = await PostgresServer.Fresh(migrated: false);
        Assert.Equal(0, await Schema(database.Owner, "--dry-run"));

        var (code, lines, errors) = await AkkaGameProcess.Run(folder.Path, "migrate", "--postgres", database.Owner);
        Assert.True(code == 0, errors);
        Assert.Contains($"schema 0 brought to {PostgresMigrator.Newest} (0001-journal", Assert.Single(lines), StringComparison.Ordinal);

        Assert.Equal(PostgresMigrator.Newest, await Schema(database.Owner, "--status"));
        Assert.Equal(PostgresMigrator.Newest, await Schema(database.App, "--status"));
        Assert.Equal(PostgresMigrator.Newest, await Schema(database.Owner));
    }

    [SkippableTheory]
    [InlineData("serve")]
    [InlineData("migrate")]
    public async Task Nobody_listens(string verb)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        await Refuses(
            $"Nobody listens at 127.0.0.1:{port}", verb, $"Host=127.0.0.1;Port={port};Database=games;Username=app;Password={Secret}");
    }

    [SkippableTheory]
    [InlineData("serve")]
    [InlineData("migrate")]
    public async Task A_password_that_is_wrong(string verb)
    {
        var database = await PostgresServer.Fresh();
        await Refuses("does not accept the password of app", verb, With(database.App, "Password", Secret));
    }

    [SkippableTheory]
    [InlineData("serve")]
    [InlineData("migrate")]
    public async Task A_database_that_is_not_there(string verb)
    {
        var database = await PostgresServer.Fresh();
        await Refuses("has no database nowhere", verb, With(database.App, "Database", "nowhere"));
    }

    [SkippableFact]
    public async Task An_empty_database_is_not_filled_by_serving()
    {
        var database = await PostgresServer.Fresh(migrated: false);
        await Refuses("is empty: run akkagame migrate", "serve", database.Owner);
    }

    [SkippableFact]
    public async Task A_login_that_may_not_migrate()
    {
        var database = await PostgresServer.Fresh(migrated: false);
        await Refuses("migrate as the owner of the database", "migrate", database.App);
    }

    [SkippableFact]
    public async Task A_login_that_may_only_look()
    {
        var database = await PostgresServer.Fresh();
        await Refuses("has no right to ", "serve", database.Read);

        var (code, _, errors) = await AkkaGameProcess.Run(folder.Path, "verify", "--all", "--postgres", database.Read);
        Assert.True(code == 0, errors);
        (code, _, errors) = await AkkaGameProcess.Run(folder.Path, "read-model", "status", "--postgres", database.Read);
        Assert.True(code == 0, errors);
        await Refuses("permission denied", "read-model rebuild", database.Read);
    }

    [SkippableFact]
    public async Task A_database_that_takes_no_writes()
    {
        var database = await PostgresServer.Fresh();
        await database.Execute($"alter database {database.Name} set default_transaction_read_only = on");
        await Refuses("takes no writes", "serve", database.App);
    }

    [SkippableTheory]
    [InlineData("serve")]
    [InlineData("migrate")]
    public async Task A_newer_schema(string verb)
    {
        var database = await PostgresServer.Fresh();
        await database.Execute("insert into akkagame.migration (number, name, checksum) values (99, '0099-later', 'x')");
        await Refuses("was written by a newer version", verb, database.Owner);
    }

    private async Task<int> Schema(string connection, params string[] options)
    {
        var (code, lines, errors) = await AkkaGameProcess.Run(
            folder.Path, ["migrate", "--json", "--postgres-file", folder.Write("connection", connection), .. options]);
        Assert.True(code == 0, errors);
        using var said = JsonDocument.Parse(Assert.Single(lines));
        Assert.Equal(PostgresMigrator.Newest, said.RootElement.GetProperty("newest").GetInt32());
        return said.RootElement.GetProperty("found").GetInt32();
    }

    /// <summary>In one line, without a password, and whatever the level of the log is.</summary>
    private async Task Refuses(string why, string verb, string connection)
    {
        string[] louder = verb == "serve" ? ["--urls", "http://127.0.0.1:0", "--log-level", "trace"] : [];
        var ended = await AkkaGameProcess.Run(
            folder.Path, [.. verb.Split(' '), "--postgres-file", folder.Write("connection", connection), .. louder]);

        Assert.Equal(1, ended.Code);
        Assert.Empty(ended.Lines);
        var line = Assert.Single(ended.Errors.TrimEnd().Split('\n'));
        Assert.StartsWith("akkagame: ", line, StringComparison.Ordinal);
        Assert.Contains(why, line, StringComparison.Ordinal);
        Assert.DoesNotContain(Part(connection, "Password"), line, StringComparison.Ordinal);
    }

    private static string With(string connection, string key, string value) =>
        new System.Data.Common.DbConnectionStringBuilder { ConnectionString = connection, [key] = value }.ConnectionString;

    private static string Part(string connection, string key) =>
        (string)new System.Data.Common.DbConnectionStringBuilder { ConnectionString = connection }[key];
}
