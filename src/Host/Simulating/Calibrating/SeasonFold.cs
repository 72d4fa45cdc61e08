using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating.Calibrating;

/// <summary>
/// Counts games, real ones and simulated ones alike: play by play, and each game's box at its end. Not safe for two threads; what several
/// counted is added together, in any order.
/// </summary>
/// <param name="cards">Of whom it knows the hands; null where every man is an average one.</param>
internal sealed class SeasonFold(Edition? cards)
{
    public const int RunsMost = 15, InningsMost = 10, Slots = 9;

    private static readonly int deeds = Enum.GetValues<Deed>().Length;

    private readonly long[] sums = new long[deeds], squares = new long[deeds];
    private readonly int[] game = new int[deeds];
    private readonly long[] runsOfAGame = new long[RunsMost + 1], runsByInning = new long[InningsMost], halves = new long[InningsMost];
    private readonly Slash[] slots = new Slash[Slots], positions = new Slash[13], times = new Slash[4], platoon = new Slash[2];
    private readonly long[] turnsAt = new long[HalfRuns.Situations];
    private readonly long[,] outcomes = new long[HalfRuns.Situations, 3];
    private readonly Dictionary<PlayerId, (int Turns, int Batters)> men = [];
    private double runSquares;
    private readonly bool[] isSaveChance = new bool[2], isClosers = new bool[2];
    private bool isFresh = true;

    public int Games { get; private set; }

    public HalfRuns Halves { get; } = new();

    /// <summary>Turns at bat and batters faced, by man.</summary>
    public IReadOnlyDictionary<PlayerId, (int Turns, int Batters)> Men => men;

    /// <summary>Games of a club in which it scored so often; the last one, and more.</summary>
    public IReadOnlyList<long> RunsOfAGame => runsOfAGame;

    public long this[Deed deed] => sums[(int)deed];

    /// <summary>Of the runs that a club scores in a game.</summary>
    public double RunVariance => runSquares / (2.0 * Games) - Math.Pow(this[Deed.Runs] / (2.0 * Games), 2);

    /// <summary>Of a game's count, both clubs together.</summary>
    public double Mean(Deed deed) => (double)sums[(int)deed] / Games;

    /// <summary>Standard error of <see cref="Mean"/>, as if each game were drawn for itself.</summary>
    public double Error(Deed deed)
    {
        var mean = Mean(deed);
        return Math.Sqrt(Math.Max(0, (double)squares[(int)deed] / Games - mean * mean) / Games);
    }

    /// <summary>Runs of a half in that inning; the last is the tenth and all later ones.</summary>
    public double RunsOfInning(int inning) => halves[inning] == 0 ? 0 : (double)runsByInning[inning] / halves[inning];

    public Slash Slot(int slot) => slots[slot];

    public Slash At(Position position) => positions[(int)position];

    /// <summary>Against starters, the first to the fourth time through the order.</summary>
    public Slash Time(int time) => times[time];

    /// <summary>Batters against pitchers of their own hand, or of the other one.</summary>
    public Slash OfHands(bool same) => platoon[same ? 0 : 1];

    /// <summary>Turns at bat that began there.</summary>
    public long TurnsAt(int situation) => turnsAt[situation];

    /// <summary>Of those, the share of strikeouts, of walks that nobody ordered, or of hits.</summary>
    /// <param name="which">0 to 2.</param>
    public double Share(int situation, int which) =>
        turnsAt[situation] == 0 ? 0 : (double)outcomes[situation, which] / turnsAt[situation];

    /// <param name="before">The game as it stood before it.</param>
    public void Add(Game before, PlayMade play)
    {
        Halves.Add(play);
        Errors(play);
        var isTurn = play.Ended.HasFlag(Ended.PlateAppearance) && play.Code.EndsTurnAtBat();
        if (isFresh && (play.BasesBefore & 3) == 1) game[(int)Deed.StealChances]++;
        isFresh = play.Ended != Ended.Nothing;
        if (play.Inning <= InningsMost) runsByInning[play.Inning - 1] += play.Runs;
        else runsByInning[^1] += play.Runs;
        if (play.Ended.HasFlag(Ended.Half)) halves[Math.Min((int)play.Inning, InningsMost) - 1]++;
        if (!play.Code.EndsTurnAtBat()) game[(int)Deed.OutsBetweenTurns] += play.Outs;
        else if (play.Code.IsHit()) game[(int)Deed.OutsOnHits] += play.Outs;
        Closers(before);
        if (isTurn) Turn(before, play);
    }

