using AkkaGame.Messages;
using AkkaGame.Tests;

namespace AkkaGame.Baseball.Tests.Cards;

/// <summary>
/// A game with cards on the table, its readings in the scorer's notation: <c>CardTable.Start().Plays("S8").Rolls().Read("64(1)3/GDP")</c>.
/// </summary>
internal static class CardTable
{
    public const string Edition = "1978";

    public static readonly RuleSet Rules = RuleSet.Tabletop;

    /// <summary>The same with a minute for each question.</summary>
    public static readonly RuleSet Clocked = RuleSet.Tabletop with { DecisionClockMs = 60_000 };

    public static LiveScenario Start(RuleSet? rules = null, byte awayLevel = 0, byte homeLevel = 0, int seed = 1) =>
        LiveScenario.Start(rules ?? Rules, awayLevel, homeLevel, seed: seed);

    public static ScoredPlay Play(string text) => Scenario.Read(text);

    /// <summary>Both sides have decided, and the dice lie.</summary>
    public static LiveScenario Rolls(this LiveScenario game, OffensiveDecision? offense = null, DefensiveDecision? defense = null) =>
        game.Pitch(defense, offense);

    public static DiceRolled Matchup(this LiveScenario game) =>
        game.Game.Live!.UnderWay!.Rolls.First(roll => roll.Purpose == RollPurpose.Matchup);

    public static bool IsBattersCard(this LiveScenario game) => game.Matchup().Dice.D6 <= 3;

    /// <summary>The side whose card it is.</summary>
    public static Side Owner(this LiveScenario game) => game.IsBattersCard() ? game.Game.Batting : game.Game.Fielding;

    public static CardCell Cell(this LiveScenario game) =>
        new(Edition, game.IsBattersCard() ? game.Game.Batter!.Value.Player : game.Game.Pitcher!.Value.Player);

    /// <summary>What the side asked says it reads.</summary>
    public static ReadOutcome Reading(this LiveScenario game, string text, bool overrules = false) =>
        new(game.Matchup().Number, game.Cell(), Play(text), overrules);

    public static Side Asked(this LiveScenario game) => game.Window!.Asked switch
    {
        Sides.Away => Side.Away,
        Sides.Home => Side.Home,
        var asked => throw new InvalidOperationException($"{asked} is asked."),
    };

    public static LiveScenario Read(this LiveScenario game, string text, bool overrules = false) =>
        game.Do(game.Asked(), game.Reading(text, overrules));

    public static LiveScenario Confirm(this LiveScenario game) => game.Do(game.Asked(), new ConfirmOutcome(game.Matchup().Number));

    /// <summary>Each play decided as usual, read and confirmed.</summary>
    public static LiveScenario Plays(this LiveScenario game, params string[] texts)
    {
        foreach (var text in texts) game.Rolls().Read(text).Confirm();
        return game;
    }

    /// <summary>Three batters strike out, <paramref name="halves"/> times.</summary>
    public static LiveScenario Halves(this LiveScenario game, int halves)
    {
        for (var i = 0; i < halves; i++) game.Plays("K", "K", "K");
        return game;
    }

    /// <summary>The refusal of a reading that must be refused.</summary>
    public static Refusal RefusedReading(this LiveScenario game, string text) => game.Refused(game.Asked(), game.Reading(text));
}
