using System.Globalization;
using System.Text;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating.Calibrating;

/// <summary>What was measured, as a page of Markdown; its plots lie beside it in <c>calibration/</c>.</summary>
internal sealed class CalibrationPage
{
    /// <summary>Less likely is no chance.</summary>
    private const double LeastChance = 0.0001;

    private static readonly string[] times = ["first", "second", "third", "fourth"];

    private readonly StringBuilder text = new(16_384);
    private readonly Calibration measured;

    private CalibrationPage(Calibration measured) => this.measured = measured;

    private SeasonFold Real => measured.Real;

    private SeasonFold Simulated => measured.Simulated;

    public static string Of(Calibration measured)
    {
        var page = new CalibrationPage(measured);
        page.Head();
        page.Gates();
        page.Games();
        page.Situations();
        page.Kinds();
        page.Men();
        page.Lines();
        page.Seasons();
        page.text.Append('\n').Append(RetrosheetNotice.Text).Append('\n');
        return page.text.ToString();
    }

    private void Head()
    {
        Line($"# Calibration");
        Line($"");
        Line($"{Real.Games:N0} real games, and {Simulated.Games:N0} simulated ones: {measured.Seasons} seasons of the same schedule, with");
        Line($"the lineups that began the real games, computer managers of level {measured.Level}, cards of edition");
        Line($"`{measured.Cards.Id}`, seed {measured.Seed}. Both were counted by the same code. This page is written by");
        Line($"");
        Line($"```");
        Line($"akkagame cards build 2018*.EV? -o 2018.json --name 2018");
        Line($"akkagame sim calibrate 2018*.EV? --league 2018.json --seasons {measured.Seasons} --seed {measured.Seed} --out docs");
        Line($"```");
        Line($"");
    }

    private void Gates()
    {
        var held = Gate.All.Count(gate => gate.Holds(measured));
        Line($"## Gates: {held} of {Gate.All.Count} held");
        Line($"");
        Line($"A gate holds where what it is off and {Gate.Errors} standard errors of the simulation together are within its tolerance.");
        Line($"Beside it stands the real season's own standard error: how far one season may be off what its men could do. Counts are");
        Line($"those of a club in a game.");
        Line($"");
        Line($"| measure | real | simulated | off | ± | tolerance | real season ± | |");
        Line($"|---|---|---|---|---|---|---|---|");
        foreach (var gate in Gate.All)
        {
            var by = gate.OfGames ? 1 : 2;
            var (real, here) = (Real.Mean(gate.Deed) / by, Simulated.Mean(gate.Deed) / by);
            var format = gate.OfGames ? "P1" : "0.000";
            Part($"| {gate.Name} | {Number(real, format)} | {Number(here, format)} | {gate.Shown(measured)} | ");
            Part($"{gate.Error(measured):0.0%} | {gate.Tolerance:0.0%} | ");
            Line($"{gate.RealError(measured):0.0%} | {(gate.Holds(measured) ? "held" : "**missed**")} |");
        }

        Line($"");
        Line($"![Gates: how far each is off, with its tolerance](calibration/gates.svg)");
        Line($"");
    }

    private void Games()
    {
        Line($"## Games");
        Line($"");
        Line($"| | real | simulated |");
        Line($"|---|---|---|");
        Both("variance of runs, a club in a game", Real.RunVariance, Simulated.RunVariance, "0.00");
        Share("shutouts, of clubs", Deed.Shutouts, 2);
        Share("games by one run", Deed.OneRunGames, 1);
        Rate("runners put out between turns at bat, a club", Deed.OutsBetweenTurns, 2);
        Rate("men put out on hits, a club", Deed.OutsOnHits, 2);
        Rate("turns at bat, a club", Deed.PlateAppearances, 2);
        Rate("pitchers, a club", Deed.Pitchers, 2);
        Rate("a starter's outs", Deed.StartersOuts, 2);
        Rate("men sent in, pitchers apart, a club", Deed.Reserves, 2);
        Rate("their turns at bat, a club", Deed.TurnsOfReserves, 2);
        Rate("saves, a game", Deed.Saves, 1);
        Rate("blown saves, a game", Deed.BlownSaves, 1);
        Rate("intentional walks, a club", Deed.IntentionalWalks, 2);
        Rate("sacrifice hits, a club", Deed.SacrificeHits, 2);
        Rate("men hit, a club", Deed.HitByPitch, 2);
        Rate("wild pitches, a club", Deed.WildPitches, 2);
        Rate("passed balls, a club", Deed.PassedBalls, 2);
        Rate("balks, a club", Deed.Balks, 2);
        Quotient("hits of balls in play", Deed.HitsInPlay, Deed.BallsInPlay, "0.000");
        Quotient("double plays grounded into, of the chances", Deed.GroundedIntoDoublePlays, Deed.DoublePlayChances, "P1");
        Quotient("steals tried, of the chances at second", Deed.StolenBases, Deed.StealChances, "P1", Deed.CaughtStealing);
        Quotient("runs scored at home", Deed.RunsAtHome, Deed.Runs, "P1");
        Quotient("home runs hit at home", Deed.HomeRunsAtHome, Deed.HomeRuns, "P1");
        Line($"");
        Line($"![Runs of a club in a game](calibration/runs.svg)");
        Line($"![Runs of a half, by inning](calibration/innings.svg)");
        Line($"");
        Line($"Errors by the play they were made in, a club in a game. The charts have none on outs and none on fouls: whoever makes such");
        Line($"errors makes more of the others, so that his card's errors are as many as he made.");
        Line($"");
        Line($"| | real | simulated |");
        Line($"|---|---|---|");
        Rate("the batter reached by it", Deed.ErrorsOnTheBatter, 2, "0.0000");
        Rate("on a hit", Deed.ErrorsOnHits, 2, "0.0000");
        Rate("on an out, or a fielder's choice", Deed.ErrorsOnOuts, 2, "0.0000");
        Rate("with a steal, a pickoff, a pitch that got away", Deed.ErrorsOnTheBases, 2, "0.0000");
        Rate("a foul dropped", Deed.FoulErrors, 2, "0.0000");
        Rate("others", Deed.OtherErrors, 2, "0.0000");
        Line($"");
    }

