using System.Security.Cryptography;
using System.Text.Json;
using AkkaGame.Host.Identity;

namespace AkkaGame.Host.Launching;

/// <summary>
/// The folder in which several nodes of one machine have what they share: keys, the data of a PostgreSQL of their own, their logs, and,
/// while they run, a note of where they are. One cluster at a time.
/// </summary>
internal sealed class ClusterFolder : IDisposable
{
    public const string UnlessSaid = ".cluster";

    /// <summary>The program's own mark on a folder: nothing else may be emptied.</summary>
    private const string Mark = "cluster.lock";

    private const string NotesName = "nodes.json";

    private const UnixFileMode OnlyOurs = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream held;

    private ClusterFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    /// <summary>In full.</summary>
    public string Path { get; }

    public string Postgres => System.IO.Path.Combine(Path, "postgres");

    /// <summary>The connection string of the nodes.</summary>
    public string Connection => System.IO.Path.Combine(Path, "connection");

    public string SecretKeys => System.IO.Path.Combine(Path, "secret-keys");

    /// <summary>Who runs where; there while somebody does.</summary>
    public string Notes => System.IO.Path.Combine(Path, NotesName);

    public string TokenKeys => System.IO.Path.Combine(Path, "token-keys.pem");

    /// <summary>Takes the folder; makes it, and the keys in it, where they are not there.</summary>
    /// <exception cref="HouseClosedException">Another cluster runs in it, or it is somebody else's, or cannot be written.</exception>
    public static ClusterFolder Take(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            var isOurs = File.Exists(System.IO.Path.Combine(path, Mark));
            if (!isOurs && Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
                throw new HouseClosedException($"{path} holds something else than a cluster: name another folder with --folder.");
            Directory.CreateDirectory(path);
            var folder = new ClusterFolder(path, Hold(path));
            folder.MakeKeys();
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HouseClosedException($"the folder {path} cannot be used: {e.Message} (--folder names another)", e);
        }
    }

    /// <summary>Takes away all that runs before have left.</summary>
    public void Empty()
    {
        foreach (var inside in Directory.GetDirectories(Path)) Directory.Delete(inside, recursive: true);
        foreach (var inside in Directory.GetFiles(Path))
            if (System.IO.Path.GetFileName(inside) != Mark) File.Delete(inside);
        MakeKeys();
    }

    /// <param name="place">The node's, from 0; its number is one more.</param>
    public string Log(int place) => System.IO.Path.Combine(Path, FormattableString.Invariant($"node-{place + 1}.log"));

    /// <summary>Writes down who runs where.</summary>
    public void Note(ClusterNotes notes) => Keep(Notes, JsonSerializer.Serialize(notes, HostJson.Default.ClusterNotes));

    /// <summary>Keeps a text where only this user can read it, whole or not at all.</summary>
    public static void Keep(string path, string text)
    {
        var fresh = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OnlyOurs;
        using (var stream = new FileStream(fresh, options)) stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        File.Move(fresh, path, overwrite: true);
    }

    /// <summary>Who runs in that folder; null where nobody does.</summary>
    /// <exception cref="HouseClosedException">The note there cannot be read.</exception>
    public static ClusterNotes? Read(string path)
    {
        var file = System.IO.Path.Combine(path, NotesName);
        if (!File.Exists(file)) return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), HostJson.Default.ClusterNotes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new HouseClosedException($"{file} cannot be read: {e.Message}", e);
        }
    }

    public void Dispose()
    {
        File.Delete(Notes);
        held.Dispose();
    }

    private static FileStream Hold(string path)
    {
        try
        {
            return new(System.IO.Path.Combine(path, Mark), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            throw new HouseClosedException($"another cluster runs in {path}: end it, or name another folder with --folder.", e);
        }
    }

    private void MakeKeys()
    {
        if (!File.Exists(SecretKeys)) Keep(SecretKeys, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) + "\n");
        if (!File.Exists(TokenKeys)) Keep(TokenKeys, Identity.TokenKeys.NewPem());
    }
}

/// <summary>The nodes of a cluster on this machine.</summary>
/// <param name="Journal">Where all of them write, without a password.</param>
internal sealed record ClusterNotes(string Journal, IReadOnlyList<NodeNote> Nodes);

/// <param name="Number">From 1.</param>
/// <param name="Process">0 while there is none.</param>
/// <param name="Page">Where people go; so <paramref name="Ops"/> for operators.</param>
internal sealed record NodeNote(int Number, int Process, Uri Page, Uri Ops);
