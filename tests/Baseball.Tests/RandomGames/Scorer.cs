using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests.RandomGames;

/// <summary>
/// Makes up plays that are possible as the game stands: the batter's part first, then each runner's, so that nobody passes another.
/// </summary>
internal static class Scorer
{
    private static readonly ScoredPlay strikeout = new([new(PlayCode.Strikeout)], [new(Base.Batter, Base.First, Fate.Out, Implied: true)]);

    /// <summary>A play that must be accepted.</summary>
    public static RecordPlay Play(Game game, Choices choose)
    {
        var placed = Placed(game, choose);
        if (placed is { } runner)
        {
            var holder = game.Lineup(game.Batting).Holder(game.Lineup(game.Batting).LastPlaceOf(runner.Player)!.Value.Slot)!.Value;
            game = GameRules.Evolve(game, new RunnerPlaced(holder.Entry, runner.Base, game.Pitcher!.Value.Entry));
        }

        var other = OutOfTurn(game, choose);
        var batter = game.Lineup(game.Batting).Holder(other ?? game.Up(game.Batting))!.Value;
        var play = choose.Below(12) switch
        {
            0 or 1 => Hit(game, choose),
            2 => Award(game, choose),
            3 => Reached(game, choose),
            4 or 5 => game.Bases.Code != 0 ? OnTheBases(game, choose) : strikeout,
            6 => game.Bases.First is not null && game.Outs < 2 ? DoublePlay(game, choose) : strikeout,
            7 => strikeout,
            _ => BattedOut(game, choose),
        };
        if (ScoresBehindTheWinner(game, play)) play = strikeout;
        var count = choose.Chance(1, 2) ? Count.Unknown : new Count((byte)choose.Below(4), (byte)choose.Below(3));
        return new(
            game.Inning, game.Half, batter.Player, count, count.IsKnown ? "BCX" : null, play,
            other is { } slot ? new BattingSlot(game.Batting, slot) : null,
            BatsNow: choose.Chance(1, 20) ? [new(batter.Player, Hand.Left)] : [],
            ThrowsNow: choose.Chance(1, 40) ? [new(game.Pitcher!.Value.Player, Hand.Right)] : [],
            Placed: placed);
    }

    /// <summary>In extra innings, where the rules say so, the man before the one due stands on second.</summary>
    private static PlacedRunner? Placed(Game game, Choices choose)
    {
        var rule = game.Fixture!.Rules.AutoRunner;
        if (rule.FromInning == 0 || game.Inning < rule.FromInning || game.Tally.Plays > 0 || choose.Chance(1, 10)) return null;
        var before = (byte)((game.Up(game.Batting) + 7) % 9 + 1);
        return new(game.Lineup(game.Batting).Holder(before)!.Value.Player, rule.Base);
    }

    /// <summary>True where the man of that slot stands on a base, and so cannot bat: an order once broken may come to that.</summary>
    public static bool IsOnBase(Game game, byte slot)
    {
        var holder = game.Lineup(game.Batting).Holder(slot)!.Value.Entry;
        return game.Bases.First?.Entry == holder || game.Bases.Second?.Entry == holder || game.Bases.Third?.Entry == holder;
    }

    /// <summary>Now and then another slot than the one due bats, and always where the man due is on base.</summary>
    private static byte? OutOfTurn(Game game, Choices choose)
    {
        var due = game.Up(game.Batting);
        if (!IsOnBase(game, due) && !choose.Chance(1, 60)) return null;
        var slot = (byte)(1 + choose.Below(9));
        while (IsOnBase(game, slot)) slot = (byte)(slot % 9 + 1);
        return slot;
    }

    private static ScoredPlay Hit(Game game, Choices choose)
    {
        PlayCode[] hits =
            [PlayCode.Single, PlayCode.Single, PlayCode.Single, PlayCode.Double, PlayCode.GroundRuleDouble, PlayCode.Triple,
                PlayCode.HomeRun];
        var code = choose.Of(hits);
        var to = (Base)code.HitBases();
        return new(
            [new(code, Handlings: code == PlayCode.HomeRun ? [] : [new(Fielding.Of(Position.CenterField))])],
            [new(Base.Batter, to, Fate.Safe, Implied: true), .. Runners(game, choose, to, outs: 0, forcedOnly: false)],
            Trajectory.LineDrive, "8");
    }

    /// <summary>First base for nothing: only those who are pushed move.</summary>
    private static ScoredPlay Award(Game game, Choices choose) => new(
        [new(choose.Of([PlayCode.Walk, PlayCode.IntentionalWalk, PlayCode.HitByPitch]))],
        [new(Base.Batter, Base.First, Fate.Safe, Implied: true), .. Runners(game, choose, Base.First, outs: 0, forcedOnly: true)]);

