using AkkaGame.Messages;
using AkkaGame.Simulation.Machinery;
using AkkaGame.Specs;

namespace AkkaGame.Simulation.Load;

/// <summary>Commands of made-up games that are scored, not played.</summary>
internal sealed class Deeds(Luck luck)
{
    private static readonly Author commissioner = new("commissioner@example.org", Role.Commissioner);

    private int made;

    public CommandId NewId() => new(luck.Id());

    public Envelope Creation() => new(NewId(), commissioner, 0, Sample.Create());

    public Envelope Lineups() => new(NewId(), Sample.Scorer, 0, new ExchangeLineups(Sample.Card('a'), Sample.Card('h')));

    public Envelope Start() => new(NewId(), Sample.Scorer, 0, new StartGame());

    public Envelope Facts(CommandId? id = null)
    {
        var facts = new GameFact[luck.Between(1, 3)];
        for (var i = 0; i < facts.Length; i++) facts[i] = new("attendance", $"{++made}");
        return new(id ?? NewId(), Sample.Scorer, 0, new NoteFacts(new EquatableArray<GameFact>(facts)));
    }

    /// <param name="until">Unix milliseconds UTC at which it goes on by itself; null where somebody has to say so.</param>
    public Envelope Delay(long? until) => new(NewId(), Sample.Scorer, 0, new DelayGame("rain", until));

    public Envelope Resumption() => new(NewId(), Sample.Scorer, 0, new ResumeGame());
}
