using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating;

/// <summary>A man's season at bat.</summary>
internal sealed record BatterSeason(PlayerId Player, string Name, TeamId Team, int Games, BattingLine Batting)
{
    /// <summary>Hits by at-bats, three places; 0 without an at-bat.</summary>
    public decimal Average => Batting.AtBats == 0 ? 0 : Math.Round((decimal)Batting.Hits / Batting.AtBats, 3);
}

/// <summary>A man's season on the mound.</summary>
internal sealed record PitcherSeason(
    PlayerId Player, string Name, TeamId Team, int Games, int Started, int Won, int Lost, int Saved, PitchingLine Pitching)
{
    /// <summary>Earned runs in nine innings, two places; 0 without an out.</summary>
    public decimal EarnedRunAverage => Pitching.Outs == 0 ? 0 : Math.Round(27m * Pitching.EarnedRuns / Pitching.Outs, 2);

    /// <summary>Innings as a box score has them: 7.1 is seven and a third.</summary>
    public string Innings => FormattableString.Invariant($"{Pitching.Outs / 3}.{Pitching.Outs % 3}");
}

/// <summary>A season in the record book: who stands where, and everybody's line.</summary>
/// <param name="Number">From 1.</param>
internal sealed record SeasonBook(
    int Number, IReadOnlyList<Standing> Standings, IReadOnlyList<BatterSeason> Batting, IReadOnlyList<PitcherSeason> Pitching)
{
    public static SeasonBook Of(int number, IReadOnlyList<BoxScore> games)
    {
        var batting = new Dictionary<PlayerId, BatterSeason>();
        var pitching = new Dictionary<PlayerId, PitcherSeason>();
        foreach (var side in games.SelectMany(static game => (BoxSide[])[game.Away, game.Home]))
        {
            // A man has one line, wherever in the order he stood.
            foreach (var man in side.Batting.GroupBy(static line => line.Player))
            {
                var before = batting.GetValueOrDefault(man.Key) ?? new(man.Key, man.First().Name, side.Team, 0, default);
                batting[man.Key] = before with
                {
                    Games = before.Games + 1,
                    Batting = man.Aggregate(before.Batting, static (sum, line) => sum + line.Batting),
                };
            }

            foreach (var man in side.Pitching)
            {
                var before = pitching.GetValueOrDefault(man.Player) ?? new(man.Player, man.Name, side.Team, 0, 0, 0, 0, 0, default);
                pitching[man.Player] = before with
                {
                    Games = before.Games + 1,
                    Started = before.Started + (man.Started ? 1 : 0),
                    Won = before.Won + (man.Decision.HasFlag(PitchingDecision.Win) ? 1 : 0),
                    Lost = before.Lost + (man.Decision.HasFlag(PitchingDecision.Loss) ? 1 : 0),
                    Saved = before.Saved + (man.Decision.HasFlag(PitchingDecision.Save) ? 1 : 0),
                    Pitching = before.Pitching + man.Pitching,
                };
            }
        }

        var results = games.Select(static game => new GameResult(
            game.Date, game.Number, game.Away.Team, game.Home.Team, game.Official.Away, game.Official.Home, game.Winner));
        return new(
            number, Baseball.Standings.Of(results),
            [.. batting.Values.OrderBy(static man => man.Player.Value, StringComparer.Ordinal)],
            [.. pitching.Values.OrderBy(static man => man.Player.Value, StringComparer.Ordinal)]);
    }

    /// <summary>The best of a season, by what is usually asked first.</summary>
    /// <param name="places">Of each list.</param>
    public IReadOnlyList<LeaderList> Leaders(int places)
    {
        var games = Standings.Count == 0 ? 0 : Standings.Average(static club => club.Won + club.Lost + club.Tied);
        // Who counts for an average: as the rule book has it, 3.1 turns at bat, or an inning, for each of his club's games.
        var regulars = Batting.Where(man => man.Batting.PlateAppearances >= 3.1 * games).ToArray();
        var starters = Pitching.Where(man => man.Pitching.Outs >= 3 * games).ToArray();
        return
        [
            Of("batting average", regulars, static man => man.Average),
            Of("home runs", Batting, static man => man.Batting.HomeRuns),
            Of("runs batted in", Batting, static man => man.Batting.RunsBattedIn),
            Of("stolen bases", Batting, static man => man.Batting.StolenBases),
            Of("earned run average", starters, static man => -man.EarnedRunAverage),
            Of("wins", Pitching, static man => man.Won),
            Of("saves", Pitching, static man => man.Saved),
            Of("strikeouts", Pitching, static man => man.Pitching.Strikeouts),
        ];

        LeaderList Of<T>(string what, IReadOnlyCollection<T> men, Func<T, decimal> by) where T : class => new(
            what,
            [
                .. men.OrderByDescending(by).Take(places).Select(man => man switch
                {
                    BatterSeason batter => new Leader(batter.Player, batter.Name, batter.Team, Math.Abs(by(man))),
                    PitcherSeason pitcher => new Leader(pitcher.Player, pitcher.Name, pitcher.Team, Math.Abs(by(man))),
                    _ => throw new System.Diagnostics.UnreachableException(),
                }),
            ]);
    }
}

/// <summary>The best in something, the first one first.</summary>
internal sealed record LeaderList(string What, IReadOnlyList<Leader> Men);

internal sealed record Leader(PlayerId Player, string Name, TeamId Team, decimal Value);
