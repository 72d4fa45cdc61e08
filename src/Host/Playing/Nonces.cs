using System.Diagnostics;
using System.Security.Cryptography;
using AkkaGame.Messages;

namespace AkkaGame.Host.Playing;

/// <summary>
/// A manager's own chain of nonces, by which he knows that nobody has chosen his dice: each nonce is the SHA-256 of the one that is shown
/// after it, and the first to be shown hashes to the tip that he named when he sat down. Its root stays in a file of his.
/// </summary>
internal sealed class Nonces
{
    /// <summary>Keys a chain lasts for: a game uses one a half-inning, and one after each edit.</summary>
    private const int Length = 1000;

    /// <summary>For how long another program may be making it.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(5);

    /// <summary>From the root to the tip.</summary>
    private readonly string[] links = new string[Length + 1];

    private Nonces(ReadOnlySpan<byte> root)
    {
        var link = root.ToArray();
        for (var i = 0; i <= Length; i++)
        {
            links[i] = Convert.ToHexStringLower(link);
            link = SHA256.HashData(link);
        }
    }

    /// <summary>64 hex digits.</summary>
    public string Tip => links[Length];

    /// <summary>The chain of that side of a game: the one in its file, or a new one.</summary>
    /// <param name="folder">Where such files are kept.</param>
    /// <exception cref="HouseClosedException">It can be neither read nor made.</exception>
    public static Nonces Of(string folder, GameId game, Side side)
    {
        var path = Path.Combine(folder, $"{game}-{(side == Side.Away ? "away" : "home")}");
        try
        {
            return Kept(path) ?? Make(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HouseClosedException($"{path}, the file with your nonces, can be neither read nor made ({e.Message})", e);
        }
    }

    /// <summary>Written whole under another name first, and by one alone: two programs that begin at once have one chain.</summary>
    private static Nonces Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var alone = Alone($"{path}.lock");
        if (Kept(path) is { } made) return made; // The other one was first.
        var fresh = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new StreamWriter(fresh, options))
            file.Write(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes)));
        File.Move(fresh, path, overwrite: true); // What holds no chain is replaced.
        return Kept(path) ?? throw new IOException("it is spoilt");
    }

    /// <summary>Held by one program at a time; goes with whoever held it last.</summary>
    private static FileStream Alone(string path)
    {
        for (var began = Stopwatch.GetTimestamp(); ; Thread.Sleep(10))
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(began) < patience)
            {
            }
    }

    /// <summary>What is shown after <paramref name="shown"/>; null where that is not of this chain, or was its last.</summary>
    public string? After(string? shown)
    {
        var at = Array.IndexOf(links, shown);
        return at > 0 ? links[at - 1] : null;
    }

    private static Nonces? Kept(string path) => File.Exists(path) ? Read(File.ReadAllText(path)) : null;

    private static Nonces? Read(string text) =>
        text.Trim() is { Length: 2 * SHA256.HashSizeInBytes } hex && hex.All(char.IsAsciiHexDigit) ? new(Convert.FromHexString(hex)) : null;
}
