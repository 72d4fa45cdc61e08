using System.Globalization;

namespace AkkaGame.Host.Identity;

/// <summary>
/// The file with the keys under which our tokens are signed: one for all nodes. It is looked at again every few seconds, so keys come and
/// go without a restart.
/// </summary>
internal sealed class TokenKeyFile
{
    private readonly bool isMade;
    private readonly Lock reading = new();
    private string? text;
    private volatile TokenKeys? keys;

    private TokenKeyFile(string path, bool isMade) => (Path, this.isMade) = (path, isMade);

    public string Path { get; }

    /// <summary>The keys as they were read last; null before that, and where there is no such file.</summary>
    public TokenKeys? Keys => keys;

    /// <summary>The file that the settings come to; null where none was named and none is made.</summary>
    public static TokenKeyFile? Of(Settings settings) =>
        settings.TokenKeyFile is { } named ? new(named, isMade: false)
        : settings.MakesSecretKey ? new(settings.Database + ".tokens.pem", isMade: true)
        : null;

    /// <summary>Reads it, and makes it first where it is beside a database and not there.</summary>
    /// <exception cref="HouseClosedException">It is not there, cannot be read or made, or holds no keys.</exception>
    public TokenKeys Open()
    {
        if (isMade && !File.Exists(Path)) Write(Path, TokenKeys.NewPem(), isNew: true);
        Look();
        return keys
            ?? throw new HouseClosedException($"{Path}, the file with the keys for tokens, is not there (akkagame keys add makes it).");
    }

    /// <summary>Reads it where it has changed.</summary>
    /// <returns>True where there are other keys now.</returns>
    /// <exception cref="HouseClosedException">It cannot be read or holds no keys; those that were read before stay.</exception>
    public bool Look()
    {
        lock (reading)
        {
            string found;
            try
            {
                found = File.ReadAllText(Path);
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                return false; // What signed a moment ago still verifies.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new HouseClosedException($"{Path}, the file with the keys for tokens, cannot be read ({e.Message}).", e);
            }

            if (found == text) return false;
            // A text that was refused once is refused silently until it changes again.
            text = found;
            keys = TokenKeys.Own(found, Path);
            return true;
        }
    }

    /// <summary>True where others than its owner may read it.</summary>
    public bool IsOpenToOthers => !OperatingSystem.IsWindows() && File.Exists(Path)
        && (File.GetUnixFileMode(Path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0;

    /// <summary>Another key that signs from now on; those that are there still verify.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="HouseClosedException">The file is not PEM, or cannot be written.</exception>
    public string Add()
    {
        var made = TokenKeys.NewPem();
        if (Standing() is { } standing) Write(Path, made + standing, isNew: false);
        else Write(Path, made, isNew: true);
        return TokenKeys.Own(made, Path).All[0].Id;
    }

    /// <summary>A key that signs no more but still verifies; one that verifies only goes.</summary>
    /// <returns>True where it only verifies from now on, false where it is gone; null where there is no such key.</returns>
    /// <exception cref="HouseClosedException">It is the last that signs, or the file is not PEM, or cannot be written.</exception>
    public bool? Retire(string id)
    {
        var standing = Standing()
            ?? throw new HouseClosedException($"{Path}, the file with the keys for tokens, is not there.");
        var all = TokenKeys.Own(standing, Path).All;
        var key = all.FirstOrDefault(one => one.Id == id);
        if (key is null) return null;
        if (key.CanSign && all.Count(static one => one.CanSign) == 1)
            throw new HouseClosedException($"{id} is the last key that signs: add another one first.");
        var blocks = Blocks(standing);
        var kept = new List<string>();
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i] != key) kept.Add(blocks[i]);
            else if (key.CanSign) kept.Add(TokenKeys.PublicPem(key));
        }

        // The one that signs stands first.
        Write(Path, string.Concat(kept.OrderBy(IsPublic)), isNew: false);
        return key.CanSign;

        static bool IsPublic(string block) => block.Contains("BEGIN PUBLIC KEY", StringComparison.Ordinal);
    }

    /// <summary>The text that is there; null where there is none.</summary>
    private string? Standing()
    {
        if (!File.Exists(Path)) return null;
        var standing = File.ReadAllText(Path);
        TokenKeys.Own(standing, Path);
        return standing.AsSpan().TrimStart() is ['{', ..]
            ? throw new HouseClosedException($"{Path} is a JWKS: change it with the program that made it, the key that signs first.")
            : standing;
    }

    /// <summary>Each key's block, with whatever stands above it.</summary>
    private static List<string> Blocks(string text)
    {
        var blocks = new List<string>();
        var rest = text.AsSpan();
        while (System.Security.Cryptography.PemEncoding.TryFind(rest, out var found))
        {
            if (rest[found.Label] is not "EC PARAMETERS") blocks.Add(rest[..found.Location.End].Trim().ToString() + "\n");
            rest = rest[found.Location.End..];
        }

        return blocks;
    }

    /// <summary>Written whole under another name first: whoever finds the file finds a key in it.</summary>
    /// <param name="isNew">Somebody else's file, made in the same moment, is left as it is.</param>
    private static void Write(string path, string text, bool isNew)
    {
        var fresh = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
            File.Delete(fresh); // What a process of our number left would keep its mode.
            using (var stream = new FileStream(fresh, options))
            {
                stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(fresh, path, overwrite: !isNew);
        }
        catch (IOException) when (isNew && File.Exists(path)) // His is the one that counts.
        {
            File.Delete(fresh);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HouseClosedException($"{path}, the file with the keys for tokens, cannot be written ({e.Message}).", e);
        }
    }
}
