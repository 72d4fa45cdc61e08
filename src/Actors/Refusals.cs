using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>Refusals that the host of a game gives; those of the rules stand in Baseball.</summary>
public static class Refusals
{
    public static readonly Refusal Busy =
        new(RefusalCode.Busy, null, "inbox-full", "Too many commands wait for this game; send it again in a moment.", Retry.After);

    /// <summary>This node does not have the game, does not have it yet, or cannot know whether it still has it.</summary>
    public static readonly Refusal Elsewhere = new(
        RefusalCode.Unavailable, null, "not-owned",
        "Another node has this game, or it is just being taken up; send it again with the same id in a moment.", Retry.SameId);

    /// <summary>This node takes nothing new; whoever has the game next does.</summary>
    public static readonly Refusal Stopping = new(
        RefusalCode.Unavailable, null, "stopping", "The server is stopping; send it again with the same id.", Retry.SameId);

    public static Refusal Unavailable(string why) => new(RefusalCode.Unavailable, null, "outcome-unknown", why, Retry.SameId);

    /// <summary>The game left memory before this message's turn.</summary>
    public static readonly Refusal Reloaded =
        Unavailable("The game had to be reloaded before this command's turn; send it again with the same id.");

    /// <summary>The list of games put aside could not be changed.</summary>
    public static readonly Refusal ListUnavailable = new(
        RefusalCode.Unavailable, null, "list-not-written", "The list of games put aside could not be written; nothing was changed.",
        Retry.After);

    public static readonly Refusal Internal =
        new(RefusalCode.Internal, null, "server-error", "The server failed on this command; nothing was written.");

    public static Refusal IdReused(CommandId id) =>
        new(RefusalCode.IdReused, "id", "one-id-one-command", $"Command {id} was accepted before with other content.", Retry.NewId);

    public static Refusal Quarantined(HostedGame game) => new(
        RefusalCode.Quarantined, null, "read-only",
        $"This game can be read but not written: {game.Reason}. "
        + (game.By is null ? "A server that can read its whole journal takes it up again" : "It goes on when an operator releases it")
        + $"; `akkagame ops release {game.State.Id}` tries at once.",
        Retry.After);

    /// <summary>A game cannot be played here, whatever the rules say.</summary>
    public static Refusal NoSecrets(string why) => new(
        RefusalCode.Unavailable, "mode", "no-secrets",
        $"No game can be played on this server now: {why}. Scored games go on.", Retry.After);

    public static Refusal NoSuchGame(GameId game) => new(RefusalCode.NotFound, "game", "unknown-game", $"There is no game {game}.");
}
