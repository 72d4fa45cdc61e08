using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Retrosheet;

/// <summary>One play of a replayed game, with the situation it began in and the one it left behind.</summary>
/// <param name="Before">What the play was decided on: adjustments and placed runners of the same command have already happened.</param>
/// <param name="After">The end of the play's group: where it ended the half, the next one is open.</param>
public readonly record struct ReplayedPlay(Game Before, PlayMade Play, Game After);

/// <summary>Commands run through the rules in memory, without a journal: what they came to, and where the rules said no.</summary>
public sealed class ReplayedGame
{
    private readonly List<EventGroup> groups;
    private readonly List<ReplayedPlay> plays;

    private ReplayedGame(GameId id, int commands) =>
        (State, groups, plays) = (GameState.New(id), new(commands), new(commands));

    /// <summary>How far the game came: its end, or the state in which a command was refused.</summary>
    public GameState State { get; private set; }

    /// <summary>One group of events for each command accepted, in order.</summary>
    public IReadOnlyList<EventGroup> Groups => groups;

    /// <summary>The plays in order; number n stands at n - 1.</summary>
    public IReadOnlyList<ReplayedPlay> Plays => plays;

    /// <summary>The first refusal, after which nothing was tried; null where the game passed whole.</summary>
    public Refusal? Refused { get; private set; }

    /// <summary>The place among the commands of the one refused; -1 where none was.</summary>
    public int RefusedAt { get; private set; } = -1;

    /// <summary>Runs <paramref name="commands"/> in order until one is refused.</summary>
    public static ReplayedGame Of(GameId id, IReadOnlyList<GameCommand> commands, Func<int, CommandId> idOf)
    {
        var game = new ReplayedGame(id, commands.Count);
        for (var i = 0; i < commands.Count; i++)
        {
            if (game.Take(idOf(i), commands[i]) is not { } refusal) continue;
            (game.Refused, game.RefusedAt) = (refusal, i);
            break;
        }

        return game;
    }

    private Refusal? Take(CommandId id, GameCommand command)
    {
        var verdict = GameRules.Decide(State, new(id, scorer, State.Ledger.Seen, command), new(At: 0));
        if (verdict.Refused is { } refusal) return refusal;
        if (verdict.Events.Count == 0) return null;

        var before = State.Game;
        var group = new EventGroup(State.Id, State.Ledger.Seq + 1, id, 0, 0, scorer, Cause.Command, GameRules.Version, verdict.Events);
        State = GameRules.Evolve(State, group);
        groups.Add(group);
        foreach (var happened in group.Events)
        {
            if (happened is PlayMade play)
            {
                plays.Add(new(before, play, State.Game));
                break;
            }

            if (command is RecordPlay) before = GameRules.Evolve(before, happened);
        }

        return null;
    }

    private static readonly Author scorer = new("retrosheet", Role.Scorer);
}
