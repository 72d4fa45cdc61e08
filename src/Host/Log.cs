using AkkaGame.Messages;

namespace AkkaGame.Host;

/// <summary>Everything this program writes to its log.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "The request for {Path} failed.")]
    public static partial void Failed(ILogger log, PathString path, Exception error);
}
