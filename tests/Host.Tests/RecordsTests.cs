using System.Text.Json;

namespace AkkaGame.Host.Tests;

/// <summary>What is asked over many games, over HTTP.</summary>
public sealed class RecordsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("/api/v1/leagues/mlb/standings", 400, "season")]
    [InlineData("/api/v1/leagues/mlb/standings?season=soon", 400, "season")]
    [InlineData("/api/v1/leagues/mlb/standings?season=17", 400, "season")]
    [InlineData("/api/v1/leagues/mlb/standings?season=1999", 404, "league")]
    [InlineData("/api/v1/leagues/other/standings?season=2017", 404, "league")]
    [InlineData("/api/v1/players/nobody", 404, "player")]
    [InlineData("/api/v1/players/a%20b", 400, "player")]
    [InlineData("/api/v1/players/abelr101?season=x", 400, "season")]
    [InlineData("/api/v1/players/abelr101?limit=0", 400, "limit")]
    [InlineData("/api/v1/players/abelr101?league=", 400, "league")]
    [InlineData("/api/v1/games?status=Over", 400, "status")]
    [InlineData("/api/v1/games?status=5", 400, "status")]
    [InlineData("/api/v1/games?from=soon", 400, "from")]
    [InlineData("/api/v1/games?to=2017-13", 400, "to")]
    [InlineData("/api/v1/games?text=", 400, "text")]
    public async Task A_bad_question_is_refused_by_the_name_of_its_field(string path, int status, string field)
    {
        await IsTakenIn();
        using var answer = await server.Client.Send(HttpMethod.Get, path);
        Assert.Equal(status, (int)answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(field, problem.RootElement.GetProperty("field").GetString());
    }

    [Fact]
    public async Task The_standings_add_up_to_the_games_that_were_played()
    {
        await IsTakenIn();
        using var standings = await server.Client.Json("/api/v1/leagues/mlb/standings?season=2017");
        using var games = await server.Client.Json("/api/v1/games?limit=200");
        var results = games.RootElement.GetProperty("games").EnumerateArray()
            .Where(game => game.GetProperty("date").GetString()!.StartsWith("2017", StringComparison.Ordinal)).ToArray();

        foreach (var club in standings.RootElement.GetProperty("clubs").EnumerateArray())
        {
            var team = club.GetProperty("team").GetString();
            Assert.Equal(
                results.Count(game => Won(game, "away", "home") == team || Won(game, "home", "away") == team),
                club.GetProperty("won").GetInt32());
            Assert.True(club.GetProperty("gamesBehind").GetDecimal() >= 0);
        }

        Assert.Equal(
            2 * results.Length,
            standings.RootElement.GetProperty("clubs").EnumerateArray()
                .Sum(club => club.GetProperty("won").GetInt32() + club.GetProperty("lost").GetInt32()));

        static string? Won(JsonElement game, string one, string other) =>
            game.GetProperty(one).GetProperty("runs").GetInt32() > game.GetProperty(other).GetProperty("runs").GetInt32()
                ? game.GetProperty(one).GetProperty("team").GetString()
                : null;
    }

    [Fact]
    public async Task A_players_games_are_paged_newest_first_and_his_season_is_their_sum()
    {
        await IsTakenIn();
        using var box = await server.Client.Json($"/api/v1/games/{MadeUpGame.Id}/box");
        var batter = box.RootElement.GetProperty("home").GetProperty("batting")[0];
        var player = batter.GetProperty("player").GetString();

        using var all = await server.Client.Json($"/api/v1/players/{player}?limit=200");
        var games = all.RootElement.GetProperty("games").EnumerateArray().ToArray();
        var dates = games.Select(game => game.GetProperty("date").GetString()!).ToArray();
        Assert.Equal(dates.OrderDescending(StringComparer.Ordinal), dates);
        Assert.Equal(batter.GetProperty("name").GetString(), all.RootElement.GetProperty("name").GetString());
        Assert.Equal(
            games.Sum(game => game.GetProperty("batting").GetProperty("plateAppearances").GetInt32()),
            all.RootElement.GetProperty("seasons").EnumerateArray()
                .Sum(season => season.GetProperty("batting").GetProperty("plateAppearances").GetInt32()));

        var paged = new List<string>();
        for (int? after = 0; after is not null;)
        {
            using var page = await server.Client.Json($"/api/v1/players/{player}?limit=2&after={after}");
            paged.AddRange(page.RootElement.GetProperty("games").EnumerateArray().Select(game => game.GetProperty("game").GetString()!));
            after = page.RootElement.TryGetProperty("next", out var next) ? next.GetInt32() : null;
        }

        Assert.Equal(games.Select(game => game.GetProperty("game").GetString()!), paged);
    }

    [Fact]
    public async Task Games_are_found_by_state_league_days_and_words_once_and_in_order()
    {
        await IsTakenIn();
        using var all = await server.Client.Json("/api/v1/games?limit=200");
        var games = all.RootElement.GetProperty("games").EnumerateArray().ToArray();
        var date = games[2].GetProperty("date").GetString()!;
        (string Asked, Func<JsonElement, bool> Is)[] questions =
        [
            ("status=final", game => game.GetProperty("status").GetString() == "Final"),
            ("status=Suspended", _ => false),
            ("league=mlb", _ => true),
            ("league=nl", _ => false),
            ($"from={date}", game => string.CompareOrdinal(game.GetProperty("date").GetString(), date) >= 0),
            ($"to={date}", game => string.CompareOrdinal(game.GetProperty("date").GetString(), date) <= 0),
            ($"date={date}", game => game.GetProperty("date").GetString() == date),
            ("text=orc", game => game.GetRawText().Contains("ORC", StringComparison.Ordinal)),
            ($"text=hbr+{MadeUpGame.Id}", game => game.GetRawText().Contains(MadeUpGame.Id, StringComparison.Ordinal)),
        ];
        foreach (var (asked, isOne) in questions)
        {
            var found = new List<long>();
            for (long? after = 0; after is not null;)
            {
                using var page = await server.Client.Json($"/api/v1/games?limit=2&after={after}&{asked}");
                found.AddRange(
                    page.RootElement.GetProperty("games").EnumerateArray().Select(game => game.GetProperty("number").GetInt64()));
                after = page.RootElement.TryGetProperty("next", out var next) ? next.GetInt64() : null;
            }

            Assert.Equal(games.Where(isOne).Select(game => game.GetProperty("number").GetInt64()), found);
        }
    }

    /// <summary>Waits until the read model knows the games that the server was given: standings hold finished games only.</summary>
    private async Task IsTakenIn()
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            using var answer = await server.Client.Send(HttpMethod.Get, "/api/v1/leagues/mlb/standings?season=2017");
            if (answer.IsSuccessStatusCode)
            {
                using var standings = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
                var decided = standings.RootElement.GetProperty("clubs").EnumerateArray()
                    .Sum(club => club.GetProperty("won").GetInt32() + club.GetProperty("lost").GetInt32());
                if (decided == 2 * ServerFixture.Games) return;
            }

            await Task.Delay(20);
        }

        Assert.Fail("The read model never came to know the games.");
    }
}
