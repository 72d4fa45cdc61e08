using System.Text.Json;
using AkkaGame.Actors;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Messages;

namespace AkkaGame.Host.Tests;

public sealed class SessionsOpsTests : IDisposable
{
    private readonly Folder folder = new();
    private readonly long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Operators_see_who_is_connected_to_a_game_or_to_any()
    {
        var (ours, other) = (GameId.OfRetrosheet(MadeUpGame.Id), new GameId(Guid.CreateVersion7()));
        await Write(
            Somebody(ours, now - 2000) with { Who = "Ada", Role = Role.Manager, Side = Side.Home, Sent = 12, Acked = 11 },
            Somebody(ours, now - 5000) with { Closed = now - 5000, Code = 4008 },
            Somebody(other, now - 1000));
        using var server = await OperatedServer.Start(folder);

        var all = (await server.Json("sessions")).GetProperty("sessions");
        var one = (await server.Json("sessions", MadeUpGame.Id)).GetProperty("sessions");
        var (code, lines, _) = await server.Ops("sessions", MadeUpGame.Id);
        var (wrong, problem) = await server.Ask(HttpMethod.Get, "/ops/v1/sessions?limit=0");
        var (unknown, _) = await server.Ask(HttpMethod.Get, $"/ops/v1/games/{other}/sessions");

        Assert.Equal(3, all.GetArrayLength());
        Assert.Equal(1, (await server.Json("sessions", "--limit", "1")).GetProperty("sessions").GetArrayLength());
        Assert.Equal(2, one.GetArrayLength());
        Assert.Equal("Ada", one[0].GetProperty("who").GetString());
        Assert.Equal("Home", one[0].GetProperty("side").GetString());
        Assert.Equal(12, one[0].GetProperty("sent").GetInt32());
        Assert.False(one[0].TryGetProperty("closed", out _));
        Assert.Equal(4008, one[1].GetProperty("code").GetInt32());
        Assert.Equal(0, code);
        Assert.Contains(lines, static line => line.Contains("Manager, Home", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.Contains("(4008)", StringComparison.Ordinal));
        Assert.Equal(400, wrong);
        Assert.Equal("limit", problem.GetProperty("field").GetString());
        Assert.Equal(404, unknown);
    }

    [Fact]
    public async Task A_server_forgets_at_its_start_who_was_not_seen_for_a_week()
    {
        var day = (long)TimeSpan.FromDays(1).TotalMilliseconds;
        await Write(Somebody(new(Guid.CreateVersion7()), now - 8 * day), Somebody(new(Guid.CreateVersion7()), now - 6 * day));
        using var server = await OperatedServer.Start(folder, games: 0);

        JsonElement found;
        do found = (await server.Json("sessions")).GetProperty("sessions");
        while (found.GetArrayLength() > 1); // It does so while it serves already.

        Assert.Equal(now - 6 * day, Assert.Single(found.EnumerateArray()).GetProperty("seen").GetInt64());
    }

    private async Task Write(params SessionRecord[] records)
    {
        using var sessions = new SqliteSessions(folder["games.db"]);
        Assert.True(await sessions.Keep(records));
    }

    private static SessionRecord Somebody(GameId game, long seen) => new(
        Guid.CreateVersion7(), Guid.NewGuid(), game, "somebody", Role.Spectator, null, "127.0.0.1", "a program", seen - 10, seen, 0, 0);
}
