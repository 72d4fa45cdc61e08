using System.Globalization;
using AkkaGame.Messages;

namespace AkkaGame.Retrosheet.Records;

/// <summary>
/// What a game's <c>id</c>, <c>info</c> and <c>start</c> records say: who plays whom, by which rules, and in which order they bat.
/// </summary>
internal sealed class GameHeader(string id, DateOnly day)
{
    /// <summary>Every real game's players and clubs are named within this league.</summary>
    private const string League = "mlb";

    /// <summary>Slots and positions of both sides: nine batters, and the pitcher where he does not bat.</summary>
    private const int StartsMax = 10;

    private readonly List<LineupPlace>[] starts = [[], []];
    private readonly List<GameFact> facts = [];
    private readonly List<GameFact> lateFacts = [];
    private TeamId away, home;
    private DateOnly date = day;
    private byte number = (byte)(id[^1] - '0');
    private string? site;
    private byte innings = 9;
    private bool usesDh;
    private bool isAllStar;
    private byte official = 5;
    private bool reverts, startersReturn, lendsRunners;
    private bool? dhSurvives;
    private Base tiebreaker;
    private PlayerId? win, loss, save;

    public Side BattingFirst { get; private set; } = Side.Away;

    public string Id => id;

    /// <summary>A runner was put on a base by rule, whether or not the header says where they start.</summary>
    public bool HasPlacedRunner { get; set; }

    /// <summary>Takes an <c>info</c>. False, with what its value should be, where it is not that.</summary>
    public bool Note(ReadOnlySpan<char> key, ReadOnlySpan<char> value, out string expected)
    {
        expected = "";
        switch (key)
        {
            case "visteam": away = new(Intern.Of(value)); return Must(away.IsWellFormed, "the visitors' club id", out expected);
            case "hometeam": home = new(Intern.Of(value)); return Must(home.IsWellFormed, "the home club's id", out expected);
            case "site": site = value.IsEmpty ? null : Intern.Of(value); return true;
            case "date": return Must(IsDate(value, "yyyy/MM/dd", out date), "a date as in 2018/04/06", out expected);
            case "number": return Must(IsByte(value, 0, 9, out number), "the game's number that day, 0-9", out expected);
            case "wp": win = Pitcher(value); return true;
            case "lp": loss = Pitcher(value); return true;
            case "save": save = Pitcher(value); return true;
            case "innings" when !IsByte(value, 1, 99, out innings): return Must(false, "the scheduled innings, 1-99", out expected);
            case "tiebreaker" when value is not ['0' or '1' or '2' or '3']: return Must(false, "a base, 1-3", out expected);
            case "tiebreaker": tiebreaker = (Base)(value[0] - '0'); break;
            case "htbf": BattingFirst = value is "true" ? Side.Home : Side.Away; break;
            case "usedh": usesDh = value is "true"; break;
            case "gametype": isAllStar = value is "allstar"; break;
            case "officialafter" when !IsByte(value, 0, 99, out official): return Must(false, "innings, 0-99", out expected);
            case "calledmidinning": reverts = value is "revert"; break;
            case "reentry": startersReturn = value is "starter"; break;
            case "courtesyrunner": lendsRunners = value is "true"; break;
            case "dhsurvivespitcher": dhSurvives = value is "true"; break;
        }

        if (value.IsEmpty) return true;
        (IsKnownOnlyAfterwards(key) ? lateFacts : facts).Add(new(Intern.Of(key), Intern.Of(value)));
        return true;
    }

    public bool Start(Side side, LineupPlace place, out string expected)
    {
        expected = "";
        var card = starts[(int)side];
        foreach (var other in card)
            if (other.Slot == place.Slot) return Must(false, $"each slot once: {place.Slot} is taken", out expected);
        card.Add(place);
        return true;
    }

    /// <summary>What is missing before a game can start, or <c>null</c>.</summary>
    public string? Missing()
    {
        if (away.Value is null) return "info,visteam";
        if (home.Value is null) return "info,hometeam";
        foreach (var side in (ReadOnlySpan<Side>)[Side.Away, Side.Home])
        {
            var card = starts[(int)side];
            for (byte slot = 1; slot <= 9; slot++)
                if (!card.Exists(place => place.Slot == slot))
                    return $"a start record for slot {slot} of the {(side == Side.Away ? "visitors" : "home club")}";
        }

        return null;
    }

    public bool IsFull(Side side) => starts[(int)side].Count >= StartsMax;

    public CreateGame Create() => new(League, away, home, date, number, site, GameMode.Scored, Rules(), Id, [.. facts]);

    public ExchangeLineups Lineups() => new(new([.. starts[0]]), new([.. starts[1]]));

    public NamePitchersOfRecord? PitchersOfRecord() =>
        win is null && loss is null && save is null ? null : new(win, loss, save);

    public NoteFacts? LateFacts() => lateFacts.Count == 0 ? null : new([.. lateFacts]);

    /// <summary>
    /// Facts that nobody can know before the last out. The pitchers of record are such, too, and have a command of their own.
    /// </summary>
    public static bool IsKnownOnlyAfterwards(ReadOnlySpan<char> key) =>
        key is "wp" or "lp" or "save" or "gwrbi" or "timeofgame" or "attendance";

    /// <summary>The rules of that year, as far as the header does not say otherwise. Which side has a DH is read from its card.</summary>
    private RuleSet Rules()
    {
        var year = Of(date.Year);
        var hasSlot0 = Array.Exists(starts, card => card.Exists(place => place.Slot == 0));
        // Older releases lack the tiebreaker key, but not the runners.
        var runner = tiebreaker != Base.Batter ? tiebreaker : HasPlacedRunner ? Base.Second : Base.Batter;
        return year with
        {
            ScheduledInnings = innings,
            OfficialAfter = Math.Min(official, innings),
            CalledMidInning = reverts ? CalledMidInning.RevertToLastCompleteInning : year.CalledMidInning,
            BattingFirst = BattingFirst,
            CourtesyRunner = lendsRunners || date.Year < 1950,
            DhSurvivesPitcher = dhSurvives ?? year.DhSurvivesPitcher,
            Dh = usesDh || hasSlot0 ? DhRule.PerSide : DhRule.None,
            AutoRunner = runner == Base.Batter ? default : new((byte)(innings + 1), runner),
            Reentry = isAllStar || away.Value is "ALS" or "NLS" || home.Value is "ALS" or "NLS" ? ReentryRule.AllStar
                : startersReturn ? ReentryRule.StarterOnce
                : ReentryRule.None,
        };
    }

    /// <summary>True where by the rules of that year a two-way player stays in the one role when he leaves the other.</summary>
    internal static bool DhSurvivesIn(int year) => Of(year).DhSurvivesPitcher;

    private static RuleSet Of(int year) => year switch
    {
        < 2018 => RuleSet.Mlb1982,
        < 2020 => RuleSet.Mlb2018,
        < 2022 => RuleSet.Mlb2020,
        2022 => RuleSet.Mlb2022,
        _ => RuleSet.Mlb2023,
    };

    private static bool Must(bool holds, string wanted, out string expected)
    {
        expected = wanted;
        return holds;
    }

    private static PlayerId? Pitcher(ReadOnlySpan<char> value)
    {
        var player = new PlayerId(Intern.Of(value));
        return player.IsWellFormed ? player : null;
    }

    internal static bool IsDate(ReadOnlySpan<char> text, string form, out DateOnly date) =>
        DateOnly.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private static bool IsByte(ReadOnlySpan<char> text, byte least, byte most, out byte number) =>
        byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
}
