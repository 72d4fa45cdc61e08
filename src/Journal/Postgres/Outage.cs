namespace AkkaGame.Journal.Postgres;

/// <summary>
/// Patience with a store that does not take anything. It is counted from the first failure, not anew for each batch: in a long outage
/// each further one is tried once and answered. Nothing latches; the first success ends it.
/// </summary>
internal sealed class Outage(int lane, PostgresWriterOptions options, JournalMeters meters)
{
    private readonly Backoff backoff = new(options);
    private long? since;

    /// <summary>The last failure, where it has lasted longer than anybody waits.</summary>
    public string? IsLong { get; private set; }

    /// <summary>Waits a little before the next attempt.</summary>
    /// <returns>False where it has lasted too long: answer.</returns>
    public async ValueTask<bool> Bear(Exception failure, CancellationToken stop)
    {
        meters.Retried(Failure.Word(failure));
        if (since is null) options.Noticed($"Lane {lane} of the journal cannot write ({Failure.Sentence(failure)}); it tries again.");
        since ??= options.Time.GetTimestamp();
        if (options.Time.GetElapsedTime(since.Value) < options.RetryFor && await backoff.Wait(stop)) return true;
        IsLong = Failure.Sentence(failure);
        return false;
    }

    public void Over()
    {
        if (since is not { } began) return;
        options.Noticed($"Lane {lane} of the journal writes again, after {options.Time.GetElapsedTime(began).TotalSeconds:0.0} s.");
        (since, IsLong) = (null, null);
        backoff.Reset();
    }
}

/// <summary>Pauses of 20 ms to 500 ms, doubling, with up to half of each by chance, so that lanes and nodes do not knock in step.</summary>
internal sealed class Backoff(PostgresWriterOptions options)
{
    private static readonly TimeSpan first = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan longest = TimeSpan.FromMilliseconds(500);
    private TimeSpan next = first;

    public void Reset() => next = first;

    public TimeSpan Next()
    {
        var pause = next * (1 - options.Chance() / 2);
        next = next * 2 < longest ? next * 2 : longest;
        return pause;
    }

    /// <summary>False where the writer closes.</summary>
    public async ValueTask<bool> Wait(CancellationToken stop)
    {
        await Task.Delay(Next(), options.Time, stop)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return !stop.IsCancellationRequested;
    }
}
