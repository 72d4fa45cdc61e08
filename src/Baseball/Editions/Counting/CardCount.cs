using System.Globalization;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>A turn at bat that the two men settled: no bunt, no intentional walk.</summary>
/// <param name="Outcome">Its place in <see cref="Outcomes.All"/>.</param>
/// <param name="Times">As in <see cref="LeagueRates.TimesThrough"/>.</param>
internal readonly record struct CountedTurn(
    PlayerId Batter, PlayerId Pitcher, bool IsPitchers, Hand Bats, Hand Throws, byte Bases, byte Outs, bool AtHome, TeamId Park, byte Times,
    bool IsPinchHitters, byte Outcome);

/// <summary>A man's hands, as a roster has them.</summary>
public readonly record struct Hands(Hand Bats, Hand Throws);

/// <summary>
/// Counts real games for cards: each turn at bat with its situation, and beside each man's other deeds what average men would have done
/// there (<see cref="Versus"/>), as the charts of average men have it. One game after the other, each from its first play to its last.
/// </summary>
/// <param name="hands">By man; who is not in it bats and throws right.</param>
public sealed class CardCount(IReadOnlyDictionary<PlayerId, Hands> hands)
{
    private readonly List<CountedTurn> turns = [];
    private readonly Dictionary<PlayerId, ManCount> men = [];
    private readonly Dictionary<TeamId, int> homeGames = [];
    private readonly Dictionary<TeamId, int> awayGames = [];
    private bool fresh = true;

    /// <summary>Games counted so far.</summary>
    public int Games { get; private set; }

    internal IReadOnlyList<CountedTurn> Turns => turns;

    internal IReadOnlyDictionary<PlayerId, ManCount> Men => men;

    internal IReadOnlyDictionary<PlayerId, Hands> Hands => hands;

    internal IReadOnlyDictionary<TeamId, int> HomeGames => homeGames;

    internal IReadOnlyDictionary<TeamId, int> AwayGames => awayGames;

    /// <summary>Counts a play.</summary>
    /// <param name="before">The game as it stood before it.</param>
    public void Add(Game before, PlayMade play)
    {
        if (fresh) Chances(before);
        fresh = play.Ended != Ended.Nothing;
        Running(before, play);
        if (play.Code == PlayCode.FoulError) FieldingCount.Charge(this, before, play, Position.Pitcher);
        if (!play.Ended.HasFlag(Ended.PlateAppearance) || !play.Code.EndsTurnAtBat() || play.Code == PlayCode.IntentionalWalk) return;
        if (play.Trajectory is Trajectory.BuntGroundBall or Trajectory.BuntPopUp or Trajectory.BuntLineDrive or Trajectory.BuntFoul)
        {
            Bunt(before, play);
            return;
        }

        if (OutcomeOf(play) is not { } outcome) return;
        var throws = before.Turn.ThrowsNow is Hand.Left or Hand.Right ? before.Turn.ThrowsNow : Of(before.Man(play.Pitcher).Player).Throws;
        turns.Add(new(
            before.Man(play.Batter).Player, before.Man(play.Pitcher).Player, before.Man(play.Batter).Position == Position.Pitcher,
            Bats(before, before.Man(play.Batter).Player, throws), throws == Hand.Left ? Hand.Left : Hand.Right, play.BasesBefore,
            play.OutsBefore, before.Batting == Side.Home, before.Fixture!.Home,
            (byte)Matchup.TimesThrough(before.Lineup(before.Fielding).Pitchers[^1]),
            before.Man(play.Batter).Position == Position.PinchHitter, (byte)Outcomes.IndexOf(outcome)));
        FieldingCount.Add(this, before, play, outcome);
    }

    /// <summary>A game is over: who played where, who started, who saved it.</summary>
    public void End(Game final)
    {
        Games++;
        fresh = true;
        var fixture = final.Fixture!;
        homeGames[fixture.Home] = homeGames.GetValueOrDefault(fixture.Home) + 1;
        awayGames[fixture.Away] = awayGames.GetValueOrDefault(fixture.Away) + 1;
        foreach (var side in (ReadOnlySpan<Side>)[Side.Away, Side.Home])
        {
            var club = side == Side.Away ? fixture.Away : fixture.Home;
            foreach (var man in final.Lineup(side).Men)
            {
                var count = Man(man.Player);
                count.Name = man.Name;
                if (man.Position.IsFielder()) count.Games[(int)man.Position]++;
                if (man.Entry.Slot > 0 || man.Position == Position.Pitcher) count.Clubs[club] = count.Clubs.GetValueOrDefault(club) + 1;
            }

            foreach (var line in final.Lineup(side).Pitchers)
            {
                if (line.Started)
                {
                    Man(line.Player).Starts++;
                    Man(line.Player).BattersAsStarter += line.Batters;
                }
                else Man(line.Player).BattersInRelief += line.Batters;
            }
        }

        if (final.Ending?.Pitchers.Save is { } saved) Man(final.Man(saved).Player).Saves++;
    }

