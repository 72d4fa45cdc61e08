using System.Text;
using System.Text.Json;
using AkkaGame.Messages;
using AkkaGame.Retrosheet.Events;
using AkkaGame.Retrosheet.Records;

namespace AkkaGame.Retrosheet.Tests;

public class RoundTripTests
{
    [SkippableFact]
    public void Every_real_event_text_is_read_and_written_and_read_again_to_the_same_play()
    {
        var texts = RealFiles.All()
            .SelectMany(file => File.ReadLines(file, Encoding.Latin1))
            .Where(line => line.StartsWith("play,", StringComparison.Ordinal))
            .Select(line => line.Split(',', 7)[6])
            .Where(text => text != "NP")
            .ToHashSet(StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (var text in texts)
        {
            if (!EventText.TryParse(text, out var play, out var error)) wrong.Add($"{text}: {error}");
            else if (Again(play, out var written) is var again && !play.Equals(again)) wrong.Add($"{text} > {written}: {again}");
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong.Take(20)));
        Assert.NotEmpty(texts);
    }

    private static ScoredPlay? Again(ScoredPlay play, out string written)
    {
        written = EventTextWriter.Write(play);
        return EventText.TryParse(written, out var again, out _) ? again : null;
    }

    [SkippableFact]
    public void Every_real_game_is_read()
    {
        var games = 0;
        var wrong = new List<string>();
        foreach (var file in RealFiles.All())
        {
            using var stream = File.OpenRead(file);
            foreach (var result in EventFileReader.Read(stream, file))
            {
                games++;
                if (result is not RealGame game) wrong.Add(result.ToString());
                else if (game.Unfinished is { } cut) wrong.Add(cut.Message);
                else if (!HasEachRecordOnce(game)) wrong.Add($"{game.Id}: a record number twice");
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong.Take(20)));
        Assert.True(games > 0);
    }

    [SkippableFact]
    public void Every_real_game_is_written_and_read_again_to_the_same_events()
    {
        var games = 0;
        var wrong = new List<string>();
        foreach (var game in RealFiles.All().SelectMany(Games))
        {
            var played = ReplayedGame.Of(game);
            games++;
            if (played.Refused is { } refused) wrong.Add($"{refused}");
            var written = new StringWriter();
            EventFileWriter.Write(written, Events(played));
            var again = EventFileReader.Read(new StringReader(written.ToString()), game.Id).ToList();
            if (again is not [RealGame same]) wrong.Add($"{game.Id}: {again[0]}");
            else if (FirstDifference(Events(played), Events(ReplayedGame.Of(same))) is { } difference)
                wrong.Add($"{game.Id}: {difference}");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {games}:{Environment.NewLine}{string.Join(Environment.NewLine, wrong.Take(20))}");
        Assert.True(games > 0);
    }

    private static bool HasEachRecordOnce(RealGame game)
    {
        var records = game.All(() => false).Select(c => c.Record).ToList();
        return records.Count == records.Distinct().Count();
    }

    private static IEnumerable<RealGame> Games(string file)
    {
        using var stream = File.OpenRead(file);
        foreach (var game in EventFileReader.Read(stream, file).OfType<RealGame>()) yield return game;
    }

    private static List<GameEvent> Events(ReplayedGame played) =>
        [.. played.Groups.SelectMany(group => (IEnumerable<GameEvent>)group.Events)];

    private static string? FirstDifference(List<GameEvent> ours, List<GameEvent> theirs)
    {
        for (var i = 0; i < Math.Max(ours.Count, theirs.Count); i++)
        {
            if (i >= ours.Count) return $"one more: {theirs[i]}";
            if (i >= theirs.Count) return $"one less: {ours[i]}";
            if (!ours[i].Equals(theirs[i]))
                return $"event {i}:{Environment.NewLine}  {Json(ours[i])}{Environment.NewLine}  {Json(theirs[i])}";
        }

        return null;
    }

    private static string Json(GameEvent happened) => JsonSerializer.Serialize(happened, WireNames.Of(happened).Json);
}
