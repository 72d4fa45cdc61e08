using AkkaGame.Baseball;
using AkkaGame.Host.Playing;
using AkkaGame.Host.Simulating;
using AkkaGame.Messages;

namespace AkkaGame.Host.Tests;

/// <summary>The cards that the program brings with it.</summary>
public sealed class BundledLeagueTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Games are pinned to it: another id leaves those that were begun by this one without their cards.</summary>
    [Fact]
    public void It_is_an_edition_that_stays_what_it_is()
    {
        Assert.Empty(EditionRules.Faults(BundledLeague.Edition));
        Assert.Equal("26f383989afa42fa", BundledLeague.Edition.Id);
        Assert.Contains("Retrosheet", BundledLeague.Edition.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_man_of_the_eight_clubs_has_his_card_and_each_club_a_lineup_of_them()
    {
        foreach (var club in Clubs.All)
        {
            var its = BundledLeague.Of(club);
            var men = club.Card.Places.Select(static place => place.Player)
                .Concat(club.Card.Bench.Concat(club.Card.Bullpen).Concat(club.Rotation).Select(static man => man.Player)).ToList();
            Assert.Equal(men.ToHashSet(), its.Men.AsSpan().ToArray().ToHashSet());
            foreach (var place in club.Card.Places)
            {
                var man = BundledLeague.Edition.Find(place.Player)!;
                Assert.Equal(place.Position == Position.Pitcher, man.Pitching is not null);
                if (place.Position.IsFielder()) Assert.Equal(place.Position, man.Fielding[0].Position);
            }

            Assert.Single(its.Men, man => BundledLeague.Edition.Pitching(man).Role == PitchingRole.Closer
                && BundledLeague.Edition.Find(man)!.Pitching is not null);
            foreach (var dh in (bool[])[true, false])
                Assert.True(LineupMaker.Of(BundledLeague.Edition, its, 0, dh, out var why) is not null, why);
        }
    }

    /// <summary>Nobody wins because of the club he was given.</summary>
    [Fact]
    public void The_clubs_are_about_as_good_and_score_about_what_clubs_score()
    {
        var order = new SimulationOrder(1, SimulatedLeague.OfCards(BundledLeague.Edition, 11, dh: true), 2, 2, RuleSet.Mlb2018, Seed: 8);
        var games = Season.Of(order, 1).Play(order.Seed, 2, () => { }, default);
        var book = SeasonBook.Of(1, games);
        // 77 games a club: three standard deviations of a coin are 13 games.
        Assert.All(book.Standings, static club => Assert.InRange(club.Won, 77 / 2 - 15, 77 / 2 + 16));
        Assert.InRange(games.Average(static game => (game.Played.Away + game.Played.Home) / 2.0), 4.0, 5.3);
        Assert.InRange(book.Batting.Max(static man => man.Batting.HomeRuns), 12, 38);
        Assert.True(book.Batting.Count(static man => man.Batting.StolenBases > 8) >= 5);
    }

    [Theory]
    [InlineData("cards", "check", "bundled")]
    [InlineData("cards", "show", "bundled", "Kessler")]
    [InlineData("chart", "--batter", "Kessler", "--pitcher", "smh10")]
    public async Task Whoever_looks_into_cards_needs_no_file(params string[] arguments)
    {
        var (code, lines, errors) = await AkkaGameProcess.Run(folder.Path, arguments);
        Assert.True(code == 0, errors);
        Assert.Contains(lines, static line => line.Contains("Kessler", StringComparison.Ordinal)
            || line.Contains(BundledLeague.Edition.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Managers_are_measured_by_a_command()
    {
        var (code, lines, errors) = await AkkaGameProcess.Run(folder.Path, "sim", "managers", "--games", "60", "--out", folder["page"]);
        Assert.True(code == 0, errors);
        var page = await File.ReadAllTextAsync(Path.Combine(folder["page"], "managers.md"));
        Assert.Contains($"{Path.Combine(folder["page"], "managers.md")} is written.", lines);
        Assert.Contains("| level 3 over level 2 | 60 |", page, StringComparison.Ordinal);
        Assert.Contains($"edition `{BundledLeague.Edition.Id}`", page, StringComparison.Ordinal);
        // Who decides anything that is legal loses nearly every game, and his decisions cost most.
        foreach (var line in page.Split('\n').Where(static line => line.StartsWith("| level 2 over haphazard", StringComparison.Ordinal)))
            Assert.True(double.Parse(line.Split('|')[3].TrimEnd('%', ' '), System.Globalization.CultureInfo.InvariantCulture) > 75, line);

        await AkkaGameProcess.Run(folder.Path, "sim", "managers", "--games", "60", "--cores", "1", "--out", folder["again"]);
        Assert.Equal(page, await File.ReadAllTextAsync(Path.Combine(folder["again"], "managers.md")));
    }
}