    private void Closers(Game before)
    {
        if (before.Inning < before.Fixture!.Rules.ScheduledInnings || before.LeadOf(before.Fielding) is < 1 or > 3) return;
        if (before.Pitcher is not { } pitcher) return;
        var side = (int)before.Fielding;
        isSaveChance[side] = true;
        if (cards?.Pitching(pitcher.Player).Role == PitchingRole.Closer) isClosers[side] = true;
    }

    /// <summary>A game is over.</summary>
    public void End(BoxScore box)
    {
        foreach (var side in (ReadOnlySpan<BoxSide>)[box.Away, box.Home]) Side(box, side);
        Set(Deed.HomeWins, box.Winner == Messages.Side.Home);
        Set(Deed.ExtraInnings, box.Line.Innings > 9);
        Set(Deed.OneRunGames, Math.Abs(box.Played.Away - box.Played.Home) == 1);
        Set(Deed.Forfeits, box.How == HowEnded.Forfeit);
        foreach (var side in (ReadOnlySpan<int>)[0, 1])
        {
            Count(Deed.SaveChances, isSaveChance[side] ? 1 : 0);
            Count(Deed.ClosersInSaveChances, isClosers[side] ? 1 : 0);
            (isSaveChance[side], isClosers[side]) = (false, false);
        }

        for (var i = 0; i < deeds; i++)
        {
            sums[i] += game[i];
            squares[i] += (long)game[i] * game[i];
        }

        Array.Clear(game);
        Games++;
        isFresh = true;
        Halves.Clear();
    }

    public void Add(SeasonFold other)
    {
        for (var i = 0; i < deeds; i++)
        {
            sums[i] += other.sums[i];
            squares[i] += other.squares[i];
        }

        Games += other.Games;
        runSquares += other.runSquares;
        Halves.Add(other.Halves);
        Add(runsOfAGame, other.runsOfAGame);
        Add(runsByInning, other.runsByInning);
        Add(halves, other.halves);
        Add(turnsAt, other.turnsAt);
        Add(slots, other.slots);
        Add(positions, other.positions);
        Add(times, other.times);
        Add(platoon, other.platoon);
        for (var i = 0; i < HalfRuns.Situations; i++)
            for (var which = 0; which < 3; which++) outcomes[i, which] += other.outcomes[i, which];
        foreach (var (man, its) in other.men) Count(man, its.Turns, its.Batters);
    }

    private static void Add(long[] into, long[] from)
    {
        for (var i = 0; i < into.Length; i++) into[i] += from[i];
    }

    private static void Add(Slash[] into, Slash[] from)
    {
        for (var i = 0; i < into.Length; i++) into[i].Add(from[i]);
    }

    private void Turn(Game before, PlayMade play)
    {
        var (batter, pitcher) = (before.Man(play.Batter), before.Man(play.Pitcher));
        var situation = HalfRuns.Of(play.BasesBefore, play.OutsBefore);
        turnsAt[situation]++;
        if (play.Code == PlayCode.Strikeout) outcomes[situation, 0]++;
        else if (play.Code == PlayCode.Walk) outcomes[situation, 1]++;
        else if (play.Code.IsHit()) outcomes[situation, 2]++;
        if ((play.BasesBefore & 1) != 0 && play.OutsBefore < 2) game[(int)Deed.DoublePlayChances]++;
        if (play.Batter.Slot is > 0 and <= Slots) slots[play.Batter.Slot - 1].Add(play);
        positions[(int)batter.Position].Add(play);
        var throws = cards?.Find(pitcher.Player)?.Throws ?? Hand.Right;
        platoon[Matchup.BattingHand(cards?.Find(batter.Player)?.Bats ?? Hand.Right, throws) == throws ? 0 : 1].Add(play);
        var line = before.Lineup(before.Fielding).Pitchers[^1];
        if (line.Started) times[Math.Min(line.Batters / 9, 3)].Add(play);
        Count(batter.Player, 1, 0);
        Count(pitcher.Player, 0, 1);
    }

