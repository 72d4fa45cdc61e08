using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>Which runs are batted in (rule 9.04), where the scorer has not said.</summary>
internal static class RunsBattedIn
{
    public static bool Counts(Game game, ScoredPlay play, Advance run)
    {
        if (run.Ruling.HasFlag(Ruling.Rbi)) return true;
        if (!play.Code.EndsTurnAtBat()) return false;
        if ((run.Ruling & (Ruling.NoRbi | Ruling.OnWildPitch | Ruling.OnPassedBall)) != 0) return false;
        foreach (var handling in run.Handlings) if (handling.By.HasError) return false;
        return play.Code switch
        {
            PlayCode.Strikeout => false,
            // Only the man forced in by three on: the others went on something else.
            PlayCode.Walk or PlayCode.IntentionalWalk or PlayCode.HitByPitch or PlayCode.Interference =>
                run.From == Base.Third && game.Bases.Code == 7,
            PlayCode.ErrorMade => run.From == Base.Third && game.Outs < 2,
            _ => !IsGroundedDoublePlay(play),
        };
    }

    private static bool IsGroundedDoublePlay(ScoredPlay play) =>
        play.IsAnnotated("GDP") || play.IsAnnotated("BGDP") || play.IsAnnotated("GTP");
}
