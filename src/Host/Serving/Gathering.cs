using System.Buffers;
using AkkaGame.Gateway;
using Microsoft.AspNetCore.Http.Features;

namespace AkkaGame.Host.Serving;

/// <summary>
/// The bytes under a WebSocket, which can wait for those that follow. One writes at a time: the socket sees to that. A connection on which
/// nothing waits holds no buffer.
/// </summary>
internal sealed class Gathering(IHttpUpgradeFeature connection) : Stream, IHttpUpgradeFeature, IGathers
{
    /// <summary>Bytes that wait, at most.</summary>
    private const int Most = 16 * 1024;

    private Stream inner = Null;
    private byte[]? waiting;
    private int length;
    private volatile bool moreFollows;

    public bool MoreFollows { set => moreFollows = value; }

    public bool IsUpgradableRequest => connection.IsUpgradableRequest;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Puts itself under the sockets that are opened on this server.</summary>
    public static void Use(IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } connection)
            context.Features.Set<IHttpUpgradeFeature>(new Gathering(connection));
        return next(context);
    });

    public async Task<Stream> UpgradeAsync()
    {
        inner = await connection.UpgradeAsync();
        return this;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken stop = default) => inner.ReadAsync(buffer, stop);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken stop = default)
    {
        var waits = moreFollows && length + buffer.Length <= Most;
        if (!waits && waiting is null) return inner.WriteAsync(buffer, stop);
        if (waits)
        {
            Keep(buffer.Span);
            return default;
        }

        return length + buffer.Length <= Most ? WriteWith(buffer, stop) : WriteBoth(buffer, stop);
    }

    public override Task FlushAsync(CancellationToken stop) => waiting is null ? inner.FlushAsync(stop) : Task.CompletedTask;

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (waiting is null || waiting.Length < length + bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(length + bytes.Length);
            waiting.AsSpan(0, length).CopyTo(larger);
            if (waiting is not null) ArrayPool<byte>.Shared.Return(waiting);
            waiting = larger;
        }

        bytes.CopyTo(waiting.AsSpan(length));
        length += bytes.Length;
    }

    private ValueTask WriteWith(ReadOnlyMemory<byte> last, CancellationToken stop)
    {
        Keep(last.Span);
        return WriteWaiting(stop);
    }

    private async ValueTask WriteBoth(ReadOnlyMemory<byte> last, CancellationToken stop)
    {
        await WriteWaiting(stop);
        await inner.WriteAsync(last, stop);
    }

    private async ValueTask WriteWaiting(CancellationToken stop)
    {
        var (bytes, count) = (waiting!, length);
        (waiting, length) = (null, 0);
        try
        {
            await inner.WriteAsync(bytes.AsMemory(0, count), stop);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
