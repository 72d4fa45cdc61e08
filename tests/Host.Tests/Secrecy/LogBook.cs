using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AkkaGame.Host.Tests.Secrecy;

/// <summary>Everything a server says to its log, whatever the level.</summary>
internal sealed class LogBook : ILoggerFactory
{
    private readonly ConcurrentQueue<string> lines = new();

    /// <summary>
    /// In the order of the alphabet, because threads write it. What the web server says of connections, and the ids of tokens, are drawn
    /// anew for each run and left out.
    /// </summary>
    public string All => string.Join('\n', lines.Order(StringComparer.Ordinal));

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void AddProvider(ILoggerProvider provider) { }

    public void Dispose() { }

    private sealed class Writer(LogBook book, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (category is "AkkaGame.Identity" || !category.StartsWith("AkkaGame", StringComparison.Ordinal)) return;
            book.lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {exception}");
        }
    }
}
