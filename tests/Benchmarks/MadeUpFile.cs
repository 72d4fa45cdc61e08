using System.Globalization;
using System.Text;

namespace AkkaGame.Benchmarks;

/// <summary>
/// An event file with one made-up game of about the size of a real one: nine innings, some ninety plays, pitches, runs, substitutions.
/// The same text on every machine.
/// </summary>
public static class MadeUpFile
{
    private static readonly string[] batted = ["K", "63/G", "S8/L", "W", "8/F", "S7/L", "43/G", "D9/L", "K", "3/P", "S5/G", "9/F", "53/G"];

    public static string Text { get; } = Write();

    private static string Write()
    {
        var text = new StringBuilder("id,HOM201804060\nversion,2\ninfo,visteam,AWY\ninfo,hometeam,HOM\ninfo,site,HOM01\n"
            + "info,date,2018/04/06\ninfo,number,0\ninfo,usedh,false\ninfo,attendance,12000\n");
        foreach (var side in "ah")
            for (var slot = 1; slot <= 9; slot++)
                Line(text, $"start,{side}{slot},\"{Club(side)} {slot}\",{(side == 'a' ? 0 : 1)},{slot},{(slot == 9 ? 1 : slot + 1)}");

        int[] runs = [0, 0], up = [0, 0], relievers = [0, 0];
        var play = 0;
        for (var half = 0; half < 18 || runs[0] == runs[1] || half % 2 == 1; half++)
        {
            var team = half % 2;
            if (half == 17 && runs[1] > runs[0]) break;
            if (half is 10 or 11) Relieve(text, half / 2 + 1, team, relievers);
            Half(text, half / 2 + 1, team, runs, up, relievers, ref play);
        }

        return text.Append("data,er,a9,2\ndata,er,h9,3\n").ToString();
    }

    /// <summary>A new man pitches and bats in slot 9 for the side in the field.</summary>
    private static void Relieve(StringBuilder text, int inning, int team, int[] relievers)
    {
        var (fielding, side) = (1 - team, team == 0 ? 'h' : 'a');
        relievers[fielding] = 1;
        Line(text, $"play,{inning},{team},{(team == 0 ? 'a' : 'h')}1,??,,NP");
        Line(text, $"sub,{side}10,\"{Club(side)} 10\",{fielding},9,1");
    }

    private static void Half(StringBuilder text, int inning, int team, int[] runs, int[] up, int[] relievers, ref int play)
    {
        var (outs, bases) = (0, 0);
        while (outs < 3)
        {
            var what = batted[play++ * 5 % batted.Length];
            var taken = what[0] switch { 'S' => 1, 'D' => 2, 'W' => 0, _ => -1 };
            var moves = new List<string>();
            if (taken > 0) Advance(taken, ref bases, moves, ref runs[team]);
            else if (taken == 0) Force(ref bases, ref runs[team]);
            else outs++;
            var slot = up[team]++ % 9 + 1;
            var batter = $"{(team == 0 ? 'a' : 'h')}{(slot == 9 && relievers[team] == 1 ? 10 : slot)}";
            var advances = moves.Count == 0 ? "" : "." + string.Join(';', moves);
            Line(text, $"play,{inning},{team},{batter},{play % 4}{play % 3},{(play % 2 == 0 ? "CBFBX" : "BSX")},{what}{advances}");
            if (inning >= 9 && team == 1 && runs[1] > runs[0]) return;
        }
    }

    /// <summary>Every runner takes as many bases as the batter.</summary>
    private static void Advance(int hit, ref int bases, List<string> moves, ref int runs)
    {
        var after = 1 << (hit - 1);
        for (var from = 3; from >= 1; from--)
        {
            if ((bases & 1 << (from - 1)) == 0) continue;
            var to = from + hit;
            if (to > 3) runs++;
            else after |= 1 << (to - 1);
            moves.Add($"{from}-{(to > 3 ? "H" : to.ToString(CultureInfo.InvariantCulture))}");
        }

        bases = after;
    }

    private static void Force(ref int bases, ref int runs)
    {
        if (bases == 7) runs++;
        else bases |= (bases & 1) == 0 ? 1 : (bases & 2) == 0 ? 2 : 4;
    }

    private static string Club(char side) => side == 'a' ? "Away" : "Home";

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
