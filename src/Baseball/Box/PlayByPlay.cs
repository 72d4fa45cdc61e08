using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>What happened, told to somebody who did not see it: one plain sentence an event.</summary>
public static class PlayByPlay
{
    /// <summary>
    /// The sentence for an event, given the state just before it; empty for what nobody announces. It never throws: what the facts leave
    /// open is left out, and a man who cannot be found is called <c>someone</c>.
    /// </summary>
    public static string Sentence(Game before, GameEvent happened) => happened switch
    {
        PlayMade play => PlayWords.Of(before, play),
        SubstitutionMade change => Substituted(before, change),
        HalfOpened half => Opened(before, half),
        HalfClosed half => Closed(before, half),
        RunnerPlaced(var runner, var on, _) => $"{Name(before, runner)} starts the inning on {on.Name()}.",
        RunnerRecharged(var on, var charged) => $"{Name(before, charged)} answers for the runner on {on.Name()}.",
        BatterAdjusted(var side, var slot) =>
            $"Slot {slot} of {Team(before, side)} bats now, {Name(before, before.Lineup(side).Holder(slot)?.Entry)}.",
        HandSet(var player, var pitching, var hand) when hand != Hand.Unknown =>
            $"{Name(before, player)} {(pitching ? "throws" : "bats")} {Handed(hand)}.",
        GameEnded ended => Ended(before, ended),
        GameStarted => "Play ball.",
        GameCreated created => $"{created.Away} at {created.Home}.",
        PlayReviewed review => Reviewed(review),
        PlayerEjected ejected => $"{Person(before, ejected.Person)} was ejected{By(ejected.Umpire)}{Because(ejected.Reason)}.",
        GameDelayed delayed => $"The game is delayed{Because(delayed.Reason)}{Until(delayed.ResumesAt)}.",
        GameSuspended(var reason) => $"The game is suspended{Because(reason)}.",
        GameResumed resumed => Resumed(resumed),
        PitchersOfRecordNamed named => Named(before, named),
        SeatTaken { Level: > 0 } taken => $"A computer manager has {Team(before, taken.Side)}.",
        SeatTaken { Manager: { } manager } taken => $"{manager} manages {Team(before, taken.Side)}.",
        SeatHandedOver { Level: > 0 } over => $"A computer manager takes over {Team(before, over.Side)}.",
        SeatHandedOver { Manager: { } manager } over => $"{manager} is back with {Team(before, over.Side)}.",
        MoundVisited visit => $"{Team(before, visit.Side)} visits its pitcher{VisitsLeft(before, visit.Left)}.",
        PlayerInjured(var player, var until) => $"{Name(before, player)} is hurt{Because(until)}.",
        GameCancelled(var reason) => $"The game is cancelled{Because(reason)}.",
        _ => "",
    };

    private static string Handed(Hand hand) => hand switch
    {
        Hand.Left => "left-handed",
        Hand.Right => "right-handed",
        _ => "with either hand",
    };

    private static string VisitsLeft(Game game, byte left) =>
        game.Fixture?.Rules.MoundVisits > 0 ? $", {FieldWords.Counted(left, "visit")} left" : "";

    private static string Until(long? at)
    {
        // A year far outside the calendar has no words; the sentence does without.
        if (at is not { } due || Math.Abs(due / 86_400_000.0) > 700_000) return "";
        return $" until {DateTime.UnixEpoch.AddMilliseconds(due):yyyy-MM-dd HH:mm} UTC";
    }

    private static string Resumed(GameResumed resumed)
    {
        var when = resumed.Date is { } date ? $" on {date:yyyy-MM-dd}" : "";
        return $"The game is resumed{when}{(resumed.Site is { } site ? $" at {site}" : "")}.";
    }

    private static string Substituted(Game before, SubstitutionMade change)
    {
        var man = FieldWords.LastName(change.Name);
        var replaced = change.Out is { } place && place != change.In ? Name(before, place) : null;
        var told = change.Kind switch
        {
            SubstitutionKind.PinchHitter => $"{man} bats for {replaced ?? "someone"}",
            SubstitutionKind.PinchRunner =>
                $"{man} runs for {replaced ?? "someone"}{(change.Base == Base.Batter ? "" : $" at {change.Base.Name()}")}",
            SubstitutionKind.Pitcher => Relieved(before, change, man),
            SubstitutionKind.PositionChange => $"{man} {(change.Position.IsFielder() ? "moves to" : "is now")} {change.Position.Name()}",
            _ => $"{man} replaces {replaced ?? "someone"}, {(change.Position.IsFielder() ? "playing " : "")}{change.Position.Name()}",
        };
        return told + (change.DhLost ? "; the pitcher bats from now on." : ".");
    }

