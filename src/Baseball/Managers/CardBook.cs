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
    /// Safe in so many of 1,000 tries a steal breaks even, with nobody out, one, two: what the out costs over what it costs and the base
    /// gains, from the run expectancy of 2010 to 2020 (0.883 with a man on first and nobody out, 1.131 on second, 0.266 with one out).
    /// </summary>
    private static readonly int[] breakEvenAtSecond = [713, 725, 706], breakEvenAtThird = [763, 676, 890];

    /// <summary>Managers send men who are caught so much more often, in 1,000, than breaks even; beyond it half as often.</summary>
    private const int Daring = 60;

    /// <summary>
    /// Per cent of his card, with nobody out, one, two: from 2010 to 2020 men went to second 7 to 8 times in 100 whatever the outs, to
    /// third 1.2, 2.6 and 1.4 times. Over all it is more than his card has, because in one-sided games nobody goes.
    /// </summary>
    private static readonly int[] goesToSecond = [127, 146, 146], goesToThird = [80, 178, 85];

    public static (Steals Steal, string Why)? StealFor(Game game, int lead, Luck luck)
    {
        if (Math.Abs(lead) >= FarApart || IsLast(game) && lead < -1) return null;
        if (game.Bases is { Second: not null, Third: null } && CardFactors.Of(game, Base.Second) is { } onSecond)
        {
            var often = OftenToThird(game);
            var both = game.Bases.First is not null ? Steal.Straight : Steal.None;
            if (luck.Hits(ThirdPurpose, Of, often))
                return (new(Second: both, Third: Steal.Straight), Why(game, onSecond, often, "third"));
        }

        if (game.Bases is { First: not null, Second: null } && CardFactors.Of(game, Base.First) is { } onFirst)
        {
            var often = OftenToSecond(game);
            if (luck.Hits(StealPurpose, Of, often)) return (new(Second: Steal.Straight), Why(game, onFirst, often, "second"));
        }

        return null;
    }

    /// <summary>How often the man on first goes, of ten thousand.</summary>
    public static int OftenToSecond(Game game) => CardFactors.Of(game, Base.First) is { } man
        ? Often(man, man.Running.Steals * goesToSecond[game.Outs], breakEvenAtSecond[game.Outs]) : 0;

    /// <summary>How often the man on second goes, of ten thousand.</summary>
    public static int OftenToThird(Game game) => CardFactors.Of(game, Base.Second) is { } man
        ? Often(man, man.Running.StealsOfThird * goesToThird[game.Outs], breakEvenAtThird[game.Outs]) : 0;

    private static int Often(ManCard man, int percentOfCard, int breakEven) =>
        percentOfCard / 10 / (1_000 - man.Running.Caught < breakEven - Daring ? 2 : 1);

    private static string Why(Game game, ManCard man, int often, string to) =>
        $"{Capital(Out(game))}: {man.Name} is safe {1_000 - man.Running.Caught} times in 1,000, "
        + $"and goes to {to} {often} times in 10,000 here.";

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
        var his = Worth.Of(edition, batter.Player, batter.Position == Position.Pitcher, throws);
        var others = Worth.Of(edition, next.Player, next.Position == Position.Pitcher, throws);
        // Late and close one run is everything, early the men behind him count too.
        var close = IsLate(game) && lead is >= -1 and <= 1;
        var margin = next.Position == Position.Pitcher ? 65 : close ? 50 : 100;
        return his - others < margin ? null : (
            new() { Pitch = PitchPlan.IntentionalWalk },
            $"{Capital(Out(game))}, first open: {batter.Name} is worth {Worth.Runs(his)} runs a turn here "
            + $"and {next.Name} {Worth.Runs(others)}, so he is walked.");
    }

    /// <summary>The pitcher moves men over; another man only late, for one run, who is worth little more than a pitcher.</summary>
    public static (OffensiveDecision, string)? BuntFor(Game game, int lead, Luck luck)
    {
        if (game.Outs == 2 || game.Bases.Code == 0 || game.Edition is not { } edition || game.Batter is not { } batter) return null;
        var isPitcher = batter.Position == Position.Pitcher;
        if (game.Bases.Third is not null)
        {
            return isPitcher && game is { Outs: 1, Bases: { First: null, Second: null } } && IsForOneRun(game, lead)
                && luck.Hits(SqueezePurpose, Squeezes)
                ? (new() { Bunt = Bunt.SafetySqueeze }, $"One out, a man on third: one time in {Squeezes} a pitcher bunts him in.")
                : null;
        }

        if (isPitcher)
        {
            // A man on second alone with one out is brought no nearer to home than a fly would.
            if (lead <= -4 || game is { Outs: 1, Bases.First: null }) return null;
            return game.Outs == 0 || luck.Hits(BuntPurpose, 10, 7)
                ? (
                    new() { Bunt = Bunt.Sacrifice },
                    $"The pitcher is at bat with {Out(game)}, lead {lead}, a man on and third base open: he bunts.")
                : null;
        }

        var worth = Worth.Of(edition, batter.Player, isPitcher: false, Matchup.ThrowingHand(game));
        var likely = game.Outs == 0 && worth < -10 && (IsForOneRun(game, lead) ? luck.Hits(BuntPurpose, 10, 7)
            : Math.Abs(lead) <= 2 && luck.Hits(BuntPurpose, 100, 15));
        return likely
            ? (
                new() { Bunt = Bunt.Sacrifice },
                $"Inning {game.Inning}, lead {lead}, nobody out: {batter.Name} is worth {Worth.Runs(worth)} runs a turn "
                + "and moves the man over.")
            : null;
    }

    private static LineupPlayer OnDeck(Game game) => game.Lineup(game.Batting).Holder((byte)(game.Up(game.Batting) % 9 + 1))!.Value;
}
