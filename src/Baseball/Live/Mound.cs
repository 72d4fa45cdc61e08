using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Who may leave the mound and who may take it, and visits to it. A game that is scored writes down what happened; only a played one has
/// to go by these rules.
/// </summary>
internal static class Mound
{
    /// <summary>A lead of so many runs, either way, lets a man pitch who is no pitcher.</summary>
    private const int FielderPitchesLead = 6;

    /// <summary>Why the side in the field may not change its pitcher so, or null.</summary>
    public static Refusal? Refuse(Game before, Game after)
    {
        if (after.Pitcher is not { } comes) return null;
        if (before.Pitcher is { } leaves && leaves.Player != comes.Player)
        {
            if (MayNotLeave(before, leaves) is { } early) return early;
            var stays = after.Lineup(after.Fielding).Find(leaves.Player) is not null;
            if (stays && before.Live!.Crossed.Contains(leaves.Player))
            {
                return Refusal.Illegal(
                    "announcements", "crossed-twice",
                    $"{leaves.Name} came back to the mound in this inning, and may not leave it for a position again.");
            }
        }

        return before.Pitcher?.Player == comes.Player ? null : MayNotPitch(before, comes);
    }

    public static Refusal? Visit(Draft draft, Envelope envelope)
    {
        if (Authority.Manager(draft, envelope, out var side) is { } forbidden) return forbidden;
        if (Windows.Asked(draft, side, WindowKind.Pitch) is { } refused) return refused;
        if (side != draft.Game.Fielding)
            return new(RefusalCode.NotYourDecision, "by", "in-the-field", "Only the side in the field visits its pitcher.", Retry.NewId);
        if (Changes.Unready(draft.Game, side) is { } unready) return unready;
        var allowed = Allowed(draft.Game);
        var made = draft.Play.Visits(side);
        if (made >= allowed) return Refusal.Illegal("command", "mound-visits", $"That side has made its {allowed} visits to the mound.");
        var pitcher = draft.Game.Pitcher!.Value;
        if (draft.Play.Visited == pitcher.Entry && MayNotLeave(draft.Game, pitcher) is { } early)
            return early with { Message = $"A second visit would remove him. {early.Message}" };
        draft.Add(new MoundVisited(side, (byte)(allowed - made - 1)));
        if (Changes.Mend(draft)) Windows.Settle(draft);
        return null;
    }

    /// <summary>The rule's number, and one more for each extra inning; as many as can be counted where there is no rule.</summary>
    public static int Allowed(Game game) => game.Fixture!.Rules is { MoundVisits: > 0 and var visits, ScheduledInnings: var scheduled }
        ? Math.Min(byte.MaxValue, visits + Math.Max(0, game.Inning - scheduled))
        : byte.MaxValue;

    /// <summary>He has not faced the batters he has to; who is hurt or ejected may go at any time.</summary>
    private static Refusal? MayNotLeave(Game game, LineupPlayer pitcher)
    {
        if (game.Live!.MustLeave.Contains(pitcher.Entry)) return null;
        var line = game.Lineup(game.Fielding).Pitchers[^1];
        if (line is { Started: true, Batters: 0 } && game.Lineup(game.Fielding).Pitchers.Count == 1)
            return Refusal.Illegal("announcements", "first-batter", $"{pitcher.Name} started and has to pitch to his first batter.");
        var least = game.Fixture!.Rules.MinBatters;
        return game.Live.Reliever == pitcher.Player && line.BattersThisHalf < least
            ? Refusal.Illegal(
                "announcements", "min-batters",
                $"{pitcher.Name} has faced {line.BattersThisHalf} of the {least} batters that a reliever has to.")
            : null;
    }

    private static Refusal? MayNotPitch(Game game, LineupPlayer comes)
    {
        if (game.Fixture!.Rules.FielderMayPitch == FielderMayPitch.Any || IsPitcher(game, comes.Player)) return null;
        if (game.Inning > game.Fixture.Rules.ScheduledInnings || Math.Abs(game.LeadOf(game.Fielding)) >= FielderPitchesLead) return null;
        // Somebody has to pitch.
        foreach (var arm in game.Live!.ReservesOf(game.Fielding).Bullpen)
        {
            if (game.Lineup(game.Fielding).LastPlaceOf(arm.Player) is null && !game.Live.Gone.Contains(arm.Player))
            {
                return Refusal.Illegal(
                    "announcements", "fielder-may-pitch",
                    $"{comes.Name} is no pitcher: he may pitch in extra innings, or with a lead of {FielderPitchesLead} runs either way.");
            }
        }

        return null;
    }

    private static bool IsPitcher(Game game, PlayerId player)
    {
        foreach (var line in game.Lineup(game.Fielding).Pitchers) if (line.Player == player) return true;
        return Changes.Has(game.Live!.ReservesOf(game.Fielding).Bullpen, player);
    }
}
