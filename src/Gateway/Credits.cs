using System.Threading.RateLimiting;
using AkkaGame.Messages;

namespace AkkaGame.Gateway;

/// <summary>
/// What a socket may send: commands from one bucket, everything else from another, a spectator all of it from one small one. The buckets
/// are made when they are first drawn from and filled up when they are drawn from: a silent socket costs neither memory nor a timer.
/// </summary>
internal sealed class Credits(GatewayOptions options, bool isSpectator)
{
    private TokenBucketRateLimiter? commands, frames;
    private int excess;

    /// <summary>True where the socket may send this one too.</summary>
    public bool Take(bool isCommand)
    {
        var bucket = isCommand && !isSpectator
            ? commands ??= Bucket(options.CommandRate, options.CommandBurst)
            : frames ??= isSpectator
                ? Bucket(options.SpectatorRate, options.SpectatorBurst)
                : Bucket(options.FrameRate, options.FrameBurst);
        bucket.TryReplenish();
        using var lease = bucket.AttemptAcquire();
        if (lease.IsAcquired) return true;
        excess++;
        return false;
    }

    /// <summary>It has asked for more than it may so often that it does not mean well.</summary>
    public bool IsAbused => excess >= options.ExcessMax;

    public Refusal Refusal(bool isCommand) => new(
        RefusalCode.RateLimited, null, isCommand && !isSpectator ? "commands-per-second" : "frames-per-second",
        $"Too many at once: {(isSpectator ? options.SpectatorRate : isCommand ? options.CommandRate : options.FrameRate)} a second.",
        Retry.After);

    private static TokenBucketRateLimiter Bucket(int rate, int burst)
    {
        // One at a time where there is time for that, lest a small bucket be filled in jumps.
        var atOnce = Math.Max(1, rate / 100);
        return new(new()
        {
            TokenLimit = burst,
            TokensPerPeriod = atOnce,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)atOnce / rate),
            AutoReplenishment = false,
            QueueLimit = 0,
        });
    }
}
