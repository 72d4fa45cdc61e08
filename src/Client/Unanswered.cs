using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Client;

/// <summary>The commands of a connection that are not answered, in the order in which they were made.</summary>
/// <param name="open">The socket, where it takes commands.</param>
/// <param name="age">How long the connection has been there: the clock of what is due.</param>
internal sealed class Unanswered(ConnectionOptions options, Tally tally, Func<Wire?> open, Func<TimeSpan> age)
{
    private static readonly TimeSpan firstRetry = TimeSpan.FromMilliseconds(100), longestRetry = TimeSpan.FromSeconds(5);

    private readonly Lock door = new();
    private readonly List<SentCommand> commands = [];
    private Ending? ended;

    /// <summary>Sends it until it is answered.</summary>
    /// <exception cref="ConnectionEndedException">It ended before the answer.</exception>
    public async Task<CommandResult> Send(Guid id, byte[] frame, CancellationToken stop)
    {
        var sent = new SentCommand(id, frame);
        lock (door)
        {
            if (ended is not null) throw new ConnectionEndedException(ended);
            commands.Add(sent);
        }

        using var cancel = stop.UnsafeRegister(static (one, token) => ((SentCommand)one!).Answer.TrySetCanceled(token), sent);
        try
        {
            await SendDue(everything: false);
            return await sent.Answer.Task;
        }
        finally
        {
            lock (door) commands.Remove(sent);
        }
    }

    /// <param name="everything">On a new socket: all that was not refused for the moment.</param>
    public async Task SendDue(bool everything)
    {
        if (open() is not { } wire) return;
        foreach (var one in Due(everything))
        {
            if (one.Sends > 1) Interlocked.Increment(ref tally.Resent);
            await wire.Send(one.Frame);
        }
    }

    public void Answered(ResultFrame answer)
    {
        SentCommand? sent;
        // An id that was sent several times is answered as often, and each of them waits for one.
        lock (door) sent = commands.Find(one => one.Id == answer.Id && !one.Answer.Task.IsCompleted);
        if (sent is null) return;
        var refused = answer.Ok ? null : answer.Err?.ToRefusal() ?? new(RefusalCode.Internal, null, null, "Refused without a reason.");
        if (refused is { Retry: Retry.SameId or Retry.After } && refused.Code != RefusalCode.Quarantined) _ = SendLater(sent);
        else sent.Answer.TrySetResult(new(answer.Id, answer.From ?? 0, answer.To ?? 0, answer.Dup, refused));
    }

    public void End(Ending why)
    {
        SentCommand[] left;
        lock (door)
        {
            ended = why;
            left = [.. commands];
        }

        foreach (var one in left) one.Answer.TrySetException(new ConnectionEndedException(why));
    }

    private List<SentCommand> Due(bool everything)
    {
        var now = age();
        lock (door)
        {
            var due = commands.FindAll(one => one.Due <= now || (everything && one.Tries == 0));
            foreach (var one in due) (one.Due, one.Sends) = (now + options.AnswerTime, one.Sends + 1);
            return due;
        }
    }

    private async Task SendLater(SentCommand sent)
    {
        tally.Refused++;
        var bound = firstRetry * (1 << Math.Min(sent.Tries++, 10));
        var pause = (bound < longestRetry ? bound : longestRetry) * (0.5 + options.Luck.NextDouble() / 2);
        lock (door) sent.Due = age() + pause;
        // A little later than due, lest it comes a moment too early and waits for the next beat.
        await Task.Delay(pause + TimeSpan.FromMilliseconds(1), options.Time);
        await SendDue(everything: false);
    }

    /// <summary>A command that was sent, or waits to be.</summary>
    private sealed class SentCommand(Guid id, byte[] frame)
    {
        public Guid Id => id;

        public byte[] Frame => frame;

        public TaskCompletionSource<CommandResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>When it is sent again unless it was answered.</summary>
        public TimeSpan Due { get; set; }

        public int Sends { get; set; }

        /// <summary>Refusals that ask to try again.</summary>
        public int Tries { get; set; }
    }
}
