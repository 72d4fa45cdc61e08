using System.Globalization;

namespace AkkaGame.Journal.Sqlite;

/// <summary>
/// One process a file. Held by a lock file beside the database and not by the database's own exclusive mode, which would shut out our
/// second connection as well. The operating system lets go of it when the process ends, however it ends.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private const int Attempts = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream held;

    private FileLock(FileStream held) => this.held = held;

    /// <exception cref="JournalOpenException">Another process holds it, or the folder cannot be written.</exception>
    public static FileLock Take(string database)
    {
        var path = database + ".lock";
        FileStream stream;
        try
        {
            stream = Open(path);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new JournalOpenException(
                $"{path} cannot be written: give this user the right to write there, or name another file with --db.", e);
        }
        catch (IOException e) when (e is not DirectoryNotFoundException && File.Exists(path))
        {
            throw new JournalOpenException(
                $"{database} is in use by process {Holder(path)}: ask that server, stop it, or name another file with --db.", e);
        }
        catch (IOException e)
        {
            throw new JournalOpenException($"{path} cannot be written ({e.Message}): name another file with --db.", e);
        }

        try
        {
            LeaveNote(path);
            return new(stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public void Dispose() => held.Dispose();

    /// <summary>A process that was killed lets go only when it is gone, which may be a moment after its successor has started.</summary>
    private static FileStream Open(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (e is not DirectoryNotFoundException && attempt < Attempts && File.Exists(path))
            {
                Thread.Sleep(Pause);
            }
        }
    }

    /// <summary>Who holds it stands in a second file: the first one cannot even be read while it is locked.</summary>
    private static string Note(string path) => path + ".pid";

    /// <summary>A full disk may keep it from being written. The lock holds all the same; only its holder is unknown then.</summary>
    private static void LeaveNote(string path)
    {
        try
        {
            File.WriteAllText(Note(path), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static string Holder(string path)
    {
        try
        {
            return File.ReadAllText(Note(path)) is { Length: > 0 } pid ? pid : "unknown";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "unknown";
        }
    }
}
