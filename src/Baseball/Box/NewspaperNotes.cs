using System.Globalization;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>The small print of a newspaper's box: paragraphs that the page wraps.</summary>
internal static class NewspaperNotes
{
    /// <summary>Under the line score: fielding, hits for extra bases, running, sacrifices.</summary>
    public static string Of(BoxScore box, BoxNames names)
    {
        var notes = new List<string>();
        Add("E", Tally(box, names, BoxNoteKind.Error));
        Add("DP", Together(box, names, BoxNoteKind.DoublePlay));
        Add("TP", Together(box, names, BoxNoteKind.TriplePlay));
        Add("LOB", $"{box.Away.Team} {box.Away.Totals.LeftOnBase}, {box.Home.Team} {box.Home.Totals.LeftOnBase}");
        Add("2B", Tally(box, names, BoxNoteKind.Double));
        Add("3B", Tally(box, names, BoxNoteKind.Triple));
        Add("HR", string.Join(", ", Notes(box, BoxNoteKind.HomeRun).Select(note =>
            $"{Name(box, names, note)} ({FieldWords.Ordinal(note.Inning)} inning off {Last(note.Against)}, "
            + $"{note.On} on, {note.Outs} out)")));
        Add("SB", Tally(box, names, BoxNoteKind.StolenBase));
        Add("CS", Tally(box, names, BoxNoteKind.CaughtStealing));
        Add("SH", Tally(box, names, BoxNoteKind.SacrificeHit));
        Add("SF", Tally(box, names, BoxNoteKind.SacrificeFly));
        Add("GIDP", Tally(box, names, BoxNoteKind.GroundedIntoDoublePlay));
        return string.Join(' ', notes);

        void Add(string what, string who)
        {
            if (who.Length > 0) notes.Add($"{what}_{who}.");
        }
    }

    /// <summary>Under the pitchers: what they did besides, the umpires, time, attendance, weather, and whom the umpires sent off.</summary>
    public static List<string> UnderPitching(BoxScore box, BoxNames names)
    {
        var paragraphs = new List<string>();
        foreach (var side in (ReadOnlySpan<BoxSide>)[box.Away, box.Home])
        {
            foreach (var man in side.Pitching)
            {
                if (man.PitchedTo == 0) continue;
                var batters = FieldWords.Counted(man.PitchedTo, "batter");
                paragraphs.Add($"{names.Of(side, man.Player)} pitched to {batters} in the {FieldWords.Ordinal(man.InInning)}.");
            }
        }

        var notes = new List<string>();
        Add("HBP", Against(box, names, BoxNoteKind.HitByPitch, "by"));
        Add("IBB", Against(box, names, BoxNoteKind.IntentionalWalk, "off"));
        Add("WP", Tally(box, names, BoxNoteKind.WildPitch));
        Add("PB", Tally(box, names, BoxNoteKind.PassedBall));
        Add("Balk", Tally(box, names, BoxNoteKind.Balk));
        Add("Inherited runners-scored", string.Join(", ",
            from side in (BoxSide[])[box.Away, box.Home]
            from man in side.Pitching
            where man.Pitching.Inherited > 0
            select $"{names.Of(side, man.Player)} {man.Pitching.Inherited}-{man.Pitching.InheritedScored}"));
        if (notes.Count > 0) paragraphs.Add(string.Join(' ', notes));

        var around = new List<string>();
        if (Umpires(box) is { Length: > 0 } umpires) around.Add($"Umpires_{umpires}.");
        if (Number(box, "timeofgame") is { } minutes) around.Add($"T_{minutes / 60}:{minutes % 60:00}.");
        if (Number(box, "attendance") is { } attendance) around.Add($"A_{attendance.ToString("N0", CultureInfo.InvariantCulture)}.");
        if (Weather(box) is { Length: > 0 } weather) around.Add($"Weather_{weather}.");
        if (around.Count > 0) paragraphs.Add(string.Join(' ', around));
        foreach (var ejection in box.Ejections)
        {
            var when = $"by {ejection.Umpire} in the {FieldWords.Ordinal(ejection.Inning)}";
            paragraphs.Add($"Ejected_{Person(box, ejection.Person)}, {when} ({ejection.Reason}).");
        }

        if (box.Fact(CardOdds.Key) == CardOdds.Unverified) paragraphs.Add("Odds not verified: the plays were read off cards.");
        return paragraphs;

        void Add(string what, string who)
        {
            if (who.Length > 0) notes.Add($"{what}_{who}.");
        }
    }

