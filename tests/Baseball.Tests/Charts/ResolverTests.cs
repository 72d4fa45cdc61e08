using AkkaGame.Messages;
using AkkaGame.Retrosheet.Events;
using Xunit.Abstractions;

namespace AkkaGame.Baseball.Tests.Charts;

public class ResolverTests(ITestOutputHelper output)
{
    [Fact]
    public void Average_sides_score_as_a_league_does()
    {
        var dice = new DicePlayer(2018);
        const int Games = 1_000;
        var runs = 0;
        var chances = 0;
        var count = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var game = 0; game < Games; game++)
        {
            var scenario = Scenario.Start();
            while (!scenario.Game.IsOver)
            {
                var play = dice.Play(scenario.Game).Play;
                if (scenario.Game is { Bases.First: not null, Outs: < 2 } && play.Code.EndsTurnAtBat()) chances++;
                foreach (var part in play.Parts) Counted(part.Code.ToString());
                foreach (var note in play.Annotations) Counted(note);
                scenario.Do(Command(scenario, play));
            }

            runs += scenario.Game.Away.Runs + scenario.Game.Home.Runs;
        }

        var scored = runs / (2.0 * Games);
        var grounded = (double)count["GDP"] / chances;
        output.WriteLine($"{scored:F3} runs a team game, a double play on {grounded:P2} of the chances");
        foreach (var (what, times) in count) output.WriteLine($"{what} {times / (2.0 * Games):F3}");
        // The league of 2018 scored 4.449 with all its steals and bunts, and from 2010 to 2020 it hit into a double play on 10.7 %.
        Assert.InRange(scored, 3.9, 4.9);
        Assert.InRange(grounded, 0.095, 0.12);
        Assert.InRange(count["SF"] / (2.0 * Games), 0.20, 0.31);

        void Counted(string what) => count[what] = count.GetValueOrDefault(what) + 1;
    }

    [Fact]
    public void Whatever_is_decided_the_play_is_one_that_the_rules_accept()
    {
        RuleSet[] rules =
        [
            RuleSet.Mlb2018, RuleSet.Mlb2022, RuleSet.Mlb2018 with { ScheduledInnings = 1, OfficialAfter = 1 },
            RuleSet.Mlb2018 with { ScheduledInnings = 2, OfficialAfter = 1, BattingFirst = Side.Home },
        ];
        Parallel.For(0, 2, half =>
        {
            var dice = new DicePlayer(4 + half);
            for (var plays = 0; plays < 100_000;)
            {
                var scenario = Scenario.Start(rules[dice.Random.Next(rules.Length)]);
                while (!scenario.Game.IsOver && scenario.Game.Inning < 20) Played(scenario, dice, reads: plays++ % 10 == 0);
            }
        });
    }

    private static void Played(Scenario scenario, DicePlayer dice, bool reads)
    {
        var defense = RandomDecisions.Defense(scenario.Game, dice.Random);
        var offense = RandomDecisions.Offense(scenario.Game, dice.Random);
        var play = dice.Play(scenario.Game, defense, offense).Play;
        var command = Command(scenario, play);
        if (scenario.Decide(command).Refused is { } refused)
        {
            Assert.Fail($"{refused}\n{EventTextWriter.Write(play)} with {defense} and {offense}\n"
                + $"bases {scenario.Game.Bases.Code}, {scenario.Game.Outs} out, {scenario.Game.Half} {scenario.Game.Inning}");
        }

        if (reads) AssertReadsBack(play);
        AssertInOrder(dice.Purposes);
        scenario.Do(command);
    }

    private static RecordPlay Command(Scenario scenario, ScoredPlay play) => new(
        scenario.Game.Inning, scenario.Game.Half, scenario.Game.Batter!.Value.Player, Count.Unknown, null, play);

    private static void AssertInOrder(List<RollPurpose> purposes)
    {
        for (var i = 1; i < purposes.Count; i++)
            Assert.True(purposes[i - 1] <= purposes[i], $"The rolls are {string.Join(", ", purposes)}.");
    }

    /// <summary>A reader takes every run that is not marked for an earned one; nothing else may differ.</summary>
    private static void AssertReadsBack(ScoredPlay play)
    {
        var text = EventTextWriter.Write(play);
        var read = Scenario.Read(text);
        read = read with { Advances = [.. read.Advances.Select(one => one with { Ruling = one.Ruling & ~Ruling.Earned })] };
        Assert.True(play == read, $"{text}\n{string.Join('\n', play.Advances)}\nwas read as\n{string.Join('\n', read.Advances)}");
    }
}
