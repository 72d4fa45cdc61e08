using System.CommandLine;
using System.Globalization;
using AkkaGame.Baseball;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Editions;
using AkkaGame.Host.Simulating;
using AkkaGame.Host.Simulating.Calibrating;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame sim calibrate</c>: a real season, and simulated seasons of its schedule, measure by measure.</summary>
internal static class CalibrateVerb
{
    public static Command Create()
    {
        var verb = new Command("calibrate", "x");
        var files = new Argument<string[]>("EVENTFILES") { Arity = ArgumentArity.OneOrMore };
        var league = new Option<string>("--league") { Required = true };
        var seasons = new Option<int>("--seasons");
        verb.Add(files);
        verb.Add(league);
        verb.Add(seasons);
        verb.SetAction(parsed =>
        {
            var c = Calibration.Of(
                parsed.GetValue(files)!, LeagueFile.Read(parsed.GetValue(league)!), parsed.GetValue(seasons), 1, 2, Environment.ProcessorCount,
                static _ => { }, CancellationToken.None);
            foreach (var deed in Enum.GetValues<Deed>())
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{deed,-26} {c.Real.Mean(deed),9:f4} {c.Simulated.Mean(deed),9:f4} {c.Simulated.Mean(deed) / c.Real.Mean(deed),7:f3} {c.Simulated.Error(deed) / c.Real.Mean(deed),7:f4}"));
            for (var i = 0; i < 24; i++)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i/3} {i%3} re {c.Real.Halves.Expectancy(i):f3} {c.Simulated.Halves.Expectancy(i):f3}  turns {c.Real.TurnsAt(i) / (double)c.Real.Games:f3} {c.Simulated.TurnsAt(i) / (double)c.Simulated.Games:f3} K {c.Real.Share(i,0):f4} {c.Simulated.Share(i,0):f4} W {c.Real.Share(i,1):f4} {c.Simulated.Share(i,1):f4} H {c.Real.Share(i,2):f4} {c.Simulated.Share(i,2):f4}"));
            for (var o = 0; o < 5; o++)
            {
                double rp = 0, sp = 0, rb = 0, sb = 0, p1 = 0, p2 = 0, b1 = 0, b2 = 0;
                foreach (var (man, its) in c.Real.Men)
                {
                    var s = c.Simulated.Men.GetValueOrDefault(man);
                    var (pr, br) = ((c.Cards.Pitching(man).Right[o] + c.Cards.Pitching(man).Left[o]) / 2.0, (c.Cards.Batting(man, c.Cards.Find(man)?.Pitching is { Role: not PitchingRole.Fielder }).Right[o] * 2.0 + c.Cards.Batting(man, c.Cards.Find(man)?.Pitching is { Role: not PitchingRole.Fielder }).Left[o]) / 3.0);
                    rp += its.Batters; sp += s.Batters; rb += its.Turns; sb += s.Turns;
                    p1 += its.Batters * pr; p2 += s.Batters * pr; b1 += its.Turns * br; b2 += s.Turns * br;
                }
                Console.WriteLine($"mix of {Outcomes.All[o]} pitchers {p2 / sp / (p1 / rp):f4} batters {b2 / sb / (b1 / rb):f4}");
            }
            Console.WriteLine($"hands same real {c.Real.OfHands(true).Turns / (double)(c.Real.OfHands(true).Turns + c.Real.OfHands(false).Turns):f4} sim {c.Simulated.OfHands(true).Turns / (double)(c.Simulated.OfHands(true).Turns + c.Simulated.OfHands(false).Turns):f4} ops {c.Real.OfHands(true).Ops:f3} {c.Simulated.OfHands(true).Ops:f3} {c.Real.OfHands(false).Ops:f3} {c.Simulated.OfHands(false).Ops:f3}");
            double rw = 0, sw = 0, all = 0, mine = 0;
            foreach (var (man, its) in c.Real.Men) { rw += its.Batters; }
            foreach (var (man, its) in c.Simulated.Men) { sw += its.Batters; }
            foreach (var (man, its) in c.Real.Men)
            {
                var r = c.Cards.Pitching(man).Right[1];
                all += its.Batters / rw * r;
                mine += (c.Simulated.Men.TryGetValue(man, out var s) ? s.Batters : 0) / sw * r;
            }
            Console.WriteLine($"pitchers' walk mix {mine / all:f4}");
            all = mine = 0;
            foreach (var (man, its) in c.Real.Men)
            {
                var r = c.Cards.Batting(man, false).Right[1];
                all += its.Turns / rw * r;
                mine += (c.Simulated.Men.TryGetValue(man, out var s) ? s.Turns : 0) / sw * r;
            }
            Console.WriteLine($"batters' walk mix {mine / all:f4}");
            for (var i = 0; i < 4; i++) Console.WriteLine($"time {i} {c.Real.Time(i).Turns / (double)c.Real.Games:f3} {c.Simulated.Time(i).Turns / (double)c.Simulated.Games:f3} {c.Real.Time(i).Ops:f3} {c.Simulated.Time(i).Ops:f3}");
            for (var i = 1; i < 13; i++) Console.WriteLine($"pos {i} {c.Real.At((Messages.Position)i).Turns / (double)c.Real.Games:f3} {c.Simulated.At((Messages.Position)i).Turns / (double)c.Simulated.Games:f3} {c.Real.At((Messages.Position)i).Ops:f3} {c.Simulated.At((Messages.Position)i).Ops:f3}");
            Console.WriteLine($"var {c.Real.RunVariance:f3} {c.Simulated.RunVariance:f3}");
            return 0;
        });
        return verb;
    }
}
