using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// A league's cards, as a league file holds them: its men, its clubs, and what a league's average comes to. Never changed: a game pins the
/// edition that it is played by (<see cref="Id"/>), and another number anywhere in it is another edition.
/// </summary>
/// <param name="Format">The file's form: <see cref="Form"/>.</param>
/// <param name="Name">For people.</param>
/// <param name="Notice">Whose facts it was made of, to be handed on with it; null where nobody's.</param>
/// <param name="Warnings">What a reader should know, such as that whole seasons were not counted.</param>
/// <param name="League">What the average comes to.</param>
/// <param name="Clubs">In the order of their names' codes.</param>
/// <param name="Men">By id.</param>
public sealed record Edition(
    string Format, string Name, string? Notice, EquatableArray<string> Warnings, LeagueRates League, EquatableArray<ClubCard> Clubs,
    EquatableArray<ManCard> Men)
{
    public const string Form = "akkagame-league-1";

    private FrozenDictionary<PlayerId, ManCard>? byId;
    private FrozenDictionary<TeamId, ClubCard>? byTeam;
    private string? id;

    /// <summary>A changed copy is another edition: nothing that was found out about this one goes with it.</summary>
    private Edition(Edition other)
    {
        (Format, Name, Notice, Warnings) = (other.Format, other.Name, other.Notice, other.Warnings);
        (League, Clubs, Men) = (other.League, other.Clubs, other.Men);
        recent = new MatchupChart?[other.recent.Length];
    }

    /// <summary>First 16 hex digits of the SHA-256 of its canonical file.</summary>
    [JsonIgnore]
    public string Id => id ??= Convert.ToHexStringLower(SHA256.HashData(EditionJson.Write(this)).AsSpan(0, 8));

    /// <summary>Charts of late match-ups: a play reads its own once for each of its dice. One that was overwritten is made again.</summary>
    private readonly MatchupChart?[] recent = new MatchupChart?[512];

    /// <summary>The chart of that match-up.</summary>
    public MatchupChart Chart(Matchup matchup)
    {
        // A place is one reference, written and read whole; whoever comes at the same time makes the same chart.
        var slot = matchup.GetHashCode() & recent.Length - 1;
        if (recent[slot] is { } found && found.Matchup == matchup) return found;
        return recent[slot] = new(matchup);
    }

    /// <summary>His card; null where the edition has none.</summary>
    public ManCard? Find(PlayerId man) => (byId ??= Men.ToFrozenDictionary(one => one.Id)).GetValueOrDefault(man);

    /// <summary>His card at bat, or that of a newcomer.</summary>
    /// <param name="isPitcher">He is on the mound today.</param>
    public BattingCard Batting(PlayerId man, bool isPitcher) =>
        Find(man)?.Batting ?? (isPitcher ? League.Newcomer.PitcherAtBat : League.Newcomer.Batter);

    /// <summary>His card on the mound, or that of a newcomer.</summary>
    public PitchingCard Pitching(PlayerId man) => Find(man)?.Pitching ?? League.Newcomer.Pitcher;

    public ClubCard? Find(TeamId club) => (byTeam ??= Clubs.ToFrozenDictionary(one => one.Team)).GetValueOrDefault(club);

    /// <summary>The same by its id: two editions of one id are one.</summary>
    public bool Equals(Edition? other) => other is not null && Id == other.Id;

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
}

/// <summary>
/// What the average of a league comes to. Rates are parts of ten million in the order of <see cref="Outcomes.All"/>, factors per mille in
/// the order of <see cref="Outcomes.OnCards"/>.
/// </summary>
/// <param name="LeftLeft">A left-handed batter against a left-handed pitcher; the others alike, the batter's hand first.</param>
/// <param name="AtHome">What batting at home does.</param>
/// <param name="Away">What batting away does.</param>
/// <param name="TimesThrough">
/// What it does that the pitcher has faced so many: a starter's first nine batters, the second, the third, the rest; a reliever's first
/// nine, the rest.
/// </param>
/// <param name="PinchHitting">What it does that a batter has come off the bench for this turn.</param>
/// <param name="Newcomer">Whoever has no card: an average man of little use, also on the mound and with a bat that is a pitcher's.</param>
public sealed record LeagueRates(
    EquatableArray<int> LeftLeft, EquatableArray<int> LeftRight, EquatableArray<int> RightLeft, EquatableArray<int> RightRight,
    EquatableArray<int> AtHome, EquatableArray<int> Away, EquatableArray<EquatableArray<int>> TimesThrough,
    EquatableArray<int> PinchHitting, Newcomers Newcomer)
{
    /// <summary>Of <see cref="TimesThrough"/>.</summary>
    public const int Times = 6;

    internal EquatableArray<int> Of(Hand batter, Hand pitcher) => (batter, pitcher) switch
    {
        (Hand.Left, Hand.Left) => LeftLeft,
        (Hand.Left, _) => LeftRight,
        (_, Hand.Left) => RightLeft,
        _ => RightRight,
    };
}

