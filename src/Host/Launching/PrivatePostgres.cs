using System.Globalization;
using System.Security.Cryptography;

namespace AkkaGame.Host.Launching;

/// <summary>
/// A PostgreSQL of a cluster's own, on a free port of this machine, as durable as any other. Its data stay for the next run.
/// </summary>
internal sealed class PrivatePostgres
{
    private const string User = "akkagame", Database = "postgres";

    /// <summary>What one node opens at most, and as much again for one that comes while another still goes.</summary>
    private const int ConnectionsOfNode = 48;

    private const int ConnectionsOfOthers = 20;

    private readonly string folder, data;

    public PrivatePostgres(string folder) => (this.folder, data) = (folder, DataOf(folder));

    /// <summary>The command that ends it, its sessions too, with everything written; empty where there are no such programs.</summary>
    public IReadOnlyList<string> Stopping => PostgresPrograms.Missing is null ? Stop(data) : [];

    /// <summary>Starts it, on the data that are in the folder, or on none.</summary>
    /// <returns>The connection string.</returns>
    /// <exception cref="HouseClosedException">PostgreSQL is not installed, or cannot be started; with what it says.</exception>
    public async Task<string> Start(int nodes)
    {
        if (PostgresPrograms.Missing is { } missing)
            throw new HouseClosedException($"{missing.TrimEnd('.')}; or name one that runs, with --postgres or --postgres-file.");
        var password = Path.Combine(folder, "password");
        try
        {
            if (!Directory.Exists(data)) await Initialise(password);
            await End(folder);
            var port = FreePorts.One();
            var connections = nodes * ConnectionsOfNode + ConnectionsOfOthers;
            await PostgresPrograms.Run(PostgresPrograms.Line(
                "pg_ctl", "start", "-D", data, "-w", "-s", "-l", Path.Combine(folder, "log"),
                "-o", string.Create(CultureInfo.InvariantCulture, $"-p {port} -c max_connections={connections}")));
            var secret = await File.ReadAllTextAsync(password);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"Host=127.0.0.1;Port={port};Database={Database};Username={User};Password={secret}");
        }
        catch (InvalidOperationException e)
        {
            var hint = PostgresPrograms.Owner is null ? "" : ", which its user, who is not root, has to be able to reach";
            throw new HouseClosedException($"PostgreSQL cannot be started in {folder}{hint}: {e.Message} (--folder names another)", e);
        }
    }

    /// <summary>Ends one that was left running on these data, should there be one.</summary>
    public static async Task End(string folder)
    {
        if (PostgresPrograms.Missing is not null || !File.Exists(Path.Combine(DataOf(folder), "postmaster.pid"))) return;
        try
        {
            await PostgresPrograms.Run(Stop(DataOf(folder)));
        }
        catch (InvalidOperationException)
        {
            // It is not there any more: the note of it was left by a machine that lost its power.
        }
    }

    /// <summary>Under another name first: what is called the data is whole.</summary>
    private async Task Initialise(string password)
    {
        var fresh = data + ".new";
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        ClusterFolder.Keep(password, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        if (PostgresPrograms.Owner is { } owner) await PostgresPrograms.Run("chown", "-R", owner, folder);
        await PostgresPrograms.Run(PostgresPrograms.Line(
            "initdb", "-D", fresh, "-U", User, $"--pwfile={password}", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"));
        await File.AppendAllLinesAsync(
            Path.Combine(fresh, "postgresql.conf"), ["listen_addresses = '127.0.0.1'", "unix_socket_directories = ''"]);
        Directory.Move(fresh, data);
    }

    private static string DataOf(string folder) => Path.Combine(folder, "data");

    private static string[] Stop(string data) => PostgresPrograms.Line("pg_ctl", "stop", "-D", data, "-m", "fast", "-s", "-w");
}
