using System.Collections.Concurrent;
using AkkaGame.Messages;

namespace AkkaGame.Gateway;

/// <summary>
/// Once a second all sockets are looked at, by one timer: who said no hello, who was not heard of, whose token ran out, what is to be
/// written down.
/// </summary>
internal sealed class Rounds : IAsyncDisposable
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, SocketSession> sessions = new();
    private readonly SessionBook book;
    private readonly ITimer timer;
    private readonly TimeProvider time;
    private readonly Action<GameId, Exception> faulted;
    private int looking;

    /// <param name="faulted">Told of defects.</param>
    public Rounds(SessionBook book, TimeProvider time, Action<GameId, Exception> faulted)
    {
        (this.book, this.time, this.faulted) = (book, time, faulted);
        timer = time.CreateTimer(static rounds => ((Rounds)rounds!).Look(), this, Every, Every);
    }

    /// <summary>The sockets that are open, those included that have not said hello.</summary>
    public IEnumerable<SocketSession> Sessions => sessions.Select(static one => one.Value);

    public int Count => sessions.Count;

    public SocketSession? Find(Guid connection) => sessions.GetValueOrDefault(connection);

    public void Add(SocketSession session) => sessions[session.Connection] = session;

    public void Remove(SocketSession session) => sessions.TryRemove(session.Connection, out _);

    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        await book.Flush();
    }

    private void Look()
    {
        // A round that takes longer than a second is not joined by the next one.
        if (Interlocked.Exchange(ref looking, 1) == 1) return;
        try
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            foreach (var (_, session) in sessions) Look(session, now);
            _ = book.Write();
        }
        finally
        {
            Volatile.Write(ref looking, 0);
        }
    }

    /// <summary>A defect met with one socket ends that one, and the round goes on.</summary>
    private void Look(SocketSession session, long now)
    {
        try
        {
            session.Look(now);
        }
        catch (Exception e)
        {
            faulted(session.Game, e);
            session.Abort();
        }
    }
}
