using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Decides a played group once more where no person decided it: each computer's decision and change of men from the game as it stood, what
/// of both decisions became pointless, each roll's purpose, each play from its decisions, dice and charts, and how it ends its half or the
/// game. A computer whose decision is recomputed without the dice did not look at them.
/// </summary>
public static class PlayAudit
{
    /// <summary>The first thing in <paramref name="group"/> that the rules do not come to; null where all of it is as they say.</summary>
    /// <param name="before">The state that the group follows.</param>
    public static DiceFault? Wrong(GameState before, EventGroup group)
    {
        if (before.Game.Live is null || before.Ledger.Live is not { } live) return null;
        var game = before.Game;
        var isEdit = EffectiveHistory.IsEdit(group);
        var (men, ends) = (new Queue<GameEvent>(), new List<GameEvent>());
        for (var i = 0; i < group.Events.Count; i++)
        {
            var happened = group.Events[i];
            var wrong = Opened(group.Game, game, live, happened) ?? happened switch
            {
                SubstitutionMade change => Change(game, live, change, isEdit, men),
                HalfClosed or HalfOpened or GameEnded or RunnerPlaced when !isEdit => End(game, happened, ends),
                _ => Wrong(game, live, happened, isEdit),
            };
            if (wrong is var (rule, why)) return new(group.First + i, Number(game, happened), rule, why);
            live = LiveEvolution.After(live, happened, group.First + i)!;
            game = Evolution.After(game, happened);
            if (happened is PlayMade { Ended: >= Ended.Half } last && !isEdit) GameEnd.Follow(game, last, ends);
        }

        return null;
    }

    /// <summary>Of the play that the event belongs to, or of the last one before it; a play's own event may say something else.</summary>
    private static int Number(Game game, GameEvent happened) =>
        happened is PlayMade or DecisionsRevealed || game.Live!.UnderWay is not null ? game.Plays + 1 : game.Plays;

    private static (string Rule, string Why)? Wrong(Game game, LiveLedger live, GameEvent happened, bool isEdit) => happened switch
    {
        DecisionsRevealed reveal => Source(game, live, reveal) ?? Computer(game, live, reveal) ?? Pointless(game, reveal),
        // Cards are read by persons.
        _ when game.Fixture!.Rules.Dice == DiceMode.Physical => null,
        DiceRolled or PlayMade when !isEdit && game is { Fixture.Rules.Dice: DiceMode.Chart, Live.UnderWay: { } unread }
            && unread.RowsRead < unread.Rolls.Count => ("row", "the play goes on before its last roll was read"),
        DiceRolled rolled when game.Live!.UnderWay is { } play => Roll(game, play, rolled),
        RowRead read => Row(game, read),
        // What a correction says, or says again, was decided by somebody, or before it.
        PlayMade made when isEdit && (made.Replays > 0 || made.Decision is null) => null,
        PlayMade made => Play(game, made),
        _ => null,
    };

    /// <summary>Windows are counted, so that nobody chooses their ids.</summary>
    private static (string, string)? Opened(GameId id, Game game, LiveLedger live, GameEvent happened) =>
        happened.Opens is not { } window || window.Id == game.Live!.Window?.Id || window.Id == Window.IdOf(id, live.Windows + 1)
            ? null
            : ("window", $"window {window.Id} is opened, which is not the next one");

    /// <summary>How a play ends its half and the game; a half that is closed otherwise, by a call or a forfeit, is settled too.</summary>
    /// <param name="ends">What is still to come of what follows the last play.</param>
    private static (string, string)? End(Game game, GameEvent happened, List<GameEvent> ends)
    {
        var right = ends.Count > 0 ? ends[0] : happened is HalfClosed ? GameEnd.Close(game) : null;
        if (happened is RunnerPlaced) right = Halves.Placed(game);
        else if (ends.Count > 0) ends.RemoveAt(0);
        return right is null || right == happened with { Opens = null }
            ? null
            : ("end", "what follows the last play is not how the half or the game ends with it, or how the next half begins");
    }

    private static (string, string)? Roll(Game game, PlayUnderWay play, DiceRolled rolled) => Resolver.Next(game, play) switch
    {
        ResolutionStep.Roll(var due) when due == rolled.Purpose => null,
        ResolutionStep.Roll(var due) => ("purpose", $"roll {rolled.Number} is thrown for {rolled.Purpose}, and {due} is due"),
        _ => ("purpose", $"roll {rolled.Number} is thrown, and the play needs none"),
    };

