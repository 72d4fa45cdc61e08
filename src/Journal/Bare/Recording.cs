using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Journal.Bare;

/// <summary>
/// What an engine appended for one game, from its creation on, encoded once: so yardsticks write the same rows as the engine that is
/// held against them, again and again under other ids.
/// </summary>
public sealed class Recording
{
    private readonly (EventGroup Group, GameCard? Card, StoredEvent[] Events)[] appends;

    /// <param name="appends">In their order; at least one.</param>
    public Recording(IEnumerable<(EventGroup Group, GameCard? Card)> appends) =>
        this.appends = [.. appends.Select(static one => (one.Group, one.Card, one.Group.Events.Select(StoredEvent.Of).ToArray()))];

    public int Count => appends.Length;

    /// <summary>What comes at a place, from 0, as another game's.</summary>
    public (EventGroup Group, GameCard? Card) At(int place, GameId game, CommandId command) =>
        (appends[place].Group with { Game = game, Command = command }, appends[place].Card);

    internal StoredEvent[] EventsAt(int place) => appends[place].Events;
}

/// <summary>A game that appends the recording, and then begins it again as another game.</summary>
/// <param name="newId">Gives an id that was never given before.</param>
/// <param name="fits">Whether it may have that id.</param>
internal sealed class RecordedGame(Recording recording, Func<Guid> newId, Func<GameId, bool> fits)
{
    private GameId game;
    private int next;

    /// <summary>When its last append was durable, in ticks of a stopwatch.</summary>
    public long Since { get; set; }

    public (EventGroup Group, GameCard? Card, StoredEvent[] Events) Next()
    {
        var place = next++ % recording.Count;
        if (place == 0)
            do game = new(newId());
            while (!fits(game));
        var (group, card) = recording.At(place, game, new(newId()));
        return (group, card, recording.EventsAt(place));
    }
}
