using AkkaGame.Baseball;
using AkkaGame.Retrosheet;
using AkkaGame.Retrosheet.Records;
using AkkaGame.Retrosheet.Reference;

namespace AkkaGame.Host.Replay;

/// <summary>Runs the games of one file through the rules, without a journal.</summary>
internal sealed class EventFile(Reference? reference, bool box, bool feed)
{
    private const int BufferSize = 64 * 1024;

    /// <summary>One report a game, in the file's order; one for the file where it cannot be read.</summary>
    public IEnumerable<GameReport> Games(string file)
    {
        foreach (var (game, why, bytes) in Read(file))
        {
            if (game is null) yield return GameReport.OfFile(file, why!);
            else yield return game is RealGame real ? Replayed(real, bytes) : GameReport.Of((ReadError)game, bytes);
        }
    }

    /// <summary>
    /// What stands in a file, in its order, each with the bytes read since the one before; a last one without a game, and why, where it
    /// cannot be read, or not to its end.
    /// </summary>
    public static IEnumerable<(ReadResult? Game, string? Why, long Bytes)> Read(string file)
    {
        if (Open(file, out var stream) is { } why)
        {
            yield return (null, why, 0);
            yield break;
        }

        using (stream)
        {
            var before = 0L;
            using var games = EventFileReader.Read(stream!, file).GetEnumerator();
            while (Next(games, out var game, out var unreadable))
            {
                if (unreadable is not null)
                {
                    yield return (null, unreadable, 0);
                    yield break;
                }

                // A pipe does not know how far it was read, nor how long it is.
                var at = stream!.CanSeek ? stream.Position : 0;
                var bytes = at - before;
                before = at;
                yield return (game, null, bytes);
            }
        }
    }

    /// <summary>Its games run through the rules, with every play; or, file and line first, why one is not.</summary>
    public static IEnumerable<(ReplayedGame? Game, string? Trouble)> Played(string file)
    {
        foreach (var (read, why, _) in Read(file))
        {
            if (read is not RealGame real)
            {
                yield return (null, read is ReadError error ? error.Message : $"{file}: {why}");
                continue;
            }

            var replayed = ReplayedGame.Of(real);
            yield return replayed.Refused is { } refused ? (null, refused.Message) : (replayed, null);
        }
    }

    private GameReport Replayed(RealGame real, long bytes)
    {
        var replayed = ReplayedGame.Of(real, keeps: reference is not null || box || feed);
        var report = new GameReport(real.File, bytes, real.Id, replayed.State.Game, replayed.Refused?.Message)
        {
            Line = real.Line,
            Plays = replayed.State.Game.Plays,
        };
        if (replayed.Refused is not null) return report;
        return report with
        {
            Differences = reference?.Compare(replayed) ?? [],
            Feed = feed ? Feed.Of(replayed) : null,
            Box = box ? NewspaperBox.Of(replayed.Box()) : null,
        };
    }

    /// <summary>False at the end. A disk that fails in the middle is a reason, not an exception.</summary>
    private static bool Next(IEnumerator<ReadResult> games, out ReadResult? game, out string? unreadable)
    {
        (game, unreadable) = (null, null);
        try
        {
            if (!games.MoveNext()) return false;
            game = games.Current;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            unreadable = $"cannot be read: {e.Message}";
        }

        return true;
    }

    /// <summary>Why the file cannot be opened; null where it is.</summary>
    private static string? Open(string file, out Stream? stream)
    {
        stream = null;
        if (Directory.Exists(file)) return "expected an event file, found a folder: name the files in it, as in FOLDER/*.EV?";
        if (!File.Exists(file)) return "expected an event file, found nothing of that name";
        try
        {
            stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"cannot be opened: {e.Message}";
        }
    }
}
