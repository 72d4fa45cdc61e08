using AkkaGame.Messages;
using static AkkaGame.Baseball.Scoreboard;

namespace AkkaGame.Baseball;

/// <summary>
/// What the book says where the men's cards are known: who runs, and how often; whom to walk for the man behind him; who bunts.
/// </summary>
internal static class CardBook
{
    private const uint StealPurpose = 3, ThirdPurpose = 4, SqueezePurpose = 6, BuntPurpose = 7;

    /// <summary>Lots are drawn of so many.</summary>
    private const uint Of = 10_000;

    private const uint Squeezes = 4;

    /// <summary>So far behind or ahead a steal is worth nothing.</summary>
    private const int FarApart = 5;

    /// <summary>
    /// Safe in so many of 1,000 tries a steal breaks even, with nobody out to two out: what it gains against what the out costs, from the
    /// runs still to come of 2010 to 2020.
    /// </summary>
    private static readonly int[] breakEvenAtSecond = [713, 715, 686], breakEvenAtThird = [785, 697, 870];

    /// <summary>Men who go in situations where it pays go more often there than over all their chances, and the other way round.</summary>
    private static readonly int[] moreBySecond = [135, 155, 155], moreByThird = [85, 190, 90];

    public static (Steals Steal, string Why)? StealFor(Game game, int lead, Luck luck)
    {
        if (Math.Abs(lead) >= FarApart || IsLast(game) && lead < -1) return null;
        if (game.Bases is { Second: not null, Third: null } && CardFactors.Of(game, Base.Second) is { } onSecond)
        {
            var share = onSecond.Running.StealsOfThird * moreByThird[game.Outs] / 100;
            if (Goes(onSecond, share, breakEvenAtThird[game.Outs], luck, ThirdPurpose))
            {
                var both = game.Bases.First is not null;
                return (
                    new(Second: both ? Steal.Straight : Steal.None, Third: Steal.Straight),
                    Why(game, onSecond, share, "third"));
            }
        }

        if (game.Bases is not { First: not null, Second: null } || CardFactors.Of(game, Base.First) is not { } onFirst) return null;
        var often = onFirst.Running.Steals * moreBySecond[game.Outs] / 100;
        return Goes(onFirst, often, breakEvenAtSecond[game.Outs], luck, StealPurpose)
            ? (new(Second: Steal.Straight), Why(game, onFirst, often, "second"))
            : null;
    }

    /// <summary>
    /// He goes as often as his card has it; where he is caught too often for the situation, half as often.
    /// </summary>
    private static bool Goes(ManCard man, int share, int breakEven, Luck luck, uint purpose)
    {
        if (1_000 - man.Running.Caught < breakEven - 60) share /= 2;
        return luck.Draw(purpose, Of) <= share * (int)(Of / 1_000);
    }

    private static string Why(Game game, ManCard man, int often, string to) =>
        $"{Capital(Out(game))}: {man.Name} is safe {1_000 - man.Running.Caught} times in 1000, "
        + $"and goes to {to} {often} times in 1000 here.";

    /// <summary>
    /// First is open, a man beyond it, and the man on deck is so much less than the one at bat that the force is worth a runner.
    /// </summary>
    public static (DefensiveDecision, string)? Walks(Game game, int lead)
    {
        if (game.Edition is not { } edition || game.Bases is not { First: null } || game.Bases.Code == 0) return null;
        if (game.Outs == 0 || lead is < -3 or > 2) return null;
        if (game.Bases.Second is null && game.Outs == 2) return null;
        var throws = Matchup.ThrowingHand(game);
        var (batter, next) = (game.Batter!.Value, OnDeck(game));
        var his = Worth.OfBatter(edition, batter.Player, batter.Position == Position.Pitcher, throws);
        var others = Worth.OfBatter(edition, next.Player, next.Position == Position.Pitcher, throws);
        // Late and close one run is everything, early the men behind him count too.
        var close = IsLate(game) && lead is >= -1 and <= 1;
        var margin = next.Position == Position.Pitcher ? 60 : close ? 45 : 95;
        return his - others < margin ? null : (
            new() { Pitch = PitchPlan.IntentionalWalk },
            $"{Capital(Out(game))}, first open: {batter.Name} is worth {Runs(his)} runs a turn here and {next.Name} {Runs(others)}, "
            + "so he is walked.");
    }

    /// <summary>The pitcher moves men over; another man only late, for one run, who is worth little more than a pitcher.</summary>
    public static (OffensiveDecision, string)? BuntFor(Game game, int lead, Luck luck)
    {
        if (game.Outs == 2 || game.Bases.Code == 0 || game.Edition is not { } edition || game.Batter is not { } batter) return null;
        var isPitcher = batter.Position == Position.Pitcher;
        if (game.Bases.Third is not null)
        {
            return isPitcher && game is { Outs: 1, Bases: { First: null, Second: null } } && IsForOneRun(game, lead)
                && luck.Draw(SqueezePurpose, Squeezes) == 1
                ? (new() { Bunt = Bunt.SafetySqueeze }, $"One out, a man on third: one time in {Squeezes} a pitcher bunts him in.")
                : null;
        }

        if (isPitcher)
        {
            // A man on second alone with one out is brought no nearer to home than a fly would.
            if (lead <= -4 || game is { Outs: 1, Bases.First: null }) return null;
            return game.Outs == 0 || luck.Draw(BuntPurpose, 10) <= 7
                ? (
                    new() { Bunt = Bunt.Sacrifice },
                    $"The pitcher is at bat with {Out(game)}, lead {lead}, a man on and third base open: he bunts.")
                : null;
        }

        var worth = Worth.OfBatter(edition, batter.Player, isPitcher: false, Matchup.ThrowingHand(game));
        var likely = game.Outs == 0 && worth < -10 && (IsForOneRun(game, lead) ? luck.Draw(BuntPurpose, 10) <= 7
            : Math.Abs(lead) <= 2 && luck.Draw(BuntPurpose, 100) <= 15);
        return likely
            ? (
                new() { Bunt = Bunt.Sacrifice },
                $"Inning {game.Inning}, lead {lead}, nobody out: {batter.Name} is worth {Runs(worth)} runs a turn and moves the man over.")
            : null;
    }

    public static bool IsForOneRun(Game game, int lead) => IsLate(game) && lead is 0 or -1;

    private static LineupPlayer OnDeck(Game game) => game.Lineup(game.Batting).Holder((byte)(game.Up(game.Batting) % 9 + 1))!.Value;

    private static string Runs(int thousandths) =>
        $"{(thousandths < 0 ? "-" : "+")}0.{Math.Abs(thousandths) / 10:00}";
}
