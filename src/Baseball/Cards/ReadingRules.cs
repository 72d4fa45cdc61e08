using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Whether what somebody read off his card can have happened, with these bases, outs and orders. A scorer is believed where a play is
/// possible at all, since he saw it; a reading must also be something that was ordered, agree with itself, and lack nothing that a box
/// score needs. Refusals name the member of <c>reading</c> and the rule.
/// </summary>
internal static class ReadingRules
{
    /// <param name="orders">What was decided, without what another decision made pointless.</param>
    public static Refusal? Refuse(Game game, PlayUnderWay orders, ScoredPlay play) =>
        ReadingSense.Written(play)
        ?? Named(PlayDecision.Parts(play))
        ?? Ordered(orders.Offense, play)
        ?? RunnersPlay(game, orders, play)
        ?? ThirdStrike(game, play)
        ?? Together(game, play)
        ?? Sacrifice(game, play)
        ?? Forced(game, play)
        ?? Named(PlayDecision.Refuse(game, play))
        ?? ReadingSense.Refuse(game, play);

    /// <summary>
    /// A reading as it is taken down: each advance marked as implied where the code says it, and nobody's word on runs. A scorer's
    /// shorthand says of each run that it is earned unless he writes otherwise; a card does not.
    /// </summary>
    public static ScoredPlay Taken(ScoredPlay play)
    {
        var advances = new Advance[play.Advances.Count];
        for (var i = 0; i < advances.Length; i++)
            advances[i] = play.Advances[i] with { Ruling = play.Advances[i].Ruling & ~Ruling.Earned };
        return Implied.Marked(play with { Advances = new(advances) });
    }

    /// <summary>Intentional walks, bunts and steals happen where they were ordered, and not else.</summary>
    private static Refusal? Ordered(OffensiveDecision offense, ScoredPlay play)
    {
        for (var i = 0; i < play.Parts.Count; i++)
        {
            var part = play.Parts[i];
            if (part.Code == PlayCode.IntentionalWalk)
                return Refusal.Illegal($"reading.parts[{i}].code", "walk-not-ordered", "Nobody ordered an intentional walk.");
            var goes = part.Code is PlayCode.StolenBase or PlayCode.CaughtStealing or PlayCode.PickedOffStealing;
            if (goes && !IsSent(offense, part.Base))
                return Refusal.Illegal($"reading.parts[{i}].base", "steal-not-ordered", $"Nobody was sent to steal {part.Base}.");
            if (part.Code == PlayCode.DefensiveIndifference && !IsAnybodySent(offense))
                return Refusal.Illegal($"reading.parts[{i}].code", "steal-not-ordered", "Nobody was sent to take a base.");
        }

        if (offense.Bunt == Bunt.None)
        {
            if (IsBunt(play.Trajectory)) return Refusal.Illegal("reading.trajectory", "bunt-not-ordered", "Nobody ordered a bunt.");
            if (play.IsAnnotated("SH"))
                return Refusal.Illegal("reading.annotations", "bunt-not-ordered", "Nobody ordered the bunt that a sacrifice hit is.");
        }

        return null;
    }

    /// <summary>True where a runner goes for that base: by order, with the batter's swing, or with his bunt.</summary>
    private static bool IsSent(OffensiveDecision orders, Base to) => to switch
    {
        Base.Second => orders.Steal.Second != Steal.None || orders.HitAndRun || orders.RunAndHit,
        Base.Third => orders.Steal.Third != Steal.None || orders.HitAndRun || orders.RunAndHit,
        Base.Home => orders.Steal.Home != Steal.None || orders.Bunt == Bunt.Squeeze,
        _ => false,
    };

    private static bool IsAnybodySent(OffensiveDecision orders) =>
        orders.Steal.Any || orders.HitAndRun || orders.RunAndHit || orders.Bunt == Bunt.Squeeze;

    private static bool IsBunt(Trajectory trajectory) => trajectory is >= Trajectory.BuntGroundBall and <= Trajectory.BuntFoul;

    /// <summary>A play of the runners needs one, and moves one.</summary>
    private static Refusal? RunnersPlay(Game game, PlayUnderWay orders, ScoredPlay play)
    {
        if (play.Code.EndsTurnAtBat() || play.Code == PlayCode.FoulError) return null;
        if (game.Bases.Count == 0)
            return Refusal.Illegal("reading.parts[0].code", "no-runner", $"{play.Code} needs a runner, and the bases are empty.");
        if (play.Code == PlayCode.Balk) return Balk(game, play);
        if (play.Advances.Count > 0 || play.Code.NamesABase()) return null;
        return play.Code == PlayCode.OtherAdvance && (orders.Defense.Pickoff != Base.Batter || IsAnybodySent(orders.Offense))
            ? null // A throw that the runner beats, a jump that he does not get.
            : Refusal.Illegal("reading.advances", "nobody-moves", $"{play.Code} moves at least one runner.");
    }

