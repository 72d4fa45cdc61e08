using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Host;

/// <summary>Everything this program writes to its log. No message holds a connection string, or what is in a command.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "The request for {Path} failed.")]
    public static partial void Failed(ILogger log, PathString path, Exception error);

    [LoggerMessage(2, LogLevel.Error, "Something went wrong inside game {Game}.")]
    public static partial void Faulted(ILogger log, GameId game, Exception error);

    [LoggerMessage(3, LogLevel.Error, "The journal fails, first for game {Game}: {Why}")]
    public static partial void JournalFails(ILogger log, GameId game, string why);

    [LoggerMessage(4, LogLevel.Error, "The journal still fails after {Seconds} s, {Failures} more times since the last line: {Why}")]
    public static partial void JournalStillFails(ILogger log, int failures, double seconds, string why);

    [LoggerMessage(5, LogLevel.Warning, "The journal has healed: it failed {Failures} times within {Seconds} s.")]
    public static partial void JournalHealed(ILogger log, int failures, double seconds);

    [LoggerMessage(6, LogLevel.Error, "{Path} is damaged ({Found}): stop and restore a backup.")]
    public static partial void Damaged(ILogger log, string path, string found);

    [LoggerMessage(7, LogLevel.Warning, "The file could not be checked.")]
    public static partial void NotChecked(ILogger log, Exception error);

    [LoggerMessage(8, LogLevel.Information, "{Sentence}")]
    public static partial void Noticed(ILogger log, string sentence);

    [LoggerMessage(9, LogLevel.Warning, "{Sentence}")]
    public static partial void Warned(ILogger log, string sentence);

    [LoggerMessage(14, LogLevel.Error, "The read model does not follow, and tries again: {Why}")]
    public static partial void ReadModelFails(ILogger log, string why);

    [LoggerMessage(10, LogLevel.Debug, "Game {Game} is asked: {Kind}, command {Command}.")]
    public static partial void Asked(ILogger log, GameId game, CommandId command, string kind);

    [LoggerMessage(11, LogLevel.Debug, "Game {Game} accepted command {Command}, up to seq {Seq}, after {Milliseconds} ms.")]
    public static partial void Accepted(ILogger log, GameId game, CommandId command, int seq, double milliseconds);

    [LoggerMessage(12, LogLevel.Debug, "Game {Game} refused command {Command} as {Code} after {Milliseconds} ms: {Why}")]
    public static partial void Refused(
        ILogger log, GameId game, CommandId command, RefusalCode code, string why, double milliseconds);

    [LoggerMessage(13, LogLevel.Debug, "Game {Game}, command {Command}: events {First} to {Seq} under epoch {Epoch}: {Outcome}.")]
    public static partial void Committed(
        ILogger log, GameId game, CommandId command, int first, int seq, long epoch, AppendResult outcome);

    [LoggerMessage(40, LogLevel.Information, "Token {Id} was issued: {Role} {Who}, game {Game}, side {Side}, until {Until}, to {From}.")]
    public static partial void TokenIssued(
        ILogger log, string id, string role, string who, string game, string side, DateTimeOffset until, string from);

    [LoggerMessage(41, LogLevel.Information, "Ticket {Id} was issued for token {Token}: {Role} {Who}, {Game}, side {Side}, to {From}.")]
    public static partial void TicketIssued(
        ILogger log, string id, string token, string role, string who, string game, string side, string from);

    [LoggerMessage(42, LogLevel.Warning, "Revoked by {By}: {Kind} {Name}, asked from {From}: {Why}")]
    public static partial void Revoked(ILogger log, string by, string kind, string name, string from, string why);

    [LoggerMessage(45, LogLevel.Warning, "{By} wants that {What}, asked from {From}.")]
    public static partial void Wished(ILogger log, string by, string what, string from);

    [LoggerMessage(43, LogLevel.Information, "The keys for tokens are now {Ids}; the first one signs.")]
    public static partial void KeysRead(ILogger log, string ids);

    [LoggerMessage(44, LogLevel.Warning, "What other nodes revoke is not known now: {Why}")]
    public static partial void RevocationsUnknown(ILogger log, string why);
}
