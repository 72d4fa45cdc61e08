using AkkaGame.Baseball.Tests.RandomGames;
using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests;

/// <summary>A computer manager never asks for anything that the rules would refuse, and says why with true numbers.</summary>
public class ComputerManagerTests
{
    private const int Situations = 100_000, ReckonedSituations = 50_000;

    private static readonly RuleSet[] rules =
        [RuleSet.Mlb1982, RuleSet.Mlb2018, RuleSet.Mlb2020, RuleSet.Mlb2022, RuleSet.Mlb2023, RuleSet.Tabletop];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_it_decides_before_a_pitch_is_possible(byte level)
    {
        var (decided, seen) = (0, new HashSet<object>());
        for (var games = 0; decided < (level == 3 ? ReckonedSituations : Situations); games++)
        {
            foreach (var game in Played(games))
            {
                for (var window = 0; window < 8; window++)
                {
                    var id = Window.IdOf(new(new Guid(games, 0, 0, new byte[8])), decided++);
                    var defense = ComputerManager.Defense(game, id, level);
                    var offense = ComputerManager.Offense(game, id, level);
                    Assert.Null(DecisionRules.Refuse(game, defense.Decision, game.Live!.Pickoffs));
                    Assert.Null(DecisionRules.Refuse(game, offense.Decision));
                    Assert.All(new[] { defense.Why, offense.Why }, IsASentence);
                    Assert.Equal(defense, ComputerManager.Defense(game, id, level));
                    Assert.Equal(offense, ComputerManager.Offense(game, id, level));
                    seen.UnionWith([
                        defense.Decision.Pitch, defense.Decision.Infield, ("pickoff", defense.Decision.Pickoff),
                        ("pitchout", defense.Decision.Pitchout), defense.Decision.Outfield, defense.Decision.Hold.First,
                        offense.Decision.Bunt, offense.Decision.Steal.Second, ("third", offense.Decision.Steal.Third),
                        ("run and hit", offense.Decision.RunAndHit), offense.Decision.Contact, offense.Decision.Boldness]);
                }
            }
        }

        object[] expected =
        [
            PitchPlan.PitchTo, PitchPlan.IntentionalWalk, Infield.Normal, Infield.In, Infield.DoublePlay, ("pickoff", Base.First),
            ("pitchout", true), Bunt.None, Bunt.Sacrifice, Steal.None, Steal.Straight, ContactPlay.Go, Boldness.Cautious,
        ];
        object[] more = level switch
        {
            1 => [Boldness.Bold],
            2 =>
            [
                Infield.BuntCharge, Infield.Wheel, Infield.CornersIn, Infield.GuardLines, Outfield.In, Hold.Off, Bunt.SafetySqueeze,
                ("third", Steal.Straight), ("run and hit", true), ContactPlay.SeeItThrough,
            ],
            _ =>
            [
                Infield.BuntCharge, Infield.GuardLines, Outfield.In, Outfield.Back, Hold.Off, Hold.Hold,
                PitchPlan.PitchAround, ("third", Steal.Straight), ("run and hit", true),
            ],
        };
        Assert.Empty(expected.Concat(more).Except(seen));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_answers_every_contest(byte level)
    {
        var seen = new HashSet<object>();
        for (var games = 0; games < 40; games++)
        {
            foreach (var game in Played(games))
            {
                for (var to = Base.Second; to <= Base.Home; to++)
                {
                    var contest = new Contest(to - 1, to, "extra-base");
                    var thrown = ComputerManager.Throw(game, contest, Guid.Empty, level);
                    var run = ComputerManager.Advance(game, contest, Guid.Empty, level);
                    Assert.All(new[] { thrown.Why, run.Why }, IsASentence);
                    seen.UnionWith([thrown.Decision.Throw, run.Decision.Runner]);
                }
            }
        }

        object[] expected =
            [Throwing.AsTheChartHasIt, Throwing.AtTheRunner, Throwing.CutOff, Advancing.AsTheChartHasIt, Advancing.Hold, Advancing.Send];
        Assert.Empty(expected.Except(seen));
    }

    /// <summary>
    /// In made-up games, whose managers take anybody out, and with men who have to leave: its batch is accepted, and after it there is
    /// nothing left to do while somebody sits on the bench.
    /// </summary>
    [Fact]
    public void Whom_it_sends_in_may_come_in()
    {
        var (changed, seen) = (0, new HashSet<SubstitutionKind>());
        for (var games = 0; games < 250; games++)
        {
            foreach (var game in Played(games))
            {
                foreach (var side in new[] { Side.Away, Side.Home })
                {
                    if (ComputerManager.Change(game, side, out var why) is not { } change) continue;
                    changed++;
                    IsASentence(why!);
                    Assert.All(change.Announcements, announcement => Assert.Equal(side, announcement.Side));
                    var verdict = Announced(game, change);
                    // The gaps in the field are the other side's to fill.
                    if (verdict.Refused is { Rule: "nine-fielders" } && side != game.Fielding) continue;
                    Assert.True(verdict.Refused is null, $"{verdict.Refused}: {why} (game {games}, after play {game.Plays})");
                    var after = game;
                    foreach (var happened in verdict.Events)
                    {
                        after = GameRules.Evolve(after, happened);
                        seen.Add(((SubstitutionMade)happened).Kind);
                    }

                    if (side == game.Fielding) Assert.Null(after.Lineup(side).Gap());
                    Assert.DoesNotContain(after.Lineup(side).Men, man => man.IsIn && game.Live!.MustLeave.Contains(man.Entry));
                    Assert.Null(ComputerManager.Change(after with { Live = after.Live! with { MustLeave = default } }, side));
                }
            }
        }

        Assert.True(changed > 2_000, $"Only {changed} changes.");
        Assert.Equal(Enum.GetValues<SubstitutionKind>(), seen.Order());
    }

    [Fact]
    public void A_tired_starter_is_relieved_by_the_next_man_of_the_bullpen_who_has_not_been_in()
    {
        var scored = Scenario.Start();
        for (var i = 0; i < 8; i++) scored.Plays("K", "K", "K").Plays("K", "K", "K");
        var bullpen = new Reserves(default, [new(new("hp"), "hp"), new(new("h21"), "Arm")]);
        var game = scored.Game with { Live = LivePlay.Empty with { HomeReserves = bullpen } };
        var change = ComputerManager.Change(game, Side.Home, out var why);
        Assert.Equal(new Announcement(Side.Home, 0, new("h21"), "Arm", Position.Pitcher, Count.Unknown), change?.Announcements.Single());
        Assert.Equal("hp has faced 24 batters, 24 are enough for a starter, and Arm comes in.", why);
        Assert.Null(ComputerManager.Change(game with { Live = LivePlay.Empty }, Side.Home));
        Assert.Null(ComputerManager.Change(game, Side.Away));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(ComputerManager.Levels + 1)]
    public void There_is_no_other_level(byte level) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ComputerManager.Defense(Scenario.Start().Game, Guid.Empty, level));

