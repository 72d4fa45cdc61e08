using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Retrosheet;
using AkkaGame.Retrosheet.Records;
using AkkaGame.Retrosheet.Reference;

namespace AkkaGame.Host.Replay;

/// <summary>What became of one game of a file, or of a file that could not be read.</summary>
/// <param name="File">As it was named.</param>
/// <param name="Bytes">Bytes of the file read since the report before it.</param>
/// <param name="Game">Retrosheet's id; null where none was found.</param>
/// <param name="Final">The game as the rules left it; null where it could not be read.</param>
/// <param name="Refused">File, line, game and reason; null where the game passed whole.</param>
internal sealed record GameReport(string File, long Bytes, string? Game, Game? Final, string? Refused)
{
    public IReadOnlyList<Difference> Differences { get; init; } = [];

    public int Plays { get; init; }

    /// <summary>The line of its <c>id</c> in the file; 0 where it could not be read.</summary>
    public int Line { get; init; }

    /// <summary>The box score as a newspaper prints it, where it was asked for.</summary>
    public string? Box { get; init; }

    /// <summary>What an engine is to be fed; null where nothing is to be journalled.</summary>
    public Feed? Feed { get; init; }

    public bool IsOk => Refused is null && Differences.Count == 0;

    public static GameReport OfFile(string file, string why) => new(file, 0, null, null, $"{file}: {why}");

    public static GameReport Of(ReadError error, long bytes) => new(error.File, bytes, error.Game, null, error.Message);

    public GameReport Refuse(string why) => this with { Refused = why, Feed = null, Box = null };
}

/// <summary>A game's commands as they are sent, and the seq each of them came to without a journal.</summary>
internal sealed record Feed(GameId Game, IReadOnlyList<(Envelope Envelope, int Last)> Commands)
{
    private static readonly Author scorer = new("retrosheet", Role.Scorer);

    public static Feed Of(ReplayedGame replayed)
    {
        var real = replayed.Real;
        var commands = new List<(Envelope, int)>(replayed.Groups.Count);
        using var sent = real.Commands.Concat(real.IfNotOver).Concat(real.Afterwards).GetEnumerator();
        var seen = 0;
        foreach (var group in replayed.Groups)
        {
            // Not every command was needed: what ends a game is sent only where the last play did not.
            do sent.MoveNext();
            while (CommandId.OfRetrosheet(real.Id, sent.Current.Record) != group.Command);
            commands.Add((new(group.Command, scorer, seen, sent.Current.Command), group.Last));
            for (var i = 0; i < group.Events.Count; i++) if (group.Events[i] is PlayMade or SubstitutionMade) seen = group.First + i;
        }

        return new(replayed.State.Id, commands);
    }
}
