using AkkaGame.Messages;
using AkkaGame.Tests;

namespace AkkaGame.Baseball.Tests;

/// <summary>The dice are even, they are the same for whoever asks twice, and nothing but key and number moves them.</summary>
public class DiceLuckTests
{
    private const int Rolls = 10_000_000;

    /// <summary>
    /// Ten million rolls of one key: each of the 4,320 cells should come up about 2,315 times. One key and one answer, so the test is red
    /// for ever or never; p is far from the limit.
    /// </summary>
    [Fact]
    public void Every_cell_of_the_four_dice_comes_up_as_often_as_any_other()
    {
        var cells = new int[4320];
        var key = DiceKey.Mix(new byte[32], new GameId(new Guid("00000000-0000-7000-8000-000000000010")), 1, new byte[32], new byte[32]);
        Parallel.For(
            0, 100, static () => new int[4320],
            (part, _, counted) =>
            {
                for (var n = part * (Rolls / 100) + 1; n <= (part + 1) * (Rolls / 100); n++) counted[Cell(key.Roll(n))]++;
                return counted;
            },
            counted =>
            {
                for (var cell = 0; cell < counted.Length; cell++) Interlocked.Add(ref cells[cell], counted[cell]);
            });

        Assert.Equal(Rolls, cells.Sum());
        Assert.InRange(P(cells), 1e-6, 1 - 1e-6);
        Assert.InRange(P(Sums(cells, 6, static cell => cell / 720)), 1e-6, 1 - 1e-6);
        Assert.InRange(P(Sums(cells, 6, static cell => cell / 120 % 6)), 1e-6, 1 - 1e-6);
        Assert.InRange(P(Sums(cells, 6, static cell => cell / 20 % 6)), 1e-6, 1 - 1e-6);
        Assert.InRange(P(Sums(cells, 20, static cell => cell % 20)), 1e-6, 1 - 1e-6);
    }

    /// <summary>The control: had bytes not been passed over, some faces would be a little too frequent, and this would say so.</summary>
    [Fact]
    public void Dice_that_favour_a_face_by_one_in_sixty_four_would_be_found()
    {
        int[] faces = [.. Enumerable.Range(0, 6).Select(static face => Rolls / 256 * (face < 4 ? 43 : 42))];
        Assert.InRange(P(faces), 0, 1e-6);
    }

    [Fact]
    public void A_crash_between_decision_and_commit_gives_the_same_rolls_and_boxes_again()
    {
        var game = LiveScenario.Start(tips: true, seed: 21)
            .Play(static so => so.Game is { Inning: 2, Half: Half.Bottom } && so.Window?.Kind == WindowKind.Pitch).Seal(Side.Home);
        var envelope = game.Envelope(LiveScenario.Manager(Side.Away), game.Usual(Side.Away));
        var known = new Known { Secret = game.Secret, Opened = game.Opened };

        var before = GameRules.Decide(game.State, envelope, new(game.Now), known);
        // Another process, years later: the same root, a state read back from its bytes, another clock.
        var after = GameRules.Decide(
            StateJson.Read(StateJson.Write(game.State)), envelope, new(game.Now), known with { Secret = new(game.Secret!.Root) });

        Assert.Contains(before.Events, static happened => happened is DiceRolled);
        Assert.Equal(before.Events, after.Events);
        var later = GameRules.Decide(game.State, envelope, new(game.Now + 86_400_000), known);
        Assert.Equal(before.Events.OfType<DiceRolled>(), later.Events.OfType<DiceRolled>());
    }

    [Fact]
    public void A_refused_command_uses_no_roll()
    {
        var game = LiveScenario.Start(tips: true, seed: 21).Play(static so => so.Window?.Kind == WindowKind.Pitch).Seal(Side.Away);
        var (next, window) = (game.Live.Dice.Rolls + 1, game.Window!.Id);
        game.Refused(Side.Home, new SealDecision(Defense: new() { Hold = new(Third: Hold.Hold) }));
        game.Refused(Side.Home, new SealDecision(Offense: new()));
        game.Refused(Side.Home, new SealDecision(Defense: new()), window: Guid.Empty);

        game.Seal(Side.Home);

        Assert.Equal(
            next, game.Events.OfType<DiceRolled>().Where(roll => roll.Decision == window).Select(static roll => roll.Number).First());
    }

    [Fact]
    public void What_is_decided_does_not_move_the_dice()
    {
        var usual = First(new(), new());
        Assert.Equal(usual, First(new() { Infield = Infield.Back, Outfield = Outfield.Back }, new() { Approach = Approach.Power }));
        Assert.Equal(usual, First(new() { Alignment = Alignment.ShadePull }, new() { Bunt = Bunt.ForAHit }));

        static Dice First(DefensiveDecision defense, OffensiveDecision offense) =>
            LiveScenario.Start(tips: true, seed: 22).Play(static so => so.Window?.Kind == WindowKind.Pitch).Pitch(defense, offense)
                .Events.OfType<DiceRolled>().First().Dice;
    }

    private static int Cell(Dice dice) => ((dice.D6 - 1) * 6 + dice.Red - 1) * 120 + (dice.White - 1) * 20 + dice.D20 - 1;

    private static int[] Sums(int[] cells, int faces, Func<int, int> face)
    {
        var sums = new int[faces];
        for (var cell = 0; cell < cells.Length; cell++) sums[face(cell)] += cells[cell];
        return sums;
    }

    /// <summary>The chance that even dice come out at least as uneven: chi-square, by Wilson and Hilferty's approximation.</summary>
    private static double P(int[] counted)
    {
        var expected = counted.Sum(static count => (double)count) / counted.Length;
        var free = counted.Length - 1.0;
        var square = counted.Sum(count => (count - expected) * (count - expected) / expected);
        var z = (Math.Cbrt(square / free) - (1 - 2 / (9 * free))) / Math.Sqrt(2 / (9 * free));
        // The upper tail of the normal distribution, good to 7 digits relative (Numerical Recipes' erfc).
        var t = 1 / (1 + Math.Abs(z) / Math.Sqrt(2) / 2);
        double[] factors =
        [
            -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277,
        ];
        var tail = t * Math.Exp(-z * z / 2 + factors.Select((factor, i) => factor * Math.Pow(t, i)).Sum()) / 2;
        return z >= 0 ? tail : 1 - tail;
    }
}
