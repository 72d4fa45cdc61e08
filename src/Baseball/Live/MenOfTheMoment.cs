using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What a played game remembers of its men for a while: who has to leave, who relieved whom, whom a visit found on the mound.
/// </summary>
internal static class MenOfTheMoment
{
    public static LivePlay After(Game before, Game after, LivePlay live, SubstitutionMade change)
    {
        if (live.MustLeave.Count > 0)
            live = live with { MustLeave = new([.. live.MustLeave.Where(entry => after.Man(entry).IsIn)]) };
        if (change.In.Side != before.Fielding) return live;
        if (change.Position == Position.Pitcher)
            return before.Pitcher?.Player == change.Player ? live : live with { Reliever = change.Player };
        return change.Out == change.In && before.Man(change.In).Position == Position.Pitcher && !live.Crossed.Contains(change.Player)
            ? live with { Crossed = live.Crossed.Add(change.Player) }
            : live;
    }

    /// <summary>He is ejected or hurt. Where he is in the game he has to be replaced, in both his places if he holds two.</summary>
    public static LivePlay Without(Game game, LivePlay live, PlayerId player)
    {
        var leaving = live.MustLeave;
        var known = false;
        foreach (var side in (ReadOnlySpan<Side>)[Side.Away, Side.Home])
        {
            foreach (var man in game.Lineup(side).Men)
            {
                if (man.Player != player) continue;
                known = true;
                if (man.IsIn && !leaving.Contains(man.Entry)) leaving = leaving.Add(man.Entry);
            }

            known |= Changes.Has(live.ReservesOf(side).Bench, player) || Changes.Has(live.ReservesOf(side).Bullpen, player);
        }

        // A manager or a coach may be sent off too; that changes nothing here.
        return known && !live.Gone.Contains(player) ? live with { MustLeave = leaving, Gone = live.Gone.Add(player) } : live;
    }

    /// <summary>A second visit to the same pitcher in a half takes him out.</summary>
    public static LivePlay Visited(Game game, LivePlay live, Side side)
    {
        live = side == Side.Away
            ? live with { AwayVisits = (byte)(live.AwayVisits + 1) }
            : live with { HomeVisits = (byte)(live.HomeVisits + 1) };
        if (game.Pitcher?.Entry is not { } pitcher) return live;
        return live.Visited == pitcher && !live.MustLeave.Contains(pitcher)
            ? live with { MustLeave = live.MustLeave.Add(pitcher) }
            : live with { Visited = pitcher };
    }
}
