using System.Net.WebSockets;

namespace AkkaGame.Gateway.Tests.Stands;

/// <summary>A socket that keeps what is sent, and whose client reads only while a test lets him.</summary>
internal sealed class PaperSocket : WebSocket
{
    private readonly List<byte[]> frames = [];
    private TaskCompletionSource? blocked;
    private WebSocketState state = WebSocketState.Open;
    private int sending;

    public override WebSocketCloseStatus? CloseStatus => (WebSocketCloseStatus?)Code;
    public override string? CloseStatusDescription => null;
    public override WebSocketState State => state;
    public override string? SubProtocol => null;

    /// <summary>The code of the close frame that was sent.</summary>
    public int? Code { get; private set; }

    public bool IsCutOff => state == WebSocketState.Aborted;

    /// <summary>Two were sent at once, which no WebSocket stands.</summary>
    public bool WasMixed { get; private set; }

    public byte[][] Frames
    {
        get { lock (frames) return [.. frames]; }
    }

    /// <summary>The next frame, and all after it, wait.</summary>
    public void Block() => blocked ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Unblock()
    {
        var waiting = blocked;
        blocked = null;
        waiting?.TrySetResult();
    }

    public override async ValueTask SendAsync(
        ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref sending) > 1) WasMixed = true;
        if (blocked is { } waiting) await waiting.Task;
        ObjectDisposedException.ThrowIf(state == WebSocketState.Aborted, this);
        lock (frames) frames.Add(buffer.ToArray());
        Interlocked.Decrement(ref sending);
    }

    public override async Task CloseOutputAsync(
        WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref sending) > 1) WasMixed = true;
        if (blocked is { } waiting) await waiting.Task;
        Code = (int)closeStatus;
        state = WebSocketState.CloseSent;
        Interlocked.Decrement(ref sending);
    }

    public override void Abort()
    {
        state = WebSocketState.Aborted;
        Unblock();
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
