using Akka.Actor;
using Akka.Event;
using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.OnAkka;

/// <summary>Whatever is said between nodes: written by <see cref="GameSerializer"/> and by nothing else.</summary>
internal interface IMail;

/// <summary>What is meant for one game, wherever it lives.</summary>
internal interface IToGame : IMail
{
    GameId Game { get; }
}

/// <summary>A message to a game, from the <see cref="GatewayActor"/> that waits for the <see cref="Reply"/> of that number.</summary>
internal sealed record Letter(GameId Game, long Number, GameMessage Message) : IToGame
{
    /// <summary>When it came to its game, as a timestamp of the game's node; 0 on the way.</summary>
    public long Since { get; init; }

    /// <summary>How often it reached nobody.</summary>
    public int Tries { get; init; }
}

/// <summary>From now on the sender is told every group of the game; <see cref="Following"/> says from where on.</summary>
internal sealed record Follow(GameId Game) : IToGame;

/// <summary>No more.</summary>
internal sealed record Unfollow(GameId Game) : IToGame;

/// <summary>The answer to one letter.</summary>
internal abstract record Reply(long Number) : IMail
{
    /// <summary>What became of a command, or why a letter had no effect.</summary>
    public sealed record Answered(long Number, Answer Answer) : Reply(Number);

    public sealed record Seen(long Number, Sight Sight) : Reply(Number);

    /// <summary>Whether the game left memory.</summary>
    public sealed record Left(long Number, bool Gone) : Reply(Number);

    /// <summary>After an alarm; when the next one is stands in <see cref="Due"/>.</summary>
    public sealed record Rung(long Number) : Reply(Number);
}

/// <summary>To whoever follows a game: its last event now.</summary>
internal sealed record Following(GameId Game, int Seq) : IMail;

/// <summary>To whoever follows a game: what has just become durable.</summary>
internal sealed record Told(EventGroup Group) : IMail;

/// <summary>To whoever follows a game: it left memory, and nothing is told any more.</summary>
internal sealed record Silent(GameId Game) : IMail;

/// <summary>To the node that keeps the clock: when a game wants to be woken, Unix milliseconds UTC, or that it does not.</summary>
internal sealed record Due(GameId Game, long? At, bool IsWord) : IMail;

/// <summary>To another node: does it count this one among those that it hears?</summary>
/// <param name="Uid">Of the sender's life; another one at his address is not meant.</param>
/// <param name="Asked">When, as a tick count of the sender's.</param>
internal sealed record AreYouThere(int Uid, long Asked) : IMail;

/// <summary>It does.</summary>
internal sealed record IAmThere(long Asked) : IMail;

/// <summary>
/// To a game: finish what came before this, and leave memory. Sharding sends it when the shard moves, its own node when the game is idle;
/// what comes after it is held for the next incarnation.
/// </summary>
/// <param name="InHaste">Somebody waits for the shard: no snapshot is kept.</param>
internal sealed record GoAway(bool InHaste) : IMail, IDeadLetterSuppression
{
    public static readonly GoAway Moving = new(true), Resting = new(false);
}