    private void Situations()
    {
        Line($"## The 24 situations");
        Line($"");
        Line($"Runs to the end of the half, how likely there is one, and how often a turn at bat begins there, in a game of both clubs.");
        Line($"");
        Line($"| bases | outs | runs: real | simulated | a run: real | simulated | turns: real | simulated |");
        Line($"|---|---|---|---|---|---|---|---|");
        for (var i = 0; i < HalfRuns.Situations; i++)
        {
            Part($"| {Bases(i / 3)} | {i % 3} | {Real.Halves.Expectancy(i):0.000} | {Simulated.Halves.Expectancy(i):0.000} | ");
            Part($"{Real.Halves.Chance(i):P1} | {Simulated.Halves.Chance(i):P1} | {(double)Real.TurnsAt(i) / Real.Games:0.00} | ");
            Line($"{(double)Simulated.TurnsAt(i) / Simulated.Games:0.00} |");
        }

        Line($"");
        Line($"![Run expectancy](calibration/expectancy.svg)");
        Line($"");
    }

    private void Kinds()
    {
        Line($"## Who bats, and against whom");
        Line($"");
        Line($"| | OPS: real | simulated | turns of all: real | simulated |");
        Line($"|---|---|---|---|---|");
        Kind("against a pitcher of their own hand", Real.OfHands(same: true), Simulated.OfHands(same: true));
        Kind("of the other hand", Real.OfHands(same: false), Simulated.OfHands(same: false));
        for (var time = 0; time < times.Length; time++)
            Kind($"against a starter, the {times[time]} time through", Real.Time(time), Simulated.Time(time));
        for (var slot = 0; slot < SeasonFold.Slots; slot++) Kind($"batting {slot + 1}", Real.Slot(slot), Simulated.Slot(slot));
        for (var position = Position.Pitcher; position <= Position.PinchHitter; position++)
            Kind(Words(position), Real.At(position), Simulated.At(position));
        Line($"");
    }

    private void Men()
    {
        var (turns, batters) = (Moved(static its => its.Turns), Moved(static its => its.Batters));
        Line($"## Who plays");
        Line($"");
        Line($"The same men played: of all turns at bat {turns.Share:P1} are another man's than in the real season, of all batters faced");
        Line($"{batters.Share:P1}; the correlation of men's shares is {turns.Correlation:0.000} and {batters.Correlation:0.000}.");
        Line($"");
        Line($"![Turns at bat of each man, a season](calibration/turns.svg)");
        Line($"");
    }

    private void Lines()
    {
        Line($"## Each man and his own odds");
        Line($"");
        var seasons = Math.Min(measured.Seasons, Calibration.SeasonsOfLines);
        Line($"What each man came to in the first {seasons} seasons, beside the sum of the odds of his own turns by the charts in");
        Line($"force. If only the dice make the difference, the squares of all men's deviations, in standard ones, come to about as");
        Line($"many as there are men.");
        Line($"");
        Line($"| | men | squares | p | greatest | |");
        Line($"|---|---|---|---|---|---|");
        foreach (var pitches in (bool[])[false, true])
        {
            foreach (var kind in Enum.GetValues<LineKind>())
            {
                var (men, squares, chance, most) = measured.Lines.Of(pitches, kind);
                Part($"| {Named(kind)} {(pitches ? "off a pitcher" : "of a batter")} | {men} | {squares:0.0} | {chance:0.000} | ");
                Part($"{most:0.0} | ");
                Line($"{(chance > LeastChance ? "held" : "**missed**")} |");
            }
        }

        Line($"");
    }

    private static string Named(LineKind kind) => kind switch
    {
        LineKind.Strikeouts => "strikeouts",
        LineKind.Walks => "walks",
        LineKind.HomeRuns => "home runs",
        _ => "hits",
    };

