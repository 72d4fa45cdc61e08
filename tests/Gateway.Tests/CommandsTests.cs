using System.Text.Json;
using AkkaGame.Actors;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;
using AkkaGame.Specs;

namespace AkkaGame.Gateway.Tests;

/// <summary>Commands over a socket: what they did comes first, then their receipt.</summary>
public sealed class CommandsTests : IAsyncLifetime
{
    private readonly Ballpark park = new();
    private GameId game;

    public async Task InitializeAsync() => game = await park.NewGame();

    public async Task DisposeAsync() => await park.DisposeAsync();

    [Fact]
    public async Task What_a_command_did_comes_before_its_receipt()
    {
        var fan = await park.Enter(game);
        var hashes = new HashSet<string>();

        for (var count = 1; count <= 5; count++)
        {
            var command = Sample.Facts(count);
            await fan.Command(command);
            var heard = await fan.Until(ServerFrame.Result);
            var result = Result(heard[^1]);

            Assert.Equal((command.Id.Value, true, false), (result.Id, result.Ok, result.Dup));
            Assert.Equal(Enumerable.Range(result.From!.Value, count), Seqs(heard));
            Assert.Equal(result.To, Seqs(heard)[^1]);
            Assert.Matches("^[0-9a-f]{16}$", result.H);
            Assert.True(hashes.Add(result.H!));
        }
    }

    [Fact]
    public async Task Two_who_send_at_once_hear_the_same_events_and_their_own_receipts()
    {
        var (one, two) = (await park.Enter(game), await park.Enter(game));
        Envelope[] his = [.. Enumerable.Range(0, 10).Select(_ => Sample.Facts(2))];
        Envelope[] hers = [.. Enumerable.Range(0, 10).Select(_ => Sample.Facts())];

        var heard = await Task.WhenAll(Play(one, his), Play(two, hers));

        Assert.All(heard, seqs => Assert.Equal(Enumerable.Range(2, seqs.Count), seqs));
        Assert.Equal(31, await park.Store.Head(game));

        static async Task<List<int>> Play(Fan fan, Envelope[] commands)
        {
            var seqs = new List<int>();
            foreach (var command in commands)
            {
                await fan.Command(command);
                var heard = await fan.Until(ServerFrame.Result);
                var result = Result(heard[^1]);
                seqs.AddRange(Seqs(heard));
                Assert.Equal(command.Id.Value, result.Id);
                Assert.True(seqs[^1] >= result.To, "an event came after its receipt");
            }

            return seqs;
        }
    }

    [Fact]
    public async Task The_same_id_gets_the_same_receipt_from_wherever_it_comes()
    {
        var command = Sample.Facts(3);
        var first = await park.Enter(game);
        await first.Command(command);
        var accepted = Result(await first.Next(ServerFrame.Result));
        first.Dispose();
        var second = await park.Enter(game);

        await second.Command(command);
        await second.Command(command);

        for (var i = 0; i < 2; i++)
        {
            var again = Result(await second.Next(ServerFrame.Result));
            Assert.Equal(accepted with { Dup = true, H = null }, again);
        }

        Assert.Equal(4, await park.Store.Head(game));
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_refused()
    {
        var fan = await park.Enter(game);
        var command = Sample.Facts();
        await fan.Command(command);
        await fan.Next(ServerFrame.Result);

        await fan.Command(Sample.Facts(id: command.Id));

        Assert.Equal("ID_REUSED", Result(await fan.Next(ServerFrame.Result)).Err!.Code);
    }

    [Fact]
    public async Task What_was_stored_and_not_told_comes_before_the_receipt_of_its_resend()
    {
        var (fan, other) = (await park.Enter(game), await park.Enter(game, "spectator"));
        var command = Sample.Facts(2);
        park.Journal.LoseAnswer = AppendOutcome.Unknown("lost");
        await fan.Command(command);
        // Whether the journal is read before the first answer or after it, nobody can say.
        var heard = await fan.Until(ServerFrame.Result);
        var unknown = Result(heard[^1]);
        park.Journal.LoseAnswer = null;

        await fan.Command(command);
        heard.AddRange(await fan.Until(ServerFrame.Result));

        Assert.Equal(("UNAVAILABLE", "same-id"), (unknown.Err!.Code, unknown.Err.Retry));
        Assert.True(Result(heard[^1]).Dup);
        Assert.Equal([2, 3], Seqs(heard));
        await fan.Command(Sample.Facts());
        Assert.Equal([4], Seqs(await fan.Until(ServerFrame.Result)));
        Assert.Equal(2, Seqs([await other.NextEvents()])[0]);
    }

    [Fact]
    public async Task A_spectator_sends_no_commands()
    {
        var fan = await park.Enter(game, "spectator");

        await fan.Command(Sample.Facts());

        var refused = Result(await fan.Next(ServerFrame.Result)).Err!;
        Assert.Equal(("FORBIDDEN", "watches-only"), (refused.Code, refused.Rule));
    }

    [Fact]
    public async Task Nobody_manages_in_a_game_that_a_scorer_writes_down()
    {
        var fan = await park.Enter(game, "manager", "home");

        await fan.Command(Sample.Facts());

        var refused = Result(await fan.Next(ServerFrame.Result)).Err!;
        Assert.Equal(("FORBIDDEN", "scorers-only"), (refused.Code, refused.Rule));
    }

    [Fact]
    public async Task Who_asks_how_the_game_stands_is_told()
    {
        var fan = await park.Enter(game);
        await fan.Command(Sample.Facts());
        await fan.Next(ServerFrame.Result);

        await fan.Send("""{"t":"snap?"}""");

        Assert.Equal(2, (await fan.Next(ServerFrame.Snap)).GetProperty("seq").GetInt32());
    }

    [Fact]
    public async Task A_pong_carries_the_head_and_the_clock()
    {
        var fan = await park.Enter(game);
        await fan.Command(Sample.Facts(4));
        await fan.Next(ServerFrame.Result);

        await fan.Send("""{"t":"ping","n":-3}""");

        Assert.Equal(
            new PongFrame(-3, 5, park.Time.GetUtcNow().ToUnixTimeMilliseconds()),
            JsonSerializer.Deserialize(await fan.Next(ServerFrame.Pong), FrameJson.Default.PongFrame));
    }

    private static ResultFrame Result(JsonElement frame) => JsonSerializer.Deserialize(frame, FrameJson.Default.ResultFrame)!;

    private static List<int> Seqs(IEnumerable<JsonElement> frames) => [.. frames.SelectMany(Fan.Seqs)];
}
