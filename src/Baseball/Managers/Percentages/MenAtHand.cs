using AkkaGame.Messages;
using static AkkaGame.Baseball.Scoreboard;

namespace AkkaGame.Baseball;

/// <summary>How many times as likely each outcome is between two men as between average ones.</summary>
internal sealed class Likelier
{
    private readonly double[] times = new double[Outcomes.Count];

    public Likelier(Matchup matchup)
    {
        var (theirs, average) = (matchup.Odds(), AverageCharts.OddsOf(AverageCharts.Matchup(matchup.Bases, matchup.Outs)));
        Array.Fill(times, 1);
        foreach (var (outcome, weight) in theirs.Shares)
            if (Outcomes.IndexOf(outcome) is >= 0 and var at && WeightOf(average, outcome) is > 0 and var usual)
                times[at] = weight * (double)average.Sum / ((double)theirs.Sum * usual);
    }

    /// <param name="places">Of each weight among <see cref="Outcomes.All"/>, or -1.</param>
    public void Multiply(Span<double> weights, int[] places)
    {
        for (var i = 0; i < places.Length; i++) if (places[i] >= 0) weights[i] *= times[places[i]];
    }

    private static double WeightOf(Odds odds, string outcome)
    {
        foreach (var share in odds.Shares) if (share.Outcome == outcome) return share.Weight;
        return 0;
    }
}

/// <summary>The men of a play by their cards, as far as it depends on them what is decided: who bats, who is up then, who runs.</summary>
internal sealed class MenAtHand
{
    private readonly Game game;

    public MenAtHand(Game game)
    {
        this.game = game;
        var matchup = Matchup.Of(game, []);
        Batter = new(matchup);
        var next = game.Lineup(game.Batting).Holder((byte)(game.Up(game.Batting) % 9 + 1))!.Value;
        var isPitcher = next.Position == Position.Pitcher;
        // Late in a game somebody bats for a pitcher; who, nobody knows.
        if (isPitcher && IsLate(game)) return;
        var bats = game.Edition!.Find(next.Player)?.Bats ?? Hand.Right;
        bats = Matchup.BattingHand(bats, matchup.Throws);
        OnDeck = new(matchup with { Batter = next.Player, IsPitchers = isPitcher, IsPinchHitter = false, Bats = bats });
    }

    public Likelier Batter { get; }

    /// <summary>Null where it may be anybody.</summary>
    public Likelier? OnDeck { get; }

    /// <summary>What becomes of runners who are sent.</summary>
    public Ends Stealing(DefensiveDecision defense, OffensiveDecision offense) => PlayTree.Of(game, new(Guid.Empty, defense, offense));

    /// <summary>What becomes of a bunt, where nothing happens on the bases before it.</summary>
    public Ends Bunting(DefensiveDecision defense, OffensiveDecision offense)
    {
        // Which chart said before that nothing happened is all the same.
        var play = new PlayUnderWay(Guid.Empty, defense with { Pickoff = Base.Batter }, offense);
        return game.Bases.Code == 0 ? PlayTree.Of(game, play) : PlayTree.Of(game, play, "none");
    }
}
