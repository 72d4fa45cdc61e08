using System.Diagnostics;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What an event makes of a game. It copies outcomes; what it works out itself is bookkeeping that follows from them (the next slot, a
/// pitcher's line, who leads and by whose doing, whether a reliever came in to save). That bookkeeping is frozen: stored games are replayed
/// hash by hash in the tests, and a rule that should come out otherwise belongs into the event, not here.
/// </summary>
internal static class Evolution
{
    public static Game After(Game game, GameEvent happened) =>
        game.Live is null && happened is not GameCreated { Mode: GameMode.Played }
            ? Copied(game, happened)
            : LiveEvolution.After(game, Copied(game, happened), happened);

    private static Game Copied(Game game, GameEvent happened) => happened switch
    {
        PlayMade play => Played(game, play),
        SubstitutionMade change => Substituted(game, change),
        HalfOpened half => Opened(game, half),
        HalfClosed half => Closed(game, half),
        GameCreated created => Created(created),
        LineupsExchanged cards => game with
        {
            AwayLineup = LineupCards.Lineup(Side.Away, cards.Away),
            HomeLineup = LineupCards.Lineup(Side.Home, cards.Home),
            AwayUp = 1,
            HomeUp = 1,
        },
        GameStarted => game with { Status = GameStatus.InProgress },
        BatterAdjusted(var side, var slot) => game.WithUp(side, slot),
        HandSet hand =>
            game with { Turn = hand.Pitching ? game.Turn with { ThrowsNow = hand.Hand } : game.Turn with { BatsNow = hand.Hand } },
        RunnerPlaced(var runner, var on, var charged) => game with
        {
            Bases = game.Bases.With(on, new(runner, charged, PlayCode.None, Placed: true, (short)game.Plays)),
            Tally = game.Tally with { Placed = (byte)(game.Tally.Placed + 1) },
        },
        RunnerRecharged(var on, var charged) => game with { Bases = game.Bases.With(on, game.Bases[on]!.Value with { Charged = charged }) },
        GameDelayed delayed => Delayed(game, delayed),
        GameSuspended => game.Without(TimerKind.DelayEnds) with { Status = GameStatus.Suspended },
        GameResumed => game.Without(TimerKind.DelayEnds) with { Status = GameStatus.InProgress },
        GameEnded ended => Over(game, ended),
        PitchersOfRecordNamed named => game with { Ending = game.Ending! with { Pitchers = Named(game, named) } },
        GameInfoNoted or PlayReviewed or PlayerEjected or OfficialTotalsNoted => game,
        PlayTakenBack { Game: var now } => Set(game, now),
        ScoringChanged { Game: var now } => Set(game, now),
        HistoryCorrected { Game: var now } => Set(game, now),
        GameCancelled => game with { Status = GameStatus.Postponed, Timers = default },
        SeatTaken or SeatHandedOver or LineupSealed or DecisionSealed or StandingOrdersSealed or DecisionsRevealed or NonceGiven
            or KeyMixed or KeyRevealed or DiceRestarted or DiceRolled or RowRead or OutcomeRead or OutcomeDisputed or MoundVisited
            or PlayerInjured or DeadlinePassed or DeadlineMoved or SubstitutionTurnPassed or TakeBackAsked or TakeBackRefused
            or ScoreCertified => game,
        _ => throw new UnreachableException($"{happened.GetType().Name} is not evolved."),
    };

    private static Game Created(GameCreated created) => Game.Empty with
    {
        Status = GameStatus.Scheduled,
        Fixture = new(created.League, created.Away, created.Home, created.Date, created.Number, created.Site, created.Mode, created.Rules,
            created.Retrosheet)
        {
            Cards = created.Cards is { } cards ? new(cards) : null,
        },
    };

    /// <summary>An edit carries the whole game, but for what is only referred to: its fixture never changes.</summary>
    private static Game Set(Game game, EncodedGame now) => StateJson.Decode(now) with { Fixture = game.Fixture };

    private static Game Opened(Game game, HalfOpened half)
    {
        var totals = game.Totals(half.Batting);
        var fielding = half.Batting.Other();
        return (game with
        {
            Inning = half.Inning,
            Half = half.Half,
            Outs = 0,
            Bases = default,
            Count = default,
            Turn = default,
            Tally = default,
        }).With(half.Batting, totals with { RunsByInning = totals.RunsByInning.Add(0) })
            .With(fielding, Pitching.Opened(game.Lineup(fielding).WithDhSettled()))
            .WithUp(half.Batting, half.LeadOff);
    }

    /// <summary>One new state a play, made in one piece: this is the path that every play of every game takes.</summary>
    private static Game Played(Game game, PlayMade play)
    {
        var batting = game.Batting;
        var turnEnded = play.Ended.HasFlag(Ended.PlateAppearance);
        var hits = (byte)(play.Code.IsHit() ? 1 : 0);
        var errors = (byte)play.Credits.Errors.Length;
        var outs = (byte)(game.Outs + play.Outs);
        var atBat = AtBat(game.Totals(batting), play, hits);
        var inField = game.Totals(batting.Other());
        if (errors > 0) inField = inField with { Errors = (byte)(inField.Errors + errors) };
        var up = turnEnded ? NextSlot(play.Batter.Slot) : game.Up(batting);
        var pitchers = Pitching.After(game, play);
        var (away, home) = batting == Side.Away ? (atBat, inField) : (inField, atBat);
        return game with
        {
            Outs = outs,
            Bases = outs == 3 ? default : BasesAfter(game.Bases, play),
            Count = turnEnded ? default : play.Count,
            Turn = turnEnded ? default : game.Turn,
            Plays = (short)play.Number,
            Away = away,
            Home = home,
            AwayUp = batting == Side.Away ? up : game.AwayUp,
            HomeUp = batting == Side.Home ? up : game.HomeUp,
            AwayLineup = batting == Side.Home ? pitchers : game.AwayLineup,
            HomeLineup = batting == Side.Away ? pitchers : game.HomeLineup,
            Lead = Pitching.LeadAfter(game, play),
            Tally = new(
                (short)(game.Tally.Plays + 1), (byte)(game.Tally.Runs + play.Runs), (byte)(game.Tally.Hits + hits),
                (byte)(game.Tally.Errors + errors), (byte)(game.Tally.Turns + (turnEnded ? 1 : 0)), game.Tally.Placed,
                game.Tally.Trace.Add(TracedPlay.Of(game, play))),
        };
    }

    private static TeamTotals AtBat(TeamTotals totals, PlayMade play, byte hits) => (play.Runs, hits) switch
    {
        (0, 0) => totals,
        (0, _) => totals with { Hits = (byte)(totals.Hits + hits) },
        _ => totals with
        {
            Runs = (byte)(totals.Runs + play.Runs),
            Hits = (byte)(totals.Hits + hits),
            RunsByInning = totals.RunsByInning.With(play.Inning - 1, (byte)(totals.RunsByInning[play.Inning - 1] + play.Runs)),
        },
    };

    public static byte NextSlot(byte slot) => (byte)(slot % 9 + 1);

    /// <summary>Lifts everybody who moved, then sets down those who are safe: never one by one.</summary>
    private static Bases BasesAfter(Bases before, PlayMade play)
    {
        var after = before;
        foreach (var move in play.Moves) if (move.From != Base.Batter) after = after.With(move.From, null);
        foreach (var move in play.Moves)
        {
            if (move.IsOut || move.To is Base.Home or Base.Batter) continue;
            after = after.With(move.To, move.From == Base.Batter
                ? new(move.Runner, move.Charged, play.Code, Placed: false, (short)play.Number)
                : before[move.From]!.Value with { Charged = move.Charged });
        }

        return after;
    }

    private static Game Delayed(Game game, GameDelayed delayed) => game with
    {
        Status = GameStatus.Delayed,
        Timers = delayed.ResumesAt is { } due ? game.Timers.Add(new(TimerKind.DelayEnds, due)) : game.Timers,
    };

    private static Game Closed(Game game, HalfClosed half)
    {
        var batting = game.Batting;
        var totals = game.Totals(batting);
        return game.With(batting, totals with { LeftOnBase = (byte)(totals.LeftOnBase + half.LeftOnBase) });
    }

    private static Game Substituted(Game game, SubstitutionMade change)
    {
        var side = change.In.Side;
        var after = game.With(side, game.Lineup(side).After(change, game.Plays));
        if (change.Base != Base.Batter)
            after = after with { Bases = after.Bases.With(change.Base, after.Bases[change.Base]!.Value with { Entry = change.In }) };
        if (change.Answers is { } answers)
        {
            after = after with
            {
                Turn = side == game.Batting
                    ? after.Turn with { ChargedBatter = after.Turn.ChargedBatter ?? answers }
                    : after.Turn with { ChargedPitcher = after.Turn.ChargedPitcher ?? answers },
            };
        }

        return change.Position == Position.Pitcher ? Pitching.Entered(game, after, change) : after;
    }

    private static Game Over(Game game, GameEnded ended)
    {
        var batting = game.Batting;
        var totals = game.Totals(batting);
        var closed = game with
        {
            Status = ended.How switch
            {
                HowEnded.Called => GameStatus.Called,
                HowEnded.Tied => GameStatus.Tied,
                HowEnded.Forfeit => GameStatus.Forfeited,
                HowEnded.NoGame => GameStatus.Abandoned,
                _ => GameStatus.Final,
            },
            Ending = new(ended.How, ended.Reason, ended.Official, ended.Winner, ended.Pitchers),
            Timers = default,
        };

        // A half that was opened but saw no play is not in the line score.
        return game.Inning > 0 && game.Tally.Plays == 0 && totals.RunsByInning.Count == game.Inning
            ? closed.With(batting, totals with { RunsByInning = new(totals.RunsByInning.AsSpan()[..^1].ToArray()) })
            : closed;
    }

    private static PitchersOfRecord Named(Game game, PitchersOfRecordNamed named)
    {
        var ruled = game.Ending!.Pitchers;
        return ruled with
        {
            Win = named.Win is { } win ? game.PitcherNamed(win) : ruled.Win,
            Loss = named.Loss is { } loss ? game.PitcherNamed(loss) : ruled.Loss,
            Save = named.Save is { } save ? game.PitcherNamed(save) : ruled.Save,
        };
    }
}