    private static ScoredPlay Reached(Game game, Choices choose)
    {
        var muff = Fielding.ErrorOf((Position)(1 + choose.Below(9)));
        var code = choose.Of([PlayCode.ErrorMade, PlayCode.FieldersChoice]);
        return new(
            [new(code, Handlings: [new(code == PlayCode.ErrorMade ? muff : Fielding.Of(Position.Shortstop))])],
            [new(Base.Batter, Base.First, Fate.Safe, Implied: true), .. Runners(game, choose, Base.First, outs: 0, forcedOnly: false)],
            Trajectory.GroundBall, "6");
    }

    private static ScoredPlay BattedOut(Game game, Choices choose)
    {
        var fly = choose.Chance(1, 2);
        var runners = Runners(game, choose, null, outs: 1, forcedOnly: game.Outs == 2);
        var scores = runners.Any(runner => runner is { To: Base.Home, Fate: not Fate.Out });
        return new(
            [new(PlayCode.Out, Handlings: [new(fly ? Fielding.Of(Position.LeftField) : Chain("63"))])],
            [new(Base.Batter, Base.First, Fate.Out, Implied: true), .. runners],
            fly ? Trajectory.FlyBall : Trajectory.GroundBall, fly ? "7" : "6",
            fly && scores && game.Outs < 2 ? ["SF"] : !fly && runners.Count > 0 && game.Outs < 2 && choose.Chance(1, 4) ? ["SH"] : []);
    }

    private static ScoredPlay DoublePlay(Game game, Choices choose) => new(
        [new(PlayCode.Out, Handlings: [new(Chain("64"), Base.First), new(Chain("43"))])],
        [
            new(Base.Batter, Base.First, Fate.Out, Implied: true), new(Base.First, Base.Second, Fate.Out, Implied: true),
            .. game.Outs == 0 ? Runners(game, choose, null, outs: 2, forcedOnly: false).Where(runner => runner.From != Base.First) : [],
        ],
        Trajectory.GroundBall, "6", ["GDP"]);

    private static ScoredPlay OnTheBases(Game game, Choices choose)
    {
        var from = (Base)(1 + choose.Below(3));
        while (game.Bases[from] is null) from = from == Base.Third ? Base.First : from + 1;
        var isFree = from == Base.Third || game.Bases[from + 1] is null;
        switch (choose.Below(4))
        {
            case 0 when isFree:
                return new([new(PlayCode.StolenBase, from + 1)], [new(from, from + 1, Fate.Safe, Implied: true)]);
            case 1:
                return new(
                    [new(PlayCode.CaughtStealing, from + 1, [new(Chain("26"))])], [new(from, from + 1, Fate.Out, Implied: true)]);
            case 2:
                return new([new(PlayCode.PickedOff, from, [new(Chain("13"))])], [new(from, from, Fate.Out, Implied: true)]);
            default:
                var all = new List<Advance>();
                for (var on = Base.Third; on >= Base.First; on--) if (game.Bases[on] is not null) all.Add(new(on, on + 1, Fate.Safe));
                return new([new(choose.Of([PlayCode.WildPitch, PlayCode.PassedBall, PlayCode.Balk]))], [.. all]);
        }
    }

    /// <summary>
    /// Each runner's part, from first to third: at least as far as the safe man behind him pushes, at times further, at times out.
    /// </summary>
    private static List<Advance> Runners(Game game, Choices choose, Base? batterTo, int outs, bool forcedOnly)
    {
        var advances = new List<Advance>();
        var behind = batterTo ?? Base.Batter;
        for (var from = Base.First; from <= Base.Third; from++)
        {
            if (game.Bases[from] is null) continue;
            var least = behind >= Base.Home ? Base.Home : from > behind ? from : behind + 1;
            var to = forcedOnly ? least : (Base)((int)least + choose.Below(Base.Home - least + 1));
            var thirdOut = game.Outs + outs == 2;
            if (!forcedOnly && !thirdOut && game.Outs + outs < 3 && to > from && choose.Chance(1, 8))
            {
                advances.Add(new(from, to, Fate.Out, Handlings: [new(Chain("72"))]));
                outs++;
                continue;
            }

            if (to > from) advances.Add(choose.Chance(1, 10)
                ? new(from, to, Fate.SafeOnError, Handlings: [new(Chain("7E2"))])
                : new(from, to, Fate.Safe));
            behind = to;
        }

        return advances;
    }

    private static bool ScoresBehindTheWinner(Game game, ScoredPlay play)
    {
        var mayWalkOff = game.Half == Half.Bottom && game.Inning >= game.Fixture!.Rules.ScheduledInnings;
        var runs = play.Advances.Count(advance => advance is { To: Base.Home, Fate: not Fate.Out });
        return mayWalkOff && play.Code != PlayCode.HomeRun && game.LeadOf(game.Batting) + runs > 1;
    }

    private static Fielding Chain(string marks) => Fielding.TryParse(marks, out var chain) ? chain : throw new FormatException(marks);
}
