using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests.Charts;

/// <summary>Resolves plays with dice from a fixed seed, as a game with two managers who were asked would.</summary>
internal sealed class DicePlayer(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>Rolls of the last play, by purpose.</summary>
    public List<RollPurpose> Purposes { get; } = [];

    public Random Random => random;

    public Dice Roll() => new((byte)random.Next(1, 7), (byte)random.Next(1, 7), (byte)random.Next(1, 7), (byte)random.Next(1, 21));

    /// <summary>The play from the first roll to the end.</summary>
    public ResolutionStep.Done Play(Game game, DefensiveDecision? defense = null, OffensiveDecision? offense = null)
    {
        Purposes.Clear();
        var play = new PlayUnderWay(Guid.Empty, defense ?? DefensiveDecision.Normal, offense ?? OffensiveDecision.Normal);
        while (true)
        {
            switch (Resolver.Next(game, play))
            {
                case ResolutionStep.Done done:
                    return done;
                case ResolutionStep.Roll(var purpose):
                    Purposes.Add(purpose);
                    play = play with { Rolls = play.Rolls.Add(new(Purposes.Count, 1, purpose, Roll(), Guid.Empty)) };
                    break;
                case ResolutionStep.Ask(var contest):
                    var (advance, toss) = (random.Next(3), random.Next(4));
                    play = play with { Calls = play.Calls.Add(new(contest, new((Advancing)advance), new((Throwing)toss))) };
                    break;
            }
        }
    }
}
