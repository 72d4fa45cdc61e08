using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// A half played again without its errors, interference and passed balls, beside the one that was played. Each runner has two places:
/// where he really is, and where he would be; in doubt the nearer one, in the pitcher's favour.
/// </summary>
internal sealed class ReconstructedInning
{
    private const int OutsMax = 3;

    private readonly Benefit benefit;

    // In the order they came on: who stands earlier is ahead on the bases.
    private readonly List<Runner> runners = new(8);
    private readonly bool[] earned;
    private int outs;
    private int runs;
    private bool turnIsProlonged;

    /// <param name="outs">Outs really made when it begins.</param>
    /// <param name="bases">Bases really taken when it begins, bits 1 2 4.</param>
    /// <param name="runs">Runs of the half that had scored by then.</param>
    /// <param name="runsOfHalf">Runs of the whole half.</param>
    public ReconstructedInning(Benefit benefit, int outs, byte bases, int runs, int runsOfHalf)
    {
        (this.benefit, this.outs, this.runs, earned) = (benefit, outs, runs, new bool[runsOfHalf]);
        for (var on = Base.Third; on >= Base.First; on--) if (IsTaken(bases, on)) runners.Add(new(on));
    }

    /// <summary>Whether the run that scored as number <paramref name="run"/> of the half, from 0, would have scored.</summary>
    public bool IsEarned(int run) => earned[run];

    public void Play(in TracedPlay play)
    {
        SeatPlacedRunners(play.BasesBefore);
        var isOver = outs >= OutsMax;
        var shouldHaveBeenOut = turnIsProlonged;
        var batter = Bat(play);
        var scoresCount = RunsCount(play, batter);
        if (!isOver) foreach (var runner in runners) if (runner.IsOn) Run(runner, play, shouldHaveBeenOut && batter is not null);
        if (batter is not null) runners.Add(batter);
        if (!isOver && (outs < OutsMax || scoresCount))
        {
            HoldBehindTheManAhead(batter);
            ForceOn();
            foreach (var runner in runners) if (runner.IsOn && runner.Due == Base.Home) runner.Home = true;
        }

        Follow(play, batter);
    }

    private static bool IsTaken(byte bases, Base on) => (bases & 1 << (int)on - 1) != 0;

    private static bool IsForced(in TracedPlay play, Base on)
    {
        var behind = (1 << (int)on - 1) - 1;
        return (play.BasesBefore & behind) == behind;
    }

    private Runner? ReallyOn(Base on)
    {
        foreach (var runner in runners) if (runner.Real == on) return runner;
        return null;
    }

    // Who stands on a base without having come there by a play was put there by rule.
    private void SeatPlacedRunners(byte bases)
    {
        for (var on = Base.First; on <= Base.Third; on++)
            if (IsTaken(bases, on) && ReallyOn(on) is null) runners.Insert(0, new(on) { Placed = true });
    }

    // The batter whose turn ends, where he would be; null while his turn goes on.
    private Runner? Bat(in TracedPlay play)
    {
        if ((play.Marks & TraceMarks.FoulError) != 0)
        {
            outs++;
            turnIsProlonged = true;
        }

        if (!play.Code.EndsTurnAtBat()) return null;
        var wasOut = turnIsProlonged;
        turnIsProlonged = false;
        if (!wasOut && !IsRetired(play)) return new(Base.Batter) { Due = Reach(play), Out = play.Code == PlayCode.Interference };
        if (!wasOut) outs++;
        return new(Base.Batter) { Out = true };
    }

    private bool IsRetired(in TracedPlay play) =>
        play.Batted.Is(MoveMarks.Out | MoveMarks.WouldBeOut) || play.Code switch
        {
            PlayCode.ErrorMade => true,
            PlayCode.Strikeout => (play.Marks & TraceMarks.WildPitch) == 0 || play.Batted.Is(MoveMarks.Error | MoveMarks.PassedBall),
            PlayCode.Out or PlayCode.FieldersChoice => RetiresOnlyMenOutAlready(play),
            _ => false,
        };

    // The fielder chose a man who should not have been there; without him he takes the batter.
    private bool RetiresOnlyMenOutAlready(in TracedPlay play)
    {
        var any = false;
        for (var on = Base.First; on <= Base.Third; on++)
        {
            if (!play[on].Is(MoveMarks.Out) || ReallyOn(on) is not { } retired) continue;
            if (retired.IsOn) return false;
            any = true;
        }

        return any;
    }

    private Base Reach(in TracedPlay play)
    {
        var batted = play.Batted;
        var worth = play.Code.IsHit() ? (Base)play.Code.HitBases() : Base.First;
        if (!batted.Is(MoveMarks.Moved) || batted.To == Base.Batter) return worth;
        var misplayed = batted.Is(MoveMarks.PassedBall) || (play.Marks & (TraceMarks.Error | TraceMarks.PassedBall)) != 0;
        return misplayed && benefit != Benefit.Runner ? Nearer(worth, batted.To) : batted.To;
    }

    private void Run(Runner runner, in TracedPlay play, bool nothingWasBatted)
    {
        var real = runner.Real == Base.Batter ? default : play[runner.Real];
        // On a choice that failed by an error the out was there to be made; on a sacrifice the runner would have been safe anyway.
        var muffedChoice = play.Code == PlayCode.FieldersChoice && play.OutsMade == 0
            && real.Is(MoveMarks.Error) && (play.Marks & TraceMarks.Sacrifice) == 0;
        if (real.Is(MoveMarks.Out | MoveMarks.WouldBeOut) || muffedChoice)
        {
            outs++;
            runner.Out = true;
        }
        else if (!nothingWasBatted)
        {
            runner.Due = !real.Is(MoveMarks.Moved) || real.To == runner.Real ? Unmoved(runner, play)
                : IsGiven(play, real) ? Nearer(real.To, On(runner.Due, BasesWithoutMisplay(play, real)))
                : Moved(runner, play, real);
        }
    }

