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
    private readonly string note;

    private FileLock(FileStream held, string note) => (this.held, this.note) = (held, note);

    /// <exception cref="JournalOpenException">Another process holds it, or the folder cannot be written.</exception>
    public static FileLock Take(string database)
    {
        var path = Of(database);
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
            var holder = Holder(path)?.Process.ToString(CultureInfo.InvariantCulture) ?? "unknown";
            throw new JournalOpenException(
                $"{database} is in use by process {holder}: ask that server, stop it, or name another file with --db.", e);
        }
        catch (IOException e)
        {
            throw new JournalOpenException($"{path} cannot be written ({e.Message}): name another file with --db.", e);
        }

        try
        {
            LeaveNote(Note(path), null);
            return new(stream, Note(path));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Who holds the file now; null where nobody does, or he left no note that can be read.</summary>
    public static FileHolder? HolderOf(string database)
    {
        var path = Of(database);
        try
        {
            // A shared lock: two who look do not see each other, and a holder's note counts only while he holds.
            using var free = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return null;
        }
        catch (IOException) when (File.Exists(path))
        {
            return Holder(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Tells whoever finds the file held where its holder can be asked.</summary>
    public void Announce(Uri operators) => LeaveNote(note, operators);

    public void Dispose()
    {
        // Before the lock is let go, or it would be the next holder's note that is taken away.
        LeaveNote(note, null);
        held.Dispose();
    }

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

    private static string Of(string database) => database + ".lock";

    /// <summary>Who holds it stands in a second file: the first one cannot even be read while it is locked.</summary>
    private static string Note(string path) => path + ".pid";

    /// <summary>A full disk may keep it from being written. The lock holds all the same; only its holder is unknown then.</summary>
    private static void LeaveNote(string note, Uri? operators)
    {
        try
        {
            File.WriteAllText(note, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n{operators}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static FileHolder? Holder(string path)
    {
        try
        {
            var lines = File.ReadAllLines(Note(path));
            return lines.Length > 0 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var process)
                ? new(process, lines.Length > 1 && Uri.TryCreate(lines[1], UriKind.Absolute, out var operators) ? operators : null)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>The process that holds a journal's file.</summary>
/// <param name="Process">Its id.</param>
/// <param name="Operators">Where it answers operators; null where it does not.</param>
public sealed record FileHolder(int Process, Uri? Operators);
