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

    [SkippableFact]
    public void Every_real_game_that_the_rules_take_is_written_and_read_again_to_the_same_commands()
    {
        var games = 0;
        var wrong = new List<string>();
        foreach (var game in RealFiles.All().SelectMany(Games))
        {
            var commands = Commands(game);
            var played = Played(game.Id, commands);
            if (played.Refused is not null) continue;
            games++;
            var written = new StringWriter();
            EventFileWriter.Write(written, played.Groups.SelectMany(group => (IEnumerable<GameEvent>)group.Events));
            var again = EventFileReader.Read(new StringReader(written.ToString()), game.Id).ToList();
            if (again is not [RealGame same]) wrong.Add($"{game.Id}: {again[0]}");
            else if (FirstDifference(commands, Commands(same)) is { } difference) wrong.Add($"{game.Id}: {difference}");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {games}:{Environment.NewLine}{string.Join(Environment.NewLine, wrong.Take(20))}");
        Assert.True(games > 0);
    }

    private static IEnumerable<RealGame> Games(string file)
    {
        using var stream = File.OpenRead(file);
        foreach (var game in EventFileReader.Read(stream, file).OfType<RealGame>()) yield return game;
    }

    private static List<GameCommand> Commands(RealGame game) =>
        [.. game.All(() => Played(game.Id, [.. game.Commands.Select(c => c.Command)]).State.Game.IsOver).Select(c => c.Command).Where(c => c is not NamePitchersOfRecord and not NoteOfficialTotals)];

    private static ReplayedGame Played(string id, IReadOnlyList<GameCommand> commands) =>
        ReplayedGame.Of(new(id, id, 1, [.. commands.Select((command, i) => new RealCommand(i + 1, i + 1, command))], [], [], Unfinished: null));

    private static string? FirstDifference(List<GameCommand> ours, List<GameCommand> theirs)
    {
        for (var i = 0; i < Math.Max(ours.Count, theirs.Count); i++)
        {
            if (i >= ours.Count) return $"one more: {theirs[i]}";
            if (i >= theirs.Count) return $"one less: {ours[i]}";
            if (!ours[i].Equals(theirs[i])) return $"command {i}:{Environment.NewLine}  {Json(ours[i])}{Environment.NewLine}  {Json(theirs[i])}";
        }

        return null;
    }

    private static string Json(GameCommand command) => JsonSerializer.Serialize(command, WireNames.Of(command).Json);
}
