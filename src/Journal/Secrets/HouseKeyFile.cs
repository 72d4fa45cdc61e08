using System.Globalization;
using System.Text;
using AkkaGame.Messages;

namespace AkkaGame.Journal;

/// <summary>
/// The file with the keys under which the secrets of games are stored: one for all nodes of a database. To rotate, add a line; a key goes
/// only when no game is left that was created under it.
/// </summary>
public sealed class HouseKeyFile
{
    private readonly string path;
    private readonly bool isMade;
    private readonly Lock making = new();
    private HouseKeys? keys;

    private HouseKeyFile(string path, bool isMade) => (this.path, this.isMade) = (path, isMade);

    /// <summary>A file that an operator names; it is read at once.</summary>
    /// <exception cref="JournalOpenException">It cannot be read, or holds no keys.</exception>
    public static HouseKeyFile Given(string path)
    {
        var file = new HouseKeyFile(path, isMade: false);
        file.keys = file.Read()
            ?? throw new JournalOpenException($"{path}, the file with the keys for the secrets of games, is not there.");
        return file;
    }

    /// <summary>A file beside a database, which is made with the first secret, readable for its owner only.</summary>
    public static HouseKeyFile Beside(string database) => new(database + ".key", isMade: true);

    /// <summary>Null where there is no such file.</summary>
    /// <exception cref="JournalOpenException">It cannot be read, or holds no keys.</exception>
    internal HouseKeys? Keys => keys ??= Read();

    /// <summary>The file's keys, a new file's where there is none.</summary>
    /// <returns>Null where it is not ours to make.</returns>
    /// <exception cref="JournalOpenException">It can be neither read nor made.</exception>
    internal HouseKeys? Make()
    {
        lock (making)
        {
            if (Keys is null && isMade) Write();
            return Keys;
        }
    }

    /// <summary>Written whole under another name first: whoever finds the file finds a key in it.</summary>
    private void Write()
    {
        var fresh = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            File.Delete(fresh); // What a process of our number left would keep its mode.
            using (var stream = new FileStream(fresh, options))
            {
                stream.Write(Encoding.ASCII.GetBytes(HouseKeys.NewKey() + "\n"));
                stream.Flush(flushToDisk: true);
            }

            File.Move(fresh, path);
        }
        catch (IOException) when (File.Exists(path)) // Somebody else was first, and his is the one that counts.
        {
            File.Delete(fresh);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalOpenException($"{path}, the file with the key for the secrets of games, cannot be made ({e.Message}).", e);
        }
    }

    /// <summary>Why a game's secret cannot be read, and what to do.</summary>
    internal string Missing =>
        $"the key for the secrets of played games is not there ({path}): put the file back, or name it with --secret-key-file";

    /// <inheritdoc cref="Missing"/>
    internal string Wrong(GameId game) =>
        $"the secret of game {game} was stored under another key than those in {path}: name the right file with --secret-key-file";

    private HouseKeys? Read()
    {
        try
        {
            return HouseKeys.Read(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalOpenException($"{path}, the file with the keys for the secrets of games, cannot be read ({e.Message}).", e);
        }
    }
}
