using System.Buffers.Binary;
using System.Net;
using AkkaGame.Messages;

namespace AkkaGame.Cluster.Tests;

/// <summary>A peer that says that it is there, and reads nothing of what it is told.</summary>
internal sealed class DeafPeer : IAsyncDisposable
{
    private static readonly TimeSpan often = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource gone = new();
    private readonly HttpClient client = new();
    private readonly Open body = new();
    private readonly Task<HttpResponseMessage> answer;
    private volatile bool isCutOff;

    public DeafPeer(Town at)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"http://{at.Bound}/peer/v1/link")
        {
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = body,
        };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Town.Key}");
        request.Headers.Add("akkagame-to", at.Id.ToString());
        request.Headers.Add("akkagame-peer", "1");
        answer = client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public bool IsCutOff => isCutOff;

    public async Task Follow(GameId game)
    {
        Assert.Equal(HttpStatusCode.OK, (await answer).StatusCode);
        var frame = new byte[13 + 16];
        BinaryPrimitives.WriteInt32BigEndian(frame, 16);
        (frame[4], frame[12]) = (5, 1);
        game.Value.TryWriteBytes(frame.AsSpan(13), bigEndian: true, out _);
        await Say(frame);
        _ = Ping();
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        body.Over.TrySetResult();
        client.Dispose();
    }

    private async Task Ping()
    {
        var ping = new byte[13];
        ping[4] = 1;
        try
        {
            for (; !gone.IsCancellationRequested; await Task.Delay(often)) await Say(ping);
        }
        catch (Exception)
        {
            isCutOff = true;
        }
    }

    private async Task Say(byte[] frame)
    {
        var stream = await body.Stream.Task;
        await stream.WriteAsync(frame);
        await stream.FlushAsync();
    }

    private sealed class Open : HttpContent
    {
        public TaskCompletionSource<Stream> Stream { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync();
            Stream.SetResult(stream);
            await Over.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
