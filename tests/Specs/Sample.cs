using AkkaGame.Messages;

namespace AkkaGame.Specs;

/// <summary>Made-up games, commands and groups for tests.</summary>
public static class Sample
{
    private static int made;

    public static readonly Author Scorer = new("scorer@example.org", Role.Scorer);

    public static GameId NewGame() => new(Guid.CreateVersion7());

    public static CommandId NewCommand() => new(Guid.CreateVersion7());

    public static CreateGame Create(string? retrosheet = null) =>
        new("test", new("AWA"), new("HOM"), new DateOnly(2018, 4, 6), 0, "CLE08", GameMode.Scored, RuleSet.Mlb2018, retrosheet);

    public static Envelope Creation(string? retrosheet = null) => new(NewCommand(), Scorer, 0, Create(retrosheet));

    /// <summary>What a game that was just created needs to be in progress.</summary>
    public static Envelope[] Beginning() =>
    [
        new(NewCommand(), Scorer, 0, new ExchangeLineups(Card('a'), Card('h'))),
        new(NewCommand(), Scorer, 0, new StartGame()),
    ];

    /// <summary>Nine who bat, a designated hitter among them, and a pitcher.</summary>
    /// <param name="side">What their ids begin with.</param>
    public static LineupCard Card(char side)
    {
        var places = new LineupPlace[10];
        places[0] = new(0, new($"{side}p"), $"{side}p", Position.Pitcher);
        for (byte slot = 1; slot <= 9; slot++)
        {
            var position = slot == 9 ? Position.DesignatedHitter : Position.Pitcher + slot;
            places[slot] = new(slot, new($"{side}{slot}"), $"{side}{slot}", position);
        }

        return new(new EquatableArray<LineupPlace>(places));
    }

    /// <summary>A command that any game takes at any time, and that yields one event a fact.</summary>
    public static Envelope Facts(int count = 1, CommandId? id = null)
    {
        var facts = new GameFact[count];
        for (var i = 0; i < count; i++) facts[i] = new("attendance", $"{Interlocked.Increment(ref made)}");
        return new(id ?? NewCommand(), Scorer, 0, new NoteFacts(new EquatableArray<GameFact>(facts)));
    }

    /// <summary>A group of <paramref name="count"/> events, the first of them numbered <paramref name="first"/>.</summary>
    public static EventGroup Group(GameId game, int first, int count = 1)
    {
        var events = new GameEvent[count];
        for (var i = 0; i < count; i++)
            events[i] = first + i == 1
                ? new GameCreated("test", new("AWA"), new("HOM"), new DateOnly(2018, 4, 6), 0, null, GameMode.Scored, RuleSet.Mlb2018)
                : new GameInfoNoted("note", $"{first + i} Ω \"quoted\" \u0001");
        return new(
            game, first, NewCommand(), 0xFEDCBA98, 1_523_030_400_000 + first, Scorer, Cause.Command, 1,
            new EquatableArray<GameEvent>(events));
    }
}
