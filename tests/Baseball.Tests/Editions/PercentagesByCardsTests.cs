using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests.Editions;

/// <summary>Level 3 where men have cards: it reckons with these men, and not with average ones.</summary>
public class PercentagesByCardsTests
{
    private const byte Level = 3;

    private static readonly Edition cards = SmallLeague.Of(31);

    [Fact]
    public void Two_men_are_held_against_average_ones_by_the_odds_of_their_chart()
    {
        var (off, average) = (0.0, 0.0);
        foreach (var game in CardedGame.Situations(cards).Take(60))
        {
            var matchup = Matchup.Of(game, []);
            var state = End.State(game.Bases.Code, game.Outs);
            double[] one = [.. Enumerable.Range(0, End.Codes).Select(code => code % 5 == 0 ? 0.0 : code % 5)];
            // By the parts of average men, weighed by these men's odds; and by every way through their own charts.
            var parts = PlayOdds.Average.Turn(state, one, new(matchup));
            var whole = PlayTree.Of(game, new(Guid.Empty, DefensiveDecision.Normal, OffensiveDecision.Normal), None(game)).Worth(one);
            off += Math.Abs(parts - whole);
            average += Math.Abs(PlayOdds.Average.Turn(state, one, null) - whole);
        }

        // What is left is the runners' and fielders' part, who are average ones there.
        Assert.True(off < average / 3, $"{off} {average}");
    }

    [Fact]
    public void It_does_what_it_says_wins_more_and_is_never_refused()
    {
        var number = 0;
        foreach (var game in CardedGame.Situations(cards))
        {
            var id = new Guid(++number, 0, 0, new byte[8]);
            var (swings, said) = ComputerManager.Offense(game, id, Level);
            var (stands, told) = ComputerManager.Defense(game, id, Level);
            Assert.Null(DecisionRules.Refuse(game, swings));
            Assert.Null(DecisionRules.Refuse(game, stands, 0));
            Assert.StartsWith($"Inning {game.Inning}, ", said, StringComparison.Ordinal);
            Assert.StartsWith($"Inning {game.Inning}, ", told, StringComparison.Ordinal);
            Assert.Equal((swings, said), ComputerManager.Offense(game, id, Level));
        }
    }

    /// <summary>Who runs is asked, and not what an average man would do. Both go as often by their cards.</summary>
    [Fact]
    public void The_fast_go_where_it_is_worth_it_and_the_slow_nowhere()
    {
        RunningCard fast = new(300, 60, 100, 300, 1_500), slow = new(300, 60, 600, 4_000, 700);
        var league = cards with
        {
            Men = new([.. cards.Men.Select(man => man with { Running = man.Id.Value[0] == 'a' ? fast : slow })]),
        };
        var (gone, stayed) = (0, 0);
        foreach (var game in CardedGame.Situations(cards).Where(game => game.Bases is { First: not null, Second: null, Third: null }))
        {
            var its = game.With(league);
            var goes = Enumerable.Range(0, 20).Count(
                i => ComputerManager.Offense(its, new(i, 7, 7, new byte[8]), Level).Decision.Steal.Second != Steal.None);
            if (CardFactors.Of(its, Base.First)!.Running == fast) gone += goes;
            else stayed += goes;
        }

        Assert.True(gone > 20, $"{gone}");
        Assert.Equal(0, stayed);
    }

    /// <summary>A turn is worth more to win with a better man at bat, and to walk him with a worse one behind him.</summary>
    [Fact]
    public void Who_is_up_next_counts()
    {
        foreach (var game in CardedGame.Situations(cards).Where(game => game.Bases.Code == 6).Take(8))
        {
            var (best, worst) = (With(game, Worth), With(game, man => -Worth(man)));
            var walk = new DefensiveDecision { Pitch = PitchPlan.IntentionalWalk };
            var (feared, _) = WinChance.InField(best, walk, DefensiveDecision.Normal);
            var (easy, _) = WinChance.InField(worst, walk, DefensiveDecision.Normal);
            // What the walk gains over pitching to the man at bat, where the best or the worst man of the club comes after him.
            Assert.True(feared[0] - feared[1] < easy[0] - easy[1]);
        }

        static int Worth(ManCard man) => Baseball.Worth.Of(cards, man.Id, isPitcher: false, Hand.Right);
    }

    /// <summary>The same game where the man on deck is the one of his side's bench and lineup who is most of that.</summary>
    private static Game With(Game game, Func<ManCard, int> most)
    {
        var lineup = game.Lineup(game.Batting);
        var slot = (byte)(game.Up(game.Batting) % 9 + 1);
        var club = cards.Clubs.First(one => one.Men.Contains(lineup.Holder(slot)!.Value.Player));
        var man = club.Men.Select(id => cards.Find(id)!).Where(one => one.Pitching is null).MaxBy(most)!;
        var men = lineup.Men.Select(one => one.IsIn && one.Entry.Slot == slot ? one with { Player = man.Id, Name = man.Name } : one);
        return game.With(game.Batting, lineup with { Men = new([.. men]) });
    }

    private static string[] None(Game game) => game.Bases.Code == 0 ? [] : ["none"];
}
