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
    public void Every_real_game_that_the_rules_take_is_written_and_read_again_to_the_same_events()
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
            EventFileWriter.Write(written, Events(played));
            var again = EventFileReader.Read(new StringReader(written.ToString()), game.Id).ToList();
            if (again is not [RealGame same]) wrong.Add($"{game.Id}: {again[0]}");
            else if (Difference(played, commands, same) is { } difference) wrong.Add($"{game.Id}: {difference}");
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

    private static List<GameCommand> Commands(RealGame game) =>
        [.. game.All(() => Played(game.Id, [.. game.Commands.Select(c => c.Command)]).State.Game.IsOver).Select(c => c.Command)];

    private static ReplayedGame Played(string id, IReadOnlyList<GameCommand> commands) =>
        ReplayedGame.Of(new(id, id, 1, [.. commands.Select((command, i) => new RealCommand(i + 1, i + 1, command))], [], [], Unfinished: null));

    private static IEnumerable<GameEvent> Events(ReplayedGame played) =>
        played.Groups.SelectMany(group => (IEnumerable<GameEvent>)group.Events);

    /// <summary>
    /// The same commands make the same events. A runner placed amid a batch may come back with the next play instead: then the events
    /// decide.
    /// </summary>
    private static string? Difference(ReplayedGame played, List<GameCommand> commands, RealGame same)
    {
        var again = Commands(same);
        if (FirstDifference(commands, again) is not { } difference) return null;
        return Events(played).SequenceEqual(Events(Played(same.Id, again))) ? null : difference;
    }

    private static string? FirstDifference(List<GameCommand> ours, List<GameCommand> theirs)
    {
        for (var i = 0; i < Math.Max(ours.Count, theirs.Count); i++)
        {
            if (i >= ours.Count) return $"one more: {theirs[i]}";
            if (i >= theirs.Count) return $"one less: {ours[i]}";
            if (!ours[i].Equals(theirs[i]))
                return $"command {i}:{Environment.NewLine}  {Json(ours[i])}{Environment.NewLine}  {Json(theirs[i])}";
        }

        return null;
    }

    private static string Json(GameCommand command) => JsonSerializer.Serialize(command, WireNames.Of(command).Json);
}
