using System.Globalization;
using System.Text;
using AkkaGame.Baseball;
using AkkaGame.Host.Simulating.Calibrating;

namespace AkkaGame.Host.Simulating.Managing;

/// <summary>What was measured of computer managers, as a page of Markdown.</summary>
internal sealed class ManagersPage
{
    private readonly StringBuilder text = new(8_192);

    /// <param name="leagues">One section each.</param>
    public static string Of(IReadOnlyList<Managers> leagues, string command)
    {
        var page = new ManagersPage();
        page.Line($"# Computer managers, measured");
        page.Line($"");
        page.Line($"Each pair of levels plays the same games twice, with the same clubs and the same dice, changing sides. *Haphazard* is");
        page.Line($"no level: before each pitch he decides anything that is legal, part by part, all as likely, and sends nobody in");
        page.Line($"unless he has to. Rules of 2018. This page is written by");
        page.Line($"");
        page.Line($"```");
        page.Line($"{command}");
        page.Line($"```");
        foreach (var measured in leagues)
        {
            page.Line($"");
            var cards = measured.League.Cards;
            page.Line($"## {(cards is null ? "Average men" : $"By the cards of {cards.Name} (edition `{cards.Id}`)")}");
            page.Duels(measured.Duels);
            page.Lost(measured.Losses);
            page.Habits(measured);
        }

        page.Line($"");
        page.Line($"{RetrosheetNotice.Text}");
        return page.text.ToString();
    }

    private void Duels(IReadOnlyList<Duel> duels)
    {
        Line($"");
        Line($"| | games | won | ± | won at least (99 %) |");
        Line($"|---|---|---|---|---|");
        foreach (var duel in duels)
            Line($"| {Name(duel.Level)} over {Name(duel.Against)} | {duel.Games:N0} | {duel.Won:P2} | {duel.Error:P2} | {duel.Least:P2} |");
    }

    private void Lost(Losses losses)
    {
        Line($"");
        Line($"Chances to win that a decision costs against the best that level 3 sees, where a manager of level 2 sits on the other");
        Line($"side: games of ten thousand, on average over {losses.Situations:N0} situations of games between managers of level 2.");
        Line($"");
        Line($"| | at bat | in the field |");
        Line($"|---|---|---|");
        for (byte level = 0; level <= ComputerManager.Levels; level++)
            Line($"| {Name(level)} | {losses.Of(level).AtBat:0.00} | {losses.Of(level).InField:0.00} |");
    }

    private void Habits(Managers measured)
    {
        Line($"");
        Line($"What managers of a level do among themselves, in {measured.Habits[0].Games:N0} games; beside it what managers of the");
        Line($"majors did in 2018.");
        Line($"");
        Part($"| |");
        for (var level = 1; level <= measured.Habits.Count; level++) Part($" level {level} |");
        Line($" 2018 |");
        Line($"|---|{string.Concat(Enumerable.Repeat("---|", measured.Habits.Count))}---|");
        Row(
            "steals of second tried, of the chances", "0.0 %", "6.9 %",
            its => Share(its, Deed.StolenBases, Deed.StealChances, Deed.CaughtStealing));
        Row(
            "steals safe, of those tried", "0.0 %", "72.1 %",
            its => (double)its[Deed.StolenBases] / (its[Deed.StolenBases] + its[Deed.CaughtStealing]));
        Row("sacrifice hits, of turns at bat", "0.00 %", "0.44 %", its => Share(its, Deed.SacrificeHits, Deed.PlateAppearances));
        Row("intentional walks, of turns at bat", "0.00 %", "0.50 %", its => Share(its, Deed.IntentionalWalks, Deed.PlateAppearances));
        Row("pitchers, a club in a game", "0.00", "4.36", its => its.Mean(Deed.Pitchers) / 2);
        Row("a starter's outs", "0.0", "16.1", its => its.Mean(Deed.StartersOuts) / 2);
        if (measured.League.Cards is not null)
        {
            Row("closer in save chances", "0.0 %", "", its => Share(its, Deed.ClosersInSaveChances, Deed.SaveChances));
            Row(
                "turns against the other hand", "0.0 %", "53.9 %",
                its => (double)its.OfHands(same: false).Turns / its[Deed.PlateAppearances]);
        }

        Row("runs, a club in a game", "0.00", "4.45", its => its.Mean(Deed.Runs) / 2);
        Row("home runs, a club in a game", "0.00", "1.15", its => its.Mean(Deed.HomeRuns) / 2);
        Row("games forfeited", "0", "0", its => its[Deed.Forfeits]);

        void Row(string name, string format, string real, Func<SeasonFold, double> of)
        {
            Part($"| {name} |");
            foreach (var fold in measured.Habits) Part($" {of(fold).ToString(format, CultureInfo.InvariantCulture)} |");
            Line($" {real} |");
        }
    }

    private static double Share(SeasonFold fold, Deed deed, Deed of, Deed? and = null) =>
        (double)(fold[deed] + (and is { } more ? fold[more] : 0)) / fold[of];

    private static string Name(byte level) => level == Haphazard.Level ? "haphazard" : $"level {level}";

    private void Line(FormattableString line)
    {
        Part(line);
        text.Append('\n');
    }

    private void Part(FormattableString part) => text.Append(part.ToString(CultureInfo.InvariantCulture));
}