    private static List<BoxNote> Notes(BoxScore box, BoxNoteKind kind)
    {
        var found = new List<BoxNote>();
        foreach (var note in box.Notes) if (note.Kind == kind) found.Add(note);
        return found;
    }

    /// <summary>Each name once, with a number behind it where it is more than one.</summary>
    private static string Tally(BoxScore box, BoxNames names, BoxNoteKind kind) => string.Join(", ", Notes(box, kind)
        .GroupBy(note => (note.Side, note.Player))
        .OrderBy(group => group.Key.Side)
        .Select(group => Name(box, names, group.First()) + (group.Count() > 1 ? $" {group.Count()}" : "")));

    private static string Together(BoxScore box, BoxNames names, BoxNoteKind kind) => string.Join("; ", Notes(box, kind)
        .GroupBy(note => note.Side)
        .OrderBy(side => side.Key)
        .Select(side => $"{box.Of(side.Key).Team} {side.Count()} ({string.Join(", ", side
            .GroupBy(By, StringComparer.Ordinal)
            .Select(by => by.Key + (by.Count() > 1 ? $" {by.Count()}" : "")))})"));

    private static string Against(BoxScore box, BoxNames names, BoxNoteKind kind, string word) =>
        string.Join(", ", Notes(box, kind).Select(note => $"{word} {Last(note.Against)} ({Name(box, names, note)})"));

    private static string By(BoxNote note) => note.By.Count == 0 ? "unassisted" : string.Join('-', note.By.Select(FieldWords.LastName));

    private static string Name(BoxScore box, BoxNames names, BoxNote note) => names.Of(box.Of(note.Side), note.Player);

    private static string Last(string? name) => name is null ? "nobody" : FieldWords.LastName(name);

    private static string Umpires(BoxScore box)
    {
        (string Key, string Where)[] places =
        [
            ("umphome", "Home"), ("ump1b", "First"), ("ump2b", "Second"), ("ump3b", "Third"), ("umplf", "Left"), ("umprf", "Right"),
        ];
        return string.Join("; ",
            from place in places where Known(box, place.Key) is not null select $"{place.Where}, {Known(box, place.Key)}");
    }

    private static string Weather(BoxScore box)
    {
        var words = new List<string>();
        if (Number(box, "temp") is { } degrees and > 0) words.Add($"{degrees} degrees");
        if (Known(box, "sky") is { } sky) words.Add(sky);
        if (Number(box, "windspeed") is { } speed and >= 0)
            words.Add(speed == 0 ? "no wind" : $"wind {speed} mph{(Known(box, "winddir") is { } direction ? $" {direction}" : "")}");
        return string.Join(", ", words);
    }

    private static string? Known(BoxScore box, string key) =>
        box.Fact(key) is { Length: > 0 } value and not ("unknown" or "(none)") ? value : null;

    private static int? Number(BoxScore box, string key) =>
        int.TryParse(box.Fact(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && (number > 0 || number == 0 && key == "windspeed") ? number : null;

    private static string Person(BoxScore box, string person)
    {
        foreach (var side in (ReadOnlySpan<BoxSide>)[box.Away, box.Home])
            foreach (var man in side.Batting) if (man.Player.Value == person) return man.Name;
        return person;
    }
}
