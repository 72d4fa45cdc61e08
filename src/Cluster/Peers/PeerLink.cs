using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using AkkaGame.Actors;

namespace AkkaGame.Cluster;

/// <summary>
/// The way from this node to one other: a stream of HTTP/2 that stands as long as both do, and is made anew when somebody has a question.
/// What was under way when it broke is answered <see cref="PeerFate.Broken"/>.
/// </summary>
internal sealed class PeerLink(Guid node, string address, PeerOptions options, PeerMeter meter, TimeProvider time) : IPeerEnd
{
    public const string Path = "/peer/v1/link";
    public const string From = "akkagame-node", To = "akkagame-to", Protocol = "akkagame-peer";

    private const int WindowSize = 4 * 1024 * 1024;
    private const int SaidMost = 300;

    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<ulong, (Question Question, PeerWire Over)> open = new();
    private Task<PeerWire?>? connecting;
    private volatile PeerWire? wire;
    private ulong numbers;
    private long failedAt, lastUsed = time.GetTimestamp();
    private int count;
    private bool hasFailed, isClosed;
    private string? lastTrouble, refused;

    public Guid Node => node;

    public string Address => address;

    /// <summary>True where as many questions are under way as may be. Games that are followed wait for nobody and do not count.</summary>
    public bool IsFull => Volatile.Read(ref count) >= options.AskedMost;

    public ulong NewNumber() => Interlocked.Increment(ref numbers);

    /// <summary>Sends a question; it is answered, or broken, in any case.</summary>
    public ValueTask Send<T>(
        Question question, ulong number, PeerKind kind, T content, Action<System.Buffers.ArrayBufferWriter<byte>, T> write)
    {
        Volatile.Write(ref lastUsed, time.GetTimestamp());
        if (wire is { Over.IsCompleted: false } there)
        {
            Send(there, question, number, kind, content, write);
            return default;
        }

        return SendLater(question, number, kind, content, write);
    }

    /// <summary>Whether that node lets this one in.</summary>
    /// <returns>Why it never will, in its words; null where it does, or cannot be reached now.</returns>
    public async Task<string?> Refuses()
    {
        var made = await Wire();
        lock (gate) return made is null ? refused : null;
    }

    /// <summary>Says something that is not answered, where the link stands.</summary>
    public void Say(PeerKind kind, ulong number) => wire?.Out.Post(kind, number);

    /// <summary>Nothing comes under that number any more, or nobody wants it.</summary>
    public void Forget(ulong number)
    {
        if (open.TryRemove(number, out var gone) && gone.Question is not FollowQuestion) Interlocked.Decrement(ref count);
    }

    /// <summary>True where it does not stand, nothing is under way, and nobody has asked for so long.</summary>
    public bool IsForgotten(TimeSpan after) =>
        wire is null && open.IsEmpty && connecting is not { IsCompleted: false }
        && time.GetElapsedTime(Volatile.Read(ref lastUsed)) > after;

    /// <summary>Looks after itself, several times a second.</summary>
    /// <param name="isLate">Of a question: whether its answer is not to be waited for any more.</param>
    public void Tick(Func<Question, bool> isLate)
    {
        wire?.Look(options.PingEvery, options.Silence);
        foreach (var (number, sent) in open)
        {
            if (!isLate(sent.Question)) continue;
            Forget(number);
            sent.Question.Break();
        }
    }

    public void Close()
    {
        lock (gate) isClosed = true;
        wire?.Break(null);
    }

    void IPeerEnd.Take(PeerKind kind, ulong number, ref NodeReading payload)
    {
        // One that was given up may be answered all the same.
        if (!open.TryGetValue(number, out var sent)) return;
        if (sent.Question.Take(kind, ref payload, options.Me())) Forget(number);
    }

    private async ValueTask SendLater<T>(
        Question question, ulong number, PeerKind kind, T content, Action<System.Buffers.ArrayBufferWriter<byte>, T> write)
    {
        if (await Wire() is { } made) Send(made, question, number, kind, content, write);
        else question.Break();
    }

    private void Send<T>(
        PeerWire over, Question question, ulong number, PeerKind kind, T content,
        Action<System.Buffers.ArrayBufferWriter<byte>, T> write)
    {
        open[number] = (question, over);
        if (question is not FollowQuestion) Interlocked.Increment(ref count);
        // It may have broken in between, after its questions were: then this one is not among them.
        if (over.Out.Post(kind, number, content, write) && !over.Over.IsCompleted) return;
        Forget(number);
        question.Break();
    }

