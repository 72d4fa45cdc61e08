using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Gateway.Tests.Stands;

/// <summary>Who reads slowly harms nobody but himself.</summary>
public class SlowTests
{
    private static readonly GatewayOptions narrow = new() { OutboxFrames = 8 };

    [Fact]
    public async Task Who_must_miss_nothing_is_closed_when_he_does_not_read_and_the_others_are_not()
    {
        await using var park = new Park(narrow);
        var game = await park.NewGame();
        var (slow, fan) = (await park.Enter(game), await park.Enter(game));
        slow.Socket.Block();
        // One is in flight, and eight wait.
        for (var i = 0; i < 9; i++) await park.Note(game);
        Assert.Null(slow.Outbox.Closed);
        await park.Note(game);
        Assert.Equal(CloseCode.Slow, slow.Outbox.Closed);
        await park.Note(game);
        Assert.Equal(12, fan.Take().Seq);
        slow.Socket.Unblock();
        await slow.Outbox.Over;
        Assert.Equal((4008, 2), (slow.Socket.Code, slow.Take().Seq));
    }

    [Fact]
    public async Task Who_never_reads_again_is_cut_off()
    {
        await using var park = new Park(narrow);
        var game = await park.NewGame();
        var slow = await park.Enter(game);
        slow.Socket.Block();
        slow.Outbox.Post(new byte[10]);
        slow.Outbox.Close(CloseCode.HeartbeatLost, "Nothing was heard.");
        slow.Outbox.Close(CloseCode.Internal, "Only the first counts.");
        Assert.False(slow.Outbox.Post(new byte[10]));
        park.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(slow.Outbox.Over.IsCompleted);
        park.Time.Advance(TimeSpan.FromSeconds(2));
        await slow.Outbox.Over;
        Assert.Equal((true, CloseCode.HeartbeatLost), (slow.Socket.IsCutOff, slow.Outbox.Closed));
    }

    [Fact]
    public async Task What_waits_is_sent_before_the_goodbye()
    {
        await using var park = new Park();
        var game = await park.NewGame();
        var fan = await park.Enter(game);
        fan.Socket.Block();
        for (var i = 0; i < 5; i++) await park.Note(game);
        fan.Outbox.Close(CloseCode.GoAway, "The server goes. " + new string('é', 200));
        fan.Socket.Unblock();
        await fan.Outbox.Over;
        Assert.Equal((4001, 6), (fan.Socket.Code, fan.Take().Seq));
    }

    [Fact]
    public async Task Who_watches_is_left_out_of_some_and_shown_how_it_stands()
    {
        await using var park = new Park(narrow);
        var game = await park.NewGame();
        var (slow, fan) = (await park.Enter(game, Role.Spectator, view: true), await park.Enter(game, Role.Spectator));
        slow.Socket.Block();
        for (var i = 0; i < 40; i++)
        {
            var seq = await park.Note(game);
            await park.Until(() => fan.Take().Seq == seq);
        }

        slow.Socket.Unblock();
        await park.Until(() => slow.Take().Seq == 41);
        Assert.Equal("welcome snap ev gap snap", slow.Kinds);
        Assert.Equal((1, 1), (slow.Of(ServerFrame.Gap).Count, park.Grandstand.Counts.Gaps));
        Assert.Equal(fan.Hash, slow.Hash);
        await park.Note(game);
        await park.Until(() => slow.Take().Seq == 42);
        Assert.NotNull(slow.View);
        Assert.Null(slow.Outbox.Closed);
    }

    [Fact]
    public async Task Who_watches_and_is_only_a_little_behind_gets_it_all()
    {
        await using var park = new Park(narrow);
        var game = await park.NewGame();
        var slow = await park.Enter(game, Role.Spectator);
        slow.Socket.Block();
        for (var i = 0; i < 8; i++) await park.Note(game);
        slow.Socket.Unblock();
        await park.Until(() => slow.Take().Seq == 9);
        Assert.Empty(slow.Of(ServerFrame.Gap));
    }

    [Fact]
    public async Task A_defect_met_with_one_socket_ends_that_one_and_is_told()
    {
        var told = new List<Exception>();
        var socket = new PaperSocket();
        var outbox = new Outbox(socket, lossless: false, new() { Faulted = (_, e) => told.Add(e) }, TimeProvider.System)
        {
            Source = new Broken(),
        };

        outbox.Go();
        await outbox.Over;

        Assert.IsType<ArgumentException>(Assert.Single(told));
        Assert.True(socket.IsCutOff && outbox.IsClosing);
    }

    [Fact]
    public async Task For_how_long_somebody_has_not_read_is_known()
    {
        await using var park = new Park();
        var game = await park.NewGame();
        var slow = await park.Enter(game, Role.Spectator);
        Assert.Equal(TimeSpan.Zero, slow.Outbox.Stalled);
        slow.Socket.Block();
        await park.Note(game);
        await park.Until(() => slow.Outbox.Stalled > TimeSpan.Zero, TimeSpan.FromSeconds(1));
        park.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(slow.Outbox.Stalled > TimeSpan.FromSeconds(10));
        slow.Socket.Unblock();
        await park.Until(() => slow.Outbox.Stalled == TimeSpan.Zero);
    }

    private sealed class Broken : IFrameSource
    {
        public ReadOnlyMemory<byte>? Next() => throw new ArgumentException("Nothing can be told.");
    }
}
