using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// A batch of announcements, made in order and checked at its end: men may share a position on the way, but when play goes on nine
/// fielders stand in nine places, nobody has returned, and a designated hitter bats for a pitcher who does not.
/// </summary>
internal static class SubstitutionDecision
{
    /// <param name="of">The side that changes its men and answers for its own only; null where a batch may hold both sides' men.</param>
    public static Verdict On(Game game, Substitute batch, Side? of = null)
    {
        if (Decision.Running(game) is { } stopped) return stopped;
        if (batch.Announcements.Count == 0) return Refusal.Illegal("announcements", "empty", "Nobody is announced.");
        var events = new List<GameEvent>(batch.Announcements.Count + 1);
        var opening = game.Pitcher?.Entry;
        var placed = batch.Placed;
        if (batch.BattingSlot is { } slot && Adjustments.Bat(ref game, slot, events) is { } wrong) return wrong;
        for (var i = 0; i < batch.Announcements.Count; i++)
        {
            // A runner placed by rule is charged to the man who opens the half, so pitchers come first; who runs for him comes after.
            if (batch.Announcements[i].Position == Position.PinchRunner && Place(ref game, ref placed, events) is { } early) return early;
            if (Made(game, batch.Announcements[i], opening, $"announcements[{i}]", out var change) is { } refused) return refused;
            game = Evolution.After(game, change!);
            events.Add(change!);
        }

        if (Place(ref game, ref placed, events) is { } late) return late;
        return of != game.Batting && Complete(game) is { } incomplete ? incomplete : Verdict.Accept(events);
    }

    /// <summary>What one announcement of a batch comes to; where it cannot be made, why, and no change.</summary>
    /// <param name="opening">Who pitched when time was called.</param>
    public static Refusal? Made(
        Game game, Announcement announced, LineupEntry? opening, string field, out SubstitutionMade? change)
    {
        var refused = Refuse(game, announced, field);
        change = refused is null ? Change(game, announced, opening) : null;
        return refused;
    }

    private static Refusal? Place(ref Game game, ref PlacedRunner? placed, List<GameEvent> events)
    {
        var waiting = placed;
        placed = null;
        return waiting is { } runner ? Adjustments.Place(ref game, runner, events) : null;
    }

    private static Refusal? Refuse(Game game, Announcement change, string field)
    {
        if (change.Slot > 9) return Refusal.Illegal($"{field}.slot", "slot", $"There is no slot {change.Slot}.");
        if (change.Position is Position.None or > Position.PinchRunner)
            return Refusal.Illegal($"{field}.position", "position", "There is no such position.");
        if (!change.Player.IsWellFormed)
            return Refusal.Illegal($"{field}.player", "player-id", "A player's id is 1 to 12 printable ASCII characters.");
        var lineup = game.Lineup(change.Side);
        if (lineup.Holder(change.Slot) is not { } replaced)
            return Refusal.Illegal(
                $"{field}.slot", "empty-slot", $"Nobody holds slot {change.Slot}: this side has no pitcher who does not bat.");
        if (change.Slot == 0 && change.Position != Position.Pitcher)
            return Refusal.Illegal($"{field}.position", "slot-0", "Slot 0 belongs to the pitcher who does not bat.");
        if (lineup.NextOrdinal(change.Slot) == byte.MaxValue)
            return Refusal.Illegal($"{field}.slot", "limits", $"Slot {change.Slot} has had as many men as can be counted.");
        var lenient = game.Fixture!.Rules.Reentry == ReentryRule.AllStar;
        if (change.Position == Position.DesignatedHitter && !IsDh(replaced) && !lenient)
        {
            return Refusal.Illegal(
                $"{field}.slot", "dh-slot", "The designated hitter's place in the order is fixed: who takes his slot takes his role.");
        }

        if (replaced.Player == change.Player)
        {
            return change.Position == Position.Pitcher && IsDh(replaced) && lineup.HasLeft(change.Player) && !lenient
                ? Refusal.Illegal($"{field}.player", "re-entry", $"{change.Player} was relieved on the mound and may not return to it.")
                : null;
        }

        var atBat = change.Side == game.Batting;
        if (change.Position is Position.PinchHitter or Position.PinchRunner && !atBat)
            return Refusal.Illegal($"{field}.position", "not-at-bat", "Only the side at bat sends up hitters and runners.");
        if (change.Position == Position.PinchHitter && change.Slot != game.Up(change.Side))
            return Refusal.Illegal(
                $"{field}.slot", "not-due", $"A pinch hitter takes the place of the man due, in slot {game.Up(change.Side)}.");
        if (change.Position == Position.PinchRunner && BaseOf(game, replaced.Entry) == Base.Batter)
            return Refusal.Illegal($"{field}.slot", "not-on-base", $"{replaced.Player} is not on base, so nobody can run for him.");
        if (change.Courtesy) return Courtesy(game, change, field);
        if (lineup.HasLeft(change.Player) && !MayReturn(game, lineup, change))
            return Refusal.Illegal($"{field}.player", "re-entry", $"{change.Player} has left the game and may not return.");
        // A pitcher who did not bat may take a batting slot (his side then loses its hitter for him); nobody else holds two.
        return lineup.Find(change.Player) is { Entry.Slot: not 0 }
            ? Refusal.Illegal($"{field}.player", "two-slots", $"{change.Player} is in the game already, in another slot.")
            : null;
    }

