using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace AkkaGame.Host.Tests.BadInputs;

/// <summary>Inputs 41 to 51: who somebody says he is.</summary>
internal static class TokenSenders
{
    public static readonly Senders All = new()
    {
        ["41a"] = static async (scene, row) => await scene.OnHello(
            row, await scene.Server.Started("home:hugo", "away:ann"), PlayerSocket.Hello("manager", side: "home")),
        ["41b"] = static async (scene, _) => await scene.OnHttp(await JsonSenders.Commands(scene), Scene.NoteFacts(), by: ""),
        ["42"] = static (scene, row) => Forged(
            scene, row, static claims => (claims["exp"], claims["nbf"], claims["iat"]) = (Now(-60), Now(-120), Now(-120))),
        ["43"] = static (scene, row) => Forged(scene, row, static claims => (claims["nbf"], claims["iat"]) = (Now(300), Now(300))),
        ["44"] = static (scene, row) => Forged(scene, row, head: static head => head["alg"] = "none", sign: static (_, _) => []),
        ["45"] = static (scene, row) => Forged(
            scene, row, head: static head => head["alg"] = "HS256",
            sign: static (key, text) => HMACSHA256.HashData(Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()), text)),
        ["46"] = static (scene, row) => Forged(scene, row, static claims => claims["aud"] = "somebody else"),
        ["47"] = static async (scene, row) =>
        {
            var ticket = await scene.Ticket(await scene.ScoredGame(), "scorer:sam", "scorer");
            return await scene.OnHello(row, await scene.ScoredGame(), PlayerSocket.Hello("scorer", ticket));
        },
        ["48a"] = static async (scene, row) =>
        {
            var game = await scene.Server.Started("home:hugo", "away:ann");
            var ticket = await scene.Ticket(game, "home:hugo", "manager", "home");
            return await scene.OnHello(row, game, PlayerSocket.Hello("manager", ticket, "away"));
        },
        ["50"] = RevokedWhileOpen,
        ["51"] = static async (scene, row) =>
        {
            var game = await scene.ScoredGame();
            var ticket = await scene.Ticket(game, "scorer:sam", "scorer");
            await using var first = await PlayerSocket.Join(scene.Server.Url, game, PlayerSocket.Hello("scorer", ticket));
            return await scene.OnHello(row, game, PlayerSocket.Hello("scorer", ticket));
        },
    };

    /// <summary>A scorer's token as the server makes it, signed again after something in it was changed.</summary>
    private static async Task<Outcome> Forged(
        Scene scene, BadInput row, Action<JsonObject>? claims = null, Action<JsonObject>? head = null,
        Func<ECDsa, byte[], byte[]>? sign = null)
    {
        var game = await scene.ScoredGame();
        using var key = ECDsa.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(scene.Server.Folder["games.db.tokens.pem"]));
        var parts = (await Bearer(scene)).Split('.');
        var (first, second) = (Part(parts[0]), Part(parts[1]));
        // What is signed anew without a change is let in: so it is the change that is refused.
        var (untouched, changed) = (Sign(first, second, null), "");
        claims?.Invoke(second);
        head?.Invoke(first);
        changed = Sign(first, second, sign);
        await using (await PlayerSocket.Join(scene.Server.Url, game, PlayerSocket.Hello("scorer", untouched)))
        {
        }

        return await scene.OnHello(row, game, PlayerSocket.Hello("scorer", changed));

        string Sign(JsonObject head, JsonObject claims, Func<ECDsa, byte[], byte[]>? sign)
        {
            var text = $"{Encoded(Encoding.UTF8.GetBytes(head.ToJsonString()))}.{Encoded(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
            var signed = Encoding.ASCII.GetBytes(text);
            return $"{text}.{Encoded(sign is null ? key.SignData(signed, HashAlgorithmName.SHA256) : sign(key, signed))}";
        }
    }

    private static async Task<Outcome> RevokedWhileOpen(Scene scene, BadInput row)
    {
        var game = await scene.ScoredGame();
        var token = await Bearer(scene, "revoked");
        await using var socket = await PlayerSocket.Join(scene.Server.Url, game, PlayerSocket.Hello("scorer", token));
        var id = Part(token.Split('.')[1])["jti"]!.GetValue<string>();
        var revoked = await AkkaGameProcess.Run(
            scene.Server.Folder.Path, "ops", "revoke", "--token", id, "--why", "lost", "--ops", scene.Server.OpsUrl);
        Assert.True(revoked.Code == 0, revoked.Errors);
        return await socket.Outcome(staysOpen: false);
    }

    private static async Task<string> Bearer(Scene scene, string who = "sam")
    {
        var given = await scene.Server.Post("/api/v1/dev/token", $$"""{"who":"{{who}}","role":"scorer"}""", "scorer:sam");
        Assert.True(given.Status == 200, given.Text);
        return given.Body.GetProperty("token").GetString()!;
    }

    private static long Now(int seconds) => DateTimeOffset.UtcNow.ToUnixTimeSeconds() + seconds;

    private static JsonObject Part(string text)
    {
        var base64 = text.Replace('-', '+').Replace('_', '/');
        return JsonNode.Parse(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '=')))!.AsObject();
    }

    private static string Encoded(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
