using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What may come of a play by bases, outs and decisions. A play falls into parts (the bases, batter against pitcher, the ball he hit), and
/// each part depends on few of the decisions: a part is gone through once, when it is first needed, and kept.
/// </summary>
/// <remarks>
/// The parts lie in arrays of fixed length, by number, about 12,000 of them, a few megabytes if all were ever needed; a part is the same
/// whoever made it, so it does no harm if two make it at once.
/// Batter against pitcher goes by the odds before they are rounded to cells, which differ from the chart by less than a cell each.
/// </remarks>
internal sealed class PlayOdds
{
    private const int Infields = 5, GroundBalls = Infields * 2 * 2 * 3, Flights = 3 * 3 * 2, Strikeouts = 2 * 2, StealsWays = 8 * 3 * 2 * 4;

    private static readonly RunnerState somebody = new(new(Side.Away, 0, 0), new(Side.Home, 0, 0), PlayCode.Single, false, 0);

    private static readonly Fixture fixture = new("", new("-"), new("-"), default, 0, null, GameMode.Played, RuleSet.Mlb2018, null);

    /// <summary>Of average men, unless it is told who plays. Made after the statics above, which it needs.</summary>
    public static readonly PlayOdds Average = new();

    private readonly Game[] games = new Game[End.States];
    private readonly MatchupWeights[] matchups = new MatchupWeights[End.States];
    private readonly Ends?[][][] balls = new Ends?[End.States][][];
    private readonly Ends?[] walks = new Ends?[End.States], running = new Ends?[End.States * 3], picked = new Ends?[End.States * 3];
    private readonly Ends?[] bunts = new Ends?[End.States * 4 * 8], steals = new Ends?[End.States * StealsWays];

    private PlayOdds()
    {
        for (byte bases = 0; bases < 8; bases++)
        {
            for (var outs = 0; outs < 3; outs++)
            {
                var state = End.State(bases, outs);
                games[state] = Game.Empty with
                {
                    Status = GameStatus.InProgress,
                    Fixture = fixture,
                    // The third inning of a tie: nothing about it is special.
                    Inning = 3,
                    Half = Half.Top,
                    Outs = (byte)outs,
                    Bases = new((bases & 1) != 0 ? somebody : null, (bases & 2) != 0 ? somebody : null, (bases & 4) != 0 ? somebody : null),
                };
                matchups[state] = new(games[state]);
                balls[state] = [.. matchups[state].Shares.Select(share => new Ends?[Ways(share.Outcome)])];
            }
        }
    }

    /// <summary>A game that stands so, of average men.</summary>
    public Game GameAt(int state) => games[state];

    /// <summary>What the play is worth on the average, to the side at bat.</summary>
    /// <param name="state">Bases and outs, by <see cref="End.State"/>.</param>
    /// <param name="stakes">What it is worth to end so, and who is in it.</param>
    /// <remarks>Where the defense gives second base away nobody is caught; that is left out.</remarks>
    public double Worth(int state, DefensiveDecision defense, OffensiveDecision offense, Stakes stakes)
    {
        if (defense.Pitch == PitchPlan.IntentionalWalk) return Walk(state).Worth(stakes.Over);
        if (offense.Steal.Any) return (stakes.Men?.Stealing(defense, offense) ?? Stealing(state, defense, offense)).Worth(stakes.Same);
        var (sum, rest) = (0.0, 1.0);
        if (games[state].Bases.Code != 0)
        {
            var ends = Running(state, defense);
            (sum, rest) = (ends.Worth(stakes.Same), ends.Rest);
        }

        if (offense.Bunt == Bunt.None) return sum + rest * Swinging(state, defense, offense, stakes.Over, stakes.Men?.Batter);
        return sum + rest * (stakes.Men?.Bunting(defense, offense) ?? Bunting(state, defense, offense)).Worth(stakes.Over);
    }

    /// <summary>What a turn at bat is worth where nobody decides anything and nothing happens on the bases.</summary>
    /// <param name="worth">What it is worth to end so, by <see cref="End.Code"/>.</param>
    public double Turn(int state, ReadOnlySpan<double> worth, Likelier? batter) =>
        Swinging(state, DefensiveDecision.Normal, OffensiveDecision.Normal, worth, batter);

    private Ends Walk(int state) =>
        walks[state] ??= Tree(state, new() { Pitch = PitchPlan.IntentionalWalk }, OffensiveDecision.Normal);

    private double Swinging(
        int state, DefensiveDecision defense, OffensiveDecision offense, ReadOnlySpan<double> worth, Likelier? batter)
    {
        var shares = matchups[state].Shares.AsSpan();
        Span<double> weights = stackalloc double[shares.Length];
        matchups[state].Fill(weights, defense, offense);
        batter?.Multiply(weights, matchups[state].Places);
        var (sum, all) = (0.0, 0.0);
        for (var i = 0; i < shares.Length; i++)
        {
            ref var part = ref balls[state][i][Way(shares[i].Outcome, defense, offense)];
            part ??= AtThePlate(state, defense, offense, shares[i].Outcome);
            sum += weights[i] * part.Worth(worth);
            all += weights[i];
        }

        return sum / all;
    }