    // He stayed, or is out of the real game's sight: what the play gives to everyone, and no more than the man who is really there had.
    private Base Unmoved(Runner runner, in TracedPlay play) =>
        Nearer(runner.Real == Base.Batter ? Base.Home : runner.Real, play.Code.IsHit() ? OnHit(runner.Due, play)
            : (play.Marks & TraceMarks.Balk) != 0 ? On(runner.Due, 1)
            : runner.Due);

    private Base Moved(Runner runner, in TracedPlay play, TracedMove real)
    {
        // A walk moves only men it forces, and whom it would force is seen when all have moved.
        var walked = play.Code.IsWalk() || play.Code == PlayCode.HitByPitch;
        if (walked && real.To == runner.Real + 1 && IsForced(play, runner.Real)) return runner.Due;
        if (runner.Due == runner.Real) return real.To;
        if (play.Code.IsHit()) return Nearer(real.To, OnHit(runner.Due, play));
        if (play.Code is PlayCode.Out or PlayCode.StolenBase) return runner.Due;
        return Nearer(real.To, On(runner.Due, real.To - runner.Real));
    }

    // A single brings a man home from second, and every hit brings a man as far as its batter.
    private Base OnHit(Base from, in TracedPlay play) =>
        from == Base.Second && benefit != Benefit.Pitcher ? Base.Home : On(from, play.Code.HitBases());

    private static int BasesWithoutMisplay(in TracedPlay play, TracedMove real) =>
        play.Code.IsHit() ? play.Code.HitBases()
        : real.Is(MoveMarks.Stole) || (play.Marks & (TraceMarks.Balk | TraceMarks.Sacrifice | TraceMarks.WildPitch)) != 0 ? 1
        // A run batted in on an error is one the scorer gives to the batter: it would have scored.
        : play.Code == PlayCode.ErrorMade && real.Is(MoveMarks.BattedIn) ? 1
        : 0;

    // Whether an advance was, or may have been, the gift of a misplay.
    private bool IsGiven(in TracedPlay play, TracedMove move) =>
        benefit != Benefit.Runner
        && (move.Is(MoveMarks.Error | MoveMarks.PassedBall)
            || (play.Marks & TraceMarks.PassedBall) != 0
            || play.Code is PlayCode.ErrorMade or PlayCode.Interference
            || !play.Code.EndsTurnAtBat() && (play.Marks & TraceMarks.Error) != 0);

    // A batted ball's third out undoes the runs of its play, unless the batter is safe or the out came after a catch.
    private bool RunsCount(in TracedPlay play, Runner? batter) =>
        play.Code.IsHit() || batter is null || outs < OutsMax && (play.Marks & (TraceMarks.InTheAir | TraceMarks.Sacrifice)) != 0;

    private void HoldBehindTheManAhead(Runner? batter)
    {
        var limit = Base.Home;
        foreach (var runner in runners)
        {
            if (!runner.IsOn || runner == batter) continue;
            runner.Due = Nearer(runner.Due, limit);
            if (runner.Due < Base.Home) limit = runner.Due - 1;
        }
    }

    // No two men on a base: who has another come up behind him goes on.
    private void ForceOn()
    {
        var behind = Base.Batter;
        for (var i = runners.Count - 1; i >= 0; i--)
        {
            var runner = runners[i];
            if (!runner.IsOn) continue;
            if (runner.Due <= behind) runner.Due = On(behind, 1);
            behind = runner.Due;
        }
    }

    // The real game goes on too: who stands where, and which run was whose.
    private void Follow(in TracedPlay play, Runner? batter)
    {
        Span<Runner?> from = [batter, ReallyOn(Base.First), ReallyOn(Base.Second), ReallyOn(Base.Third)];
        foreach (var run in play.Runs) from[(int)run.From]!.Number = runs++;
        for (var on = Base.Batter; on <= Base.Third; on++)
        {
            var move = play[on];
            if (from[(int)on] is { } runner && move.Is(MoveMarks.Moved))
                runner.Real = move.Is(MoveMarks.Out) || move.To == Base.Home ? Base.Batter : move.To;
        }

        foreach (var runner in runners) if (runner is { Home: true, Number: >= 0, Placed: false }) earned[runner.Number] = true;
    }

    private static Base On(Base from, int by) => (Base)Math.Min((int)from + by, (int)Base.Home);

    private static Base Nearer(Base one, Base other) => one < other ? one : other;

    private sealed class Runner(Base on)
    {
        /// <summary>Where he really stands; <see cref="Base.Batter"/> once he has scored or is out.</summary>
        public Base Real { get; set; } = on;

        /// <summary>Where he would stand.</summary>
        public Base Due { get; set; } = on;

        /// <summary>He would be out, or would not have come on.</summary>
        public bool Out { get; set; }

        public bool Home { get; set; }

        public bool Placed { get; init; }

        /// <summary>Which of the half's runs he really scored, from 0; -1 until he does.</summary>
        public int Number { get; set; } = -1;

        public bool IsOn => !Out && !Home;
    }
}
