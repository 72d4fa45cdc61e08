using System.Text.Json;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;
using AkkaGame.Specs;

namespace AkkaGame.Gateway.Tests;

/// <summary>Two devices of one manager: both hear everything, one is in control.</summary>
public sealed class ControlTests : IAsyncLifetime
{
    private const string Ada = ""","token":"home" """, Bob = ""","token":"Bob" """;

    private readonly Ballpark park = new();
    private readonly Guid phone = Guid.CreateVersion7(), desk = Guid.CreateVersion7();
    private GameId game;
    private Table table = null!;

    public async Task InitializeAsync()
    {
        game = Sample.NewGame();
        table = new Table(park.Engine, game);
        await table.Do(Table.Commissioner, Table.Creation());
    }

    public async Task DisposeAsync() => await park.DisposeAsync();

    [Fact]
    public async Task The_first_device_has_control_and_the_next_one_follows()
    {
        var (first, isFirst) = await Come(phone);
        var (second, isSecond) = await Come(desk);
        var seat = await table.Write(Table.Manager(Side.Home), new TakeSeat(Side.Home));

        await second.Command(seat);
        var refused = Result(await second.Next(ServerFrame.Result)).Err!;
        await first.Command(seat);

        Assert.Equal((true, false), (isFirst, isSecond));
        Assert.Equal(("NOT_IN_CONTROL", "new-id"), (refused.Code, refused.Retry));
        Assert.True(Result(await first.Next(ServerFrame.Result)).Ok);
        Assert.Equal([2], Fan.Seqs(await second.NextEvents()));
    }

    [Fact]
    public async Task Control_is_taken_on_purpose_and_the_other_device_hears_of_it()
    {
        var (first, _) = await Come(phone);
        var (second, _) = await Come(desk);
        var seat = await table.Write(Table.Manager(Side.Home), new TakeSeat(Side.Home));

        await second.Send("""{"t":"ctl"}""");

        Assert.Equal(new(true), await Control(second));
        Assert.Equal(new(false), await Control(first));
        await first.Command(seat);
        Assert.Equal("NOT_IN_CONTROL", Result(await first.Next(ServerFrame.Result)).Err!.Code);
        await second.Command(seat);
        Assert.True(Result(await second.Next(ServerFrame.Result)).Ok);
    }

    [Fact]
    public async Task A_command_that_was_accepted_is_answered_on_a_device_that_has_lost_control()
    {
        var (first, _) = await Come(phone);
        var seat = await table.Write(Table.Manager(Side.Home), new TakeSeat(Side.Home));
        await first.Command(seat);
        await first.Next(ServerFrame.Result);
        var (second, _) = await Come(desk);
        await second.Send("""{"t":"ctl"}""");
        await Control(first);

        await first.Command(seat);

        Assert.True(Result(await first.Next(ServerFrame.Result)).Dup);
    }

    [Fact]
    public async Task A_device_that_comes_again_replaces_its_older_socket_and_keeps_control()
    {
        var (older, _) = await Come(phone);
        var (follower, _) = await Come(desk);

        var (newer, has) = await Come(phone);

        Assert.True(has);
        Assert.Equal(4005, await older.End());
        await follower.Send("""{"t":"ping","n":1}""");
        Assert.DoesNotContain(await follower.Until(ServerFrame.Pong), static frame => Kind(frame) == ServerFrame.Control);
        await newer.Command(await table.Write(Table.Manager(Side.Home), new TakeSeat(Side.Home)));
        Assert.True(Result(await newer.Next(ServerFrame.Result)).Ok);
    }

    [Fact]
    public async Task When_the_device_in_control_goes_the_others_may_take_it_and_it_stays_until_they_do()
    {
        var (first, _) = await Come(phone);
        var (second, _) = await Come(desk);

        first.Dispose();

        Assert.Equal(new(false, Free: true), await Control(second));
        var (third, isThird) = await Come(Guid.CreateVersion7());
        Assert.False(isThird);
        Assert.Equal(new(false, Free: true), await Control(third));
        var (back, isBack) = await Come(phone);
        Assert.True(isBack);
        Assert.Equal(new(false), await Control(second));
        Assert.Equal(new(false), await Control(third));
        back.Dispose();
        Assert.Equal(new(false, Free: true), await Control(third));
        await third.Send("""{"t":"ctl"}""");
        Assert.Equal(new(true), await Control(third));
    }

    [Fact]
    public async Task When_no_device_is_left_the_next_one_has_control()
    {
        var (first, _) = await Come(phone);
        first.Dispose();
        await Ballpark.Until(() => park.Concourse.Figures().Sockets == 0);

        Assert.True((await Come(desk)).HasControl);
    }

    [Fact]
    public async Task Nobody_takes_anything_from_another_person_or_side()
    {
        var (home, _) = await Come(phone);
        var (other, isOther) = await Come(desk, Bob);
        var (away, isAway) = await Come(desk, Bob, "away");

        await other.Send("""{"t":"ctl"}""");
        await Control(other);
        await home.Send("""{"t":"ping","n":1}""");

        Assert.Equal((true, true), (isOther, isAway));
        Assert.DoesNotContain(await home.Until(ServerFrame.Pong), static frame => Kind(frame) == ServerFrame.Control);
        Assert.Null(away.Closed);
    }

    private async Task<(Fan Fan, bool HasControl)> Come(Guid sess, string who = Ada, string side = "home")
    {
        var fan = await park.Connect(game);
        await fan.Hello("manager", side, sess, who);
        var welcome = await fan.Welcomed();
        return (fan, welcome.GetProperty("you").GetProperty("control").GetBoolean());
    }

    private static async Task<ControlFrame> Control(Fan fan) =>
        JsonSerializer.Deserialize(await fan.Next(ServerFrame.Control), FrameJson.Default.ControlFrame)!;

    private static string? Kind(JsonElement frame) => frame.GetProperty("t").GetString();

    private static ResultFrame Result(JsonElement frame) => JsonSerializer.Deserialize(frame, FrameJson.Default.ResultFrame)!;
}
