using System.Text;
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
            else if (EventTextWriter.Write(play) is var written && !EventText.TryParse(written, out var again, out error)) wrong.Add($"{text} > {written}: {error}");
            else if (EventText.TryParse(written, out again, out _) && !again.Equals(play)) wrong.Add($"{text} > {written}: {play} became {again}");
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong.Take(20)));
        Assert.NotEmpty(texts);
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
                else if (game.All(() => false).GroupBy(c => c.Record).Any(g => g.Count() > 1)) wrong.Add($"{game.Id}: a record number twice");
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong.Take(20)));
        Assert.True(games > 0);
    }
}