    private Ends Bunting(int state, DefensiveDecision defense, OffensiveDecision offense) => defense.Alignment == Alignment.Shift
        ? AtThePlate(state, defense, offense)
        : bunts[(state * 4 + (int)offense.Bunt - 1) * 8 + (int)defense.Infield] ??= AtThePlate(state, defense, offense);

    /// <summary>In how many ways decisions can change what comes of that outcome.</summary>
    private static int Ways(string outcome) => outcome switch
    {
        "K" => Strikeouts,
        "G" => GroundBalls,
        _ => IsRunOn(outcome) ? Flights : 1,
    };

    /// <summary>Which of these ways it is.</summary>
    private static int Way(string outcome, DefensiveDecision defense, OffensiveDecision offense)
    {
        var go = offense.HitAndRun || offense.RunAndHit ? 1 : 0;
        if (outcome == "K") return go * 2 + (defense.Pitchout ? 1 : 0);
        if (outcome == "G")
        {
            var infield = defense.Infield switch
            {
                Infield.In => 1,
                Infield.CornersIn => 2,
                Infield.DoublePlay => 3,
                Infield.Back => 4,
                _ => 0,
            };
            return ((infield * 2 + (defense.Hold.First == Hold.Off ? 1 : 0)) * 2 + go) * 3 + (int)offense.Contact;
        }

        if (!IsRunOn(outcome)) return 0;
        var boldness = offense.Boldness == Boldness.AskMe ? Boldness.Normal : offense.Boldness;
        return ((int)defense.Outfield * 3 + (int)boldness) * 2 + go;
    }

    /// <summary>A ball on which runners decide how far they go.</summary>
    private static bool IsRunOn(string outcome) => outcome[0] is 'S' or 'D' or 'F' or 'L';

    /// <summary>A pitch that gets away, a balk, or a throw to a base, with nobody sent.</summary>
    private Ends Running(int state, DefensiveDecision defense)
    {
        if (defense.Pickoff != Base.Batter)
            return picked[state * 3 + (int)defense.Pickoff - 1] ??= OnTheBases(state, defense, $"pickoff {(int)defense.Pickoff}", "back");
        if (defense.Hold is { Second: Hold.Normal, Third: Hold.Normal })
            return running[state * 3 + (int)defense.Hold.First] ??= Waiting(state, defense);
        return Waiting(state, defense);
    }

    private Ends Waiting(int state, DefensiveDecision defense) =>
        OnTheBases(state, defense, AverageCharts.Running(games[state].Bases.Code), "none");

    private Ends OnTheBases(int state, DefensiveDecision defense, string name, string nothing)
    {
        var factors = defense.Pickoff == Base.Batter ? DecisionFactors.OnTheBases(defense) : DecisionFactors.OfAPickoff(going: false);
        var odds = AverageCharts.OddsOf(name).Times(factors);
        var (chances, rest, all) = (new double[End.Codes], 0.0, (double)odds.Sum);
        foreach (var (outcome, weight) in odds.Shares)
        {
            if (outcome == nothing) rest = weight / all;
            if (outcome == nothing || weight == 0) continue;
            foreach (var (code, chance) in Tree(state, defense, OffensiveDecision.Normal, outcome).All)
                chances[code] += chance * weight / all;
        }

        return Ends.Of(chances, rest);
    }

    private Ends Stealing(int state, DefensiveDecision defense, OffensiveDecision offense)
    {
        var steal = offense.Steal;
        var isUsual = defense.Hold is { Second: Hold.Normal, Third: Hold.Normal } && offense.Bunt == Bunt.None
            && steal is { Second: not Steal.Delayed, Third: not Steal.Delayed, Home: not Steal.Delayed };
        if (!isUsual) return Tree(state, defense, offense);
        var who = (int)steal.Second + 2 * (int)steal.Third + 4 * (int)steal.Home;
        var way = ((who * 3 + (int)defense.Hold.First) * 2 + (defense.Pitchout ? 1 : 0)) * 4 + (int)defense.Pickoff;
        return steals[state * StealsWays + way] ??= Tree(state, defense, offense);
    }

    /// <summary>From where the ball leaves the pitcher's hand and nothing has happened on the bases.</summary>
    private Ends AtThePlate(int state, DefensiveDecision defense, OffensiveDecision offense, params ReadOnlySpan<string> told)
    {
        // Which chart said before that nothing happened is all the same.
        defense = defense with { Pickoff = Base.Batter };
        return games[state].Bases.Code == 0 ? Tree(state, defense, offense, told) : Tree(state, defense, offense, ["none", .. told]);
    }

    private Ends Tree(int state, DefensiveDecision defense, OffensiveDecision offense, params ReadOnlySpan<string> told) =>
        PlayTree.Of(games[state], new(Guid.Empty, defense, offense), told);
}