    /// <summary>The situations of a made-up game, as if it were played: with a bench, a bullpen, and at times men who must leave.</summary>
    private static IEnumerable<Game> Played(int seed)
    {
        var choose = new Random(seed);
        var some = new byte[choose.Next(1500)];
        choose.NextBytes(some);
        foreach (var step in MadeUpGame.From(some).Steps)
        {
            if (step.Before.Game is not { Status: GameStatus.InProgress } game) continue;
            var first = game.Fixture!.Rules.BattingFirst;
            var leaving = new List<LineupEntry>();
            foreach (var side in new[] { Side.Away, Side.Home })
                foreach (var man in game.Lineup(side).Men) if (man.IsIn && choose.Next(60) == 0) leaving.Add(man.Entry);
            yield return game with
            {
                Fixture = game.Fixture with { Rules = rules[choose.Next(rules.Length)] with { BattingFirst = first } },
                Live = LivePlay.Empty with
                {
                    AwayReserves = Reserve('a'),
                    HomeReserves = Reserve('h'),
                    MustLeave = new([.. leaving]),
                    Pickoffs = (byte)choose.Next(3),
                },
            };
        }
    }

    private static Reserves Reserve(char side) => new(
        new([.. Enumerable.Range(31, 20).Select(n => new NamedPlayer(new($"{side}{n}"), $"Bench {n}"))]),
        new([.. Enumerable.Range(61, 20).Select(n => new NamedPlayer(new($"{side}{n}"), $"Arm {n}"))]));

    /// <summary>What a batch comes to by the rules that hold in every game.</summary>
    private static Verdict Announced(Game game, Substitute change) => GameRules.Decide(
        GameState.New(new(Guid.Empty)) with { Game = game with { Live = null } }, new(new(Guid.Empty), Author.System, 0, change), new(0));

    private static void IsASentence(string why)
    {
        Assert.EndsWith(".", why, StringComparison.Ordinal);
        Assert.InRange(why.Length, 10, 400);
    }
}
