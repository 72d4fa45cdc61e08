using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>A finished game's box proves itself: what one side did at bat, the other suffered in the field.</summary>
public static class BoxProof
{
    /// <summary>
    /// The equations that do not hold, by name and with both their sides (<c>away at bat: 29 and 30</c>); empty where the box is proved. A
    /// box of a game under way proves only what does not ask who is left on base.
    /// </summary>
    public static IReadOnlyList<string> Broken(BoxScore box)
    {
        var broken = new List<string>();
        foreach (var side in (ReadOnlySpan<Side>)[Side.Away, Side.Home]) Prove(box, side, broken);
        return broken;
    }

    /// <summary>Every out of the play has its put-out, or was made by somebody the scorer did not see.</summary>
    internal static bool HasPutOuts(PlayMade play) => play.Credits.PutOuts.Length == play.Outs
        || play.Credits.PutOuts.Length < play.Outs && BoxPlay.IsUnseen(play);

    private static void Prove(BoxScore box, Side side, List<string> broken)
    {
        var us = box.Of(side).Totals;
        var them = box.Of(side.Other()).Totals;
        var (bat, pitch) = (us.Batting, them.Pitching);
        var turns = bat.AtBats + bat.Walks + bat.HitByPitch + bat.SacrificeHits + bat.SacrificeFlies + bat.Interference;
        Equal("at bat", turns + us.Placed, bat.Runs + us.LeftOnBase + us.Outs, applies: box.IsOver);
        Equal("plate appearances", turns, bat.PlateAppearances);
        Equal("score", bat.Runs, box.Played.Of(side));
        Equal("line score", bat.Runs, Sum(box.Line.Of(side)));
        Equal("batters faced", bat.PlateAppearances, pitch.BattersFaced);
        Equal("at-bats", bat.AtBats, pitch.AtBats);
        Equal("runs", bat.Runs, pitch.Runs);
        Equal("hits", bat.Hits, pitch.Hits);
        Equal("doubles", bat.Doubles, pitch.Doubles);
        Equal("triples", bat.Triples, pitch.Triples);
        Equal("home runs", bat.HomeRuns, pitch.HomeRuns);
        Equal("walks", bat.Walks, pitch.Walks);
        Equal("intentional walks", bat.IntentionalWalks, pitch.IntentionalWalks);
        Equal("strikeouts", bat.Strikeouts, pitch.Strikeouts);
        Equal("hit by pitch", bat.HitByPitch, pitch.HitBatters);
        Equal("sacrifice hits", bat.SacrificeHits, pitch.SacrificeHits);
        Equal("sacrifice flies", bat.SacrificeFlies, pitch.SacrificeFlies);
        Equal("interference", bat.Interference, pitch.Interference);
        Equal("double plays grounded into", bat.GroundedIntoDoublePlays, pitch.GroundedIntoDoublePlays);
        Equal("outs", us.Outs, pitch.Outs);
        Equal("put-outs", us.Outs, them.Fielding.PutOuts + them.Unnamed);
        Equal("nine in the field", 9 * us.Outs, them.Fielding.Outs);
        if (pitch.EarnedRuns > pitch.Runs) broken.Add($"{Name(side.Other())} earned runs: {pitch.EarnedRuns} of {pitch.Runs}");
        if (bat.RunsBattedIn > bat.Runs) broken.Add($"{Name(side)} runs batted in: {bat.RunsBattedIn} of {bat.Runs}");

        void Equal(string what, int left, int right, bool applies = true)
        {
            if (applies && left != right) broken.Add($"{Name(side)} {what}: {left} and {right}");
        }
    }

    private static string Name(Side side) => side == Side.Away ? "away" : "home";

    private static int Sum(EquatableArray<byte> runs)
    {
        var sum = 0;
        foreach (var inning in runs) sum += inning;
        return sum;
    }
}
