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
        var count = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var game = 0; game < Games; game++)
        {
            var scenario = Scenario.Start();
            while (!scenario.Game.IsOver)
            {
                var play = dice.Play(scenario.Game).Play;
                foreach (var part in play.Parts) count[part.Code.ToString()] = count.GetValueOrDefault(part.Code.ToString()) + 1;
                foreach (var note in play.Annotations) count[note] = count.GetValueOrDefault(note) + 1;
                scenario.Do(new RecordPlay(
                    scenario.Game.Inning, scenario.Game.Half, scenario.Game.Batter!.Value.Player, Count.Unknown, null, play));
            }

            runs += scenario.Game.Away.Runs + scenario.Game.Home.Runs;
        }

        var scored = runs / (2.0 * Games);
        output.WriteLine($"{scored:F3} runs a team game");
        foreach (var (what, times) in count) output.WriteLine($"{what} {times / (2.0 * Games):F3}");
        Assert.InRange(scored, 3.5, 5.5);
    }

    [Fact]
    public void Whatever_is_decided_the_play_is_one_that_the_rules_accept()
    {
        var dice = new DicePlayer(4);
        RuleSet[] rules =
        [
            RuleSet.Mlb2018, RuleSet.Mlb2022, RuleSet.Mlb2018 with { ScheduledInnings = 1, OfficialAfter = 1 },
            RuleSet.Mlb2018 with { ScheduledInnings = 2, OfficialAfter = 1, BattingFirst = Side.Home },
        ];
        for (var plays = 0; plays < 200_000;)
        {
            var scenario = Scenario.Start(rules[dice.Random.Next(rules.Length)]);
            while (!scenario.Game.IsOver && scenario.Game.Inning < 20)
            {
                var defense = RandomDecisions.Defense(scenario.Game, dice.Random);
                var offense = RandomDecisions.Offense(scenario.Game, dice.Random);
                var play = dice.Play(scenario.Game, defense, offense).Play;
                var command = new RecordPlay(
                    scenario.Game.Inning, scenario.Game.Half, scenario.Game.Batter!.Value.Player, Count.Unknown, null, play);
                if (scenario.Decide(command).Refused is { } refused)
                    Assert.Fail($"{refused}\n{EventTextWriter.Write(play)} with {defense} and {offense}"
                        + $"\nbases {scenario.Game.Bases.Code}, {scenario.Game.Outs} out, {scenario.Game.Half} {scenario.Game.Inning}");
                if (plays % 10 == 0) AssertReadsBack(play);
                scenario.Do(command);
                plays++;
            }
        }
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