    /// <summary>Adds what another counted.</summary>
    public void Add(CardCount other)
    {
        turns.AddRange(other.turns);
        Games += other.Games;
        foreach (var (id, man) in other.men) Man(id).Add(man);
        foreach (var (club, games) in other.homeGames) homeGames[club] = homeGames.GetValueOrDefault(club) + games;
        foreach (var (club, games) in other.awayGames) awayGames[club] = awayGames.GetValueOrDefault(club) + games;
    }

    internal ManCount Man(PlayerId id)
    {
        if (!men.TryGetValue(id, out var man)) men.Add(id, man = new());
        return man;
    }

    private Hands Of(PlayerId man) => hands.TryGetValue(man, out var its) ? its : new(Hand.Right, Hand.Right);

    private Hand Bats(Game before, PlayerId batter, Hand throws) =>
        Matchup.BattingHand(before.Turn.BatsNow is Hand.Left or Hand.Right ? before.Turn.BatsNow : Of(batter).Bats, throws);

    /// <summary>The chart's word for it; null for what no match-up decides.</summary>
    private static string? OutcomeOf(PlayMade play) => play.Code switch
    {
        PlayCode.Strikeout => "K",
        PlayCode.Walk => "W",
        PlayCode.HitByPitch => "HP",
        PlayCode.Interference => "C",
        PlayCode.HomeRun when play.Parts[0].InsideThePark => "HR/I",
        PlayCode.HomeRun => play.Trajectory == Trajectory.LineDrive ? "HR/L" : "HR/F",
        PlayCode.Triple => "T",
        PlayCode.Double or PlayCode.GroundRuleDouble => "D/" + Ball(play, 'L'),
        PlayCode.Single => "S/" + Ball(play, 'L'),
        PlayCode.ErrorMade when play.IsAnnotated("OBS") => "OBS",
        PlayCode.Out or PlayCode.ErrorMade or PlayCode.FieldersChoice => Ball(play, 'G').ToString(),
        _ => null,
    };

    private static char Ball(PlayMade play, char unless) => play.Trajectory switch
    {
        Trajectory.GroundBall => 'G',
        Trajectory.FlyBall => 'F',
        Trajectory.LineDrive => 'L',
        Trajectory.PopUp => 'P',
        _ => unless,
    };

    private void Chances(Game before)
    {
        if (before.Bases is { First: { } first, Second: null }) Man(before.Man(first.Entry).Player).Chances++;
        if (before.Bases is { Second: { } second, Third: null }) Man(before.Man(second.Entry).Player).ChancesOfThird++;
    }

    private void Running(Game before, PlayMade play)
    {
        foreach (var part in play.Parts)
        {
            if (part.Code is not (PlayCode.StolenBase or PlayCode.CaughtStealing or PlayCode.PickedOffStealing)) continue;
            if (part.Base is not (Base.Second or Base.Third) || before.Bases[part.Base - 1] is not { } runner) continue;
            var man = Man(before.Man(runner.Entry).Player);
            var caught = part.Code == PlayCode.CaughtStealing;
            if (part.Base == Base.Second) man.Steals++;
            else man.StealsOfThird++;
            if (caught) man.Caught++;
            if (part.Code == PlayCode.PickedOffStealing) continue;
            var usual = part.Base == Base.Second ? CountedChart.CaughtAtSecond : CountedChart.CaughtAtThird;
            Man(before.Man(play.Catcher).Player).Arm[(int)Position.Catcher].Add(caught ? 1 : 0, usual);
            Man(before.Man(play.Pitcher).Player).CaughtOff.Add(caught ? 1 : 0, usual);
        }

        if (play.BasesBefore == 0) return;
        var name = string.Create(CultureInfo.InvariantCulture, $"running {play.BasesBefore}");
        var plain = !play.Code.EndsTurnAtBat();
        Man(before.Man(play.Pitcher).Player).WildPitches.Add(
            plain && play.Has(PlayCode.WildPitch) ? 1 : 0, CountedChart.Counted(name, "WP"));
        Man(before.Man(play.Catcher).Player).Errors[(int)Position.Catcher].Add(
            plain && play.Has(PlayCode.PassedBall) ? 1 : 0, CountedChart.Counted(name, "PB"));
    }

    /// <summary>Who bunts for a hit, or gets one out of a sacrifice.</summary>
    private void Bunt(Game before, PlayMade play)
    {
        var man = before.Man(play.Batter);
        if (man.Position == Position.Pitcher) return;
        var chart = before.Bases.Code == 0 || before.Outs == 2 ? CountedChart.BuntForAHit : CountedChart.SacrificeHits;
        Man(man.Player).BuntHits.Add(play.Code.IsHit() ? 1 : 0, chart);
    }
}