    private void Seasons()
    {
        Line($"## Seasons");
        Line($"");
        Line($"| | real | simulated, on average | least | most |");
        Line($"|---|---|---|---|---|");
        Of("spread of games won (standard deviation)", static book => Spread(book), "0.0");
        Of("off what runs scored and allowed promise, in games", static book => Pythagorean(book), "0.0");
        Of("most games won", static book => book.Standings.Max(club => club.Won), "0");
        Of("most home runs", static book => book.Batting.Max(man => man.Batting.HomeRuns), "0");
        Of("most stolen bases", static book => book.Batting.Max(man => man.Batting.StolenBases), "0");
        Of("best batting average", static book => (double)book.Leaders(1)[0].Men[0].Value, "0.000");
        Of("best earned run average", static book => (double)book.Leaders(1)[4].Men[0].Value, "0.00");
        Of("most strikeouts of a pitcher", static book => book.Pitching.Max(man => man.Pitching.Strikeouts), "0");

        void Of(string name, Func<SeasonBook, double> value, string format)
        {
            var all = measured.Books.Select(value).ToArray();
            Part($"| {name} | {Number(value(measured.RealBook), format)} | {Number(all.Average(), format)} | ");
            Line($"{Number(all.Min(), format)} | {Number(all.Max(), format)} |");
        }
    }

    private static double Spread(SeasonBook book)
    {
        var mean = book.Standings.Average(static club => club.Won);
        return Math.Sqrt(book.Standings.Average(club => (club.Won - mean) * (club.Won - mean)));
    }

    private static double Pythagorean(SeasonBook book) => Math.Sqrt(book.Standings.Average(static club =>
    {
        const double Power = 1.83;
        var (scored, allowed) = (Math.Pow(club.RunsFor, Power), Math.Pow(club.RunsAgainst, Power));
        var off = club.Won - (club.Won + club.Lost) * scored / (scored + allowed);
        return off * off;
    }));

    private (double Share, double Correlation) Moved(Func<(int Turns, int Batters), int> of)
    {
        var men = Real.Men.Keys.Union(Simulated.Men.Keys).ToArray();
        double real = Real.Men.Values.Sum(of), here = Simulated.Men.Values.Sum(of);
        var pairs = men.Select(man => (
            X: of(Real.Men.GetValueOrDefault(man)) / real, Y: of(Simulated.Men.GetValueOrDefault(man)) / here)).ToArray();
        var mean = 1.0 / men.Length;
        var (xy, xx, yy) = (
            pairs.Sum(one => (one.X - mean) * (one.Y - mean)), pairs.Sum(one => (one.X - mean) * (one.X - mean)),
            pairs.Sum(one => (one.Y - mean) * (one.Y - mean)));
        return (pairs.Sum(one => Math.Abs(one.X - one.Y)) / 2, xy / Math.Sqrt(xx * yy));
    }

    private void Kind(string name, Slash real, Slash here) =>
        Line($"| {name} | {real.Ops:0.000} | {here.Ops:0.000} | {Of(Real, real):P1} | {Of(Simulated, here):P1} |");

    private static double Of(SeasonFold fold, Slash slash) => (double)slash.Turns / fold[Deed.PlateAppearances];

    private void Share(string name, Deed deed, int by) => Both(name, Real.Mean(deed) / by, Simulated.Mean(deed) / by, "P1");

    private void Rate(string name, Deed deed, int by, string format = "0.000") =>
        Both(name, Real.Mean(deed) / by, Simulated.Mean(deed) / by, format);

    private void Quotient(string name, Deed deed, Deed of, string format, Deed? and = null)
    {
        Both(name, Quotient(Real), Quotient(Simulated), format);

        double Quotient(SeasonFold fold) => (double)(fold[deed] + (and is { } more ? fold[more] : 0)) / fold[of];
    }

    private void Both(string name, double real, double here, string format) =>
        Line($"| {name} | {Number(real, format)} | {Number(here, format)} |");

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Bases(int code) =>
        code == 0 ? "-" : string.Concat((code & 1) != 0 ? "1" : "", (code & 2) != 0 ? "2" : "", (code & 4) != 0 ? "3" : "");

    private static string Words(Position position) => position switch
    {
        Position.DesignatedHitter => "designated hitters",
        Position.PinchHitter => "pinch hitters",
        Position.Pitcher => "pitchers at bat",
        _ => $"at {position switch
        {
            Position.Catcher => "catcher",
            Position.FirstBase => "first",
            Position.SecondBase => "second",
            Position.ThirdBase => "third",
            Position.Shortstop => "short",
            Position.LeftField => "left",
            Position.CenterField => "center",
            _ => "right",
        }}",
    };

    private void Line(FormattableString line)
    {
        Part(line);
        text.Append('\n');
    }

    private void Part(FormattableString part) => text.Append(part.ToString(CultureInfo.InvariantCulture));
}
