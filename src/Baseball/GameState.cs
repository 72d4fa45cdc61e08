using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// All there is to know of a game, in two parts: the <see cref="Ledger"/>, which only grows, and the <see cref="Game"/>, which an
/// edit may set back. Immutable; exists only at the ends of groups of events.
/// </summary>
public sealed record GameState(GameId Id, Ledger Ledger, Game Game)
{
    public static GameState New(GameId id) => new(id, Ledger.Empty, Game.Empty);

    /// <summary>True once <c>GameCreated</c> has been evolved.</summary>
    public bool Exists => Game.Status != GameStatus.None;

    /// <summary>The version of the rules by which its commands are decided: that under which it was created, or is about to be.</summary>
    public short Rules => Exists ? Ledger.Rules : GameRules.Version;
}

public enum GameStatus : byte
{
    None, Scheduled, InProgress, Delayed, Suspended, Final, Called, Tied, Forfeited, Postponed, Abandoned,
}

/// <summary>What happened before the first pitch and does not change: one object a game, however many states refer to it.</summary>
public sealed record Fixture(
    string League, TeamId Away, TeamId Home, DateOnly Date, byte Number, string? Site, GameMode Mode, RuleSet Rules, string? Retrosheet)
{
    /// <summary>The edition of cards that it is played by; null where everybody is an average man.</summary>
    public PinnedCards? Cards { get; init; }

    public TeamId Team(Side side) => side == Side.Away ? Away : Home;
}

/// <summary>A runner on a base.</summary>
/// <param name="Charged">The pitcher who answers for him.</param>
/// <param name="Reached">How he came on: the play's code; <see cref="PlayCode.None"/> where he was placed by rule.</param>
/// <param name="Play">The number of the play on which he reached.</param>
public readonly record struct RunnerState(LineupEntry Entry, LineupEntry Charged, PlayCode Reached, bool Placed, short Play);

/// <summary>The three bases, each empty or with one runner.</summary>
public readonly record struct Bases(RunnerState? First, RunnerState? Second, RunnerState? Third)
{
    /// <summary>The runner on first, second or third; null where the base is empty or is not one of the three.</summary>
    public RunnerState? this[Base on] => on switch
    {
        Base.First => First,
        Base.Second => Second,
        Base.Third => Third,
        _ => null,
    };

    /// <summary>Bits 1 2 4 for first, second, third.</summary>
    public byte Code => (byte)((First is null ? 0 : 1) | (Second is null ? 0 : 2) | (Third is null ? 0 : 4));

    public int Count => (First is null ? 0 : 1) + (Second is null ? 0 : 1) + (Third is null ? 0 : 1);

    public Bases With(Base on, RunnerState? runner) => on switch
    {
        Base.First => this with { First = runner },
        Base.Second => this with { Second = runner },
        Base.Third => this with { Third = runner },
        _ => throw new ArgumentOutOfRangeException(nameof(on), on, "Runners stand on first, second or third."),
    };

    /// <summary>True where a batted ball forces the man on <paramref name="on"/> to leave: every base behind him is taken.</summary>
    public bool Forces(Base on) => on switch
    {
        Base.First => First is not null,
        Base.Second => First is not null && Second is not null,
        Base.Third => First is not null && Second is not null && Third is not null,
        _ => false,
    };
}

/// <summary>What a side did so far, for the line score.</summary>
public sealed record TeamTotals(EquatableArray<byte> RunsByInning, byte Runs, byte Hits, byte Errors, byte LeftOnBase)
{
    public static readonly TeamTotals None = new([], 0, 0, 0, 0);
}

/// <summary>
/// What a change in the middle of a turn at bat leaves behind: the batter who left with two strikes and answers for a strikeout,
/// the pitcher who left with the count against him (2-0, 2-1, 3-any) and answers for a walk.
/// </summary>
public readonly record struct TurnAtBat(LineupEntry? ChargedBatter, LineupEntry? ChargedPitcher, Hand BatsNow, Hand ThrowsNow);

/// <summary>The half-inning under way.</summary>
/// <param name="Plays">Plays made in it.</param>
/// <param name="Turns">Plate appearances completed.</param>
/// <param name="Placed">Runners placed by rule.</param>
/// <param name="Trace">What the two reconstructed innings need to know of each play, in order.</param>
public readonly record struct HalfTally(
    short Plays, byte Runs, byte Hits, byte Errors, byte Turns, byte Placed, EquatableArray<TracedPlay> Trace);

/// <summary>The game itself: the part that an edit may set back.</summary>
public sealed record Game
{
    public static readonly Game Empty = new();

