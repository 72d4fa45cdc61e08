using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>A played game's card names everybody who may come in: bench and bullpen beside the nine.</summary>
internal static class Rosters
{
    public static Refusal? Refuse(LineupCard card, string field, RuleSet rules)
    {
        var named = new HashSet<PlayerId>();
        foreach (var place in card.Places) named.Add(place.Player);
        for (var i = 0; i < card.Unavailable.Count; i++)
        {
            var absent = card.Unavailable[i].Player;
            if (named.Contains(absent))
                return Refusal.Illegal($"{field}.unavailable[{i}].player", "unavailable", $"{absent} starts, and is not available.");
        }

        if ((Listed(card.Bench, $"{field}.bench", named) ?? Listed(card.Bullpen, $"{field}.bullpen", named)
            ?? Listed(card.Unavailable, $"{field}.unavailable", named)) is { } twice) return twice;
        var available = named.Count - card.Unavailable.Count;
        if (rules.Roster > 0 && available > rules.Roster)
            return Refusal.Illegal(field, "roster", $"{available} men are on the card, and a roster has {rules.Roster}.");
        return rules.PitcherLimit > 0 && card.Bullpen.Count + 1 > rules.PitcherLimit
            ? Refusal.Illegal(
                $"{field}.bullpen", "pitcher-limit",
                $"{card.Bullpen.Count + 1} pitchers are on the card, and {rules.PitcherLimit} are allowed.")
            : null;
    }

    /// <summary>A player whom both cards name, or null.</summary>
    public static PlayerId? OnBoth(LineupCard one, LineupCard other)
    {
        var named = new HashSet<PlayerId>(Everybody(one));
        foreach (var player in Everybody(other)) if (named.Contains(player)) return player;
        return null;
    }

    private static IEnumerable<PlayerId> Everybody(LineupCard card) =>
        card.Places.Select(place => place.Player).Concat(card.Bench.Concat(card.Bullpen).Select(man => man.Player));

    private static Refusal? Listed(EquatableArray<NamedPlayer> men, string field, HashSet<PlayerId> named)
    {
        for (var i = 0; i < men.Count; i++)
        {
            if (!men[i].Player.IsWellFormed)
                return Refusal.Illegal($"{field}[{i}].player", "player-id", "A player's id is 1 to 12 printable ASCII characters.");
            if (!named.Add(men[i].Player))
                return Refusal.Illegal($"{field}[{i}].player", "player-twice", $"{men[i].Player} is on the card twice.");
        }

        return null;
    }
}
