using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>Who stands in the field, and what their cards make of it.</summary>
internal static class Fielders
{
    /// <summary>Who reaches the balls on the ground, of 1,000, catcher to shortstop and the pitcher: counted 2018.</summary>
    private static readonly (Position Position, int Share)[] infield =
    [
        (Position.Pitcher, 95), (Position.Catcher, 9), (Position.FirstBase, 144), (Position.SecondBase, 250),
        (Position.ThirdBase, 225), (Position.Shortstop, 277),
    ];

    /// <summary>Who catches the flies and line drives that come down in the outfield.</summary>
    private static readonly (Position Position, int Share)[] outfield =
        [(Position.LeftField, 296), (Position.CenterField, 392), (Position.RightField, 312)];

    /// <summary>A man at a place that his card does not name is no fielder there.</summary>
    private static readonly FieldingCard stranger = new(Position.Pitcher, 0, 960, 1_500, 900);

    private static readonly FieldingCard average = new(Position.Pitcher, 0, 1_000, 1_000, 1_000);

    /// <summary>How many more balls than average men they turn into outs, per mille, on the ground and in the air.</summary>
    public static (int Infield, int Outfield) Range(Game game) => (Range(game, infield), Range(game, outfield));

    /// <summary>The card of the man who plays that position now.</summary>
    public static FieldingCard At(Game game, Position position)
    {
        if (game.Edition is not { } edition || game.Lineup(game.Fielding).At(position) is not { } man) return average;
        if (edition.Find(man.Player) is not { } card) return average;
        return card.At(position) ?? (position == Position.Pitcher ? average : stranger);
    }

    private static int Range(Game game, (Position Position, int Share)[] shares)
    {
        var sum = 0;
        foreach (var (position, share) in shares) sum += At(game, position).Range * share;
        // In steps of half a hundredth: no man's range is known any better.
        return (sum / 1_000 + 2) / 5 * 5;
    }
}
