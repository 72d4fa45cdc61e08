using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Retrosheet.Records;

namespace AkkaGame.Retrosheet;

/// <summary>One play of a replayed game, with the situation it began in and the one it left behind.</summary>
/// <param name="Before">What the play was decided on: adjustments and placed runners of the same command have already happened.</param>
/// <param name="After">The end of the play's group: where it ended the half, the next one is open.</param>
public readonly record struct ReplayedPlay(Game Before, PlayMade Play, Game After);

/// <summary>The rules said no to a command that a file's record became.</summary>
/// <param name="File">The name that the caller gave the file's text.</param>
/// <param name="Line">The line of the record, from 1.</param>
/// <param name="Game">Retrosheet's id.</param>
public sealed record ReplayRefusal(string File, int Line, string Game, Refusal Refusal)
{
    public string Message => $"{File}:{Line}: {Game}: {Refusal}";

    public override string ToString() => Message;
}

/// <summary>
/// A real game run through the rules in memory, without a journal: what it came to, and where the rules said no. A game that passes
/// whole here can be fed to an engine.
/// </summary>
public sealed class ReplayedGame
{
    private static readonly Author scorer = new("retrosheet", Role.Scorer);

    private readonly List<EventGroup> groups;
    private readonly List<ReplayedPlay> plays;

    private readonly bool keeps;

    private ReplayedGame(RealGame real, bool keeps)
    {
        Real = real;
        State = GameState.New(GameId.OfRetrosheet(real.Id));
        this.keeps = keeps;
        (groups, plays) = (new(keeps ? real.Commands.Count + 4 : 0), new(keeps ? real.Commands.Count : 0));
    }

    /// <summary>What was replayed.</summary>
    public RealGame Real { get; }

    /// <summary>How far the game came: its end, or the state in which a command was refused.</summary>
    public GameState State { get; private set; }

    /// <summary>One group of events for each command accepted, in order.</summary>
    public IReadOnlyList<EventGroup> Groups => groups;

    /// <summary>The plays in order; number n stands at n - 1.</summary>
    public IReadOnlyList<ReplayedPlay> Plays => plays;

    /// <summary>The first refusal, after which nothing was tried; null where the game passed whole.</summary>
    public ReplayRefusal? Refused { get; private set; }

    /// <summary>The box score of what counts.</summary>
    public BoxScore Box() => BoxScore.Of(State.Id, EffectiveHistory.Events(groups));

    /// <summary>Runs every command of <paramref name="real"/> in order until one is refused.</summary>
    /// <param name="keeps">
    /// False where only the outcome is wanted: then <see cref="Groups"/> and <see cref="Plays"/> stay empty, commands get no ids, and the
    /// states on the way are garbage at once.
    /// </param>
    public static ReplayedGame Of(RealGame real, bool keeps = true)
    {
        var game = new ReplayedGame(real, keeps);
        foreach (var command in real.All(() => game.State.Game.IsOver))
        {
            game.Refused = game.Take(command);
            if (game.Refused is not null) return game;
        }

        if (real.Unfinished is { } cut && !game.State.Game.IsOver)
        {
            var refusal = Refusal.Illegal("file", "cut-off", $"Expected {cut.Expected}, found {cut.Found}.");
            game.Refused = new(cut.File, cut.Line, real.Id, refusal);
        }

        return game;
    }

    private ReplayRefusal? Take(RealCommand real)
    {
        var command = keeps ? CommandId.OfRetrosheet(Real.Id, real.Record) : default;
        var verdict = GameRules.Decide(State, new(command, scorer, State.Ledger.Seen, real.Command), new(At: 0));
        if (verdict.Refused is { } refusal) return new(Real.File, real.Line, Real.Id, refusal);
        if (verdict.Events.Count == 0) return null;

        var before = State.Game;
        State = GameRules.Evolve(State, Group(command, verdict.Events), verdict);
        if (keeps && real.Command is RecordPlay) Keep(before, verdict.Events);
        return null;
    }

    private EventGroup Group(CommandId command, EquatableArray<GameEvent> events)
    {
        var group = new EventGroup(State.Id, State.Ledger.Seq + 1, command, 0, 0, scorer, Cause.Command, State.Rules, events);
        if (keeps) groups.Add(group);
        return group;
    }

    /// <summary>
    /// What stands before the play in its group (a batter adjusted, a runner placed) belongs to the situation it began in.
    /// </summary>
    private void Keep(Game before, EquatableArray<GameEvent> events)
    {
        foreach (var happened in events)
        {
            if (happened is PlayMade play)
            {
                plays.Add(new(before, play, State.Game));
                return;
            }

            before = GameRules.Evolve(before, happened);
        }
    }
}
