namespace AkkaGame.Host.Tests.BadInputs;

/// <summary>Inputs 48b, 49 and 56 to 60: what is well said, and against the rules of the game or of good manners.</summary>
internal static class RuleSenders
{
    public static readonly Senders All = new()
    {
        ["48b"] = static async (scene, _) =>
        {
            var (game, away, home) = await scene.Managed();
            await using var other = home;
            await using var socket = away;
            var seen = (await scene.Server.Get($"/api/v1/games/{game}/state")).Body.GetProperty("seen").GetInt32();
            await socket.Connection.Text(Scene.WithId(Scene.Command($$""" "k":"visit-mound","d":{},"play":{{seen}}""")));
            return await socket.Outcome(staysOpen: true);
        },
        ["49a"] = static async (scene, _) =>
        {
            var game = await scene.ScoredGame();
            await using var socket = await scene.Watches(game);
            await socket.Connection.Text(Scene.WithId(Scene.NoteFacts()));
            var outcome = await socket.Outcome(staysOpen: true);
            Assert.Equal(1, await scene.Head(game));
            return outcome;
        },
        ["49b"] = static async (scene, _) => await scene.OnHttp(await JsonSenders.Commands(scene), Scene.NoteFacts(), "spectator:sue"),
        ["56"] = static (scene, row) => scene.OnSocket(row, Scene.Command(""" "k":"resume-game","d":{}""")),
        ["57a"] = static (scene, _) => Substitutes(scene, Fields("x1", 2, "Catcher"), Fields("x1", 3, "FirstBase")),
        ["57b"] = static (scene, _) => Substitutes(scene, Sub("x1"), Sub("a1")),
        ["58"] = AfterTheEnd,
        ["59"] = AtTheSameMoment,
        ["60"] = Burst,
    };

    private static string Sub(string player, string side = "Away", int slot = 1, string position = "PinchHitter") => Scene.Command(
        """ "k":"substitute","d":{"announcements":[{"""
        + $"\"side\":\"{side}\",\"slot\":{slot},\"player\":\"{player}\",\"name\":\"{player}\",\"position\":\"{position}\"}}]}}");

    private static string Fields(string player, int slot, string position) => Sub(player, "Home", slot, position);

    private static async Task<Outcome> Substitutes(Scene scene, string first, string second)
    {
        var game = await scene.StartedScoredGame();
        await using var socket = await scene.Scores(game);
        await socket.Connection.Text(Scene.WithId(WithPlay(first, await Seen(scene, game))));
        var res = await socket.Hears("res");
        Assert.True(Scene.IsAccepted(res), $"{res}");
        var head = await scene.Head(game);
        await socket.Connection.Text(Scene.WithId(WithPlay(second, await Seen(scene, game))));
        var outcome = await socket.Outcome(staysOpen: true);
        Assert.Equal(head, await scene.Head(game));
        return outcome;
    }

    private static async Task<Outcome> AfterTheEnd(Scene scene, BadInput row)
    {
        var game = await scene.StartedScoredGame();
        await using var socket = await scene.Scores(game);
        await socket.Connection.Text(Scene.WithId(WithPlay(
            Scene.Command(""" "k":"forfeit-game","d":{"winner":"Home","reason":"no nine"}"""), await Seen(scene, game))));
        var res = await socket.Hears("res");
        Assert.True(Scene.IsAccepted(res), $"{res}");
        await socket.Connection.Text(Scene.WithId(WithPlay(Sub("x1"), await Seen(scene, game))));
        return await socket.Outcome(staysOpen: true);
    }

    private static async Task<Outcome> AtTheSameMoment(Scene scene, BadInput row)
    {
        var (game, away, home) = await scene.Managed();
        await using var one = home;
        await using var other = away;
        var window = await scene.Server.Window(game);
        await Task.WhenAll(
            away.Connection.Text(IdSenders.Seal("offense", window, out _)), home.Connection.Text(IdSenders.Seal("defense", window, out _)));
        Assert.True(Scene.IsAccepted(await away.Hears("res")));
        Assert.True(Scene.IsAccepted(await home.Hears("res")));
        Assert.Equal(await away.Outcome(staysOpen: true), await home.Outcome(staysOpen: true));
        return await away.Outcome(staysOpen: true);
    }

    private static async Task<Outcome> Burst(Scene scene, BadInput row)
    {
        var game = await scene.ScoredGame();
        await using var socket = await scene.Scores(game);
        var burst = Enumerable.Range(0, 200).SelectMany(static _ => RawConnection.Frame(
            RawConnection.TextFrame, System.Text.Encoding.UTF8.GetBytes(Scene.WithId(Scene.NoteFacts())))).ToArray();
        _ = socket.Connection.Say(burst);
        var outcome = await socket.Outcome(staysOpen: false);
        var answers = socket.Heard.Where(static frame => PlayerSocket.Kind(frame) == "res").ToArray();
        var accepted = answers.Count(Scene.IsAccepted);
        Assert.All(answers.Take(20), static answer => Assert.True(Scene.IsAccepted(answer)));
        Assert.All(answers.Where(static answer => !Scene.IsAccepted(answer)), static answer =>
        {
            Assert.Equal("RATE_LIMITED", answer.GetProperty("err").GetProperty("code").GetString());
            Assert.Equal("after", answer.GetProperty("err").GetProperty("retry").GetString());
        });
        Assert.Equal(1 + accepted, await scene.Head(game));
        return outcome;
    }

    private static string WithPlay(string frame, int seen) => $"{frame[..^1]},\"play\":{seen}}}";

    private static async Task<int> Seen(Scene scene, Guid game) =>
        (await scene.Server.Get($"/api/v1/games/{game}/state")).Body.GetProperty("seen").GetInt32();
}
