using System.Globalization;
using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Host;

/// <summary>
/// Whether the journal answers, for as many as ask: it is read once a second at most, never twice at a time, and nobody waits for it
/// longer than a second.
/// </summary>
internal sealed class JournalProbe(IJournal journal, TimeProvider time)
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(1);

    /// <summary>How long an answer holds.</summary>
    private static readonly TimeSpan fresh = TimeSpan.FromSeconds(1);

    /// <summary>A game that is nowhere: looking for it takes one step down an index.</summary>
    private static readonly GameId nowhere = new(Guid.AllBitsSet);

    private readonly Lock asking = new();
    private Task<string?> reading = Task.FromResult<string?>("The journal was not asked yet.");
    private long began;
    private bool wasAsked;

    /// <summary>One sentence on what is wrong; null where it answers.</summary>
    public async ValueTask<string?> Ask()
    {
        Task<string?> answer;
        lock (asking)
        {
            if (reading.IsCompleted && (!wasAsked || time.GetElapsedTime(began) >= fresh))
            {
                (wasAsked, began) = (true, time.GetTimestamp());
                // Some stores read on the caller's thread, and he is to wait no longer than he likes.
                reading = Task.Run(Read);
            }

            answer = reading;
        }

        try
        {
            return await answer.WaitAsync(patience, time);
        }
        catch (TimeoutException)
        {
            var seconds = time.GetElapsedTime(began).TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            return $"The journal has not answered for {seconds} s.";
        }
    }

    private async Task<string?> Read()
    {
        try
        {
            await journal.Head(nowhere);
            return null;
        }
        catch (JournalUnavailableException e)
        {
            return e.Message;
        }
    }
}
