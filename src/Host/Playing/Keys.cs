using System.Threading.Channels;

namespace AkkaGame.Host.Playing;

/// <summary>Where keys come from; Enter is <c>\n</c>, Escape <c>\e</c>.</summary>
internal interface IKeys
{
    /// <summary>The next key; null where none came in that time, or <paramref name="moved"/> has happened.</summary>
    /// <exception cref="EndOfStreamException">There will be none any more.</exception>
    ValueTask<char?> Next(TimeSpan most, CancellationToken moved);
}

/// <summary>A keyboard.</summary>
internal sealed class TerminalKeys : IKeys
{
    private static readonly TimeSpan often = TimeSpan.FromMilliseconds(20);

    public async ValueTask<char?> Next(TimeSpan most, CancellationToken moved)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!moved.IsCancellationRequested && TimeProvider.System.GetElapsedTime(began) < most)
        {
            if (Console.KeyAvailable)
            {
                var key = Console.ReadKey(intercept: true);
                return key.Key switch { ConsoleKey.Enter => '\n', ConsoleKey.Escape => '\e', _ => key.KeyChar };
            }

            // Not the token: a key that is typed while the game moves on is still there afterwards.
            await Task.Delay(often, CancellationToken.None);
        }

        return null;
    }
}

/// <summary>Lines of text, from a pipe or a terminal that can do no more: each letter is a key, and an empty line is Enter.</summary>
internal sealed class LineKeys : IKeys
{
    private readonly Channel<char> keys = Channel.CreateUnbounded<char>();

    public LineKeys(TextReader lines) => _ = Task.Factory.StartNew(
        () =>
        {
            while (lines.ReadLine() is { } line)
            {
                foreach (var key in line.Length == 0 ? "\n" : line) keys.Writer.TryWrite(key);
            }

            keys.Writer.TryComplete();
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public async ValueTask<char?> Next(TimeSpan most, CancellationToken moved)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(moved);
        until.CancelAfter(most);
        try
        {
            return await keys.Reader.ReadAsync(until.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (ChannelClosedException)
        {
            throw new EndOfStreamException("the input has ended");
        }
    }
}
