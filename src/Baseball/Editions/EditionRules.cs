using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>What a league file has to be before anybody plays by it.</summary>
public static class EditionRules
{
    /// <summary>So many faults are told at once; a file with more of them is another kind of file.</summary>
    public const int FaultsMost = 20;

    private const int MenMost = 5_000, ClubsMost = 100, NameMost = 80, WarningsMost = 20;

    /// <summary>No man and no park does more to an outcome.</summary>
    private const int PerMilleMost = 5_000;

    private static readonly string[] times =
        ["a starter's first nine", "his second", "his third", "the rest", "a reliever's first nine", "his rest"];

    /// <summary>Nothing where the edition can be played by.</summary>
    public static IReadOnlyList<EditionFault> Faults(Edition edition)
    {
        var faults = new Found();
        if (edition.Format != Edition.Form)
            faults.Add("format", "format", $"This program reads {Edition.Form}, and the file is {Short(edition.Format)}.");
        faults.Name("name", edition.Name);
        if (edition.Warnings.Count > WarningsMost) faults.Add("warnings", "length", $"At most {WarningsMost} warnings.");
        League(faults, edition.League);
        if (edition.Clubs.Count > ClubsMost) faults.Add("clubs", "length", $"At most {ClubsMost} clubs.");
        if (edition.Men.Count > MenMost) faults.Add("men", "length", $"At most {MenMost} men.");
        if (faults.All.Count > 0) return faults.All;
        var men = new HashSet<PlayerId>();
        for (var i = 0; i < edition.Men.Count && !faults.AreMany; i++) Man(faults, edition.Men[i], $"men[{i}]", men);
        var (clubs, taken) = (new HashSet<TeamId>(), new HashSet<PlayerId>());
        for (var i = 0; i < edition.Clubs.Count && !faults.AreMany; i++) Club(faults, edition.Clubs[i], $"clubs[{i}]", clubs, men, taken);
        return faults.All;
    }

    private static void League(Found faults, LeagueRates league)
    {
        faults.Rates("league.leftLeft", league.LeftLeft, Outcomes.Count);
        faults.Rates("league.leftRight", league.LeftRight, Outcomes.Count);
        faults.Rates("league.rightLeft", league.RightLeft, Outcomes.Count);
        faults.Rates("league.rightRight", league.RightRight, Outcomes.Count);
        faults.Factors("league.atHome", league.AtHome);
        faults.Factors("league.away", league.Away);
        if (league.TimesThrough.Count != LeagueRates.Times)
            faults.Add("league.timesThrough", "length", $"There are {LeagueRates.Times}: {string.Join(", ", times)}.");
        for (var i = 0; i < league.TimesThrough.Count; i++) faults.Factors($"league.timesThrough[{i}]", league.TimesThrough[i]);
        faults.Factors("league.pinchHitting", league.PinchHitting);
        Batting(faults, league.Newcomer.Batter, "league.newcomer.batter");
        Batting(faults, league.Newcomer.PitcherAtBat, "league.newcomer.pitcherAtBat");
        Pitching(faults, league.Newcomer.Pitcher, "league.newcomer.pitcher");
    }

    private static void Man(Found faults, ManCard man, string field, HashSet<PlayerId> men)
    {
        if (!man.Id.IsWellFormed) faults.Add($"{field}.id", "id", "A man's id is 1 to 12 letters and digits.");
        else if (!men.Add(man.Id)) faults.Add($"{field}.id", "man-twice", $"{man.Id} has two cards.");
        faults.Name($"{field}.name", man.Name);
        if (man.Bats is not (Hand.Left or Hand.Right or Hand.Both)) faults.Add($"{field}.bats", "hand", "A man bats Left, Right or Both.");
        if (man.Throws is not (Hand.Left or Hand.Right)) faults.Add($"{field}.throws", "hand", "A man throws Left or Right.");
        if (man.Batting is { } batting) Batting(faults, batting, $"{field}.batting");
        if (man.Pitching is { } pitching) Pitching(faults, pitching, $"{field}.pitching");
        faults.Share($"{field}.running.steals", man.Running.Steals);
        faults.Share($"{field}.running.stealsOfThird", man.Running.StealsOfThird);
        faults.Share($"{field}.running.caught", man.Running.Caught);
        faults.Factor($"{field}.running.caughtPerMille", man.Running.CaughtPerMille);
        faults.Factor($"{field}.running.speed", man.Running.Speed);
        var stood = 0;
        for (var i = 0; i < man.Fielding.Count; i++)
        {
            var (card, at) = (man.Fielding[i], $"{field}.fielding[{i}]");
            if (!card.Position.IsFielder()) faults.Add($"{at}.position", "position", "Pitcher to RightField.");
            else if ((stood & 1 << (int)card.Position) != 0) faults.Add($"{at}.position", "position-twice", "Each position once.");
            else stood |= 1 << (int)card.Position;
            faults.Factor($"{at}.range", card.Range);
            faults.Factor($"{at}.errors", card.Errors);
            faults.Factor($"{at}.arm", card.Arm);
            if (card.Games < 0) faults.Add($"{at}.games", "negative", "Games are 0 or more.");
        }
    }

