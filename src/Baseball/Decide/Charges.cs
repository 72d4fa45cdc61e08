using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>Who answers for each runner, and whose run is batted in.</summary>
internal static class Charges
{
    /// <summary>
    /// The moves of a play, each with the pitcher charged. Where a runner is put out because the batter chose another base to reach, the
    /// charge passes back: a pitcher answers for a number of runners, not for names (rule 9.16(g)). The men stand from third to the batter;
    /// each who is safe behind the one put out takes the charge of the man before him, and the last charge, the batter's own, is dropped.
    /// </summary>
    public static EquatableArray<Move> Moves(Game game, ScoredPlay play, LineupEntry batter, LineupEntry chargedPitcher)
    {
        var passesBack = PassesBack(game, play);
        Span<LineupEntry> charges = stackalloc LineupEntry[4];
        var moves = new List<Move>(4);
        foreach (var advance in play.Advances)
        {
            var runner = advance.From == Base.Batter ? batter : game.Bases[advance.From]!.Value.Entry;
            charges[(int)advance.From] = advance.From == Base.Batter ? chargedPitcher : game.Bases[advance.From]!.Value.Charged;
            moves.Add(new(
                runner, advance.From, advance.To, advance.Fate, charges[(int)advance.From],
                advance is { To: Base.Home, Fate: not Fate.Out } && RunsBattedIn.Counts(game, play, advance),
                advance.Implied, advance.Handlings, advance.Ruling));
        }

        if (passesBack) PassBack(game, moves, chargedPitcher);
        return new([.. moves]);
    }

    /// <summary>
    /// True where a runner was put out in the batter's stead: the batter is safe while a runner is not, or a runner was forced on a ground
    /// ball before anybody doubled up the batter. A man doubled off on a caught ball is nobody's choice.
    /// </summary>
    private static bool PassesBack(Game game, ScoredPlay play)
    {
        if (play.Code is not (PlayCode.Out or PlayCode.FieldersChoice)) return false;
        if (play.Parts[0].Handlings is { Count: > 0 } handlings
            && handlings[0].On is { } first and > Base.Batter && game.Bases.Forces(first))
            return true;
        var batterSafe = false;
        var runnerOut = false;
        foreach (var advance in play.Advances)
        {
            if (advance.From == Base.Batter) batterSafe = advance.Fate != Fate.Out;
            else if (advance.Fate == Fate.Out) runnerOut = true;
        }

        return batterSafe && runnerOut;
    }

    private static void PassBack(Game game, List<Move> moves, LineupEntry chargedPitcher)
    {
        // Charges of everybody from third to the batter, then dealt out again to those who are safe: the last ones fall away.
        Span<LineupEntry> charges = stackalloc LineupEntry[4];
        var count = 0;
        for (var from = Base.Third; from > Base.Batter; from--) if (game.Bases[from] is { } runner) charges[count++] = runner.Charged;
        charges[count] = chargedPitcher;

        var next = 0;
        for (var from = Base.Third; from <= Base.Third; from--)
        {
            if (from != Base.Batter && game.Bases[from] is null) continue;
            var at = moves.FindIndex(move => move.From == from);
            if (at < 0 || !moves[at].IsOut)
            {
                var charged = charges[next++];
                if (at >= 0) moves[at] = moves[at] with { Charged = charged };
                else if (game.Bases[from]!.Value is var stays && stays.Charged != charged)
                    moves.Add(new(stays.Entry, from, from, Fate.Safe, charged, Implied: true));
            }

            if (from == Base.Batter) break;
        }
    }
}
