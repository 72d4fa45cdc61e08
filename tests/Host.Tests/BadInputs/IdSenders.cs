using System.Text.Json;

namespace AkkaGame.Host.Tests.BadInputs;

/// <summary>Inputs 35 to 40: ids of commands and games, and the play that a command has seen.</summary>
internal static class IdSenders
{
    private const string Quote = "'%3B%20DROP%20TABLE%20event%3B--", Emoji = "%F0%9F%90%90", RightToLeft = "%E2%80%AE%D7%A9%E2%80%AC";

    private static readonly string fourKiB = new('7', 4096);

    public static readonly Senders All = new()
    {
        ["35a"] = static (scene, row) => scene.OnSocket(row, $$"""{"t":"cmd","k":"note-facts","d":{{Scene.Facts}}}"""),
        ["35b"] = static (scene, row) => scene.OnSocket(row, Scene.NoteFacts().Replace("ID", $"{Guid.Empty}", StringComparison.Ordinal)),
        ["35c"] = static (scene, row) => scene.OnSocket(row, Scene.NoteFacts().Replace("ID", "the first", StringComparison.Ordinal)),
        ["35d"] = static async (scene, _) => await scene.OnHttp(
            await JsonSenders.Commands(scene), $$"""{"k":"note-facts","d":{{Scene.Facts}}}"""),
        ["35e"] = TheClocksId,
        ["36a"] = ReusedOnASocket,
        ["36b"] = ReusedOverHttp,
        ["37"] = TheOthersId,
        ["38a"] = static (scene, row) => scene.OnHello(row, Guid.CreateVersion7(), PlayerSocket.Hello("spectator")),
        ["38b"] = static (scene, _) => scene.OnHttp($"/api/v1/games/{Guid.CreateVersion7()}/commands", Scene.NoteFacts()),
        ["39a"] = static (scene, _) => scene.OnHandshake("/ws/v1/games/../"),
        ["39b"] = static (scene, _) => scene.OnHandshake("/ws/v1/games/%00"),
        ["39c"] = static (scene, _) => scene.OnHandshake($"/ws/v1/games/{fourKiB}"),
        ["39d"] = static (scene, _) => scene.OnHandshake($"/ws/v1/games/{Quote}"),
        ["39e"] = static (scene, _) => scene.OnHandshake($"/ws/v1/games/{Emoji}"),
        ["39f"] = static (scene, _) => scene.OnHandshake($"/ws/v1/games/{RightToLeft}"),
        ["39g"] = static (scene, _) => Get(scene, "../commands"),
        ["39h"] = static (scene, _) => Get(scene, "%00/state"),
        ["39i"] = static (scene, _) => Get(scene, $"{fourKiB}/state"),
        ["39j"] = static (scene, _) => Get(scene, $"{Quote}/state"),
        ["39k"] = static (scene, _) => Get(scene, $"{Emoji}/state"),
        ["39l"] = static (scene, _) => Get(scene, $"{RightToLeft}/state"),
        ["40a"] = static (scene, row) => scene.OnSocket(row, Scene.NoteFacts(more: ""","play":-1""")),
        ["40b"] = static (scene, row) => scene.OnSocket(row, Scene.NoteFacts(more: ""","play":2147483648""")),
        ["40c"] = static (scene, row) => scene.OnSocket(row, Scene.NoteFacts(more: ""","play":1000000""")),
    };

    private static Task<Outcome> Get(Scene scene, string game) => scene.OnHttp($"GET /api/v1/games/{game} HTTP/1.1\r\nHost: HOST\r\n\r\n");

    private static async Task<Outcome> ReusedOnASocket(Scene scene, BadInput row)
    {
        var game = await scene.ScoredGame();
        await using var socket = await scene.Scores(game);
        var frame = Scene.WithId(Scene.NoteFacts());
        await socket.Connection.Text(frame);
        Assert.True(Scene.IsAccepted(await socket.Hears("res")));
        await socket.Connection.Text(frame.Replace("sunny", "gloomy", StringComparison.Ordinal));
        var outcome = await socket.Outcome(staysOpen: true);
        NothingOf(socket.Heard[^1], "from", "to", "h");
        Assert.Equal(2, await scene.Head(game));
        return outcome;
    }

    private static async Task<Outcome> ReusedOverHttp(Scene scene, BadInput row)
    {
        var path = await JsonSenders.Commands(scene);
        var frame = Scene.WithId(Scene.NoteFacts());
        Assert.Equal(new Outcome(Outcome.Accepted, "200"), await scene.OnHttp(path, frame));
        return await scene.OnHttp(path, frame.Replace("sunny", "gloomy", StringComparison.Ordinal));
    }

    private static async Task<Outcome> TheClocksId(Scene scene, BadInput row)
    {
        var (game, away, home) = await scene.Managed();
        await using var one = home;
        await using var other = away;
        var window = (await scene.Server.Get($"/api/v1/games/{game}/state")).Body.GetProperty("live").GetProperty("window");
        var (id, due) = (window.GetProperty("id").GetGuid(), window.GetProperty("due").GetInt64());
        var clock = Messages.CommandId.OfTimer(new(game), "window-due", id, due).Value;
        await home.Connection.Text(Seal("defense", id, out _, clock));
        var outcome = await home.Outcome(staysOpen: true);
        await home.Connection.Text(Seal("defense", id, out _));
        Assert.True(Scene.IsAccepted(await home.Hears("res")));
        return outcome;
    }

    private static async Task<Outcome> TheOthersId(Scene scene, BadInput row)
    {
        var (game, away, home) = await scene.Managed();
        await using var one = home;
        await using var other = away;
        var window = await scene.Server.Window(game);
        var (mine, yours) = (Seal("defense", window, out var id), Seal("offense", window, out _, id));
        await home.Connection.Text(mine);
        Assert.True(Scene.IsAccepted(await home.Hears("res")));
        await away.Connection.Text(yours);
        var outcome = await away.Outcome(staysOpen: true);
        NothingOf(away.Heard[^1], "from", "to", "h");
        return outcome;
    }

    /// <summary>The usual decision of a side.</summary>
    /// <param name="id">The command's id; a new one unless given.</param>
    public static string Seal(string what, Guid window, out Guid used, Guid? id = null)
    {
        used = id ?? Guid.CreateVersion7();
        return $$$"""{"t":"cmd","id":"{{{used}}}","k":"seal-decision","dec":"{{{window}}}","d":{"{{{what}}}":{} }}""";
    }

    private static void NothingOf(JsonElement frame, params string[] members) =>
        Assert.All(members, member => Assert.False(frame.TryGetProperty(member, out _), $"{frame} holds {member}."));
}
