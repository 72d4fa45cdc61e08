using System.Globalization;

namespace AkkaGame.Journal.Sqlite;

/// <summary>
/// One process a file. Held by a lock file beside the database and not by the database's own exclusive mode, which would shut out our
/// second connection as well. The operating system lets go of it when the process ends, however it ends.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream held;
    private readonly string holder;

    private FileLock(FileStream held, string holder) => (this.held, this.holder) = (held, holder);

    /// <exception cref="JournalOpenException">Another process holds it, or the folder cannot be written.</exception>
    public static FileLock Take(string database)
    {
        var path = database + ".lock";
        try
        {
            var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // In a file of its own: opening the locked one, even to read, asks for a lock.
            File.WriteAllText(path + ".pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new(stream, path + ".pid");
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
    }

    public void Dispose()
    {
        File.Delete(holder);
        held.Dispose();
    }

    private static string Holder(string path)
    {
        try
        {
            return File.ReadAllText(path + ".pid") is { Length: > 0 } pid ? pid : "unknown";
        }
        catch (IOException)
        {
            return "unknown";
        }
    }
}