    /// <summary>He runs for a man who stays in the game, by the other side's leave; he may be in the game himself.</summary>
    private static Refusal? Courtesy(Game game, Announcement change, string field)
    {
        if (!game.Fixture!.Rules.CourtesyRunner)
            return Refusal.Illegal($"{field}.courtesy", "no-courtesy", "These rules know no courtesy runner.");
        for (var on = Base.First; on <= Base.Third; on++)
        {
            if (game.Bases[on] is { } runner && game.Man(runner.Entry).Player == change.Player)
                return Refusal.Illegal($"{field}.player", "on-base", $"{change.Player} is on base himself.");
        }

        return change.Position == Position.PinchRunner
            ? null
            : Refusal.Illegal($"{field}.position", "courtesy", "A courtesy is granted to a runner only.");
    }

    private static bool MayReturn(Game game, TeamLineup lineup, Announcement change)
    {
        if (game.Fixture!.Rules.Reentry == ReentryRule.AllStar) return true;
        var left = 0;
        var started = false;
        var onlyTheMound = true;
        LineupPlayer last = default;
        foreach (var man in lineup.Men)
        {
            if (man.Player != change.Player || man.IsIn) continue;
            onlyTheMound &= man.Entry.Slot == 0;
            started |= man.Entered == 0;
            left++;
            last = man;
        }

        // He lent his legs: he comes back to his own slot, for the man who ran for him.
        if (last.LentRunner) return last.Entry.Slot == change.Slot && lineup.Holder(change.Slot)?.Entry.Ordinal == last.Entry.Ordinal + 1;
        // In this very break his side lost its designated hitter: he may take a slot of his own.
        if (last.Entry.Slot == 0 && last.Left == game.Plays + 1 && !lineup.HasDh) return true;
        // A two-way player relieved on the mound has left only the mound while he stays in as the hitter.
        return onlyTheMound && lineup.Find(change.Player) is not null
            || game.Fixture.Rules.Reentry == ReentryRule.StarterOnce && started && left == 1;
    }

    private static SubstitutionMade Change(Game game, Announcement change, LineupEntry? openingPitcher)
    {
        var lineup = game.Lineup(change.Side);
        var replaced = lineup.Holder(change.Slot)!.Value;
        var stays = replaced.Player == change.Player;
        var entry = stays ? replaced.Entry : new(change.Side, change.Slot, lineup.NextOrdinal(change.Slot));
        var kind = change.Position switch
        {
            _ when stays => SubstitutionKind.PositionChange,
            Position.PinchHitter => SubstitutionKind.PinchHitter,
            Position.PinchRunner => SubstitutionKind.PinchRunner,
            Position.Pitcher => SubstitutionKind.Pitcher,
            _ => SubstitutionKind.Fielder,
        };
        return new(
            kind, replaced.Entry, entry, change.Player, change.Name, change.Position, change.Count,
            stays ? Base.Batter : BaseOf(game, replaced.Entry),
            DhLost: LosesDh(lineup, change, replaced),
            ForDh: !stays && change.Position is Position.PinchHitter or Position.PinchRunner && IsDh(replaced),
            Answers: stays ? null : Answers(game, change, replaced, openingPitcher),
            change.Courtesy);
    }

    /// <summary>
    /// The designated hitter is lost for the game when he fields, when a fielder pitches, or when the pitcher bats or fields.
    /// </summary>
    private static bool LosesDh(TeamLineup lineup, Announcement change, LineupPlayer replaced)
    {
        if (lineup.Holder(0) is not { } pitcher || change.Slot == 0) return false;
        if (change.Position == Position.Pitcher) return true;
        if (pitcher.Player == change.Player && lineup.Find(change.Player) is { Entry.Slot: 0 }) return true;
        return IsDh(replaced) && change.Position.IsFielder();
    }

    private static bool IsDh(LineupPlayer man) => man.Position == Position.DesignatedHitter || man.ForDh;

    /// <summary>
    /// Who still answers for the turn at bat under way: the batter replaced with two strikes, the pitcher relieved behind in the
    /// count. In a
    /// double switch the new pitcher takes another man's slot, so the one relieved is he who pitched when time was called.
    /// </summary>
    private static LineupEntry? Answers(Game game, Announcement change, LineupPlayer replaced, LineupEntry? relieved)
    {
        if (!change.Count.IsKnown) return null;
        if (change.Side == game.Batting) return replaced.Entry == game.Batter?.Entry && change.Count.Strikes == 2 ? replaced.Entry : null;
        return change.Position == Position.Pitcher && change.Count is { Balls: 3 } or { Balls: 2, Strikes: < 2 } ? relieved : null;
    }

    private static Base BaseOf(Game game, LineupEntry entry)
    {
        for (var on = Base.First; on <= Base.Third; on++) if (game.Bases[on]?.Entry == entry) return on;
        return Base.Batter;
    }

    /// <summary>Why play cannot go on after a batch, or null.</summary>
    public static Refusal? Complete(Game game)
    {
        var lineup = game.Lineup(game.Fielding);
        if (lineup.Gap() is { } gap)
            return Refusal.Illegal("announcements", "nine-fielders", $"The side in the field has nobody, or two men, as {gap}.");
        return lineup.InTwice() is { } twice
            ? Refusal.Illegal("announcements", "player-twice", $"{twice} would hold two places in the order.")
            : null;
    }
}
