using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What the reconstruction of a half needs to know of one play, packed into 24 bytes: a half keeps these instead of whole plays.
/// Runners are told apart by the bases they stand on; only a man who scored is named.
/// </summary>
/// <param name="Number">The play's number.</param>
/// <param name="Pitcher">The man on the mound.</param>
/// <param name="BasesBefore">Bases occupied before it, bits 1 2 4.</param>
/// <param name="Batted">The batter's own move, if any; the next three are those of the men on first, second and third.</param>
/// <param name="Runs">The runs it scored; almost always none.</param>
public readonly record struct TracedPlay(
    short Number, LineupEntry Pitcher, byte BasesBefore, PlayCode Code, TraceMarks Marks,
    TracedMove Batted, TracedMove First, TracedMove Second, TracedMove Third, EquatableArray<TracedRun> Runs)
{
    /// <summary>Packs <paramref name="play"/>, made in the state <paramref name="before"/>.</summary>
    public static TracedPlay Of(Game before, PlayMade play) => new(
        (short)play.Number, play.Pitcher, play.BasesBefore, play.Code, MarksOf(play),
        MoveOf(before, play, Base.Batter), MoveOf(before, play, Base.First),
        MoveOf(before, play, Base.Second), MoveOf(before, play, Base.Third),
        RunsOf(play));

    /// <summary>Something in it that a reconstruction leaves out.</summary>
    public bool HasMisplay =>
        (Marks & (TraceMarks.Error | TraceMarks.PassedBall | TraceMarks.FoulError)) != 0
        || Code is PlayCode.ErrorMade or PlayCode.Interference
        || ((Batted.Marks | First.Marks | Second.Marks | Third.Marks)
            & (MoveMarks.Error | MoveMarks.WouldBeOut | MoveMarks.PassedBall | MoveMarks.Placed)) != 0;

    public int OutsMade => Outs(Batted) + Outs(First) + Outs(Second) + Outs(Third);

    /// <summary>The move of the man who began at <paramref name="from"/>.</summary>
    public TracedMove this[Base from] => from switch
    {
        Base.First => First,
        Base.Second => Second,
        Base.Third => Third,
        _ => Batted,
    };

    private static int Outs(TracedMove move) => move.Is(MoveMarks.Out) ? 1 : 0;

    private static TraceMarks MarksOf(PlayMade play)
    {
        var marks = TraceMarks.None;
        if (play.Has(PlayCode.PassedBall)) marks |= TraceMarks.PassedBall;
        if (play.Has(PlayCode.WildPitch)) marks |= TraceMarks.WildPitch;
        if (play.Has(PlayCode.FoulError)) marks |= TraceMarks.FoulError;
        if (play.Has(PlayCode.Balk)) marks |= TraceMarks.Balk;
        if (!play.Credits.Errors.IsEmpty) marks |= TraceMarks.Error;
        if (play.IsAnnotated("SH") || play.IsAnnotated("SF")) marks |= TraceMarks.Sacrifice;
        if (play.Trajectory is Trajectory.FlyBall or Trajectory.LineDrive or Trajectory.PopUp) marks |= TraceMarks.InTheAir;
        return marks;
    }

    private static TracedMove MoveOf(Game before, PlayMade play, Base from)
    {
        var marks = before.Bases[from] is { Placed: true } ? MoveMarks.Placed : MoveMarks.None;
        if (play.MoveFrom(from) is not { } move) return new(from, marks);
        marks |= MoveMarks.Moved;
        if (move.Fate == Fate.Out) marks |= MoveMarks.Out;
        if (move.Fate == Fate.SafeOnError) marks |= MoveMarks.WouldBeOut;
        if (move.Rbi) marks |= MoveMarks.BattedIn;
        if ((move.Ruling & Ruling.OnPassedBall) != 0) marks |= MoveMarks.PassedBall;
        foreach (var handling in move.Handlings) if (handling.By.HasError) marks |= MoveMarks.Error;
        foreach (var part in play.Parts) if (part.Code == PlayCode.StolenBase && part.Base == from + 1) marks |= MoveMarks.Stole;
        return new(move.To, marks);
    }

    private static EquatableArray<TracedRun> RunsOf(PlayMade play)
    {
        if (play.Runs == 0) return default;
        var runs = new List<TracedRun>(play.Runs);
        foreach (var move in play.Moves) if (move.Scores) runs.Add(new(move.From, move.Runner, move.Charged, RuledOf(move.Ruling)));
        return new([.. runs]);
    }

    private static EarnedStatus? RuledOf(Ruling ruling) =>
        (ruling & Ruling.Unearned) != 0 ? EarnedStatus.Unearned
        : (ruling & Ruling.TeamUnearned) != 0 ? EarnedStatus.TeamUnearned
        : (ruling & Ruling.Earned) != 0 ? EarnedStatus.Earned
        : null;
}

/// <summary>What else was in the play.</summary>
[Flags]
public enum TraceMarks : byte
{
    None = 0, PassedBall = 1, WildPitch = 2, Error = 4, Balk = 8, FoulError = 16,
    /// <summary>A sacrifice, bunt or fly: the scorer holds that the runner advances though the batter is retired.</summary>
    Sacrifice = 32,
    InTheAir = 64,
}

/// <summary>One man's part of a traced play: where he ended, and how.</summary>
public readonly record struct TracedMove(Base To, MoveMarks Marks)
{
    public bool Is(MoveMarks mark) => (Marks & mark) != 0;
}

/// <summary>A run that scored, as the settlement will name it.</summary>
/// <param name="From">Where the runner stood before the play.</param>
/// <param name="Ruled">The scorer's word, if he gave one.</param>
public readonly record struct TracedRun(Base From, LineupEntry Runner, LineupEntry Charged, EarnedStatus? Ruled);

[Flags]
public enum MoveMarks : byte
{
    None = 0, Moved = 1, Out = 2,
    /// <summary>Without an error he was out.</summary>
    WouldBeOut = 4,
    /// <summary>An error stands on this move: part of the way, or all of it, was given.</summary>
    Error = 8,
    PassedBall = 16,
    /// <summary>He stole a base, before whatever came after.</summary>
    Stole = 32,
    BattedIn = 64,
    /// <summary>He had been put on his base by rule.</summary>
    Placed = 128,
}
