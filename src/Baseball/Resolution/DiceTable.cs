using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// The dice of one play, read one after the other. Where the next one has not fallen yet, or a manager has to be asked first, reading
/// stops and <see cref="Awaited"/> says what is missing.
/// </summary>
internal class DiceTable(Game game, PlayUnderWay play)
{
    private readonly List<(Chart Chart, ChartLine Line)> lines = new(4);
    private int read;
    private bool rare;

    public Game Game => game;

    public int Outs => game.Outs;

    public DefensiveDecision Defense => play.Defense;

    public OffensiveDecision Offense => play.Offense;

    /// <summary>The runners left with the pitch, and the batter may have hit it.</summary>
    public bool AreGoing => Offense.HitAndRun || Offense.RunAndHit;

    /// <summary>What the rolls have hit so far.</summary>
    public EquatableArray<ChartEntry> Entries => new([.. lines.Select(one => one.Chart.Entry(one.Line))]);

    /// <summary>The chart on which the last roll was read; null before the first.</summary>
    public Chart? LastChart => lines.Count == 0 ? null : lines[^1].Chart;

    /// <summary>The chart on which batter against pitcher was read; null where no roll fell for it.</summary>
    public Chart? MatchupChart => lines.Find(static one => one.Chart is CardChart).Chart;

    public ResolutionStep Awaited { get; private set; } = new ResolutionStep.Roll(RollPurpose.None);

    /// <summary>
    /// Reads the next roll on the chart of that name; false where it has not fallen yet. What is rare is drawn by one more roll, which is
    /// the play's last: whatever that outcome leaves open goes as it goes most often.
    /// </summary>
    public bool Reads(RollPurpose purpose, string name, IReadOnlyList<Factor>? factors, out string outcome) =>
        Reads(purpose, AverageCharts.Of(name, factors), out outcome);

    /// <summary>Batter against pitcher: by their cards where the game has them, else an average man against another.</summary>
    public bool ReadsTheMatchup(out string outcome)
    {
        // Before its roll has fallen nobody needs the chart of two men, and it is made for them alone.
        if (game.Edition is not null && !IsNextToldOf && !rare)
        {
            (outcome, Awaited) = ("", new ResolutionStep.Roll(RollPurpose.Matchup));
            return false;
        }

        var factors = DecisionFactors.OfTheMatchup(game, Defense, Offense);
        return game.Edition is { } edition
            ? Reads(RollPurpose.Matchup, edition.Chart(Matchup.Of(game, new([.. factors]))), out outcome)
            : Reads(RollPurpose.Matchup, AverageCharts.Matchup(game.Bases.Code, Outs), factors, out outcome);
    }

    private bool Reads(RollPurpose purpose, Chart chart, out string outcome)
    {
        outcome = rare ? chart.Usual : "";
        if (rare) return true;
        if (!Falls(purpose, chart, out outcome)) return false;
        if (outcome != Chart.RareWord) return true;
        if (!Falls(RollPurpose.Rare, chart.Rare, out outcome)) return false;
        rare = true;
        return true;
    }

    /// <summary>
    /// How a runner's try comes out: <c>safe</c>, <c>holds</c> or <c>out</c>. False where a manager or the dice have yet to say.
    /// </summary>
    /// <param name="thrower">Who has the ball; null where it is an infielder.</param>
    /// <param name="more">What the play itself does to his chances.</param>
    public bool Tries(Contest contest, string name, Position? thrower, out string outcome, Factor? more = null)
    {
        outcome = "";
        var called = Called(contest);
        if (called is null && Offense.Boldness == Boldness.AskMe && !rare)
        {
            Awaited = new ResolutionStep.Ask(contest);
            return false;
        }

        outcome = called switch
        {
            { Advance.Runner: Advancing.Hold } => "holds",
            { Throw.Throw: Throwing.Concede } => "safe",
            _ => "",
        };
        if (outcome.Length > 0) return true;
        var factors = DecisionFactors.OfARunner(Defense, Offense, called);
        if (more is { } factor) factors.Add(factor);
        CardFactors.OfARunner(factors, game, contest.From, thrower);
        return Reads(RollPurpose.Runner, name, factors, out outcome);
    }

    /// <summary>True where the ball went to the base in question, so that somebody behind may go on the throw.</summary>
    public bool IsThrown(Contest contest) => Called(contest)?.Throw.Throw is null or Throwing.AsTheChartHasIt or Throwing.AtTheRunner;

    private CalledContest? Called(Contest contest)
    {
        foreach (var call in play.Calls) if (call.Contest == contest) return call;
        return null;
    }

    /// <summary>The next roll has fallen, or its chart is wanted though it has not.</summary>
    protected virtual bool IsNextToldOf => read < play.Rolls.Count;

    private bool Falls(RollPurpose purpose, Chart chart, out string outcome)
    {
        outcome = "";
        if (Next(chart) is not { } line)
        {
            Awaited = new ResolutionStep.Roll(purpose);
            return false;
        }

        lines.Add((chart, line));
        outcome = line.Outcome;
        return true;
    }

    /// <summary>Where the next roll lands on that chart; null where it has not fallen yet.</summary>
    protected virtual ChartLine? Next(Chart chart) => read == play.Rolls.Count ? null : chart.Read(play.Rolls[read++].Dice);
}