    /// <summary>The wire once it stands; null where it does not come to that now.</summary>
    private Task<PeerWire?> Wire()
    {
        lock (gate)
        {
            if (wire is { Over.IsCompleted: false } there) return Task.FromResult<PeerWire?>(there);
            if (connecting is { IsCompleted: false }) return connecting;
            if (isClosed || (hasFailed && time.GetElapsedTime(failedAt) < options.Again)) return Task.FromResult<PeerWire?>(null);
            return connecting = Connect();
        }
    }

    private async Task<PeerWire?> Connect()
    {
        await Task.Yield(); // Not under the gate.
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = options.ConnectTime,
            InitialHttp2StreamWindowSize = WindowSize,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
        };
        try
        {
            using var patience = new CancellationTokenSource(options.ConnectTime, time);
            if (options.Token() is not { } token)
                throw new PeerRefusedException("this node has no key for tokens, so it cannot prove to others who it is", true);
            var duplex = new Duplex();
            var invoker = new HttpMessageInvoker(handler);
            var request = new HttpRequestMessage(HttpMethod.Post, $"http://{address}{Path}")
            {
                Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = duplex,
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Headers.Add(From, options.Me().ToString());
            request.Headers.Add(To, node.ToString());
            request.Headers.Add(Protocol, PeerFrame.Version.ToString(System.Globalization.CultureInfo.InvariantCulture));
            var answer = await invoker.SendAsync(request, patience.Token);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                throw new PeerRefusedException(
                    await Sentence(answer, patience.Token),
                    answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest);
            }

            var output = await duplex.Opened.WaitAsync(patience.Token);
            var input = PipeReader.Create(
                await answer.Content.ReadAsStreamAsync(patience.Token), new(bufferSize: 64 * 1024, minimumReadSize: 4 * 1024));
            var made = new PeerWire(output, input, options.WaitingMost, time);
            lock (gate)
            {
                if (isClosed) throw new OperationCanceledException("It is closed.");
                (wire, hasFailed) = (made, false);
            }

            _ = Run(made, duplex, handler);
            return made;
        }
        catch (Exception e)
        {
            handler.Dispose();
            Failed(e);
            return null;
        }
    }

    private async Task Run(PeerWire made, Duplex duplex, SocketsHttpHandler handler)
    {
        meter.Linked();
        if (lastTrouble is not null) options.Noticed($"The link to node {node} at {address} stands again.");
        lastTrouble = null;
        var reading = made.Read(this);
        var why = await made.Over;
        lock (gate) if (wire == made) wire = null;
        duplex.End();
        handler.Dispose(); // Ends the connection, and with it whatever is still read or written.
        await reading;
        meter.Unlinked();
        foreach (var (number, sent) in open)
        {
            if (sent.Over != made) continue;
            Forget(number);
            sent.Question.Break();
        }

        if (why is not null) Failed(why);
    }

    private void Failed(Exception e)
    {
        lock (gate)
        {
            (hasFailed, failedAt, refused) = (true, time.GetTimestamp(), e is PeerRefusedException { IsForGood: true } ? e.Message : null);
            if (isClosed) return;
        }

        meter.Broke();
        var trouble = e switch
        {
            PeerRefusedException => e.Message,
            OperationCanceledException => $"no answer within {options.ConnectTime.TotalSeconds} s",
            _ => e.GetBaseException().Message,
        };
        // It is tried again and again; one sentence for each reason is enough.
        if (Interlocked.Exchange(ref lastTrouble, trouble) != trouble)
            options.Noticed($"The link to node {node} at {address} does not stand: {trouble.TrimEnd('.')}.");
    }

    private static async Task<string> Sentence(HttpResponseMessage answer, CancellationToken stop)
    {
        var said = answer.Content.Headers.ContentType?.MediaType == "text/plain"
            ? (await answer.Content.ReadAsStringAsync(stop)).ReplaceLineEndings(" ").Trim()
            : "";
        return said.Length is > 0 and <= SaidMost ? said : $"it answers {(int)answer.StatusCode}";
    }

    /// <summary>A request's body that stays open, for what this end says.</summary>
    private sealed class Duplex : HttpContent
    {
        private readonly TaskCompletionSource<Stream> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Stream> Opened => opened.Task;

        public void End() => ended.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync(); // The head has to arrive before there is anything to say.
            opened.TrySetResult(stream);
            await ended.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

/// <summary>A peer does not let us in. The message says why, in its words.</summary>
/// <param name="isForGood">However often it is asked: the two have other keys, or speak other versions of the protocol.</param>
internal sealed class PeerRefusedException(string message, bool isForGood) : Exception(message)
{
    public bool IsForGood => isForGood;
}
