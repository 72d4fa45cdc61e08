using System.Diagnostics;

namespace AkkaGame.Host.Launching;

/// <summary>PostgreSQL's own programs, and the user that may run them: they refuse to run as root.</summary>
internal sealed class PostgresPrograms
{
    /// <summary>Why there is no server to be had on this machine; null where there is one.</summary>
    public static string? Missing { get; }

    private static readonly string[] programs = ["initdb", "pg_ctl", "postgres"];
    private static readonly string folder = "";
    private static readonly string[] asUser = [];

    static PostgresPrograms()
    {
        if (OperatingSystem.IsWindows())
        {
            Missing = "PostgreSQL is started here on Linux and macOS only.";
            return;
        }

        folder = Candidates().FirstOrDefault(static at => programs.All(program => File.Exists(Path.Combine(at, program)))) ?? "";
        if (folder.Length == 0)
            Missing = "PostgreSQL is not installed: install the package postgresql, or name its folder of programs in AKKAGAME_PGBIN.";
        else if (Environment.IsPrivilegedProcess)
            (asUser, Owner, Missing) = Unprivileged();
    }

    /// <summary>Who must own the folder of the data, as <c>uid:gid</c>; null where that is whoever runs this.</summary>
    public static string? Owner { get; }

    /// <summary>The command line of one of the programs.</summary>
    public static string[] Line(string program, params IEnumerable<string> arguments) =>
        [.. asUser, Path.Combine(folder, program), .. arguments];

    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; with what it said.</exception>
    public static async Task Run(params IReadOnlyList<string> line)
    {
        var start = new ProcessStartInfo(line[0], line.Skip(1))
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"{string.Join(' ', line)} ended with code {process.ExitCode}: {string.Concat(said).Trim()}");
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("AKKAGAME_PGBIN") is { Length: > 0 } named) yield return named;
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        foreach (var at in path.Split(':', StringSplitOptions.RemoveEmptyEntries)) yield return at;
        const string Debian = "/usr/lib/postgresql";
        if (!Directory.Exists(Debian)) yield break;
        foreach (var version in Directory.GetDirectories(Debian).OrderByDescending(static at => at, StringComparer.Ordinal))
            yield return Path.Combine(version, "bin");
    }

    private static (string[] Line, string? Owner, string? Missing) Unprivileged()
    {
        var users = File.ReadLines("/etc/passwd").Select(static line => line.Split(':')).ToList();
        var user = users.Find(static user => user[0] == "postgres") ?? users.Find(static user => user[0] == "nobody");
        return user is null || !File.Exists("/usr/bin/setpriv")
            ? ([], null, "PostgreSQL does not run as root, and there is no user postgres or nobody, or no setpriv.")
            : (["/usr/bin/setpriv", $"--reuid={user[2]}", $"--regid={user[3]}", "--clear-groups", "--"], $"{user[2]}:{user[3]}", null);
    }
}