    private static Refusal? Balk(Game game, ScoredPlay play)
    {
        for (var on = Base.First; on <= Base.Third; on++)
        {
            if (game.Bases[on] is null || Find(play, on) is { Fate: not Fate.Out } moved && moved.To > on) continue;
            return Refusal.Illegal("reading.advances", "balk", $"On a balk every runner gets a base, also the man on {on}.");
        }

        return null;
    }

    /// <summary>A third strike that is dropped lets the batter run only with first open or two out.</summary>
    private static Refusal? ThirdStrike(Game game, ScoredPlay play)
    {
        if (play.Code != PlayCode.Strikeout || game.Bases.First is null || game.Outs == 2) return null;
        var ran = Find(play, Base.Batter) is { } batter && (batter.Fate != Fate.Out || batter.To > Base.First);
        foreach (var handling in play.Parts[0].Handlings) ran |= handling.By.Length > 1;
        return ran
            ? Refusal.Illegal(
                "reading.advances", "dropped-third-strike",
                "With a man on first and less than two out the batter is out on strikes, dropped or not.")
            : null;
    }

    /// <summary>Double and triple plays.</summary>
    private static Refusal? Together(Game game, ScoredPlay play)
    {
        var outs = Outs(play);
        if (outs > 1 && game.Bases.Count == 0)
            return Refusal.Illegal("reading.advances", "double-play", "There is nobody on base to be put out beside the batter.");
        if (outs > 1 && game.Outs == 2)
            return Refusal.Illegal("reading.advances", "double-play", "With two out there is only one out left to make.");
        foreach (var annotation in play.Annotations)
        {
            var needed = annotation switch
            {
                "DP" or "GDP" or "BGDP" or "LDP" or "FDP" or "BPDP" => 2,
                "TP" or "GTP" or "BGTP" or "LTP" or "FTP" or "BPTP" => 3,
                _ => outs,
            };
            if (outs == needed) continue;
            return Refusal.Illegal("reading.annotations", "double-play", $"{annotation} makes {needed} outs, and the moves make {outs}.");
        }

        return null;
    }

    private static Refusal? Sacrifice(Game game, ScoredPlay play)
    {
        var (fly, hit) = (play.IsAnnotated("SF"), play.IsAnnotated("SH"));
        if (!fly && !hit) return null;
        var rule = fly ? "sacrifice-fly" : "sacrifice-hit";
        if (fly && hit) return Refusal.Illegal("reading.annotations", rule, "A play is one kind of sacrifice, not both.");
        if (game.Outs == 2) return Refusal.Illegal("reading.annotations", rule, "With two out there is nothing to sacrifice.");
        if (play.Code is not (PlayCode.Out or PlayCode.ErrorMade or PlayCode.FieldersChoice))
            return Refusal.Illegal("reading.annotations", rule, "On a sacrifice the batter puts the ball in play and should be out.");
        if (fly && play.Trajectory is Trajectory.GroundBall or Trajectory.BuntGroundBall)
            return Refusal.Illegal("reading.annotations", rule, "A sacrifice fly is hit in the air.");
        foreach (var advance in play.Advances)
        {
            var goesUp = advance.From != Base.Batter && advance.Fate != Fate.Out && advance.To > advance.From;
            if (goesUp && (hit || advance.To == Base.Home)) return null;
        }

        return Refusal.Illegal(
            "reading.annotations", rule, fly ? "On a sacrifice fly a runner scores." : "On a sacrifice hit a runner moves up.");
    }

    /// <summary>Where the batter becomes a runner, every man with a full house behind him has to go.</summary>
    private static Refusal? Forced(Game game, ScoredPlay play)
    {
        if (!play.Code.EndsTurnAtBat() || Find(play, Base.Batter) is not { Fate: not Fate.Out }) return null;
        if (game.Outs + Outs(play) >= 3) return null;
        for (var on = Base.First; on <= Base.Third && game.Bases.Forces(on); on++)
        {
            if (Find(play, on) is not { } moved || moved.Fate != Fate.Out && moved.To <= on)
                return Refusal.Illegal("reading.advances", "forced", $"The batter is on his way: the man on {on} is forced to go.");
        }

        return null;
    }

    /// <summary>What <paramref name="play"/> says of the man who began there; null where it does not name him.</summary>
    internal static Advance? Find(ScoredPlay play, Base from)
    {
        foreach (var advance in play.Advances) if (advance.From == from) return advance;
        return null;
    }

    internal static int Outs(ScoredPlay play)
    {
        var outs = 0;
        foreach (var advance in play.Advances) if (advance.Fate == Fate.Out) outs++;
        return outs;
    }

    /// <summary>The rules of scored plays name their field <c>play</c>.</summary>
    private static Refusal? Named(Refusal? refused) =>
        refused is { Field: { } field } && field.StartsWith("play", StringComparison.Ordinal)
            ? refused with { Field = "reading" + field["play".Length..] }
            : refused;
}
