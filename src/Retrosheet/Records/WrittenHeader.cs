using System.Globalization;
using AkkaGame.Messages;

namespace AkkaGame.Retrosheet.Records;

/// <summary>The <c>id</c>, <c>info</c> and <c>start</c> records of a game that is written out.</summary>
internal sealed class WrittenHeader
{
    private readonly List<GameFact> lateFacts = [];
    private GameCreated? created;
    private LineupsExchanged? cards;
    private PitchersOfRecordNamed? pitchers;

    /// <summary>The day it began.</summary>
    public DateOnly Date => created?.Date ?? default;

    public void Take(GameEvent happened)
    {
        switch (happened)
        {
            case GameCreated game: created = game; break;
            case LineupsExchanged both: cards = both; break;
            case PitchersOfRecordNamed named: pitchers = named; break;
            case GameInfoNoted(Comments.UmpireChange or Comments.Protest, _): break;
            case GameInfoNoted(var key, var value): lateFacts.Add(new(key, value)); break;
        }
    }

    /// <exception cref="InvalidOperationException">No <see cref="GameCreated"/> was taken: these are not a game's events.</exception>
    public void WriteTo(TextWriter text)
    {
        var game = created ?? throw new InvalidOperationException("A game's events begin with its creation.");
        Line(text, $"id,{Id(game)}");
        Line(text, "version,2");
        Info(text, "visteam", game.Away.Value);
        Info(text, "hometeam", game.Home.Value);
        Info(text, "site", game.Site);
        Info(text, "date", game.Date.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture));
        Info(text, "number", game.Number.ToString(CultureInfo.InvariantCulture));
        foreach (var (key, value) in game.Facts) Info(text, key, value);
        if (game.Retrosheet is null) RulesOf(text, game);
        foreach (var (key, value) in lateFacts) Info(text, key, value);
        if (pitchers is not null)
        {
            Info(text, "wp", pitchers.Win?.Value);
            Info(text, "lp", pitchers.Loss?.Value);
            Info(text, "save", pitchers.Save?.Value);
        }

        if (cards is null) return;
        foreach (var place in cards.Away.Places) Start(text, place, Side.Away);
        foreach (var place in cards.Home.Places) Start(text, place, Side.Home);
    }

    /// <summary>A game made here says by which rules it was played; a real one says it among its facts, as far as it does.</summary>
    private void RulesOf(TextWriter text, GameCreated game)
    {
        var rules = game.Rules;
        Unless(game, text, "usedh", cards is not null && (HasDh(cards.Away) || HasDh(cards.Home)) ? "true" : "false");
        if (rules.ScheduledInnings != 9) Unless(game, text, "innings", $"{rules.ScheduledInnings}");
        if (rules.AutoRunner.FromInning > 0) Unless(game, text, "tiebreaker", $"{(int)rules.AutoRunner.Base}");
        if (rules.BattingFirst == Side.Home) Unless(game, text, "htbf", "true");
        if (rules.Reentry == ReentryRule.AllStar) Unless(game, text, "gametype", "allstar");
        // These are ours: real games are played by the rules of their year.
        if (rules.OfficialAfter != Math.Min((byte)5, rules.ScheduledInnings)) Unless(game, text, "officialafter", $"{rules.OfficialAfter}");
        if (rules.CalledMidInning == CalledMidInning.RevertToLastCompleteInning) Unless(game, text, "calledmidinning", "revert");
        if (rules.Reentry == ReentryRule.StarterOnce) Unless(game, text, "reentry", "starter");
        if (rules.CourtesyRunner) Unless(game, text, "courtesyrunner", "true");
        if (rules.DhSurvivesPitcher != GameHeader.DhSurvivesIn(game.Date.Year))
            Unless(game, text, "dhsurvivespitcher", rules.DhSurvivesPitcher ? "true" : "false");
    }

    private static bool HasDh(LineupCard card)
    {
        foreach (var place in card.Places) if (place.Slot == 0) return true;
        return false;
    }

    private static void Unless(GameCreated game, TextWriter text, string key, string value)
    {
        foreach (var fact in game.Facts) if (fact.Key == key) return;
        Info(text, key, value);
    }

    private static void Info(TextWriter text, string key, string? value) =>
        Line(text, $"info,{WrittenText.Plain(key)},{WrittenText.InfoValue(value)}");

    private static void Start(TextWriter text, LineupPlace place, Side side)
    {
        var (player, name) = (WrittenText.Plain(place.Player.Value), WrittenText.Quoted(place.Name));
        Line(text, $"start,{player},\"{name}\",{(int)side},{place.Slot},{(int)place.Position}");
    }

    /// <summary>Retrosheet's id, or one of its form: three letters of the home club, the date, the number.</summary>
    private static string Id(GameCreated game)
    {
        if (game.Retrosheet is { } known) return known;
        var club = WrittenText.Plain(game.Home.Value).ToUpperInvariant().PadRight(3, 'X')[..3];
        return string.Create(CultureInfo.InvariantCulture, $"{club}{game.Date:yyyyMMdd}{game.Number % 10}");
    }

    private static void Line(TextWriter text, FormattableString record) => Line(text, record.ToString(CultureInfo.InvariantCulture));

    private static void Line(TextWriter text, string record)
    {
        text.Write(record);
        text.Write("\r\n");
    }
}