    private static string Relieved(Game before, SubstitutionMade change, string man)
    {
        var pitching = before.Lineup(change.In.Side).At(Position.Pitcher)?.Entry;
        var told = pitching is { } leaves && leaves != change.In ? $"{man} relieves {Name(before, leaves)}" : $"{man} pitches";
        return change.Out is { Slot: not 0 } slot && slot != pitching ? $"{told}, batting for {Name(before, slot)}" : told;
    }

    private static string Opened(Game before, HalfOpened half)
    {
        var pitcher = before.Lineup(half.Batting.Other()).At(Position.Pitcher);
        return $"{Capital(half.Half.Name())} of the {FieldWords.Ordinal(half.Inning)}, {Team(before, half.Batting)} at bat"
            + (pitcher is { } man ? $", {FieldWords.LastName(man.Name)} pitching." : ".");
    }

    private static string Closed(Game before, HalfClosed half) =>
        $"End of the {half.Half.Name()} of the {FieldWords.Ordinal(half.Inning)}: {FieldWords.Counted(half.Runs, "run")}, "
        + $"{FieldWords.Counted(half.Hits, "hit")}, {FieldWords.Counted(half.Errors, "error")}, {half.LeftOnBase} left on base; "
        + $"{Score(before, before.Score)}.";

    private static string Ended(Game before, GameEnded ended)
    {
        var score = Score(before, ended.Official);
        var told = ended.How switch
        {
            HowEnded.Tied => $"The game ends in a tie{Because(ended.Reason)}, {score}",
            HowEnded.Called => $"The game is called{Because(ended.Reason)}, {score}",
            HowEnded.Forfeit => $"The game is forfeited{Because(ended.Reason)}, {score}",
            HowEnded.NoGame => $"No game{Because(ended.Reason)}",
            _ => ended.Winner is { } winner ? $"{Team(before, winner)} wins, {score}" : $"The game is over, {score}",
        };
        return told + "." + Record(before, ended.Pitchers);
    }

    private static string Record(Game before, PitchersOfRecord pitchers)
    {
        var words = new List<string>();
        if (pitchers.Win is { } win) words.Add($"winning pitcher {Name(before, win)}");
        if (pitchers.Loss is { } loss) words.Add($"losing pitcher {Name(before, loss)}");
        if (pitchers.Save is { } save) words.Add($"save {Name(before, save)}");
        return words.Count == 0 ? "" : $" {Capital(string.Join(", ", words))}.";
    }

    private static string Named(Game before, PitchersOfRecordNamed named)
    {
        var words = new List<string>();
        if (named.Win is { } win) words.Add($"{Name(before, win)} the win");
        if (named.Loss is { } loss) words.Add($"{Name(before, loss)} the loss");
        if (named.Save is { } save) words.Add($"{Name(before, save)} the save");
        return words.Count == 0 ? "The scorer leaves the pitchers of record to the rule." : $"The scorer gives {FieldWords.Listed(words)}.";
    }

    // The record's seventh field says whether the call was reversed.
    private static string Reviewed(PlayReviewed review) => review.Fields.Count > 6
        ? $"The call was reviewed and {(review.Fields[6] is "Y" ? "overturned" : "stands")}."
        : "The call was reviewed.";

    private static string By(string umpire) => umpire.Length == 0 ? "" : $" by {umpire}";

    private static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $" ({reason})";

    private static string Team(Game game, Side side) =>
        game.Fixture?.Team(side).Value ?? (side == Side.Away ? "the visitors" : "the home side");

    /// <summary>The side that leads first: <c>CLE 3, KCA 2</c>.</summary>
    internal static string Score(Game game, Score score) => score.Home > score.Away
        ? $"{Team(game, Side.Home)} {score.Home}, {Team(game, Side.Away)} {score.Away}"
        : $"{Team(game, Side.Away)} {score.Away}, {Team(game, Side.Home)} {score.Home}";

    internal static string Name(Game game, LineupEntry? entry)
    {
        if (entry is { } place)
            foreach (var man in game.Lineup(place.Side).Men) if (man.Entry == place) return FieldWords.LastName(man.Name);
        return "someone";
    }

    private static string Name(Game game, PlayerId player) =>
        Person(game, player.Value) is var name && name == player.Value ? name : FieldWords.LastName(name);

    private static string Person(Game game, string person)
    {
        foreach (var side in (ReadOnlySpan<Side>)[Side.Away, Side.Home])
            foreach (var man in game.Lineup(side).Men) if (man.Player.Value == person) return man.Name;
        return person.Length == 0 ? "someone" : person;
    }

    internal static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