    private void Count(PlayerId man, int turns, int batters)
    {
        var (before, faced) = men.GetValueOrDefault(man);
        men[man] = (before + turns, faced + batters);
    }

    private void Errors(PlayMade play)
    {
        if (play.Credits.Errors.IsEmpty) return;
        var kind = play.Code switch
        {
            PlayCode.FoulError => Deed.FoulErrors,
            PlayCode.ErrorMade => Deed.ErrorsOnTheBatter,
            _ when play.Code.IsHit() => Deed.ErrorsOnHits,
            PlayCode.Out or PlayCode.FieldersChoice => Deed.ErrorsOnOuts,
            _ when !play.Code.EndsTurnAtBat() => Deed.ErrorsOnTheBases,
            _ => Deed.OtherErrors,
        };
        game[(int)kind] += play.Credits.Errors.Length;
    }

    private void Side(BoxScore box, BoxSide side)
    {
        var (batting, pitching) = (side.Totals.Batting, side.Totals.Pitching);
        Count(Deed.Runs, batting.Runs);
        Count(Deed.Hits, batting.Hits);
        Count(Deed.Doubles, batting.Doubles);
        Count(Deed.Triples, batting.Triples);
        Count(Deed.HomeRuns, batting.HomeRuns);
        Count(Deed.Walks, batting.Walks);
        Count(Deed.IntentionalWalks, batting.IntentionalWalks);
        Count(Deed.HitByPitch, batting.HitByPitch);
        Count(Deed.Strikeouts, batting.Strikeouts);
        Count(Deed.SacrificeHits, batting.SacrificeHits);
        Count(Deed.SacrificeFlies, batting.SacrificeFlies);
        Count(Deed.PlateAppearances, batting.PlateAppearances);
        Count(Deed.AtBats, batting.AtBats);
        Count(Deed.LeftOnBase, side.Totals.LeftOnBase);
        Count(Deed.StolenBases, batting.StolenBases);
        Count(Deed.CaughtStealing, batting.CaughtStealing);
        Count(Deed.GroundedIntoDoublePlays, batting.GroundedIntoDoublePlays);
        Count(Deed.BallsInPlay, batting.AtBats - batting.Strikeouts - batting.HomeRuns + batting.SacrificeFlies);
        Count(Deed.HitsInPlay, batting.Hits - batting.HomeRuns);
        Count(Deed.Errors, side.Totals.Fielding.Errors);
        foreach (var man in side.Batting)
        {
            if (man.Started || man.Positions.Contains(Position.Pitcher)) continue;
            Count(Deed.Reserves, 1);
            Count(Deed.TurnsOfReserves, man.Batting.PlateAppearances);
        }

        Count(Deed.WildPitches, pitching.WildPitches);
        Count(Deed.PassedBalls, side.Totals.Fielding.PassedBalls);
        Count(Deed.Balks, pitching.Balks);
        Count(Deed.Pitchers, side.Pitching.Count);
        Count(Deed.Starters, 1);
        Count(Deed.StartersOuts, side.Pitching[0].Pitching.Outs);
        Count(Deed.Saves, side.Pitching.Count(static man => man.Decision.HasFlag(PitchingDecision.Save)));
        Count(Deed.BlownSaves, side.Pitching.Count(static man => man.Decision.HasFlag(PitchingDecision.BlownSave)));
        Count(Deed.Shutouts, batting.Runs == 0 ? 1 : 0);
        if (ReferenceEquals(side, box.Home))
        {
            Count(Deed.HomeRunsAtHome, batting.HomeRuns);
            Count(Deed.RunsAtHome, batting.Runs);
        }

        runSquares += batting.Runs * batting.Runs;
        runsOfAGame[Math.Min((int)batting.Runs, RunsMost)]++;
    }

    private void Count(Deed deed, int times) => game[(int)deed] += times;

    private void Set(Deed deed, bool isSo) => game[(int)deed] = isSo ? 1 : 0;
}