    private static void Batting(Found faults, BattingCard card, string field)
    {
        faults.Card(field, card.Left, card.Right, card.Turns);
        faults.Factor($"{field}.doublePlays", card.DoublePlays);
        faults.Factor($"{field}.buntHits", card.BuntHits);
    }

    private static void Pitching(Found faults, PitchingCard card, string field)
    {
        faults.Card(field, card.Left, card.Right, card.Turns);
        faults.Factor($"{field}.wildPitches", card.WildPitches);
        faults.Factor($"{field}.caught", card.Caught);
        if (card.Stamina is < 1 or > 100) faults.Add($"{field}.stamina", "stamina", "He faces 1 to 100 batters.");
        if (!Enum.IsDefined(card.Role)) faults.Add($"{field}.role", "role", "Starter, Reliever, Closer or Fielder.");
    }

    private static void Club(Found faults, ClubCard club, string field, HashSet<TeamId> clubs, HashSet<PlayerId> men,
        HashSet<PlayerId> taken)
    {
        if (!club.Team.IsWellFormed) faults.Add($"{field}.team", "id", "A club's id is 1 to 12 letters and digits.");
        else if (!clubs.Add(club.Team)) faults.Add($"{field}.team", "club-twice", $"{club.Team} stands there twice.");
        faults.Name($"{field}.name", club.Name);
        faults.Factors($"{field}.park", club.Park);
        for (var i = 0; i < club.Men.Count; i++)
        {
            if (!men.Contains(club.Men[i])) faults.Add($"{field}.men[{i}]", "no-card", $"{Short(club.Men[i].Value)} has no card.");
            else if (!taken.Add(club.Men[i])) faults.Add($"{field}.men[{i}]", "man-twice", $"{club.Men[i]} is a club's man already.");
        }
    }

    private static string Short(string text) => text.Length <= 20 ? text : text[..20] + "...";

    private sealed class Found
    {
        private readonly List<EditionFault> faults = [];

        public List<EditionFault> All => faults;

        public bool AreMany => faults.Count >= FaultsMost;

        public void Add(string field, string rule, string message)
        {
            if (!AreMany) faults.Add(new(field, rule, message));
        }

        public void Name(string field, string name)
        {
            if (string.IsNullOrWhiteSpace(name) || name.Length > NameMost)
                Add(field, "name", $"A name has 1 to {NameMost} characters.");
        }

        public void Card(string field, EquatableArray<int> left, EquatableArray<int> right, int turns)
        {
            Rates($"{field}.left", left, Outcomes.CardCount);
            Rates($"{field}.right", right, Outcomes.CardCount);
            if (turns < 0) Add($"{field}.turns", "negative", "Turns are 0 or more.");
        }

        /// <summary>Odds: none below 0 or above 1, and together one.</summary>
        public void Rates(string field, EquatableArray<int> rates, int count)
        {
            if (rates.Count != count)
            {
                Add(field, "length", $"{count} outcomes, and there are {rates.Count}.");
                return;
            }

            var sum = 0L;
            for (var i = 0; i < count; i++)
            {
                if (rates[i] is < 0 or > Outcomes.Whole)
                    Add($"{field}[{i}]", "odds", $"Odds of {Outcomes.All[i]} are 0 to {Outcomes.Whole}, and these are {rates[i]}.");
                sum += rates[i];
            }

            if (sum != Outcomes.Whole) Add(field, "odds-sum", $"Odds are {Outcomes.Whole} together, and these are {sum}.");
        }

        public void Factors(string field, EquatableArray<int> factors)
        {
            if (factors.Count != Outcomes.CardCount) Add(field, "length", $"{Outcomes.CardCount} outcomes, and there are {factors.Count}.");
            for (var i = 0; i < factors.Count; i++) Factor($"{field}[{i}]", factors[i]);
        }

        public void Factor(string field, int perMille)
        {
            if (perMille is < 0 or > PerMilleMost) Add(field, "factor", $"A factor is 0 to {PerMilleMost} per mille.");
        }

        public void Share(string field, int perMille)
        {
            if (perMille is < 0 or > 1_000) Add(field, "share", "A share is 0 to 1000 per mille.");
        }
    }
}
