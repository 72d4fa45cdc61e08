using System.Buffers;
using System.Threading.Channels;

namespace AkkaGame.Gateway;

/// <summary>
/// Tells those who only watch, on tasks of its own, so that however many they are no game waits for them, and nobody who plays. A game
/// with many watchers gives way to the others after each of its chunks, and every chunk to whatever else the processors have to do.
/// </summary>
internal sealed class SpectatorPump : IAsyncDisposable
{
    /// <summary>Sockets after which the next game has its turn.</summary>
    private const int Chunk = 256;

    /// <summary>Sockets after which whatever else waits for a processor has its turn: the network's own work, and the games'.</summary>
    private const int Breath = 16;

    /// <summary>
    /// By so many milliseconds those who play are ahead of a crowd: a command's own receipt has some way to go when its events are
    /// published, and would go it behind thousands of sends.
    /// </summary>
    private const int Ahead = 1;

    private readonly Channel<Round> rounds = Channel.CreateUnbounded<Round>();
    private readonly Task[] workers;

    public SpectatorPump(Action<Exception> faulted)
    {
        workers = new Task[Environment.ProcessorCount];
        for (var i = 0; i < workers.Length; i++) workers[i] = Work(faulted);
    }

    /// <summary>There is something to tell in that stand, or to all who watch there something of the moment.</summary>
    public void Post(Stand stand, ReadOnlyMemory<byte>? aside = null) => rounds.Writer.TryWrite(new(stand, aside));

    public async ValueTask DisposeAsync()
    {
        rounds.Writer.TryComplete();
        await Task.WhenAll(workers);
    }

    private async Task Work(Action<Exception> faulted)
    {
        while (await rounds.Reader.WaitToReadAsync())
        {
            if (!rounds.Reader.TryRead(out var round)) continue; // Another worker was faster.
            try
            {
                await round.Go(rounds.Writer);
            }
            catch (Exception e) // One stand's defect must not silence all others.
            {
                faulted(e);
            }
        }
    }

    private sealed class Round(Stand stand, ReadOnlyMemory<byte>? aside)
    {
        // The processors' time, not the game's.
        private readonly long from = Environment.TickCount64 + Ahead;
        private Place[]? places;
        private int at, count, going = 1;

        /// <summary>The next chunk. Somebody else takes the one after it meanwhile, if he has nothing else to do.</summary>
        public async ValueTask Go(ChannelWriter<Round> others)
        {
            if (places is null)
            {
                if (stand.Watching > Breath && Environment.TickCount64 <= from) await Task.Delay(Ahead);
                places = aside is null ? stand.Round(out count) : stand.Watchers(out count);
            }

            var first = Interlocked.Add(ref at, Chunk) - Chunk;
            var end = Math.Min(first + Chunk, count);
            if (end < count)
            {
                Interlocked.Increment(ref going);
                if (!others.TryWrite(this)) Interlocked.Decrement(ref going);
            }

            for (var place = first; place < end; place++)
            {
                if (aside is { } frame) places[place].Outbox.PostIfIdle(frame);
                else places[place].Outbox.Go();
                if (place % Breath == Breath - 1) await Task.Yield();
            }

            if (Interlocked.Decrement(ref going) == 0) ArrayPool<Place>.Shared.Return(places, clearArray: true);
        }
    }
}
