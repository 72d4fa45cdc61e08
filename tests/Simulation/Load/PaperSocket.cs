using System.Net.WebSockets;
using AkkaGame.Messages;
using AkkaGame.Simulation.Machinery;
using AkkaGame.Simulation.Store;

namespace AkkaGame.Simulation.Load;

/// <summary>A socket as a server has it, whose frames come to somebody in their order, a little later.</summary>
/// <param name="take">Told each frame, and the seq that was the game's last committed one when it was sent.</param>
internal sealed class PaperSocket(
    World world, Process reader, Luck luck, GameId game, Database database, Action<ReadOnlyMemory<byte>, int> take) : WebSocket
{
    private WebSocketState state = WebSocketState.Open;
    private long arrives;
    private bool isCut;

    public TaskCompletionSource Gone { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the server does when nobody is there any more.</summary>
    public Action? Left { get; set; }

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => state;

    public override string? SubProtocol => null;

    /// <summary>The connection breaks: nothing that is under way arrives.</summary>
    public void Cut()
    {
        if (isCut) return;
        isCut = true;
        Left?.Invoke();
        reader.Do(() => Gone.TrySetResult());
    }

    public override ValueTask SendAsync(
        ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(state == WebSocketState.Aborted, this);
        var committed = database.Head(game.Value);
        var frame = buffer.ToArray();
        arrives = Math.Max(arrives, world.Now + luck.Within(default, TimeSpan.FromMilliseconds(5)).Ticks) + 1;
        world.At(arrives, reader, () =>
        {
            if (!isCut) take(frame, committed);
        });
        return default;
    }

    public override Task CloseOutputAsync(
        WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        state = WebSocketState.CloseSent;
        Cut();
        return Task.CompletedTask;
    }

    public override void Abort()
    {
        state = WebSocketState.Aborted;
        Cut();
    }

    public override Task SendAsync(
        ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override void Dispose()
    {
    }
}
