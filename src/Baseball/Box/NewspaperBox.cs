using System.Globalization;
using System.Text;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>A box score as a newspaper prints it: plain text, no line longer than 80 columns, lines parted by line feeds.</summary>
public static class NewspaperBox
{
    private const int Width = 80;
    private const int Column = 38;
    private const int NameWidth = 20;

    public static string Of(BoxScore box)
    {
        var text = new StringBuilder();
        var names = new BoxNames(box);
        Heading(box, text);
        Batting(box, names, text);
        Line(box, text);
        Wrap(NewspaperNotes.Of(box, names), text);
        text.Append('\n');
        Pitching(box, names, text);
        foreach (var paragraph in NewspaperNotes.UnderPitching(box, names)) Wrap(paragraph, text);
        return text.ToString();
    }

    private static void Heading(BoxScore box, StringBuilder text)
    {
        text.Append(box.Away.Team).Append(" at ").Append(box.Home.Team).Append(", ")
            .Append(box.Date.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture));
        if (box.Number > 0) text.Append(", game ").Append(box.Number);
        if (box.Site is { } site) text.Append(", ").Append(site);
        text.Append('\n');
        Wrap(Result(box), text);
        text.Append('\n');
    }

    private static string Result(BoxScore box)
    {
        var (away, home) = (box.Official.Away, box.Official.Home);
        var score = home > away
            ? $"{box.Home.Team} {home}, {box.Away.Team} {away}"
            : $"{box.Away.Team} {away}, {box.Home.Team} {home}";
        return box.How switch
        {
            null => $"{score}, in progress",
            HowEnded.Tied => $"{score}, tie",
            HowEnded.Called => $"{score}, called{Because(box)}",
            HowEnded.Forfeit => $"{score}, forfeit{Because(box)}",
            HowEnded.NoGame => $"{score}, no game{Because(box)}",
            _ when box.Line.Innings != 9 => $"{score}, {box.Line.Innings} innings",
            _ => score,
        };
    }

    private static string Because(BoxScore box) => string.IsNullOrWhiteSpace(box.Reason) ? "" : $" ({box.Reason})";

    private static void Batting(BoxScore box, BoxNames names, StringBuilder text)
    {
        var (left, right) = (Rows(box.Away, names), Rows(box.Home, names));
        for (var i = 0; i < Math.Max(left.Count, right.Count) - 1; i++)
            Beside(i < left.Count - 1 ? left[i] : "", i < right.Count - 1 ? right[i] : "", text);
        Beside(left[^1], right[^1], text);
        text.Append('\n');
    }

    private static List<string> Rows(BoxSide side, BoxNames names)
    {
        var rows = new List<string> { Row(side.Team.Value, "AB", "R", "H", "BI", "BB", "SO") };
        foreach (var man in side.Batting)
        {
            if (man.Entry.Slot == 0 && man.Batting.PlateAppearances == 0) continue;
            var positions = string.Join('-', man.Positions.Select(position => position.Abbreviation()));
            rows.Add(Row($"{(man.Started ? "" : " ")}{names.Of(side, man.Player)} {positions}", man.Batting));
        }

        rows.Add(Row("Totals", side.Totals.Batting));
        return rows;
    }

    private static string Row(string name, BattingLine bat) =>
        Row(name, $"{bat.AtBats}", $"{bat.Runs}", $"{bat.Hits}", $"{bat.RunsBattedIn}", $"{bat.Walks}", $"{bat.Strikeouts}");

    private static string Row(string name, params ReadOnlySpan<string> counts)
    {
        var row = new StringBuilder(name.Length > NameWidth ? name[..NameWidth] : name.PadRight(NameWidth));
        foreach (var count in counts) row.Append(count.PadLeft(3));
        return row.ToString();
    }

    private static void Beside(string left, string right, StringBuilder text) =>
        text.Append((left.PadRight(Column + 4) + right).TrimEnd()).Append('\n');

    private static void Line(BoxScore box, StringBuilder text)
    {
        var width = Math.Max(box.Away.Team.Value.Length, box.Home.Team.Value.Length) + 2;
        // Innings stand in threes; a game too long for one line is the rare one, and its line is wrapped like any other.
        foreach (var side in (ReadOnlySpan<Side>)[box.Line.BattingFirst, box.Line.BattingFirst.Other()])
        {
            var totals = box.Of(side).Totals;
            var line = new StringBuilder(box.Of(side).Team.Value.PadRight(width));
            var innings = box.Line.Of(side);
            for (var i = 0; i < Math.Max(9, box.Line.Innings); i++)
            {
                if (i > 0 && i % 3 == 0) line.Append(' ');
                if (i < innings.Count) line.Append(innings[i] > 9 ? $"({innings[i]})" : $"{innings[i]}");
                else if (i < box.Line.Innings && box.IsOver && box.Played.Of(side) > box.Played.Of(side.Other())) line.Append('x');
                else line.Append(' ');
            }

            line.Append($" {box.Played.Of(side),4}{totals.Batting.Hits,4}{totals.Fielding.Errors,4}");
            Wrap(line.ToString(), text);
        }

        if (box.Line.OutsWhenWon is { } outs)
            text.Append(outs switch { 0 => "No one", 1 => "One", _ => "Two" }).Append(" out when winning run scored.\n");
        text.Append('\n');
    }

    private static void Pitching(BoxScore box, BoxNames names, StringBuilder text)
    {
        foreach (var side in (ReadOnlySpan<BoxSide>)[box.Away, box.Home])
        {
            text.Append(PitchingRow(side.Team.Value, "IP", "H", "R", "ER", "BB", "SO", "BF", "NP-ST"));
            foreach (var man in side.Pitching)
            {
                var line = man.Pitching;
                text.Append(PitchingRow(
                    names.Of(side, man.Player) + Decisions(man.Decision), Innings(line.Outs),
                    $"{line.Hits}", $"{line.Runs}", $"{line.EarnedRuns}", $"{line.Walks}", $"{line.Strikeouts}", $"{line.BattersFaced}",
                    line.Pitches > 0 ? $"{line.Pitches}-{line.Strikes}" : "-"));
            }
        }

        text.Append('\n');
    }

    private static string PitchingRow(string name, string innings, params ReadOnlySpan<string> counts)
    {
        var row = new StringBuilder(name.Length > 30 ? name[..30] : name.PadRight(30)).Append(innings.PadLeft(8));
        for (var i = 0; i < counts.Length; i++) row.Append(counts[i].PadLeft(i == counts.Length - 1 ? 9 : 5));
        return row.Append('\n').ToString();
    }

    private static string Decisions(PitchingDecision decision)
    {
        var words = new List<string>();
        if (decision.HasFlag(PitchingDecision.Win)) words.Add("W");
        if (decision.HasFlag(PitchingDecision.Loss)) words.Add("L");
        if (decision.HasFlag(PitchingDecision.Save)) words.Add("S");
        if (decision.HasFlag(PitchingDecision.BlownSave)) words.Add("BS");
        if (decision.HasFlag(PitchingDecision.Hold)) words.Add("H");
        return words.Count == 0 ? "" : ", " + string.Join(", ", words);
    }

    private static string Innings(int outs) => (outs / 3, outs % 3) switch
    {
        (var whole, 0) => $"{whole}",
        (0, var thirds) => $"{thirds}/3",
        var (whole, thirds) => $"{whole} {thirds}/3",
    };

    private static void Wrap(string paragraph, StringBuilder text)
    {
        var rest = paragraph.AsSpan();
        while (rest.Length > Width)
        {
            var cut = rest[..(Width + 1)].LastIndexOf(' ');
            if (cut <= 0) cut = Width;
            text.Append(rest[..cut].TrimEnd()).Append('\n');
            rest = rest[cut..].TrimStart();
        }

        if (rest.Length > 0) text.Append(rest.TrimEnd()).Append('\n');
    }
}

/// <summary>Last names, and an initial for two of one side who share one.</summary>
internal sealed class BoxNames
{
    private readonly Dictionary<(TeamId Team, PlayerId Player), string> names = [];

    public BoxNames(BoxScore box)
    {
        foreach (var side in (ReadOnlySpan<BoxSide>)[box.Away, box.Home])
        {
            foreach (var shared in side.Batting.GroupBy(man => FieldWords.LastName(man.Name), StringComparer.Ordinal))
            {
                var alone = shared.Count() == 1;
                foreach (var man in shared) names[(side.Team, man.Player)] = alone ? shared.Key : FieldWords.NameWithInitial(man.Name);
            }
        }
    }

    public string Of(BoxSide side, PlayerId player) => names.GetValueOrDefault((side.Team, player), player.Value);
}
