using AkkaGame.Proxy;

namespace AkkaGame.Host.CommandLine;

/// <summary>What a proxy does, as it does it: each deed in a line, or all of it in one that changes where there is a terminal.</summary>
internal sealed class DeedLine(bool each)
{
    private static readonly TimeSpan often = TimeSpan.FromMilliseconds(500);

    public void Tell(Deed deed)
    {
        if (each) Console.Out.WriteLine(deed);
    }

    /// <summary>Until it is stopped.</summary>
    /// <param name="heals">When everything is to pass; null for never.</param>
    public async Task Follow(FaultProxy proxy, TimeSpan? heals, CancellationToken stop)
    {
        var (isLive, left) = (!each && !Console.IsErrorRedirected, heals);
        using var timer = new PeriodicTimer(often);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                if (isLive) Console.Error.Write($"\r\u001b[K{proxy.Tally}");
                if (left is { } time && (left = time - often) <= TimeSpan.Zero)
                {
                    proxy.Heal();
                    left = null;
                    Console.Out.WriteLine("From here on everything passes.");
                }
            }
        }
        catch (OperationCanceledException)
        {
            if (isLive) Console.Error.Write("\r\u001b[K");
        }
    }
}
