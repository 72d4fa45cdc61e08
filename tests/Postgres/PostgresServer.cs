using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using AkkaGame.Host.Launching;
using AkkaGame.Journal.Postgres;
using Npgsql;
using Xunit;

namespace AkkaGame.Postgres;

/// <summary>How <see cref="PostgresServer.Stop"/> ends the server.</summary>
public enum StopMode
{
    /// <summary>Sessions are ended, everything is written.</summary>
    Fast,
    /// <summary>As if the power had failed: the next start recovers from the log.</summary>
    Immediate,
}

/// <summary>
/// A PostgreSQL of our own in a temporary folder, on a free port of this machine, as durable as in production (fsync and synchronous commit
/// on). It ends, and its folder with it, when the process that started it does, in whatever way.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Template = "akkagame_template";

    private static readonly Lazy<Task<PostgresServer>> shared = new(static () => StartNew(null));

    /// <summary>Held, because a collected one would close its pipe and so end the server.</summary>
    private static readonly ConcurrentBag<Process> watchers = [];

    private readonly string folder;
    private readonly string password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly SemaphoreSlim copying = new(1);
    private readonly Process watcher;
    private int databases;

    private PostgresServer(string folder)
    {
        this.folder = folder;
        watcher = WatchOver();
        watchers.Add(watcher);
    }

    /// <summary>On 127.0.0.1.</summary>
    public int Port { get; private set; }

    private string Data => Path.Combine(folder, "data");

    private string Log => Path.Combine(folder, "log");

    /// <summary>
    /// The server of this test process, started by whoever asks first. The test is skipped where PostgreSQL is not installed.
    /// </summary>
    public static async Task<PostgresServer> Shared()
    {
        Skip.IfNot(PostgresPrograms.Missing is null, PostgresPrograms.Missing);
        return await shared.Value;
    }

    /// <summary>
    /// One of its own, for a test that stops it or fills its disk. The test is skipped where PostgreSQL is not installed.
    /// </summary>
    /// <param name="under">A folder under which to keep the data; null for the usual one for temporary files.</param>
    public static async Task<PostgresServer> Own(string? under = null)
    {
        Skip.IfNot(PostgresPrograms.Missing is null, PostgresPrograms.Missing);
        return await StartNew(under);
    }

    /// <summary>A fresh database on this process's server.</summary>
    public static async Task<PostgresDatabase> Fresh(bool migrated = true) => await (await Shared()).NewDatabase(migrated);

    /// <summary>A database nobody else uses.</summary>
    /// <param name="migrated">With this build's schema; otherwise empty.</param>
    public async Task<PostgresDatabase> NewDatabase(bool migrated = true)
    {
        var name = $"games_{Interlocked.Increment(ref databases)}";
        await copying.WaitAsync(); // Two copies of one template at once: the second is refused.
        try
        {
            await Execute(Connection("postgres"), $"create database {name} owner owner {(migrated ? $"template {Template}" : "")}");
        }
        finally
        {
            copying.Release();
        }

        return Database(name);
    }

    /// <summary>Ends the server and leaves its data.</summary>
    public async Task Stop(StopMode mode = StopMode.Fast)
    {
        NpgsqlConnection.ClearAllPools();
        await Control("stop", "-m", mode.ToString().ToLowerInvariant());
    }

    /// <summary>Starts it again on the same port; done when it takes connections.</summary>
    public Task Start() => Control("start", "-l", Log, "-o", $"-p {Port}");

    public async Task Restart(StopMode mode = StopMode.Fast)
    {
        await Stop(mode);
        await Start();
    }

    /// <summary>Ends all sessions of that application name, as an operator would.</summary>
    /// <returns>Sessions ended.</returns>
    public async Task<int> Terminate(string applicationName)
    {
        await using var connection = new NpgsqlConnection(Connection("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select count(pg_terminate_backend(pid))::int from pg_stat_activity where application_name = $1", connection);
        command.Parameters.Add(new() { Value = applicationName });
        return (int)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Kills a backend process the hard way; the server then resets every session and recovers.</summary>
    /// <param name="pid">As <c>pg_backend_pid()</c> told it.</param>
    public static void KillBackend(int pid)
    {
        using var backend = Process.GetProcessById(pid);
        backend.Kill();
    }

    /// <summary>Ends the server and deletes its folder. The shared one is not disposed of: it ends with the process.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        watcher.StandardInput.Close();
        await watcher.WaitForExitAsync();
        copying.Dispose();
    }

    internal static async Task<int> Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresServer> StartNew(string? under)
    {
        var folder = under is null
            ? Directory.CreateTempSubdirectory("akkagame-postgres-").FullName
            : Directory.CreateDirectory(Path.Combine(under, $"akkagame-postgres-{Guid.NewGuid():N}")).FullName;
        var server = new PostgresServer(folder);
        await server.Initialise();
        await server.StartOnFreePort();
        await server.MakeTemplate();
        return server;
    }

    /// <summary>
    /// A process that outlives this one just long enough: the pipe on which it waits closes when this process ends, killed or not.
    /// </summary>
    private Process WatchOver()
    {
        const string Script = "trap '' INT TERM HUP; exec > /dev/null 2>&1; folder=$1; shift; cat; \"$@\"; rm -rf \"$folder\"";
        return Process.Start(new ProcessStartInfo(
            "/bin/sh", ["-c", Script, "sh", folder, .. PostgresPrograms.Line("pg_ctl", "stop", "-D", Data, "-m", "immediate")])
        {
            RedirectStandardInput = true, WorkingDirectory = "/",
        })!;
    }

    private async Task Initialise()
    {
        var secret = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(secret, password);
        if (PostgresPrograms.Owner is { } owner) await PostgresPrograms.Run("chown", "-R", owner, folder);
        await PostgresPrograms.Run(PostgresPrograms.Line(
            "initdb", "-D", Data, "-U", "postgres", $"--pwfile={secret}", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C",
            "--no-sync"));
        await File.AppendAllTextAsync(Path.Combine(Data, "postgresql.conf"), string.Join('\n',
            "listen_addresses = '127.0.0.1'", "unix_socket_directories = ''", "fsync = on", "synchronous_commit = on",
            "max_connections = 200", "track_commit_timestamp = on", "log_line_prefix = '%m [%p] %a '", ""));
    }

    private async Task StartOnFreePort()
    {
        for (var attempt = 1; ; attempt++)
        {
            Port = FreePort();
            try
            {
                await Start();
                break;
            }
            catch (InvalidOperationException) when (attempt < 5)
            {
                // Somebody took the port between our look and the start.
            }
        }

        await using var connection = new NpgsqlConnection(Connection("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("show data_directory", connection);
        if (await command.ExecuteScalarAsync() is not string at || at != Data)
            throw new InvalidOperationException($"Port {Port} belongs to another PostgreSQL.");
    }

    private async Task MakeTemplate()
    {
        await Execute(Connection("postgres"), $"create role owner login createrole password '{password}'");
        await Execute(Connection("postgres"), $"create database {Template} owner owner");
        var template = Database(Template);
        await PostgresMigrator.Migrate(Unpooled(template.Owner));
        await Execute(Connection("postgres"), $"create role app login password '{password}' in role akkagame_app");
        await Execute(Connection("postgres"), $"create role looker login password '{password}' in role akkagame_read");
    }

    private PostgresDatabase Database(string name) =>
        new(name, Connection(name), Connection(name, "owner"), Connection(name, "app"), Connection(name, "looker"));

    private string Connection(string database, string user = "postgres") => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1", Port = Port, Database = database, Username = user, Password = password, Pooling = user != "postgres",
    }.ConnectionString;

    private static string Unpooled(string connection) =>
        new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString;

    private Task Control(string action, params IEnumerable<string> more) =>
        PostgresPrograms.Run(PostgresPrograms.Line("pg_ctl", [action, "-D", Data, "-w", "-s", .. more]));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
