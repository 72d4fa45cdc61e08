using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace AkkaGame.Host.Tests;

/// <summary><c>akkagame play</c>, as its users start it, against a real server on SQLite.</summary>
public sealed class PlayTests(PlayServer server) : IClassFixture<PlayServer>
{
    [Fact]
    public async Task Both_sides_play_by_themselves_to_the_end_of_a_game_that_is_sound()
    {
        var (code, lines, errors) = await Run("--auto", "--seed", "7");

        Assert.True(code == 0, errors);
        var game = Game(lines);
        var state = (await server.Get($"/api/v1/games/{game}/state")).Body;
        Assert.True(state.GetProperty("isOver").GetBoolean());
        var created = Assert.Single(await Events(game, "game-created"));
        Assert.Equal(Playing.BundledLeague.Edition.Id, created.GetProperty("cards").GetString());
        Assert.Contains(lines, line => line.StartsWith("T1 ", StringComparison.Ordinal));
        Assert.Equal(LineOf(state, "away"), MadeUpGame.Squeezed(lines[^3]));
        Assert.Equal(LineOf(state, "home"), MadeUpGame.Squeezed(lines[^2]));
        Assert.Contains(" W ", lines[^1], StringComparison.Ordinal);
        // Every play is told once, in order.
        var plays = (await server.Get($"/api/v1/games/{game}/plays")).Body.GetProperty("plays").EnumerateArray()
            .Where(play => play.GetProperty("kind").GetString() == "play-made")
            .Select(play => play.GetProperty("text").GetString()!).ToArray();
        Assert.InRange(plays.Length, 51, 400);
        Assert.Equal(plays, lines.Where(line => plays.Any(play => line.EndsWith("out  " + play, StringComparison.Ordinal)))
            .Select(line => line[(line.IndexOf("out  ", StringComparison.Ordinal) + 5)..]));
        var verified = await AkkaGameProcess.Run(server.Folder.Path, "verify", game, "--db", server.Folder["games.db"]);
        Assert.True(verified.Code == 0, verified.Errors);
    }

    /// <summary>Each roll is read by the side whose row it is, off the chart that the server shows, and the game is sound.</summary>
    [Fact]
    public async Task Both_sides_read_the_charts_themselves()
    {
        var (code, lines, errors) = await Run("--auto", "--seed", "5", "--chart", "--vs", "person");

        Assert.True(code == 0, errors);
        var game = Game(lines);
        var (rolled, read) = (await Events(game, "dice-rolled"), await Events(game, "row-read"));
        Assert.Equal(
            rolled.Select(one => one.GetProperty("number").GetInt32()), read.Select(one => one.GetProperty("roll").GetInt32()));
        foreach (var side in (string[])["Away", "Home"])
            Assert.InRange(read.Count(one => one.GetProperty("reader").GetString() == side), 30, 400);
        Assert.Equal(
            (404, "NOT_FOUND", "roll", "no-roll"), (await server.Get($"/api/v1/games/{game}/chart")).Refused);
        var verified = await AkkaGameProcess.Run(server.Folder.Path, "verify", game, "--db", server.Folder["games.db"]);
        Assert.True(verified.Code == 0, verified.Errors);
    }

