namespace AkkaGame.Retrosheet.Tests;

/// <summary>A small event file to be spoiled: a made-up game of two clubs, one play a half in its last inning.</summary>
internal static class Sheet
{
    public const string Id = "id,HOM201805010\n";
    public const string Info =
        "version,2\ninfo,visteam,VIS\ninfo,hometeam,HOM\ninfo,site,HOM01\ninfo,date,2018/05/01\ninfo,number,0\ninfo,usedh,false\n";
    public const string Play = "play,1,0,v1,12,CBFX,63/G6\n";
    public const string Totals = "data,er,h9,0\ndata,er,v9,1\n";

    public static readonly string Starts = Card("v", 0) + Card("h", 1);

    public static readonly string Game = Id + Info + Starts + Play + Totals;

    /// <summary>The same game under another id, to show that the others go on.</summary>
    public static string Next(int number) => Game.Replace("HOM20180501", $"HOM2018060{number}", StringComparison.Ordinal);

    private static string Card(string prefix, int team) => string.Concat(Enumerable.Range(1, 9).Select(slot =>
        $"start,{prefix}{slot},\"Man {slot}\",{team},{slot},{(slot == 9 ? 1 : slot + 1)}\n"));
}
