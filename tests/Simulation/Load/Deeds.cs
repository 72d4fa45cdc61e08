using AkkaGame.Messages;
using AkkaGame.Simulation.Machinery;

namespace AkkaGame.Simulation.Load;

/// <summary>Commands of made-up games that are scored, not played.</summary>
internal sealed class Deeds(Luck luck)
{
    private static readonly Author scorer = new("scorer@example.org", Role.Scorer);
    private static readonly Author commissioner = new("commissioner@example.org", Role.Commissioner);

    private int made;

    public CommandId NewId() => new(luck.Id());

    public Envelope Creation() => new(NewId(), commissioner, 0, new CreateGame(
        "test", new("AWA"), new("HOM"), new DateOnly(2018, 4, 6), 0, "CLE08", GameMode.Scored, RuleSet.Mlb2018, null));

    public Envelope Lineups() => new(NewId(), scorer, 0, new ExchangeLineups(Card('a'), Card('h')));

    public Envelope Start() => new(NewId(), scorer, 0, new StartGame());

    public Envelope Facts(CommandId? id = null)
    {
        var facts = new GameFact[luck.Between(1, 3)];
        for (var i = 0; i < facts.Length; i++) facts[i] = new("attendance", $"{++made}");
        return new(id ?? NewId(), scorer, 0, new NoteFacts(new EquatableArray<GameFact>(facts)));
    }

    /// <param name="until">Unix milliseconds UTC at which it goes on by itself; null where somebody has to say so.</param>
    public Envelope Delay(long? until) => new(NewId(), scorer, 0, new DelayGame("rain", until));

    public Envelope Resumption() => new(NewId(), scorer, 0, new ResumeGame());

    private static LineupCard Card(char side)
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
}