/// <param name="Batter">At bat.</param>
/// <param name="PitcherAtBat">A pitcher who bats.</param>
/// <param name="Pitcher">On the mound.</param>
public sealed record Newcomers(BattingCard Batter, BattingCard PitcherAtBat, PitchingCard Pitcher);

/// <summary>A club and its park.</summary>
/// <param name="Park">What its home park does to each outcome, per mille, for both sides.</param>
/// <param name="Men">Those who played for it most of their games: a man belongs to one club.</param>
public sealed record ClubCard(TeamId Team, string Name, EquatableArray<int> Park, EquatableArray<PlayerId> Men);

/// <summary>A man's cards.</summary>
/// <param name="Batting">Null where he never bats.</param>
/// <param name="Pitching">Null where he never pitches.</param>
public sealed record ManCard(
    PlayerId Id, string Name, Hand Bats, Hand Throws, BattingCard? Batting, PitchingCard? Pitching, RunningCard Running,
    EquatableArray<FieldingCard> Fielding)
{
    /// <summary>His card for that position, or null.</summary>
    public FieldingCard? At(Position position)
    {
        foreach (var card in Fielding) if (card.Position == position) return card;
        return null;
    }
}

/// <summary>What he does at bat: parts of ten million in the order of <see cref="Outcomes.OnCards"/>, by the pitcher's hand.</summary>
/// <param name="Turns">Turns at bat that were counted.</param>
/// <param name="DoublePlays">Of his balls on the ground with a man to force, per mille of an average man's.</param>
/// <param name="BuntHits">Of his bunts, per mille of what those make who bunt.</param>
public sealed record BattingCard(EquatableArray<int> Left, EquatableArray<int> Right, int Turns, int DoublePlays, int BuntHits)
{
    public EquatableArray<int> Against(Hand pitcher) => pitcher == Hand.Left ? Left : Right;
}

/// <summary>What batters do against him: as <see cref="BattingCard"/>, by the batter's hand.</summary>
/// <param name="Turns">Batters that were counted.</param>
/// <param name="Stamina">Batters that he faces when he starts, or, where he never does, when he relieves.</param>
/// <param name="WildPitches">Per mille of an average man's.</param>
/// <param name="Caught">Men caught stealing off him, per mille of an average man's.</param>
public sealed record PitchingCard(
    EquatableArray<int> Left, EquatableArray<int> Right, int Turns, PitchingRole Role, int Stamina, int WildPitches, int Caught)
{
    public EquatableArray<int> Against(Hand batter) => batter == Hand.Left ? Left : Right;
}

public enum PitchingRole : byte { Starter, Reliever, Closer, Fielder }

/// <param name="Steals">How often he goes with second open, per mille of his chances.</param>
/// <param name="StealsOfThird">How often he goes with third open.</param>
/// <param name="Caught">How often he is caught, per mille of those who go.</param>
/// <param name="Speed">How often he makes the extra base, per mille of an average man.</param>
/// <param name="CaughtPerMille">The same, per mille of an average man's, as a factor on the chart of a steal.</param>
public sealed record RunningCard(int Steals, int StealsOfThird, int Caught, int CaughtPerMille, int Speed);

/// <param name="Games">In which he stood there.</param>
/// <param name="Range">Balls that he turns into outs, per mille of an average man's.</param>
/// <param name="Errors">Per mille of an average man's; of a catcher his passed balls.</param>
/// <param name="Arm">
/// An outfielder's: men thrown out who try for a base. A catcher's: men caught stealing. Per mille of an average man's.
/// </param>
public sealed record FieldingCard(Position Position, int Games, int Range, int Errors, int Arm);
