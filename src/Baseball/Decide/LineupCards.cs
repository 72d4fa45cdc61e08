using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>The lineup card at home plate: nine batters, nine fielders, perhaps a pitcher who does not bat.</summary>
internal static class LineupCards
{
    public static TeamLineup Lineup(Side side, LineupCard card)
    {
        var men = new LineupPlayer[card.Places.Count];
        for (var i = 0; i < men.Length; i++)
        {
            var place = card.Places[i];
            men[i] = new(new(side, place.Slot, 0), place.Player, place.Name, place.Position, 0, 0);
        }

        return Pitching.Starting(new TeamLineup(new(men), []));
    }

    /// <summary>Null where the card may be handed in.</summary>
    public static Refusal? Refuse(LineupCard card, string field, RuleSet rules)
    {
        var slots = 0;
        var positions = 0;
        for (var i = 0; i < card.Places.Count; i++)
        {
            var place = card.Places[i];
            var at = $"{field}.places[{i}]";
            if (!place.Player.IsWellFormed)
                return Refusal.Illegal($"{at}.player", "player-id", "A player's id is 1 to 12 printable ASCII characters.");
            if (place.Slot > 9) return Refusal.Illegal(
                $"{at}.slot", "slot", $"There is no slot {place.Slot}: slots are 1 to 9, and 0 for a pitcher who does not bat.");
            if (place.Position is < Position.Pitcher or > Position.DesignatedHitter)
                return Refusal.Illegal(
                    $"{at}.position", "starting-position", "A starter plays one of the nine positions or is the designated hitter.");
            if (place.Slot == 0 && place.Position != Position.Pitcher)
                return Refusal.Illegal($"{at}.position", "slot-0", "Slot 0 belongs to the pitcher who does not bat.");
            if ((slots & 1 << place.Slot) != 0) return Refusal.Illegal($"{at}.slot", "slot-twice", $"Slot {place.Slot} is filled twice.");
            if ((positions & 1 << (int)place.Position) != 0)
                return Refusal.Illegal($"{at}.position", "position-twice", $"{place.Position} is filled twice.");
            for (var j = 0; j < i; j++)
            {
                if (card.Places[j].Player == place.Player && !IsTwoWay(card.Places[j], place, rules))
                    return Refusal.Illegal($"{at}.player", "player-twice", $"{place.Player} is on the card twice.");
            }

            slots |= 1 << place.Slot;
            positions |= 1 << (int)place.Position;
        }

        for (var slot = 1; slot <= 9; slot++)
            if ((slots & 1 << slot) == 0) return Refusal.Illegal($"{field}.places", "nine-batters", $"Nobody bats in slot {slot}.");
        for (var position = Position.Pitcher; position <= Position.RightField; position++)
            if ((positions & 1 << (int)position) == 0)
                return Refusal.Illegal($"{field}.places", "nine-fielders", $"Nobody plays {position}.");
        var hasDh = (positions & 1 << (int)Position.DesignatedHitter) != 0;
        var restingPitcher = (slots & 1) != 0;
        if (hasDh && rules.Dh == DhRule.None) return Refusal.Illegal($"{field}.places", "no-dh", "These rules have no designated hitter.");
        return hasDh == restingPitcher
            ? null
            : Refusal.Illegal($"{field}.places", "dh-and-slot-0", "A designated hitter bats for a pitcher in slot 0, and only for him.");
    }

    /// <summary>A player whom both cards name, or null.</summary>
    public static PlayerId? OnBoth(ExchangeLineups cards)
    {
        foreach (var one in cards.Away.Places)
            foreach (var other in cards.Home.Places) if (one.Player == other.Player) return one.Player;
        return null;
    }

    /// <summary>
    /// A starting pitcher may be his own designated hitter, where the rules let him stay in the one role when he leaves the other.
    /// </summary>
    private static bool IsTwoWay(LineupPlace one, LineupPlace other, RuleSet rules) =>
        (rules.DhSurvivesPitcher || rules.Reentry == ReentryRule.AllStar)
        && (one.Slot == 0 && other.Position == Position.DesignatedHitter || other.Slot == 0 && one.Position == Position.DesignatedHitter);
}