    public GameStatus Status { get; init; }
    public Fixture? Fixture { get; init; }
    public byte Inning { get; init; }
    public Half Half { get; init; }
    public byte Outs { get; init; }
    /// <summary>Balls and strikes as last known in this turn at bat.</summary>
    public Count Count { get; init; }
    public Bases Bases { get; init; }
    /// <summary>The slot due up, by side; 0 before the lineups.</summary>
    public byte AwayUp { get; init; }
    public byte HomeUp { get; init; }
    public TurnAtBat Turn { get; init; }
    public HalfTally Tally { get; init; }
    public TeamTotals Away { get; init; } = TeamTotals.None;
    public TeamTotals Home { get; init; } = TeamTotals.None;
    public TeamLineup AwayLineup { get; init; } = TeamLineup.Empty;
    public TeamLineup HomeLineup { get; init; } = TeamLineup.Empty;
    public Lead Lead { get; init; }
    /// <summary>Effective plays so far.</summary>
    public short Plays { get; init; }
    public Ending? Ending { get; init; }
    /// <summary>What it does by itself when nobody does it before.</summary>
    public EquatableArray<GameTimer> Timers { get; init; }
    /// <summary>What a played game has beside; null in a scored one.</summary>
    public LivePlay? Live { get; init; }

    public Side Batting => Half == Half.Top ? First : First.Other();

    public Side Fielding => Batting.Other();

    public bool IsOver => Ending is not null;

    /// <summary>The cards of its men; null where it is played without, or nobody has handed them in yet.</summary>
    public Edition? Edition => Fixture?.Cards?.Edition;

    /// <summary>The first of its timers to fall due; null where it has none.</summary>
    public GameTimer? NextTimer
    {
        get
        {
            GameTimer? next = null;
            foreach (var timer in Timers) if (next is null || timer.Due < next.Value.Due) next = timer;
            return next;
        }
    }

    /// <summary>When the first of its timers falls due, Unix milliseconds UTC; null where it has none.</summary>
    public long? Due => NextTimer?.Due;

    /// <summary>When the timer of that kind falls due, Unix milliseconds UTC; null where there is none.</summary>
    public long? DueOf(TimerKind kind)
    {
        foreach (var timer in Timers) if (timer.Kind == kind) return timer.Due;
        return null;
    }

    /// <summary>The man at bat, null before the lineups are in.</summary>
    public LineupPlayer? Batter => Lineup(Batting).Holder(Up(Batting));

    public LineupPlayer? Pitcher => Lineup(Fielding).At(Position.Pitcher);

    public LineupPlayer? Catcher => Lineup(Fielding).At(Position.Catcher);

    public TeamLineup Lineup(Side side) => side == Side.Away ? AwayLineup : HomeLineup;

    public TeamTotals Totals(Side side) => side == Side.Away ? Away : Home;

    public byte Up(Side side) => side == Side.Away ? AwayUp : HomeUp;

    public Score Score => new(Away.Runs, Home.Runs);

    /// <summary>Runs by which <paramref name="side"/> leads; negative where it trails.</summary>
    public int LeadOf(Side side) => Totals(side).Runs - Totals(side.Other()).Runs;

    /// <summary>The man in that place of a lineup.</summary>
    public LineupPlayer Man(LineupEntry entry) => Lineup(entry.Side)[entry];

    /// <summary>The place in which a man of either side pitched last, or null where he never did.</summary>
    public LineupEntry? PitcherNamed(PlayerId player)
    {
        foreach (var line in AwayLineup.Pitchers) if (line.Player == player) return line.Entry;
        foreach (var line in HomeLineup.Pitchers) if (line.Player == player) return line.Entry;
        return null;
    }

    public Game With(Side side, TeamLineup lineup) =>
        side == Side.Away ? this with { AwayLineup = lineup } : this with { HomeLineup = lineup };

    public Game With(Side side, TeamTotals totals) => side == Side.Away ? this with { Away = totals } : this with { Home = totals };

    public Game WithUp(Side side, byte slot) => side == Side.Away ? this with { AwayUp = slot } : this with { HomeUp = slot };

    /// <summary>The same game without its timers of that kind.</summary>
    public Game Without(TimerKind kind) =>
        DueOf(kind) is null ? this : this with { Timers = new([.. ((IEnumerable<GameTimer>)Timers).Where(timer => timer.Kind != kind)]) };

    /// <summary>The same game with its cards at hand.</summary>
    public Game With(Edition edition) => this with { Fixture = Fixture! with { Cards = new(edition.Id) { Edition = edition } } };

    private Side First => Fixture?.Rules.BattingFirst ?? Side.Away;
}

/// <summary>How it ended.</summary>
public sealed record Ending(HowEnded How, string? Reason, Score Official, Side? Winner, PitchersOfRecord Pitchers);

/// <summary>Who leads, and the pitchers who would win and lose if it stayed so; none while level.</summary>
public readonly record struct Lead(Side? Leader, LineupEntry? Win, LineupEntry? Loss);
