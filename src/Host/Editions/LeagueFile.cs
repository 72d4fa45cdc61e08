using AkkaGame.Baseball;
using AkkaGame.Host.Playing;

namespace AkkaGame.Host.Editions;

/// <summary>A league file on disk.</summary>
internal static class LeagueFile
{
    /// <param name="path"><see cref="BundledLeague.Name"/> is the program's own league, where no file is called so.</param>
    /// <exception cref="BadLeagueFileException">It cannot be read, or is no league file; each fault is named.</exception>
    public static Edition Read(string path)
    {
        if (path == BundledLeague.Name && !Path.Exists(path)) return BundledLeague.Edition;
        try
        {
            if (Directory.Exists(path)) throw new BadLeagueFileException($"{path} is a folder: expected a league file");
            if (new FileInfo(path) is { Exists: true, Length: > EditionJson.BytesMost })
                throw new BadLeagueFileException($"{path}: size: a league file has at most {EditionJson.BytesMost} bytes");
            return EditionJson.Read(File.ReadAllBytes(path), out var faults)
                ?? throw new BadLeagueFileException(string.Join('\n', faults.Select(fault => $"{path}: {fault}")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadLeagueFileException($"{path} cannot be read: {e.Message}");
        }
    }

    /// <summary>Written beside and then moved, so that nobody reads half of it.</summary>
    /// <exception cref="BadLeagueFileException">It cannot be written there.</exception>
    public static void Write(string path, Edition edition)
    {
        var beside = path + ".new";
        try
        {
            File.WriteAllBytes(beside, EditionJson.Write(edition));
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadLeagueFileException($"{path} cannot be written: {e.Message}");
        }
    }
}

/// <summary>A league file is not one, or not to be had; the message says which and why.</summary>
internal sealed class BadLeagueFileException(string message) : Exception(message);
