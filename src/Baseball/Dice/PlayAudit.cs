using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Decides a played group once more where no person decided: each computer's decision from the game as it stood, each roll's purpose, and
/// each play from its decisions, dice and charts. A computer whose decision is recomputed without the dice did not look at them.
/// </summary>
public static class PlayAudit
{
    /// <summary>The first thing in <paramref name="group"/> that the rules do not come to; null where all of it is as they say.</summary>
    /// <param name="before">The state that the group follows.</param>
    public static DiceFault? Wrong(GameState before, EventGroup group)
    {
        if (before.Game.Live is null || before.Ledger.Live is not { } live) return null;
        var game = before.Game;
        for (var i = 0; i < group.Events.Count; i++)
        {
            var happened = group.Events[i];
            if (Wrong(game, live, happened) is var (rule, why)) return new(group.First + i, Number(game, happened), rule, why);
            live = LiveEvolution.After(live, happened, group.First + i)!;
            game = Evolution.After(game, happened);
        }

        return null;
    }

    private static int Number(Game game, GameEvent happened) =>
        happened is PlayMade made ? made.Number : game.Live!.UnderWay is null ? game.Plays : game.Plays + 1;

    private static (string Rule, string Why)? Wrong(Game game, LiveLedger live, GameEvent happened) => happened switch
    {
        DecisionsRevealed reveal => Computer(game, live, reveal),
        // What is said again after a correction was decided before it; cards are read by persons.
        _ when game.Fixture!.Rules.Dice == DiceMode.Physical => null,
        DiceRolled rolled when game.Live!.UnderWay is { } play => Roll(game, play, rolled),
        PlayMade { Replays: 0, Decision: not null } made when game.Live!.UnderWay is { } play => Play(game, play, made),
        _ => null,
    };

    private static (string, string)? Roll(Game game, PlayUnderWay play, DiceRolled rolled) => Resolver.Next(game, play) switch
    {
        ResolutionStep.Roll(var due) when due == rolled.Purpose => null,
        ResolutionStep.Roll(var due) => ("purpose", $"roll {rolled.Number} is thrown for {rolled.Purpose}, and {due} is due"),
        _ => ("purpose", $"roll {rolled.Number} is thrown, and the play needs none"),
    };

    private static (string, string)? Play(Game game, PlayUnderWay play, PlayMade made)
    {
        if (Resolver.Next(game, play) is not ResolutionStep.Done(var scored, var chart))
            return ("chart", "the play is made before its dice have fallen");
        if (made.Chart != chart) return ("chart", "the dice hit something else on the charts");
        var right = PlayDecision.Made(game, scored, Count.Unknown, pitches: null);
        return made == right with { Decision = made.Decision, Rolls = made.Rolls, Chart = chart, Opens = made.Opens }
            ? null
            : ("play", "the play is not the one that the charts say");
    }

    private static (string, string)? Computer(Game game, LiveLedger live, DecisionsRevealed reveal)
    {
        var contest = game.Live!.Window?.Contest;
        if (IsComputers(reveal.DefenseBy))
        {
            var level = Level(live, game.Fielding);
            (object?, string) right = reveal.Defense is not null
                ? ComputerManager.Defense(game, reveal.Decision, level)
                : ComputerManager.Throw(game, contest!, reveal.Decision, level);
            if (!right.Equals(((object?)reveal.Defense ?? reveal.Throw, reveal.DefenseBy.Why!))) return Otherwise(game.Fielding, right);
        }

        if (IsComputers(reveal.OffenseBy))
        {
            var level = Level(live, game.Batting);
            (object?, string) right = reveal.Offense is not null
                ? ComputerManager.Offense(game, reveal.Decision, level)
                : ComputerManager.Advance(game, contest!, reveal.Decision, level);
            if (!right.Equals(((object?)reveal.Offense ?? reveal.Advance, reveal.OffenseBy.Why!))) return Otherwise(game.Batting, right);
        }

        return null;

        static (string, string)? Otherwise(Side side, (object?, string Why) right) =>
            ("computer", $"the {side} side's computer manager decides otherwise: {right.Why}");
    }

    private static bool IsComputers(Revealed by) => by.From is TakenFrom.Computer or TakenFrom.Deadline;

    private static byte Level(LiveLedger live, Side side) => live.Of(side) is { IsComputer: true } seat ? seat.Level : Seats.StandInLevel;
}
