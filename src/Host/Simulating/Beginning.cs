using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating;

/// <summary>A game before its first pitch.</summary>
internal sealed record Beginning(Game Game)
{
    /// <summary>The same game with the last men of the order on base.</summary>
    /// <param name="bases">Bits 1 2 4 for the bases taken.</param>
    public Game At(byte bases, int outs)
    {
        var pitcher = Game.Lineup(Game.Fielding).At(Position.Pitcher)!.Value.Entry;
        return Game with { Outs = (byte)outs, Bases = new(On(1, 9), On(2, 8), On(4, 7)) };

        RunnerState? On(byte bit, byte slot) =>
            (bases & bit) == 0 ? null : new(new(Game.Batting, slot, 0), pitcher, PlayCode.Single, false, 0);
    }
}
