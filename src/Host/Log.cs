using AkkaGame.Messages;

namespace AkkaGame.Host;

/// <summary>Everything this program writes to its log.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "The request for {Path} failed.")]
    public static partial void Failed(ILogger log, PathString path, Exception error);

    [LoggerMessage(2, LogLevel.Error, "Something went wrong inside game {Game}.")]
    public static partial void Faulted(ILogger log, GameId game, Exception error);
}
