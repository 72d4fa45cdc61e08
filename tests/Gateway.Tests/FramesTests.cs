using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Gateway.Tests;

/// <summary>Frames that are none, and those that no command is.</summary>
public sealed class FramesTests : IAsyncDisposable, IDisposable
{
    private const string Id = "018f0000-0000-7000-8000-000000000001";

    private readonly Ballpark park = new();

    public async ValueTask DisposeAsync() => await park.DisposeAsync();

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"T":"ping"}""")]
    [InlineData("""{"t":null}""")]
    [InlineData("""{"t":1}""")]
    [InlineData("""{"t":"\ud800"}""")]
    [InlineData("\ufeff{\"t\":\"ping\"}")]
    [InlineData("""{"t":"ping","n":1} x""")]
    [InlineData("""{"t":"ping","n":1}{"t":"ping","n":2}""")]
    [InlineData("""{"t":"ping"/**/,"n":1}""")]
    [InlineData("""{"t":"ping","n":1,}""")]
    [InlineData("""{"t":"ping","n":"1"}""")]
    [InlineData("""{"t":"ping","n":9223372036854775808}""")]
    [InlineData("""{"t":"ping","t":"ack"}""")]
    [InlineData("""{"t":"cmd","k":"start-game","d":{}}""")]
    [InlineData("""{"t":"cmd","id":null,"k":"start-game","d":{}}""")]
    [InlineData("""{"t":"cmd","id":"5","k":"start-game","d":{}}""")]
    [InlineData("""{"t":"cmd","id":"018f0000-0000-7000-8000-000000000001","id":"018f0000-0000-7000-8000-000000000002","k":"start-game"}""")]
    [InlineData("""{"t":"ack","seq":"x"}""")]
    public async Task What_is_no_frame_ends_the_connection(string text)
    {
        var fan = await park.Enter(await park.NewGame());

        await fan.Send(text);

        Assert.Equal(("BAD_FRAME", 4000), await fan.Failed());
    }

    [Fact]
    public async Task Frames_are_texts()
    {
        var fan = await park.Enter(await park.NewGame());

        await fan.Socket.SendAsync("""{"t":"ping","n":1}"""u8.ToArray(), WebSocketMessageType.Binary, true, default);

        Assert.Equal(("BAD_FRAME", 4000), await fan.Failed());
    }

    [Fact]
    public async Task A_text_that_is_not_UTF_8_is_answered_by_the_socket_itself()
    {
        var fan = await park.Enter(await park.NewGame());

        await fan.Socket.SendAsync(new byte[] { (byte)'"', 0xC0, 0xAF, (byte)'"' }, WebSocketMessageType.Text, true, default);

        Assert.Equal((null, 1007), await fan.Failed());
    }

    [Theory]
    [InlineData(ClientFrame.MaxBytes, true)]
    [InlineData(ClientFrame.MaxBytes + 1, false)]
    [InlineData(1024 * 1024, false)]
    public async Task A_frame_has_at_most_8_KiB(int size, bool isTaken)
    {
        var fan = await park.Enter(await park.NewGame());
        const string Head = """{"t":"ping","n":7,"pad":" """, Tail = "\"}";

        await fan.Send(Head + new string('x', size - Head.Length - Tail.Length) + Tail);

        if (isTaken) Assert.Equal(7, (await fan.Next(ServerFrame.Pong)).GetProperty("n").GetInt32());
        else Assert.Equal(("TOO_LARGE", 4000), await fan.Failed());
    }

    [Fact]
    public async Task A_frame_in_pieces_is_one_frame()
    {
        var fan = await park.Enter(await park.NewGame());
        var text = Encoding.UTF8.GetBytes("""{"t":"ping","n":7,"é":"é"}""");

        foreach (var piece in text) await fan.Socket.SendAsync(new[] { piece }, WebSocketMessageType.Text, false, default);
        await fan.Socket.SendAsync(Array.Empty<byte>(), WebSocketMessageType.Text, true, default);

        Assert.Equal(7, (await fan.Next(ServerFrame.Pong)).GetProperty("n").GetInt32());
    }

    [Theory]
    [InlineData("""{"t":"later","x":1}""", "UNKNOWN_TYPE", "later")]
    [InlineData("""{"t":"a\u0007"}""", "UNKNOWN_TYPE", null)]
    [InlineData("""{"t":"ctl"}""", "FORBIDDEN", "ctl")]
    public async Task What_is_not_taken_is_refused_and_the_connection_goes_on(string text, string code, string? about)
    {
        var fan = await park.Enter(await park.NewGame());

        await fan.Send(text);
        var error = JsonSerializer.Deserialize(await fan.Next(ServerFrame.Error), FrameJson.Default.ErrorFrame)!;
        await fan.Send("""{"t":"ping","n":9007199254740993}""");

        Assert.Equal((code, false, about), (error.Code, error.Fatal, error.Ref));
        Assert.Equal(9007199254740993, (await fan.Next(ServerFrame.Pong)).GetProperty("n").GetInt64());
    }

    [Theory]
    [InlineData("", "UNKNOWN_TYPE", "k")]
    [InlineData(""","k":null,"d":{}""", "UNKNOWN_TYPE", "k")]
    [InlineData(""","k":"fly","d":{}""", "UNKNOWN_TYPE", "k")]
    [InlineData(""","k":5,"d":{}""", "BAD_FRAME", "k")]
    [InlineData(""","k":"start-game" """, "BAD_FRAME", "d")]
    [InlineData(""","k":"start-game","d":null""", "BAD_FRAME", "d")]
    [InlineData(""","k":"start-game","d":{},"play":-1""", "BAD_FRAME", "play")]
    [InlineData(""","k":"start-game","d":{},"play":"1" """, "BAD_FRAME", "play")]
    [InlineData(""","k":"start-game","d":{},"play":null""", "BAD_FRAME", "play")]
    [InlineData(""","k":"start-game","d":{},"play":1e400""", "BAD_FRAME", "play")]
    [InlineData(""","k":"start-game","d":{},"play":0.1""", "BAD_FRAME", "play")]
    [InlineData(""","k":"start-game","d":{},"why":"a\u0000b" """, "BAD_FRAME", "why")]
    [InlineData(""","k":"note-facts","d":{"facts":[],"facts":[]}""", "BAD_FRAME", null)]
    [InlineData(""","k":"start-game","d":{},"by":{"who":"another"}""", "FORBIDDEN", "by")]
    public async Task A_command_that_is_none_is_refused_by_its_id(string rest, string code, string? field)
    {
        var fan = await park.Enter(await park.NewGame());

        await fan.Send($$"""{"t":"cmd","id":"{{Id}}"{{rest}}}""");

        var result = JsonSerializer.Deserialize(await fan.Next(ServerFrame.Result), FrameJson.Default.ResultFrame)!;
        Assert.Equal((Guid.Parse(Id), false, code), (result.Id, result.Ok, result.Err!.Code));
        if (field is not null) Assert.Equal(field, result.Err.Field);
    }

    [Fact]
    public async Task Depth_has_a_bound()
    {
        var fan = await park.Enter(await park.NewGame());

        await fan.Send($$"""{"t":"cmd","id":"{{Id}}","k":"start-game","d":{{new string('[', 2000)}}{{new string(']', 2000)}}}""");

        Assert.Equal(("BAD_FRAME", 4000), await fan.Failed());
    }

    [Fact]
    public async Task A_client_that_closes_is_answered_with_its_own_code()
    {
        var fan = await park.Enter(await park.NewGame());

        await fan.Socket.CloseOutputAsync((WebSocketCloseStatus)3001, "off", default);
        while (await fan.Next() is not null)
        {
            // What was on its way.
        }

        Assert.Equal(3001, fan.Closed);
    }
}