    [Fact]
    public async Task Two_people_play_each_other_from_two_programs()
    {
        using var home = Start("--auto", "--seed", "1", "--side", "home", "--vs", "person", "--name", "Ada");
        var game = Game([await home.Says("Game ")]);
        using var away = Start("--auto", "--seed", "2", "--side", "away", "--game", game, "--name", "Bob");

        Assert.True(await home.Ended() == 0, home.Errors);
        Assert.True(await away.Ended() == 0, away.Errors);
        Assert.Equal(home.Lines.TakeLast(4), away.Lines.TakeLast(4));
        var live = (await server.Get($"/api/v1/games/{game}/state")).Body.GetProperty("live");
        Assert.Equal("Ada", live.GetProperty("home").GetProperty("manager").GetString());
        Assert.Equal("Bob", live.GetProperty("away").GetProperty("manager").GetString());
        // Both have shown a nonce for every key: nobody else has chosen their dice.
        foreach (var one in await Events(game, "key-mixed")) Assert.Equal("None", Missing(one));
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.GetFiles(Path.Combine(server.Folder.Path, "akkagame", "nonces"), $"{game}-*"))
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        static string Missing(JsonElement mixed) => mixed.TryGetProperty("missing", out var missing) ? missing.GetString()! : "None";
    }

    [Fact]
    public async Task A_server_that_is_killed_and_comes_back_costs_a_game_nothing()
    {
        using var own = new Folder();
        using var port = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        port.Start();
        var url = $"http://{port.LocalEndpoint}";
        port.Stop();
        string[] serve = ["serve", "--development", "--db", own["games.db"], "--urls", url];
        var serving = AkkaGameProcess.Start(own.Path, serve);
        try
        {
            await serving.Says("Listening on ");
            using var playing = AkkaGameProcess.Start(own.Path, "play", url, "--auto", "--seed", "3");
            foreach (var moment in (string[])["T2 ", "B4 ", "T7 "])
            {
                await playing.Says(moment);
                serving.Kill();
                serving.Dispose();
                serving = AkkaGameProcess.Start(own.Path, serve);
            }

            Assert.True(await playing.Ended() == 0, playing.Errors);
            Assert.Contains(" W ", playing.Lines[^1], StringComparison.Ordinal);
            var verified = await AkkaGameProcess.Run(own.Path, "verify", Game(playing.Lines), "--db", own["games.db"]);
            Assert.True(verified.Code == 0, verified.Errors);
        }
        finally
        {
            serving.Dispose();
        }
    }

    [Fact]
    public async Task Somebody_without_a_terminal_plays_the_computer_with_lines_of_text()
    {
        using var playing = Start("--side", "away");
        var game = Game([await playing.Says("Game ")]);
        playing.Write("?\n\nv\n");
        for (var i = 0; i < 500; i++) playing.Write("\n");
        playing.Write("q\ny\n");

        Assert.True(await playing.Ended() == 0, playing.Errors);
        var state = (await server.Get($"/api/v1/games/{game}/state")).Body;
        Assert.True(state.GetProperty("isOver").GetBoolean() || state.GetProperty("plays").GetInt32() > 50, state.ToString());
        Assert.Contains(playing.Lines, line => line.StartsWith("Your decision, at bat:", StringComparison.Ordinal));
        Assert.Contains(playing.Lines, line => line.StartsWith("  i  infield: normal", StringComparison.Ordinal));
        Assert.Contains(playing.Lines, line => line.StartsWith("    roll 1 ", StringComparison.Ordinal));
        Assert.Equal(2, state.GetProperty("live").GetProperty("home").GetProperty("level").GetInt32());
    }

    [Fact]
    public async Task A_game_that_was_left_goes_on_where_it_was()
    {
        using var first = Start("--name", "Ada");
        var game = Game([await first.Says("Game ")]);
        await first.Says("Your decision");
        first.Write("q\ny\n");
        Assert.True(await first.Ended() == 0, first.Errors);
        Assert.EndsWith($"--game {game}", first.Lines[^1], StringComparison.Ordinal);

        var (code, _, errors) = await Run("--auto", "--game", game, "--side", "home", "--name", "Ada");
        var (taken, _, why) = await Run("--auto", "--game", game, "--side", "home", "--name", "Bob");

        Assert.True(code == 0, errors);
        Assert.Equal((0, ""), (taken, why)); // It is over: there is nothing to take.
        var (other, _, refused) = await Run("--auto", "--game", await Left(), "--side", "home", "--name", "Bob");
        Assert.Equal(1, other);
        Assert.Contains("Ada has the home side", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_one_line()
    {
        var (code, _, errors) = await AkkaGameProcess.Run(server.Folder.Path, "play", "http://127.0.0.1:1", "--auto");
        Assert.Equal(1, code);
        Assert.Contains("no server answers at http://127.0.0.1:1/", Assert.Single(Lines(errors)), StringComparison.Ordinal);

        foreach (var (wrong, says) in ((string[], string)[])
            [
                (["play", "ftp://x"], "no address of a server"), (["play", "--side", "left"], "left"),
                (["play", "--rules", "mlb1871"], "--rules"), (["play", "--clock", "-1"], "--clock"),
                (["play", "--name", " "], "--name"), (["play", "--name", "Ada\nBob"], "--name"),
            ])
        {
            (code, _, errors) = await AkkaGameProcess.Run(server.Folder.Path, wrong);
            Assert.Equal(2, code);
            Assert.Contains(says, errors, StringComparison.Ordinal);
        }

        (code, _, errors) = await Run("--auto", "--game", Guid.CreateVersion7().ToString());
        Assert.Equal(1, code);
        Assert.Contains("There is no game", Assert.Single(Lines(errors)), StringComparison.Ordinal);

        static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("[]")]
    public async Task Whatever_else_answers_is_said_to_be_no_server_of_ours(string says)
    {
        using var odd = new TcpListener(IPAddress.Loopback, 0);
        odd.Start();
        var answering = Answer(odd, "200 OK", "text/html", says);

        var (code, _, errors) = await AkkaGameProcess.Run(server.Folder.Path, "play", $"http://{odd.LocalEndpoint}", "--auto");

        Assert.Equal(1, code);
        Assert.Contains("is no server of akkagame", Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        await answering;
    }

    [Fact]
    public async Task Two_programs_in_one_name_do_not_take_the_seat_from_one_another_for_ever()
    {
        using var elsewhere = new Folder();
        using var first = Start("--name", " Ada ");
        var game = Game([await first.Says("Game ")]);
        await first.Says("Your decision");

        var (code, _, errors) = await AkkaGameProcess.Run(
            elsewhere.Path, "play", server.Url, "--auto", "--game", game, "--side", "home", "--name", "Ada");

        Assert.True(code == 0, errors);
        Assert.Equal(1, await first.Ended());
        Assert.Contains("another program has taken the home side", first.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_of_a_side_is_taken_by_a_key_and_the_other_device_is_told()
    {
        using var first = Start("--name", "Ada");
        var game = Game([await first.Says("Game ")]);
        await first.Says("Your decision");
        using var second = Start("--name", "Ada", "--game", game);
        await second.Says("Another device of yours decides for this side.");

        second.Write("t\n");
        await second.Says("Your decision");
        await first.Says("Another device of yours has taken control of this side.");

        second.Write("q\ny\n");
        Assert.True(await second.Ended() == 0, second.Errors);
        await first.Says("The device that decides for this side is gone.");
        first.Write("t\n\n");
        await first.Says("    roll 1 ");
    }

    [Fact]
    public async Task A_signal_ends_it_in_order()
    {
        using var playing = Start("--name", "Ada");
        var game = Game([await playing.Says("Game ")]);
        await playing.Says("Your decision");

        playing.Terminate();

        Assert.Equal(1, await playing.Ended());
        Assert.Equal($"stopped. The game goes on with: akkagame play {server.Url}/ --game {game}", playing.Lines[^1]);
    }

    [Fact]
    public async Task A_script_has_no_cards_and_says_so()
    {
        var (code, _, errors) = await Run("--auto", "--rules", "tabletop");

        Assert.Equal(1, code);
        Assert.Contains("only somebody with the card", Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_answer_yet_is_asked_again()
    {
        const string NotYet = """
            {"type":"urn:akkagame:unavailable","title":"Not available now","status":503,"detail":"Not yet.","instance":"/",
             "code":"UNAVAILABLE","retry":"same-id"}
            """;
        using var odd = new TcpListener(IPAddress.Loopback, 0);
        odd.Start();
        var playing = AkkaGameProcess.Run(server.Folder.Path, "play", $"http://{odd.LocalEndpoint}", "--auto");

        await Answer(odd, "503 Service Unavailable", "application/problem+json", NotYet);
        await Answer(odd, "200 OK", "text/html", "<html>");

        Assert.Contains("is no server of akkagame", (await playing).Errors, StringComparison.Ordinal);
    }

    private static async Task Answer(TcpListener odd, string status, string type, string says)
    {
        using var asker = await odd.AcceptTcpClientAsync();
        var stream = asker.GetStream();
        await stream.ReadAtLeastAsync(new byte[4], 4);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {says.Length}\r\nConnection: close\r\n\r\n{says}"));
        asker.Client.Shutdown(SocketShutdown.Send);
        // Until the asker goes: his question may still be on its way.
        while (await stream.ReadAsync(new byte[4096]) > 0) { }
    }

    /// <summary>A game that Ada has left in its first inning.</summary>
    private async Task<string> Left()
    {
        using var playing = Start("--name", "Ada");
        var game = Game([await playing.Says("Game ")]);
        await playing.Says("Your decision");
        playing.Write("q\ny\n");
        Assert.Equal(0, await playing.Ended());
        return game;
    }

    private AkkaGameProcess Start(params string[] arguments) =>
        AkkaGameProcess.Start(server.Folder.Path, ["play", server.Url, .. arguments]);

    private Task<(int Code, IReadOnlyList<string> Lines, string Errors)> Run(params string[] arguments) =>
        AkkaGameProcess.Run(server.Folder.Path, ["play", server.Url, .. arguments]);

    private async Task<IReadOnlyList<JsonElement>> Events(string game, string type)
    {
        var found = new List<JsonElement>();
        for (var after = 0; ;)
        {
            var page = (await server.Get($"/api/v1/games/{game}/events?limit=500&after={after}")).Body;
            if (page.GetProperty("to").GetInt32() == after) return found;
            after = page.GetProperty("to").GetInt32();
            found.AddRange(page.GetProperty("events").EnumerateArray()
                .Where(one => one.GetProperty("type").GetString() == type).Select(one => one.GetProperty("event")));
        }
    }

    private static string Game(IReadOnlyList<string> lines) => lines[0]["Game ".Length..lines[0].IndexOf(':', StringComparison.Ordinal)];

    private static string LineOf(JsonElement state, string side)
    {
        var (mine, other) = (state.GetProperty(side), state.GetProperty(side == "away" ? "home" : "away"));
        var (innings, theirs) = (mine.GetProperty("runsByInning"), other.GetProperty("runsByInning").GetArrayLength());
        return string.Join(' ', [
            mine.GetProperty("team").GetString()!, .. innings.EnumerateArray().Select(Number),
            .. innings.GetArrayLength() < theirs ? (string[])["x"] : [],
            .. ((string[])["runs", "hits", "errors"]).Select(what => Number(mine.GetProperty(what))),
        ]);

        static string Number(JsonElement number) => number.GetInt32().ToString(CultureInfo.InvariantCulture);
    }
}
