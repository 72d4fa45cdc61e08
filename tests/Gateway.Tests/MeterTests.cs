using System.Diagnostics.Metrics;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;
using AkkaGame.Specs;

namespace AkkaGame.Gateway.Tests;

/// <summary>What a gateway counts, read through its instruments as a collector reads them.</summary>
public sealed class MeterTests : IAsyncLifetime
{
    private readonly Ballpark park = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await park.DisposeAsync();

    [Fact]
    public async Task Sockets_frames_refusals_and_closings_are_counted()
    {
        var game = await park.NewGame();
        var (scorer, watcher) = (await park.Enter(game), await park.Enter(game, "spectator"));
        var desynced = await park.Connect(game);
        await desynced.Hello("spectator", more: ""","resume":{"seq":1,"hash":"0000000000000000"}""");
        await desynced.Welcomed();

        await watcher.Command(Sample.Facts());
        await watcher.Next(ServerFrame.Result);
        await scorer.Send("x");
        await scorer.Failed();
        watcher.Dispose();
        await Ballpark.Until(() => park.Concourse.Figures().Sockets == 1);

        var read = Read();
        Assert.Equal(1, read["akkagame.sockets.open spectator"]);
        Assert.Equal(0, read["akkagame.sockets.open scorer"]);
        Assert.Equal(5, read["akkagame.frames.heard"]); // Three hellos, a command, and what was no frame.
        Assert.Equal(9, read["akkagame.frames.sent"]); // Three welcomes and views, a result, an error, a close.
        Assert.Equal(1, read["akkagame.frames.refused FORBIDDEN"]);
        Assert.Equal(1, read["akkagame.frames.refused BAD_FRAME"]);
        Assert.Equal(1, read["akkagame.sockets.closed 4000"]);
        Assert.Equal(1, read["akkagame.sockets.closed client"]);
        Assert.Equal(1, read["akkagame.desyncs"]);
        Assert.Equal(0, read["akkagame.outbox.overflows"]);
    }

    [Theory]
    [InlineData(CloseCode.Finished)]
    [InlineData(CloseCode.Slow)]
    public async Task Who_goes_by_himself_was_not_closed_whatever_code_he_gives(CloseCode code)
    {
        var fan = await park.Enter(await park.NewGame());

        await fan.Socket.CloseOutputAsync((System.Net.WebSockets.WebSocketCloseStatus)(int)code, null, default);
        while (await fan.Next() is not null)
        {
            // What was on its way.
        }

        await Ballpark.Until(() => park.Concourse.Figures().Sockets == 0 && Read()["akkagame.sockets.closed client"] == 1);
        Assert.Empty(park.Concourse.Figures().Closed);
        Assert.Equal(0, Read()["akkagame.outbox.overflows"]);
    }

    private Dictionary<string, long> Read()
    {
        var read = new Dictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Scope == park.Concourse) listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            read[tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}"] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return read;
    }
}