    /// <summary>What is read is what stands on the chart, and whoever it says reads it.</summary>
    private static (string, string)? Row(Game game, RowRead read)
    {
        if (game.Live!.UnderWay is not { } play || play.RowsRead >= play.Rolls.Count || play.Rolls[play.Rolls.Count - 1] is var roll
            && roll.Number != read.Roll)
        {
            return ("row", $"roll {read.Roll} is read, and is not the one that lies");
        }

        var hit = Rows.Hit(game, play);
        if (hit.Outcome != read.Outcome) return ("row", $"roll {read.Roll} is read as {read.Outcome}, and the chart says {hit.Outcome}");
        return read.Reader is null || read.Reader == Rows.Owner(game, roll)
            ? null
            : ("row", $"roll {read.Roll} is read by the side whose row it is not");
    }

    private static (string, string)? Play(Game game, PlayMade made)
    {
        if (game.Live!.UnderWay is not { } play || made.Decision != play.Decision || made.Replays > 0)
            return ("play", "the play does not come of the decisions before it");
        if (Resolver.Next(game, play) is not ResolutionStep.Done(var scored, var chart))
            return ("chart", "the play is made before its dice have fallen");
        if (made.Chart != chart) return ("chart", "the dice hit something else on the charts");
        var right = PlayDecision.Made(game, scored, Count.Unknown, pitches: null);
        return made == right with { Decision = made.Decision, Rolls = made.Rolls, Chart = chart, Opens = made.Opens }
            ? null
            : ("play", "the play is not the one that the charts say");
    }

    /// <summary>A decision comes from where that side's decisions come from: whoever says otherwise may decide as he likes.</summary>
    private static (string, string)? Source(Game game, LiveLedger live, DecisionsRevealed reveal)
    {
        // Its window's id is all the luck that a computer has.
        if (reveal.Decision != game.Live!.Window?.Id) return ("window", "the decisions are not those that were asked for");
        foreach (var (side, from) in (ReadOnlySpan<(Side, TakenFrom)>)
            [(game.Fielding, reveal.DefenseBy.From), (game.Batting, reveal.OffenseBy.From)])
        {
            var isComputer = live.Of(side).IsComputer;
            if (from == TakenFrom.Computer && !isComputer || from is TakenFrom.StandingOrders or TakenFrom.Deadline && isComputer)
                return ("computer", $"{from} is nowhere that a {(isComputer ? "computer" : "person")}'s decision comes from: {side}");
        }

        // Only about a runner, and only the side at bat, is anybody not asked: then the runner goes as the chart has it.
        var isHeard = reveal.DefenseBy.From != TakenFrom.NotAsked
            && (reveal.OffenseBy.From != TakenFrom.NotAsked
                || reveal.Advance == new AdvanceDecision() && game.Live.UnderWay?.Offense.Boldness != Boldness.AskMe);
        return isHeard ? null : ("not-asked", "a side that is to be asked is said not to have been");
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

    /// <summary>What is called pointless is taken out of a decision, so nothing may be called so that is not.</summary>
    private static (string, string)? Pointless(Game game, DecisionsRevealed reveal)
    {
        var right = reveal is { Defense: { } defense, Offense: { } offense } ? Precedence.Moot(game.Batting, defense, offense) : default;
        return reveal.Moot == right ? null : ("moot", "what is said to have become pointless is not what did");
    }

    /// <summary>Whom a computer sends in, a man after the other, is whom it sends in from there.</summary>
    /// <param name="men">What is still to come of the change under way.</param>
    private static (string, string)? Change(
        Game game, LiveLedger live, SubstitutionMade made, bool isEdit, Queue<GameEvent> men)
    {
        var side = made.In.Side;
        if (isEdit && made.Replays > 0 || !live.Of(side).IsComputer) return null;
        if (men.Count == 0 && ComputerManager.Change(game, side, Level(live, side)) is { } batch)
            foreach (var one in Changes.Announced(game, side, batch).Events) men.Enqueue(one);
        return men.TryDequeue(out var right) && right == made with { Opens = null }
            ? null
            : ("computer", $"the {side} side's computer manager does not send in {made.Player} there");
    }

    private static bool IsComputers(Revealed by) => by.From is TakenFrom.Computer or TakenFrom.Deadline;

    private static byte Level(LiveLedger live, Side side) => live.Of(side) is { IsComputer: true } seat ? seat.Level : Seats.StandInLevel;
}
