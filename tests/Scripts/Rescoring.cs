using AkkaGame.Messages;

namespace AkkaGame.Scripts;

/// <summary>How a scorer may write a play otherwise.</summary>
public static class Rescoring
{
    /// <summary>The play as the scorer's box, perhaps with another code, credit or ruling; mostly it moves nobody.</summary>
    public static ScoredPlay Of(PlayMade play, Chance chance)
    {
        var same = new ScoredPlay(
            play.Parts,
            new([.. play.Moves.Select(move => new Advance(move.From, move.To, move.Fate, move.Implied, move.Handlings, move.Ruling))]),
            play.Trajectory, play.Location, play.Annotations);
        var by = (Position)(1 + chance.Below(9));
        return (play.Code, chance.Below(4)) switch
        {
            (PlayCode.Single, 0 or 1) => same with
            {
                Parts = new([new PlayPart(PlayCode.ErrorMade, Handlings: [new(Fielding.ErrorOf(by))]), .. play.Parts.Skip(1)]),
            },
            (PlayCode.ErrorMade, 0 or 1) => same with
            {
                Parts = new([new PlayPart(PlayCode.Single, Handlings: [new(Fielding.Of(by))]), .. play.Parts.Skip(1)]),
                // On a hit nobody let him on.
                Advances = new([.. same.Advances.Select(one => one.From == Base.Batter ? one with { Fate = Fate.Safe } : one)]),
            },
            (PlayCode.WildPitch, _) => same with { Parts = new([new PlayPart(PlayCode.PassedBall), .. play.Parts.Skip(1)]) },
            (PlayCode.PassedBall, _) => same with { Parts = new([new PlayPart(PlayCode.WildPitch), .. play.Parts.Skip(1)]) },
            (PlayCode.StolenBase, 0) => same with
            {
                Parts = new([new PlayPart(PlayCode.DefensiveIndifference), .. play.Parts.Skip(1)]),
            },
            // A runner elsewhere: that is no scoring change, and has to be refused.
            (_, 3) when same.Advances.Count > 0 => same with { Advances = new([.. same.Advances.Skip(1)]) },
            _ => same with { Location = chance.From("7", "8", "9", "78") },
        };
    }
}
