using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>Who stands in the field, and what their cards make of it.</summary>
internal static class Fielders
{
    private static readonly int[] infield = Shares("fielder G"), outfield = Shares("fielder F", "fielder L");

    /// <summary>A man at a place that his card does not name is no fielder there.</summary>
    public static readonly FieldingCard Stranger = new(Position.Pitcher, 0, 960, 1_500, 900);

    private static readonly FieldingCard average = new(Position.Pitcher, 0, 1_000, 1_000, 1_000);

    /// <summary>How many more balls than average men they turn into outs, per mille, on the ground and in the air.</summary>
    public static (int Infield, int Outfield) Range(Game game) => (Range(game, infield), Range(game, outfield));

    /// <summary>The card of the man who plays that position now.</summary>
    public static FieldingCard At(Game game, Position position)
    {
        if (game.Edition is not { } edition || game.Lineup(game.Fielding).At(position) is not { } man) return average;
        if (edition.Find(man.Player) is not { } card) return average;
        return card.At(position) ?? (position == Position.Pitcher ? average : Stranger);
    }

    /// <summary>
    /// Who reaches the balls on the ground; who catches the flies and line drives that come down in the outfield. Of 1,000, by position.
    /// </summary>
    public static int Share(bool onTheGround, Position position) => (onTheGround ? infield : outfield)[(int)position];

    private static int Range(Game game, int[] shares)
    {
        var sum = 0;
        for (var position = Position.Pitcher; position <= Position.RightField; position++)
            if (shares[(int)position] > 0) sum += At(game, position).Range * shares[(int)position];
        // In steps of half a hundredth: no man's range is known any better.
        return (sum / 1_000 + 2) / 5 * 5;
    }

    private static int[] Shares(params ReadOnlySpan<string> counted)
    {
        var times = new ulong[10];
        foreach (var name in counted)
            foreach (var (fielder, weight) in LeagueFacts.Of(name).Shares)
                if (counted.Length == 1 || fielder[0] >= '7') times[fielder[0] - '0'] += weight;
        ulong all = 0;
        foreach (var one in times) all += one;
        var shares = new int[times.Length];
        for (var i = 0; i < shares.Length; i++) shares[i] = (int)((times[i] * 1_000 + all / 2) / all);
        return shares;
    }
}
