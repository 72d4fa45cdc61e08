using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>The upkeep of each pitcher's line and of the lead, as the game goes on.</summary>
internal static class Pitching
{
    /// <summary>The lineup with a line for the man who begins on the mound.</summary>
    public static TeamLineup Starting(TeamLineup lineup) => lineup.At(Position.Pitcher) is { } starter
        ? lineup with { Pitchers = [new PitcherLine { Entry = starter.Entry, Player = starter.Player, Started = true }] }
        : lineup;

    /// <summary>A half opens: the batters of this half are counted anew.</summary>
    public static TeamLineup Opened(TeamLineup fielding) => fielding.Pitchers is { Count: > 0 } lines && lines[^1].BattersThisHalf > 0
        ? fielding with { Pitchers = lines.With(lines.Count - 1, lines[^1] with { BattersThisHalf = 0 }) }
        : fielding;

    /// <summary>A man takes the mound, or goes on pitching from another place in the lineup.</summary>
    public static Game Entered(Game before, Game after, SubstitutionMade change)
    {
        var side = change.In.Side;
        var lineup = after.Lineup(side);
        var lines = new List<PitcherLine>(lineup.Pitchers);
        var at = lines.FindIndex(line => line.Player == change.Player);
        if (at >= 0 && at == lines.Count - 1)
        {
            lines[at] = lines[at] with { Entry = change.In };
        }
        else
        {
            var line = at < 0 ? new() { Player = change.Player } : lines[at];
            if (at >= 0) lines.RemoveAt(at);
            lines.Add(line with
            {
                Entry = change.In,
                BattersThisHalf = 0,
                EnteredLead = (sbyte)Math.Clamp(before.LeadOf(side), sbyte.MinValue, sbyte.MaxValue),
                EnteredBases = before.Bases.Code,
                SaveChance = IsSaveChance(before, side),
                LostLead = false,
            });
        }

        return after.With(side, lineup with { Pitchers = new([.. lines]) });
    }

    public static PitchersOfRecord OfRecord(Game game, Side? winner) => DecisionsOfRecord.Of(game, winner);

    /// <summary>The side in the field, with its pitchers' lines after a play.</summary>
    public static TeamLineup After(Game before, PlayMade play)
    {
        var fielding = before.Fielding;
        var lineup = before.Lineup(fielding);
        if (lineup.Pitchers.Count == 0) return lineup;

        var lines = lineup.Pitchers.AsSpan().ToArray();
        var turnEnded = play.Ended.HasFlag(Ended.PlateAppearance);
        var lead = before.LeadOf(fielding);
        ref var mound = ref lines[^1];
        mound = mound with
        {
            Outs = (short)(mound.Outs + play.Outs),
            Scored = (byte)(mound.Scored + play.Runs),
            BattersThisHalf = (byte)(mound.BattersThisHalf + (turnEnded ? 1 : 0)),
            LostLead = mound.LostLead || mound.EnteredLead > 0 && lead > 0 && lead - play.Runs <= 0,
            Day = mound.Day > 0 ? mound.Day : Day(before),
        };
        if (turnEnded && Line(lines, lineup, play.ChargedPitcher) is var faced and >= 0)
            lines[faced] = lines[faced] with { Batters = (short)(lines[faced].Batters + 1) };
        foreach (var move in play.Moves)
        {
            if (move.Scores && Line(lines, lineup, move.Charged) is var charged and >= 0)
                lines[charged] = lines[charged] with { Runs = (byte)(lines[charged].Runs + 1) };
        }

        return lineup with { Pitchers = new(lines) };
    }

    /// <summary>What the play's dice say of its pitcher's day; 0 where they say nothing, or nobody has a card.</summary>
    private static byte Day(Game before)
    {
        if (before is not { Fixture.Cards: not null, Live.UnderWay: { } play }) return 0;
        foreach (var roll in play.Rolls) if (roll.Purpose == RollPurpose.Matchup) return roll.Dice.D20;
        return 0;
    }

    /// <summary>
    /// A save can be earned (rule 9.19): a lead of at most three with an inning to pitch, or the tying run on base, at bat or on deck.
    /// </summary>
    private static bool IsSaveChance(Game game, Side side)
    {
        var lead = game.LeadOf(side);
        if (lead <= 0) return false;
        var outsLeft = (game.Fixture!.Rules.ScheduledInnings - game.Inning + 1) * 3 - game.Outs;
        return lead <= 3 && (outsLeft >= 3 || game.Inning > game.Fixture.Rules.ScheduledInnings) || lead <= game.Bases.Count + 2;
    }

    // The place may be one he has left for another in the order.
    private static int Line(PitcherLine[] lines, TeamLineup lineup, LineupEntry entry)
    {
        for (var i = lines.Length - 1; i >= 0; i--) if (lines[i].Entry == entry) return i;
        foreach (var man in lineup.Men) if (man.Entry == entry) return Array.FindLastIndex(lines, line => line.Player == man.Player);
        return -1;
    }

    /// <summary>Who leads after a play, and by whose doing.</summary>
    public static Lead LeadAfter(Game before, PlayMade play)
    {
        var batting = before.Batting;
        var was = before.LeadOf(batting);
        var @is = was + play.Runs;
        if (play.Runs == 0 || was > 0 || @is < 0) return before.Lead;
        if (@is == 0) return default;
        return new(batting, before.Lineup(batting).Pitchers[^1].Entry, AheadRun(play, level: -was));
    }

    /// <summary>
    /// The pitcher charged with the run after the <paramref name="level"/> that only level the score; the foremost man scores first.
    /// </summary>
    private static LineupEntry AheadRun(PlayMade play, int level)
    {
        for (var from = Base.Third; from > Base.Batter; from--)
            if (play.MoveFrom(from) is { Scores: true } run && level-- == 0) return run.Charged;
        return play.MoveFrom(Base.Batter)!.Charged;
    }
}
