using System.Globalization;
using System.Text;
using AkkaGame.Baseball;
using AkkaGame.Client;
using AkkaGame.Host.Replay;
using AkkaGame.Messages;

namespace AkkaGame.Host.Playing;

/// <summary>How a terminal says things.</summary>
internal static class Words
{
    private static readonly string[] positions = ["", "P", "C", "1B", "2B", "3B", "SS", "LF", "CF", "RF", "DH", "PH", "PR"];

    public static string Of(Position position) => positions[(int)position];

    public static string Of(Base on) => on == Base.Batter ? "the plate" : on.ToString().ToLowerInvariant();

    public static string Of(Side side) => side == Side.Away ? "away" : "home";

    /// <summary><c>HitAndRun</c> is said <c>hit and run</c>.</summary>
    public static string Of(string word)
    {
        var said = new StringBuilder(word.Length + 4);
        foreach (var letter in word)
        {
            if (char.IsUpper(letter) && said.Length > 0) said.Append(' ');
            said.Append(char.ToLowerInvariant(letter));
        }

        return said.ToString();
    }

    public static string LastName(string name) => GameLine.Printable(name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..]);

    /// <summary>T1 or B9, nothing before the first half; score, outs.</summary>
    public static string Standing(ToldPlay play)
    {
        // Before the first half there is none to name.
        var half = play.Inning == 0 ? "" : FormattableString.Invariant($"{(play.Half == Half.Top ? 'T' : 'B')}{play.Inning}");
        return FormattableString.Invariant($"{half,-3} {play.Away,2}-{play.Home,-2} {play.Outs} out");
    }

    public static string Situation(GameView view)
    {
        var on = new List<string>();
        if (view.Bases.First is { } first) on.Add($"first {LastName(first.Name)}");
        if (view.Bases.Second is { } second) on.Add($"second {LastName(second.Name)}");
        if (view.Bases.Third is { } third) on.Add($"third {LastName(third.Name)}");
        var bases = on.Count == 0 ? "bases empty" : string.Join(", ", on);
        var score = FormattableString.Invariant($"{view.Away.Team} {view.Away.Runs}, {view.Home.Team} {view.Home.Runs}");
        var duel = $"{Name(view.Batter)} at bat, {Name(view.Pitcher)} pitching";
        return FormattableString.Invariant($"{view.Half} {view.Inning}, {view.Outs} out, {bases}; {duel}; {GameLine.Printable(score)}");

        static string Name(PersonView? man) => man is null ? "nobody" : LastName(man.Name);
    }

    /// <summary>Three lines: innings, and what each side did in them.</summary>
    public static IEnumerable<string> LineScore(GameView view)
    {
        var innings = Math.Max(
            view.Rules.ScheduledInnings, Math.Max(view.Away.RunsByInning.Count, view.Home.RunsByInning.Count));
        var head = new StringBuilder("            ");
        for (var inning = 1; inning <= innings; inning++) head.Append(CultureInfo.InvariantCulture, $"{inning,3}");
        yield return head.Append("    R  H  E").ToString();
        yield return Row(view.Away, view.Home);
        yield return Row(view.Home, view.Away);

        string Row(SideView side, SideView other)
        {
            var row = new StringBuilder(GameLine.Printable(side.Team.Value).PadRight(12));
            for (var inning = 0; inning < innings; inning++)
            {
                var isUnneeded = view.IsOver && side.Runs > other.Runs && inning < other.RunsByInning.Count;
                row.Append((inning < side.RunsByInning.Count
                    ? side.RunsByInning[inning].ToString(CultureInfo.InvariantCulture)
                    : isUnneeded ? "x" : "").PadLeft(3));
            }

            return row.Append(CultureInfo.InvariantCulture, $"   {side.Runs,2} {side.Hits,2} {side.Errors,2}").ToString();
        }
    }

    /// <summary>What is shown of a roll.</summary>
    public static string Of(DiceRolled rolled)
    {
        var (d6, red, white, d20) = rolled.Dice;
        var purpose = rolled.For ?? Of(rolled.Purpose.ToString());
        return FormattableString.Invariant(
            $"roll {rolled.Number} {GameLine.Printable(purpose)}: {d6}, {red}+{white}, d20 {d20}");
    }
}
