using System.Text.Json;
using AkkaGame.Baseball;
using AkkaGame.Host.Playing;
using AkkaGame.Host.Simulating;
using AkkaGame.Messages;

namespace AkkaGame.Host.Tests;

/// <summary><c>akkagame sim</c>, and what it is made of.</summary>
public sealed class SimTests : IDisposable
{
    private const int Usage = 2;

    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(8, 22)]
    [InlineData(8, 1)]
    [InlineData(7, 5)]
    [InlineData(2, 9)]
    public void Every_pair_meets_as_often_at_either_place_and_nobody_twice_a_day(int clubs, int meetings)
    {
        var league = Clubs.All.Take(clubs).Select(static club => club.Team).ToArray();
        var schedule = Meeting.Schedule(league, meetings);

        Assert.Equal(clubs * (clubs - 1) / 2 * meetings, schedule.Count);
        foreach (var one in league)
            foreach (var other in league.Where(club => club != one))
            {
                var (there, here) = (Count(one, other), Count(other, one));
                Assert.Equal(meetings, there + here);
                Assert.InRange(Math.Abs(there - here), 0, meetings % 2);
            }

        Assert.All(schedule.GroupBy(static game => game.Day), static day =>
        {
            var teams = day.SelectMany(static game => (TeamId[])[game.Away, game.Home]).ToArray();
            Assert.Equal(teams.Length, teams.Distinct().Count());
        });
        foreach (var club in league)
            Assert.Equal(
                Enumerable.Range(0, (clubs - 1) * meetings),
                schedule.Where(game => game.Away == club || game.Home == club)
                    .Select(game => game.Away == club ? game.AwayGame : game.HomeGame));

        int Count(TeamId away, TeamId home) => schedule.Count(game => game.Away == away && game.Home == home);
    }

    [Fact]
    public void The_clubs_that_come_with_the_program_have_full_rosters_of_different_men()
    {
        Assert.Equal(8, Clubs.All.Count);
        var everybody = Clubs.All.SelectMany(static club => (IEnumerable<NamedPlayer>)
        [
            .. club.Card.Places.Select(static place => new NamedPlayer(place.Player, place.Name)), .. club.Card.Bench, .. club.Card.Bullpen,
            .. club.Rotation,
        ]).ToArray();
        Assert.Equal(8 * RuleSet.Mlb2018.Roster, everybody.Length);
        Assert.Equal(everybody.Length, everybody.DistinctBy(static man => man.Player).Count());
        Assert.Equal(everybody.Length, everybody.DistinctBy(static man => man.Name).Count());
    }

    [Fact]
    public void Each_day_another_man_starts_and_the_rested_relievers_come_first()
    {
        var club = Clubs.All[2];
        var cards = Enumerable.Range(0, 10).Select(club.CardFor).ToArray();

        var starters = cards.Select(static card => card.Places.Single(static place => place.Position == Position.Pitcher).Player).ToArray();
        Assert.Equal(5, starters.Distinct().Count());
        Assert.Equal(starters[..5], starters[5..]);
        Assert.Equal(club.Card, cards[0]);
        Assert.All(cards, card => Assert.Equal(club.Card.Bullpen.Order(ById), card.Bullpen.Order(ById)));
        Assert.All(cards.Zip(cards.Skip(1)), static days => Assert.NotEqual(days.Item1.Bullpen[0], days.Item2.Bullpen[0]));
    }

    [Fact]
    public void A_seed_is_a_season_whatever_number_of_cores_plays_it()
    {
        var order = new SimulationOrder(1, SimulatedLeague.OfAverageMen(2), 1, 1, RuleSet.Mlb2018, Seed: 7);
        var season = Season.Of(order, 1);

        var one = season.Play(order.Seed, 1, static () => { }, default);
        var again = season.Play(order.Seed, 2, static () => { }, default);

        Assert.Equal(56, one.Count);
        Assert.Equal(one, again);
        Assert.NotEqual(one, season.Play(8, 2, static () => { }, default));
        Assert.NotEqual(one.Select(static box => box.Played), Season.Of(order, 2).Play(order.Seed, 2, static () => { }, default)
            .Select(static box => box.Played));
    }

    [Fact]
    public void Managers_of_two_levels_meet_twice_with_the_same_dice_on_either_side()
    {
        var order = new SimulationOrder(1, SimulatedLeague.OfAverageMen(2), 2, 1, RuleSet.Mlb2018, Seed: 4);
        var fixtures = Season.Of(order, 1).Fixtures;

        Assert.Equal(112, fixtures.Count);
        foreach (var pair in fixtures.Chunk(2))
        {
            Assert.Equal((2, 1), (pair[0].AwayLevel, pair[0].HomeLevel));
            Assert.Equal(pair[0] with { Number = pair[1].Number, AwayLevel = 1, HomeLevel = 2 }, pair[1]);
        }

        Assert.Equal(56, fixtures.Select(static one => one.Dice).Distinct().Count());
    }

    /// <summary>
    /// How much better it is shows in tens of thousands (<c>akkagame sim --level 2 --against 1 --seasons 20</c>); that it is no worse, in
    /// these.
    /// </summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public async Task The_higher_level_holds_its_own_in_five_hundred_mirrored_games(byte level, byte against)
    {
        var order = new SimulationOrder(1, SimulatedLeague.OfAverageMen(9), level, against, RuleSet.Mlb2018, Seed: 11);
        var simulation = new Simulation(
            order, (season, played, stop) => Task.Run(() => season.Play(order.Seed, 2, played, stop), stop), static _ => { });

        var report = await simulation.Run(null, static (_, _) => { }, default);

        Assert.Equal(504, report.Games);
        Assert.Equal(against, report.Duel!.Against);
        Assert.InRange(report.Duel.Won, 0.5 - 3 * report.Duel.Error, 1);
        Assert.InRange(report.Duel.Error, 0.001, 0.05);
    }

    /// <summary>What is summed over games is what their boxes say, and every box proves.</summary>
    [Fact]
    public void The_book_of_a_season_says_what_its_boxes_say()
    {
        var order = new SimulationOrder(1, SimulatedLeague.OfAverageMen(4), 1, 1, RuleSet.Mlb2018, Seed: 3);
        var boxes = Season.Of(order, 1).Play(order.Seed, 2, static () => { }, default);
        var (environment, book) = (new RunEnvironment(), SeasonBook.Of(1, boxes));
        foreach (var box in boxes) environment.Add(box);

        Assert.All(boxes, static box => Assert.True(box.IsOver));
        var runs = boxes.Sum(static box => box.Played.Away + box.Played.Home);
        Assert.Equal(runs, environment[Happening.Runs]);
        Assert.Equal(runs, book.Batting.Sum(static man => man.Batting.Runs));
        Assert.Equal(runs, book.Pitching.Sum(static man => man.Pitching.Runs));
        Assert.Equal(runs, book.Standings.Sum(static club => club.RunsFor));
        Assert.Equal(boxes.Count, book.Pitching.Sum(static man => man.Won));
        Assert.Equal(boxes.Count, book.Pitching.Sum(static man => man.Lost));
        Assert.Equal(2 * boxes.Count, book.Pitching.Sum(static man => man.Started));
        Assert.Equal(environment[Happening.PlateAppearances], book.Batting.Sum(static man => man.Batting.PlateAppearances));
        Assert.Equal(boxes.Count(static box => box.Winner == Side.Home), environment[Happening.HomeWins]);
        Assert.All(book.Standings, static club => Assert.Equal(28, club.Won + club.Lost));
        var homers = book.Leaders(3).Single(static list => list.What == "home runs").Men;
        Assert.Equal(book.Batting.Max(static man => man.Batting.HomeRuns), homers[0].Value);
        Assert.Equal(homers.OrderByDescending(static man => man.Value), homers);
    }

    /// <summary>
    /// Not a calibration, which takes thousands of games: so many of them come so far from what the charts were counted from only where
    /// something is wrong.
    /// </summary>
    [Fact]
    public void Average_men_play_about_as_the_league_did_that_the_charts_are_made_of()
    {
        var order = new SimulationOrder(1, SimulatedLeague.OfAverageMen(11), 1, 1, RuleSet.Mlb2018, Seed: 5);
        var environment = new RunEnvironment();
        foreach (var box in Season.Of(order, 1).Play(order.Seed, 2, static () => { }, default)) environment.Add(box);

        Assert.Equal(308, environment.Games);
        foreach (var line in environment.Lines())
            if (line.What is Happening.Runs or Happening.Hits or Happening.Walks or Happening.Strikeouts or Happening.PlateAppearances)
                Assert.InRange(line.Ratio, 0.88, 1.12);
    }

    [Fact]
    public async Task It_prints_standings_leaders_and_the_run_environment_and_writes_tables_for_other_programs()
    {
        var tables = folder["tables"];
        var (code, lines, errors) = await AkkaGameProcess.Run(
            folder.Path, "sim", "--meetings", "1", "--seasons", "2", "--seed", "9", "--csv", tables);

        Assert.True(code == 0, errors);
        Assert.StartsWith("2 seasons, 56 games, managers of level 2, rules mlb2018, seed 9: ", lines[0], StringComparison.Ordinal);
        foreach (var said in (string[])["Harbor Gulls (HBG)", "home runs", "strikeouts, a club in a game", "copyrighted by Retrosheet"])
            Assert.Contains(lines, line => line.Contains(said, StringComparison.Ordinal));
        Assert.Equal(57, File.ReadAllLines(Path.Combine(tables, "games.csv")).Length);
        Assert.Equal(17, File.ReadAllLines(Path.Combine(tables, "standings.csv")).Length);
        var batting = File.ReadAllLines(Path.Combine(tables, "batting.csv"));
        Assert.All(batting, line => Assert.Equal(batting[0].Split(',').Length, line.Split(',').Length));
    }

    /// <summary>Each of them a game of the journal like any other: its events, dice and plays hold.</summary>
    [Fact]
    public async Task Stored_seasons_are_games_of_the_journal_that_verify_finds_sound()
    {
        var file = folder["games.db"];
        var (code, lines, errors) = await AkkaGameProcess.Run(
            folder.Path, "sim", "--stored", "--db", file, "--meetings", "1", "--json");
        Assert.True(code == 0, errors);
        using var report = JsonDocument.Parse(Assert.Single(lines));
        Assert.Equal(28, report.RootElement.GetProperty("games").GetInt32());
        Assert.Equal(file, report.RootElement.GetProperty("journal").GetString());
        Assert.False(report.RootElement.TryGetProperty("seed", out _));

        (code, lines, errors) = await AkkaGameProcess.Run(folder.Path, "verify", "--all", "--db", file, "--json");

        Assert.True(code == 0, errors);
        using var verified = JsonDocument.Parse(lines[^1]);
        Assert.Equal(28, verified.RootElement.GetProperty("summary").GetProperty("sound").GetInt32());
    }

    [Fact]
    public async Task Json_is_one_object()
    {
        var (code, lines, _) = await AkkaGameProcess.Run(folder.Path, "sim", "--meetings", "1", "--json");

        Assert.Equal(0, code);
        using var report = JsonDocument.Parse(Assert.Single(lines));
        Assert.Equal(28, report.RootElement.GetProperty("games").GetInt32());
        Assert.Equal(8, report.RootElement.GetProperty("clubs").GetArrayLength());
        Assert.Equal("Runs", report.RootElement.GetProperty("environment")[0].GetProperty("what").GetString());
    }

    /// <summary>Whatever a manager can decide stands on the list, and is possible where it stands.</summary>
    [Fact]
    public void Every_decision_is_tried_where_it_is_possible()
    {
        var (offense, defense) = (
            DecisionTrial.All.Select(static trial => trial.Offense).OfType<OffensiveDecision>().ToArray(),
            DecisionTrial.All.Select(static trial => trial.Defense).OfType<DefensiveDecision>().ToArray());
        Assert.Empty(Enum.GetValues<Approach>().Skip(1).Except(offense.Select(static one => one.Approach)));
        Assert.Empty(Enum.GetValues<Bunt>().Skip(1).Except(offense.Select(static one => one.Bunt)));
        Assert.Empty(Enum.GetValues<ContactPlay>().Skip(1).Except(offense.Select(static one => one.Contact)));
        // Who wants to be asked decides nothing yet.
        Assert.Equal([Boldness.AskMe], Enum.GetValues<Boldness>().Skip(1).Except(offense.Select(static one => one.Boldness)));
        Assert.Empty(Enum.GetValues<Infield>().Skip(1).Except(defense.Select(static one => one.Infield)));
        Assert.Empty(Enum.GetValues<Outfield>().Skip(1).Except(defense.Select(static one => one.Outfield)));
        Assert.Equal([Alignment.ShadeOpposite], Enum.GetValues<Alignment>().Skip(1).Except(defense.Select(static one => one.Alignment)));
        Assert.Empty(Enum.GetValues<PitchPlan>().Skip(1).Except(defense.Select(static one => one.Pitch)));
        Assert.All(DecisionTrial.All, static trial => Assert.Equal(100, trial.Measure(100, 1).Plays));
    }

    /// <summary>As whoever knows baseball expects it; <c>docs/decisions.md</c> has the figures.</summary>
    [Theory]
    [InlineData("sacrifice", "1--", 0, "", -1, -1)]
    [InlineData("sacrifice", "-2-", 0, "", -1, +1)]
    [InlineData("squeeze", "--3", 1, "", 0, +1)]
    [InlineData("steal second", "1--", 0, "", 0, +1)]
    [InlineData("contact", "---", 1, "", -1, -1)]
    [InlineData("take", "---", 1, "", -1, -1)]
    [InlineData("infield in", "--3", 1, "", 0, -1)]
    [InlineData("infield back", "--3", 1, "", +1, +1)]
    [InlineData("charge", "1--", 0, "", +1, 0)]
    [InlineData("charge", "1--", 0, "a bunt", -1, -1)]
    [InlineData("wheel", "12-", 0, "", +1, 0)]
    [InlineData("wheel", "12-", 0, "a bunt", -1, -1)]
    [InlineData("runner not held", "1--", 1, "a steal", +1, +1)]
    [InlineData("pitchout", "1--", 1, "a steal", -1, -1)]
    [InlineData("throw to first", "1--", 1, "a steal", -1, -1)]
    [InlineData("intentional walk", "-2-", 1, "", +1, 0)]
    [InlineData("intentional walk", "-23", 2, "", +1, +1)]
    public void A_decision_changes_what_it_is_meant_to_change(string name, string bases, int outs, string against, int runs, int scores)
    {
        var trial = DecisionTrial.All.Single(one =>
            one.Name == name && AverageCharts.Drawn(one.Bases) == bases && one.Outs == outs && one.Against == against);

        var line = trial.Measure(30_000, 1);

        if (runs != 0) Assert.InRange(runs * line.Runs, 2 * line.Error, 100);
        if (scores != 0) Assert.InRange(scores * line.Scores, 0.2, 100);
    }

    [Theory]
    [InlineData("--seasons is \"0\": expected a whole number from 1 to 10000", "--seasons", "0")]
    [InlineData("--level is \"9\": expected a whole number from 1 to 3", "--level", "9")]
    [InlineData("--against is \"0\": expected a whole number from 1 to 3", "--against", "0")]
    [InlineData("--rules is \"tabletop\": expected mlb1982, mlb2018, mlb2020, mlb2022 or mlb2023", "--rules", "tabletop")]
    [InlineData("--csv /proc/no cannot be written to: ", "--csv", "/proc/no", "--meetings", "1")]
    public async Task What_makes_no_sense_is_refused_by_its_name(string why, params string[] arguments)
    {
        var (code, _, errors) = await AkkaGameProcess.Run(folder.Path, ["sim", .. arguments]);

        Assert.Contains(why, errors, StringComparison.Ordinal);
        Assert.Equal(Usage, code);
    }

    private static IComparer<NamedPlayer> ById { get; } =
        Comparer<NamedPlayer>.Create(static (one, other) => string.CompareOrdinal(one.Player.Value, other.Player.Value));
}
