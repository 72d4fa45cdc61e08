using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What the reconstruction of a half needs to know of one play, packed: a half keeps a few of these instead of whole plays.
/// </summary>
/// <param name="Number">The play's number.</param>
/// <param name="Pitcher">The man on the mound.</param>
/// <param name="Batter">The man at bat.</param>
/// <param name="Batted">The batter's own move, if any.</param>
public readonly record struct TracedPlay(
    short Number, LineupEntry Pitcher, LineupEntry Batter, PlayCode Code, TraceMarks Marks,
    TracedMove Batted, TracedMove First, TracedMove Second, TracedMove Third)
{
    public static TracedPlay Of(Game before, PlayMade play) => default;
}

/// <summary>What else was in the play.</summary>
[Flags]
public enum TraceMarks : byte
{
    None = 0, PassedBall = 1, WildPitch = 2, Error = 4, TurnEnded = 8, Placed = 16, Interference = 32,
}

/// <summary>One runner's part of a traced play; <see cref="Moved"/> is false where the base was empty or its man stayed.</summary>
public readonly record struct TracedMove(
    bool Moved, LineupEntry Runner, LineupEntry Charged, Base To, Fate Fate, Ruling Ruling, MoveMarks Marks);

[Flags]
public enum MoveMarks : byte
{
    None = 0,
    /// <summary>An error stands on this move: part of the way, or all of it, was given.</summary>
    Error = 1,
    /// <summary>The move was on a stolen base, wild pitch, balk or other play of the runners, not on the batted ball.</summary>
    Baserunning = 2,
    Forced = 4,
}
