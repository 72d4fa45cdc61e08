using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What a scoresheet says just before a play: another slot bats, a hand is changed, a runner is placed by rule or charged to another
/// pitcher.
/// </summary>
internal static class Adjustments
{
    /// <summary>
    /// Makes them in order, each an event that <paramref name="game"/> has evolved afterwards. A refusal leaves
    /// <paramref name="events"/> unusable.
    /// </summary>
    public static Refusal? Make(ref Game game, RecordPlay command, List<GameEvent> events)
    {
        if (command.Placed is { } placed && Place(ref game, placed, events) is { } no) return no;
        if (command.BattingSlot is { } slot && Bat(ref game, slot, events) is { } wrong) return wrong;

        foreach (var (player, hand) in command.BatsNow) Add(ref game, new HandSet(player, Pitching: false, hand), events);
        foreach (var (player, hand) in command.ThrowsNow) Add(ref game, new HandSet(player, Pitching: true, hand), events);
        for (var i = 0; i < command.Recharged.Count; i++)
            if (Recharge(ref game, command.Recharged[i], $"recharged[{i}]", events) is { } not) return not;
        return null;
    }

    /// <summary>Another pitcher answers for the runner on a base.</summary>
    public static Refusal? Recharge(ref Game game, RechargedRunner recharged, string field, List<GameEvent> events)
    {
        var (pitcher, on) = recharged;
        if (game.Bases[on] is null) return Refusal.Illegal($"{field}.base", "empty-base", $"There is nobody on {on}.");
        if (game.PitcherNamed(pitcher) is not { } charged || charged.Side != game.Fielding)
            return Refusal.Illegal($"{field}.pitcher", "did-not-pitch", $"{pitcher} has not pitched for the side in the field.");
        Add(ref game, new RunnerRecharged(on, charged), events);
        return null;
    }

    /// <summary>Another slot bats; it may be the other side's, for its next turn.</summary>
    public static Refusal? Bat(ref Game game, BattingSlot slot, List<GameEvent> events)
    {
        if (slot.Slot is < 1 or > 9) return Refusal.Illegal("battingSlot.slot", "slot", "Slots 1 to 9 bat.");
        Add(ref game, new BatterAdjusted(slot.Side, slot.Slot), events);
        return null;
    }

    /// <summary>The man named, or whoever has taken his slot since, is put on the base.</summary>
    public static Refusal? Place(ref Game game, PlacedRunner placed, List<GameEvent> events)
    {
        if (game.Tally.Plays > 0)
            return Refusal.Illegal("placed", "half-under-way", "A runner is placed before the first play of a half.");
        if (placed.Base is < Base.First or > Base.Third)
            return Refusal.Illegal("placed.base", "base", "A runner is placed on first, second or third.");
        var rule = game.Fixture!.Rules.AutoRunner;
        if (rule.FromInning == 0 || game.Inning < rule.FromInning || placed.Base != rule.Base || game.Tally.Placed > 0)
            return Refusal.Illegal("placed", "no-placed-runner", "By these rules nobody is placed on that base in this half.");
        if (game.Bases[placed.Base] is not null) return Refusal.Illegal("placed.base", "two-on-a-base", $"{placed.Base} is taken.");
        var lineup = game.Lineup(game.Batting);
        if (BattingPlace(lineup, placed.Player) is not { } place || lineup.Holder(place.Slot) is not { } runner)
            return Refusal.Illegal("placed.player", "not-in-lineup", $"{placed.Player} is not in the lineup of the side at bat.");
        if (game.Pitcher is not { } pitcher) return Refusal.Illegal("command", "nine-fielders", "The side in the field has no pitcher.");
        Add(ref game, new RunnerPlaced(runner.Entry, placed.Base, pitcher.Entry), events);
        return null;
    }

    /// <summary>Where he bats, or batted last; a two-way player's place on the mound is none.</summary>
    private static LineupEntry? BattingPlace(TeamLineup lineup, PlayerId player)
    {
        LineupEntry? place = null;
        foreach (var man in lineup.Men) if (man.Player == player && man.Entry.Slot != 0) place = man.Entry;
        return place;
    }

    private static void Add(ref Game game, GameEvent happened, List<GameEvent> events)
    {
        game = Evolution.After(game, happened);
        events.Add(happened);
    }
}
