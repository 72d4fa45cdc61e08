using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Put-outs, assists and errors of a play (rules 9.09, 9.10, 9.12). The last fielder of a chain that retires a man has the put-out, each
/// other one an assist; where an error spoils the chain, those before it keep their assists: the out would have been made.
/// </summary>
internal static class Fieldwork
{
    public static Credits Credits(ScoredPlay play)
    {
        var putOuts = default(Fielding);
        var assists = default(Fielding);
        var errors = default(Fielding);
        foreach (var part in play.Parts)
        {
            if (part.Code is PlayCode.FieldersChoice || part.Code.IsHit()) continue;
            foreach (var handling in part.Handlings) Credit(handling.By, ref putOuts, ref assists, ref errors);
        }

        foreach (var advance in play.Advances)
            foreach (var handling in advance.Handlings) Credit(handling.By, ref putOuts, ref assists, ref errors);
        if (CaughtByTheCatcher(play)) putOuts = putOuts.With(Position.Catcher);
        return new(putOuts, assists, errors);
    }

    private static void Credit(Fielding chain, ref Fielding putOuts, ref Fielding assists, ref Fielding errors)
    {
        if (chain.IsEmpty || chain.IsUnknown) return;
        var mine = default(Fielding);
        var seen = chain.EndsUnknown ? chain.Length - 2 : chain.Length;
        var last = chain.HasError || chain.EndsUnknown ? -1 : seen - 1;
        for (var i = 0; i < seen; i++)
        {
            if (chain[i] < 0)
            {
                errors = errors.With((Position)chain[i + 1]);
                break;
            }

            var fielder = (Position)chain[i];
            if (fielder == Position.None) continue;
            if (i == last) putOuts = putOuts.With(fielder);
            else if (!mine.Names(fielder)) mine = mine.With(fielder);
        }

        for (var i = 0; i < mine.Length; i++) assists = assists.With((Position)mine[i]);
    }

    /// <summary>A strikeout that names nobody: the third strike was caught.</summary>
    private static bool CaughtByTheCatcher(ScoredPlay play)
    {
        if (play.Code != PlayCode.Strikeout || play.Parts[0].Handlings.Count > 0) return false;
        foreach (var advance in play.Advances)
            if (advance.From == Base.Batter) return advance is { Fate: Fate.Out, Handlings.Count: 0 };
        return false;
    }
}
