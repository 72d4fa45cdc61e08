using System.Text.Json;
using AkkaGame.Postgres;

namespace AkkaGame.Host.Tests;

/// <summary>Each measurement runs, with numbers too small to say anything, and names what it measured beside what.</summary>
public sealed class BenchTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_engine_is_held_against_its_journal()
    {
        var figures = await Bench("engine", "--volatile", "--sqlite", "--games", "1,4", "--seconds", "0.05", "--runs", "1");

        Assert.Equal(
            ["volatile journal alone, 1 game", "engine, volatile, 1 game", "volatile journal alone, 4 games", "engine, volatile, 4 games",
                "SQLite journal alone, 1 game", "engine on SQLite, 1 game", "SQLite journal alone, 4 games", "engine on SQLite, 4 games"],
            Rates(figures));
        Assert.Contains(figures, one => one is { What: "engine on SQLite, 4 games, p99", Unit: "ms", Ratio: > 0 });
        Assert.Contains(figures, one => one is { What: "engine on SQLite, 4 games", Against: "SQLite journal alone, 4 games", Ratio: > 0 });
    }

    [Fact]
    public async Task Whole_games_are_played_by_the_rules_and_through_the_engine()
    {
        var figures = await Bench("seasons", "--games", "4", "--runs", "1");

        Assert.All(figures, static one => Assert.Equal("games/s", one.Unit));
        Assert.All(figures, static one => Assert.True(one.Median > 0, one.What));
        Assert.Contains(figures, static one => one is { What: "by cards, level 2, one core", Against: "average men, level 2, one core" });
        Assert.Contains(figures, static one => one.What.StartsWith("through the engine on SQLite", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_engine_on_a_file_is_held_against_bare_tables()
    {
        var figures = await Bench("sqlite", "--plays", "--games", "4", "--seconds", "0.05", "--runs", "1");

        Assert.Equal(
            ["append-only table with unique index, 4 games", "append-only table without index, 4 games",
                "table led by the game's key, 4 games", "engine on SQLite, 4 games"],
            Rates(figures));
        Assert.All(figures, one => Assert.True(one.Median > 0, one.What));
    }

    [SkippableFact]
    public async Task The_engine_on_PostgreSQL_is_held_against_a_bare_writer_in_a_database_of_their_own()
    {
        var database = await PostgresServer.Fresh(migrated: false);
        var figures = await Bench("engine", "--postgres", database.Admin, "--games", "1,70", "--seconds", "0.1", "--runs", "2");

        Assert.Equal(
            ["lone INSERT", "engine on PostgreSQL, 1 game", "bare writer, 70 games", "engine on PostgreSQL, 70 games"], Rates(figures));
        Assert.Contains(figures, one => one is { What: "engine on PostgreSQL, 1 game, p50", Against: "lone INSERT, p50", Ratio: > 0 });
        Assert.Equal(0, await database.Scalar<long>("select count(*) from pg_database where datname like 'akkagame_bench%'"));
        Assert.Equal(0, await database.Scalar<long>("select count(*) from pg_namespace where nspname = 'akkagame'"));
    }

    [SkippableFact]
    public async Task Who_may_make_no_database_is_told_what_is_missing()
    {
        var database = await PostgresServer.Fresh();
        var (code, _, errors) = await AkkaGameProcess.Run(folder.Path, "bench", "engine", "--postgres", database.App);

        Assert.Equal(1, code);
        Assert.Contains("app may not create a database", Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_idle_game_is_weighed()
    {
        var figures = await Bench("memory", "--games", "500", "--idle", "300");

        Assert.Contains(figures, one => one is { What: "idle live game, after 0 commands", Against: "its state alone, after 0 commands" });
        Assert.Contains(figures, one => one is { What: "a million of them, after 300 commands, extrapolated", Unit: "MB" });
        Assert.Contains(figures, one => one is { What: "a game that is stored and not live, heap", Unit: "bytes" });
    }

    [SkippableFact]
    public async Task A_game_back_in_memory_is_held_against_reading_it()
    {
        var database = await PostgresServer.Fresh(migrated: false);
        var figures = await Bench("recovery", "--games", "5", "--runs", "1", "--plays", "--postgres", database.Admin);

        string[] ways =
        [
            "SQLite, 300 events", "SQLite, 300 events with snapshot", "PostgreSQL, 300 events", "PostgreSQL, 300 events with snapshot",
        ];
        Assert.Equal(
            ways.SelectMany(way => new[]
            {
                $"{way}: read alone, p50", $"{way}: game back, p50", $"{way}: 5 read at once", $"{way}: 5 games back at once",
            }),
            figures.Select(one => one.What));
        Assert.All(figures, one => Assert.Equal(one.What.Contains("back", StringComparison.Ordinal), one.Ratio > 0));
    }

    [Fact]
    public async Task A_start_is_held_against_the_least_that_the_program_does_and_a_kill_loses_nothing()
    {
        var figures = await Bench("start", "--games", "10", "--seconds", "0.2", "--runs", "1");

        Assert.Equal(
            ["the program says its version and ends", "server on an empty SQLite file, first request answered",
                "server killed under load, first game takes a command", "server killed under load, all games have taken one"],
            figures.Select(one => one.What));
        Assert.All(figures, one => Assert.True(one is { Unit: "ms", Median: > 0 }, one.What));
    }

    [SkippableFact]
    public async Task Sockets_on_PostgreSQL_are_held_against_memory_and_against_an_awaited_INSERT()
    {
        var database = await PostgresServer.Fresh(migrated: false);
        var figures = await Bench("sockets", "--postgres", database.Admin, "--games", "3", "--seconds", "0.2", "--runs", "1");

        Assert.Equal(
            ["dictionary and an awaited INSERT, 3 games", "sockets, volatile journal, 3 games", "sockets on PostgreSQL, 3 games",
                "sockets on PostgreSQL, 3 games"],
            Rates(figures));
        Assert.Equal(
            ["sockets, volatile journal, 3 games", "dictionary and an awaited INSERT, 3 games"],
            figures.Where(static one => one is { What: "sockets on PostgreSQL, 3 games", Ratio: > 0 }).Select(static one => one.Against));
        Assert.All(figures.Where(static one => one.Unit is "ms"), static one => Assert.True(one.Median > 0, one.What));
        Assert.Equal(0, await database.Scalar<long>("select count(*) from pg_database where datname like 'akkagame_bench%'"));
    }

    [Fact]
    public async Task Sockets_on_a_file_carry_plays_of_full_size()
    {
        var figures = await Bench("sockets", "--games", "2", "--plays", "--seconds", "0.2", "--runs", "1");

        Assert.Equal(["sockets, volatile journal, 2 games", "sockets on SQLite, 2 games"], Rates(figures));
        Assert.All(Rates(figures), what => Assert.Contains(figures, one => one.What == what && one.Median > 0));
    }

    [Fact]
    public async Task An_event_to_many_is_held_against_a_bare_loop_and_its_managers_against_themselves()
    {
        var figures = await Bench("fanout", "--spectators", "30", "--seconds", "0.3", "--runs", "1");

        Assert.Equal(
            ["bare loop, 30 spectators, processor", "one event to 30 spectators, processor"],
            figures.Where(static one => one.Unit == "us/receiver").Select(static one => one.What));
        Assert.Contains(
            figures, static one => one is { What: "managers with 30 spectators, p99", Against: "managers alone, p99", Ratio: > 0 });
    }

    [Fact]
    public async Task An_idle_socket_is_weighed_beside_a_bare_one()
    {
        var figures = await Bench("idle", "--sockets", "100", "--runs", "1");

        Assert.Equal(
            ["idle socket of bare Kestrel, of 100, heap", "idle socket of bare Kestrel, of 100, of the process's memory",
                "idle socket, of 100, heap", "idle socket, of 100, of the process's memory"],
            figures.Select(static one => one.What));
        Assert.Contains(figures, static one => one is { What: "idle socket, of 100, heap", Unit: "bytes", Median: > 100, Ratio: > 0 });
    }

    [SkippableFact]
    public async Task Two_nodes_are_held_against_one_and_the_way_through_another_node_against_the_game_s_own()
    {
        var database = await PostgresServer.Fresh(migrated: false);
        var figures = await Bench(
            "cluster", "--postgres", database.Admin, "--nodes", "2", "--games", "6", "--lanes", "1", "--seconds", "0.3", "--runs", "1",
            "--drills", "1");

        Assert.Equal(
            ["one node, 6 games", "2 nodes, everybody at the game's own, 6 games", "2 nodes, everybody at any, 6 games",
                "new commands while the way is measured"],
            Rates(figures));
        Assert.Contains(
            figures, static one => one is { What: "2 nodes, everybody at any, 6 games", Against: "one node, 6 games", Ratio: > 0 });
        Assert.Contains(figures, static one => one is
        {
            What: "a command sent again, through another, p99", Against: "a command sent again, through the game's node, p99", Ratio: > 0,
        });
        Assert.Contains(figures, static one => one is { What: "a new command, what that adds, p99", Unit: "ms" });
        Assert.Contains(
            figures,
            static one => one is { What: "2 nodes, everybody at any, 6 games, write-ahead log", Unit: "bytes/command", Median: > 50 });
        Assert.Contains(figures, static one => one is { What: "sessions at PostgreSQL, 2 nodes", Ratio: > 1 });
        Assert.All(
            (string[])["a node killed", "a node that goes in order"],
            way =>
            {
                Assert.Contains(figures, one => one.What == $"{way}, acknowledged commands lost" && one.Median == 0);
                Assert.Contains(figures, one => one.What == $"{way}, its games take no command, p99" && one is { Unit: "ms", Median: > 0 });
            });
        Assert.Equal(0, await database.Scalar<long>("select count(*) from pg_database where datname like 'akkagame_bench%'"));
    }

    [SkippableFact]
    public async Task Nodes_without_games_are_weighed_at_their_database_and_beside_one_that_plays()
    {
        var database = await PostgresServer.Fresh(migrated: false);
        var figures = await Bench(
            "leases", "--postgres", database.Admin, "--nodes", "2", "--games", "4", "--seconds", "0.5", "--runs", "1");

        Assert.Equal(
            ["2 nodes without games, statements", "2 nodes without games, write-ahead log",
                "2 nodes without games, PostgreSQL's processor time", "engine on PostgreSQL, 4 games",
                "the same beside 2 nodes without games"],
            Rates(figures));
        Assert.Contains(figures, static one => one is { What: "2 nodes without games, sessions for leases", Median: >= 4 });
        Assert.Contains(
            figures,
            static one => one is { What: "the same beside 2 nodes without games", Against: "engine on PostgreSQL, 4 games", Ratio: > 0 });
    }

    [SkippableFact]
    public async Task A_table_of_events_in_parts_is_held_against_one_that_is_whole()
    {
        var database = await PostgresServer.Fresh(migrated: false);
        var figures = await Bench(
            "parts", "--postgres", database.Admin, "--parts", "4,64", "--events", "20000", "--games", "8", "--seconds", "0.2",
            "--runs", "1");

        Assert.Equal(
            ["one table, beside a table of 4 parts", "a table of 4 parts", "one table, beside a table of 64 parts", "a table of 64 parts"],
            Rates(figures));
        Assert.Contains(
            figures, static one => one is { What: "a table of 4 parts, on disk", Unit: "bytes/event", Median: > 100, Ratio: > 0 });
        Assert.Contains(
            figures, static one => one is { What: "a table of 64 parts", Against: "one table, beside a table of 64 parts", Ratio: > 0 });
    }

    [Fact]
    public async Task People_get_a_table()
    {
        var (code, lines, _) = await AkkaGameProcess.Run(
            folder.Path, "bench", "engine", "--volatile", "--games", "2", "--seconds", "0.05", "--runs", "2");

        Assert.Equal(0, code);
        Assert.Contains(lines, line => line.Contains("median ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("engine, volatile, 2 games", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("engine", "--games", "0")]
    [InlineData("engine", "--games", "64,many")]
    [InlineData("engine", "--seconds", "0")]
    [InlineData("engine", "--postgres", "nonsense")]
    [InlineData("memory", "--games", "-1")]
    [InlineData("recovery", "--games", "0")]
    [InlineData("start", "--games", "-1")]
    [InlineData("sockets", "--games", "0")]
    [InlineData("fanout", "--spectators", "10,many")]
    [InlineData("idle", "--sockets", "0")]
    [InlineData("cluster")]
    [InlineData("cluster", "--postgres", "nonsense")]
    [InlineData("cluster", "--postgres", "Host=here;Database=games", "--nodes", "1")]
    [InlineData("cluster", "--postgres", "Host=here;Database=games", "--lanes", "0")]
    [InlineData("cluster", "--postgres", "Host=here;Database=games", "--drills", "-1")]
    [InlineData("leases", "--nodes", "0")]
    [InlineData("leases", "--games", "4")]
    [InlineData("parts", "--postgres", "Host=here;Database=games", "--parts", "5")]
    [InlineData("parts", "--postgres", "Host=here;Database=games", "--events", "1")]
    public async Task A_measurement_that_makes_no_sense_is_refused(params string[] arguments)
    {
        var (code, lines, errors) = await AkkaGameProcess.Run(folder.Path, ["bench", .. arguments]);

        Assert.Equal(2, code);
        Assert.Contains("--", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors + string.Join('\n', lines), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<Figure>> Bench(params string[] arguments)
    {
        var (code, lines, errors) = await AkkaGameProcess.Run(folder.Path, ["bench", .. arguments, "--json"]);
        Assert.True(code == 0, errors);
        return JsonSerializer.Deserialize<Figure[]>(Assert.Single(lines), JsonSerializerOptions.Web)!;
    }

    private static IEnumerable<string> Rates(IEnumerable<Figure> figures) =>
        figures.Where(one => one.Unit.EndsWith("/s", StringComparison.Ordinal)).Select(one => one.What);

    private sealed record Figure(string What, string Unit, double Median, string? Against, double? Ratio);
}
