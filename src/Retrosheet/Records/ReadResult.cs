using AkkaGame.Messages;

namespace AkkaGame.Retrosheet.Records;

/// <summary>What a file of games gives, one after the other: a game, or why a game was refused whole.</summary>
public abstract record ReadResult
{
    private protected ReadResult() { }
}

/// <summary>A game, or what should have been one, that was refused whole. Reading goes on at the next <c>id</c>.</summary>
/// <param name="File">The name that the caller gave the text.</param>
/// <param name="Line">From 1; the line at fault.</param>
/// <param name="Game">The Retrosheet id, <c>null</c> before the first.</param>
/// <param name="Expected">What should have stood there.</param>
/// <param name="Found">What stood there, shortened.</param>
public sealed record ReadError(string File, int Line, string? Game, string Expected, string Found) : ReadResult
{
    public string Message => $"{File}:{Line}: {Game ?? "no game"}: expected {Expected}, found {Found}";

    public override string ToString() => Message;
}

/// <summary>A command that a real game's records became.</summary>
/// <param name="Record">
/// The number of its first record within the game, from 1, for <see cref="CommandId.OfRetrosheet"/>; negative for the second
/// command of one record. No two commands of a game have the same.
/// </param>
/// <param name="Line">The line of that record in its file.</param>
public readonly record struct RealCommand(int Record, int Line, GameCommand Command);

/// <summary>A real game as commands of an official scorer.</summary>
/// <param name="Id">Retrosheet's id, such as <c>CLE201804060</c>.</param>
/// <param name="File">The name that the caller gave the text.</param>
/// <param name="Line">The line of its <c>id</c>.</param>
/// <param name="Commands">Creation, lineups, start, and everything up to the last play.</param>
/// <param name="IfNotOver">What ends the game where the rules have not ended it by then: it was called, or forfeited.</param>
/// <param name="Afterwards">What is known only when it is over: pitchers of record, attendance, official totals.</param>
/// <param name="Unfinished">
/// The error to report where the rules have not ended the game by then and nothing in the file says that it ended there: it was cut off.
/// </param>
public sealed record RealGame(
    string Id, string File, int Line,
    IReadOnlyList<RealCommand> Commands, IReadOnlyList<RealCommand> IfNotOver, IReadOnlyList<RealCommand> Afterwards,
    ReadError? Unfinished) : ReadResult
{
    /// <summary>
    /// Every command in order; <paramref name="isOver"/> is asked once, after the last play was taken. A game that was cut off is not
    /// called: where the rules have not ended it, its commands stop there and <see cref="Unfinished"/> is the reason to refuse it.
    /// </summary>
    public IEnumerable<RealCommand> All(Func<bool> isOver)
    {
        foreach (var command in Commands) yield return command;
        if (!isOver())
        {
            if (Unfinished is not null) yield break;
            foreach (var command in IfNotOver) yield return command;
        }

        foreach (var command in Afterwards) yield return command;
    }
}
