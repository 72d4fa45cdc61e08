using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What a played game has beside a scored one, as anybody may see it. Nothing in it depends on a decision that is not revealed: of a seal
/// it shows whose it is, and that it is there.
/// </summary>
/// <param name="Window">What the managers are asked; null where nothing is asked.</param>
/// <param name="UnderWay">The play whose decisions are revealed and whose dice are falling; null between plays.</param>
/// <param name="TakeBack">What one side wants back, while the other side has not answered; null for none.</param>
/// <param name="Pickoffs">Throws to a base in this turn at bat.</param>
/// <param name="Visited">The pitcher who was visited in this half already; null for none.</param>
/// <param name="MustLeave">Men who have to be replaced before the game goes on.</param>
/// <param name="Certified">The scorer has closed the book.</param>
/// <param name="Odds">
/// <c>unverified</c> where outcomes are read off cards that the server does not know; null where charts make them that anybody may
/// recompute.
/// </param>
public sealed record LiveView(
    WindowView? Window, SeatView Away, SeatView Home, DiceView Dice, PlayUnderWayView? UnderWay, TakeBackView? TakeBack,
    byte Pickoffs, LineupEntry? Visited, EquatableArray<LineupEntry> MustLeave, bool Certified,
    string? Odds)
{
    /// <summary>Null for a game that nobody plays.</summary>
    internal static LiveView? Of(GameState state)
    {
        if (state is not { Game: { Live: { } play, Fixture: not null }, Ledger.Live: { } ledger }) return null;
        return new(
            play.Window is { } window ? WindowView.Of(window, ledger) : null,
            SeatView.Of(ledger, play, state.Game, Side.Away), SeatView.Of(ledger, play, state.Game, Side.Home),
            DiceView.Of(ledger.Dice),
            play.UnderWay is { } under ? PlayUnderWayView.Of(under) : null,
            ledger.TakeBack is { } asked ? new(asked.By, asked.Kind, asked.From, asked.To, ledger.TakeBackSeq) : null,
            play.Pickoffs, play.Visited, play.MustLeave, ledger.Certified,
            CardOdds.Of(state.Game.Fixture!.Rules));
    }

    public SeatView Of(Side side) => side == Side.Away ? Away : Home;
}

/// <summary>A question put to managers.</summary>
/// <param name="Sealed">The sides that have answered; what, nobody knows.</param>
/// <param name="Opened">Unix milliseconds UTC; so is <paramref name="Due"/>, null where there is no clock.</param>
/// <param name="Turn">Whose turn it is to substitute.</param>
/// <param name="Contest">The runner in question, where it is about one.</param>
public sealed record WindowView(
    Guid Id, WindowKind Kind, Sides Asked, Sides Sealed, long Opened, long? Due, Turn Turn, Contest? Contest)
{
    internal static WindowView Of(Window window, LiveLedger ledger)
    {
        var answered = Sides.None;
        foreach (var seal in ledger.Seals)
            if (seal.Kind == SealKind.Decision && seal.Decision == window.Id) answered = answered.With(seal.Side);
        if (window.Kind == WindowKind.Key)
        {
            if (ledger.Dice.AwayNonce is not null) answered = answered.With(Side.Away);
            if (ledger.Dice.HomeNonce is not null) answered = answered.With(Side.Home);
        }

        return new(
            window.Id, window.Kind, window.Asked, answered, window.Opened, window.Due, window.Turn, window.Contest);
    }

    /// <summary>True where that side is asked and has not answered.</summary>
    public bool WaitsFor(Side side) => Asked.Has(side) && !Sealed.Has(side);
}

/// <summary>Who manages a side, and what it has left.</summary>
/// <param name="Manager">The person; null where a computer manager does, or nobody yet.</param>
/// <param name="Level">From 1 a computer manager.</param>
/// <param name="Absent">For whom a computer manager sits in.</param>
/// <param name="Tip">The end of his chain of nonces as he sat down; null where he brought none.</param>
/// <param name="LineupIn">His lineup card is in, unseen.</param>
/// <param name="StandingOrders">He has left standing orders, unseen.</param>
/// <param name="TakeBacks">Take-backs granted to this side.</param>
/// <param name="BankUsedMs">Milliseconds drawn from the bank.</param>
/// <param name="VisitsLeft">Mound visits; null where they are not limited.</param>
public sealed record SeatView(
    string? Manager, byte Level, string? Absent, string? Tip, byte Missed, bool LineupIn, bool StandingOrders, byte TakeBacks,
    int BankUsedMs, byte? VisitsLeft)
{
    internal static SeatView Of(LiveLedger ledger, LivePlay play, Game game, Side side)
    {
        var seat = ledger.Of(side);
        return new(
            seat.Manager, seat.Level, seat.Absent, seat.Tip, seat.Missed,
            ledger.Find(SealKind.Lineup, side) is not null, ledger.Find(SealKind.StandingOrders, side) is not null,
            seat.TakeBacks, seat.BankUsedMs,
            game.Fixture!.Rules.MoundVisits == 0 ? null : (byte)Math.Max(0, Mound.Allowed(game) - play.Visits(side)));
    }

    public bool IsTaken => Manager is not null || Level > 0;
}

/// <summary>How far the dice are.</summary>
/// <param name="S0">The published end of the server's chain, 64 hex digits.</param>
/// <param name="First">The key for which <paramref name="S0"/> is the end of the chain.</param>
/// <param name="Key">The key under way, from 1; 0 before the first.</param>
/// <param name="IsMixed">Its nonces are mixed: its rolls are determined.</param>
/// <param name="Revealed">The last key whose secret is published.</param>
/// <param name="Rolls">Rolls so far, over the whole game.</param>
/// <param name="AwayShown">
/// What that side has shown last of its chain of nonces, its tip or a nonce, 64 hex digits: the SHA-256 of the next one. Null where it
/// brought no chain.
/// </param>
public sealed record DiceView(
    string? S0, int First, int Key, bool IsMixed, int Revealed, int Rolls, string? AwayShown, string? HomeShown)
{
    internal static DiceView Of(DiceLedger dice) => new(
        dice.S0, dice.First, dice.Key, dice.Mixed is { } mixed && mixed.Key == dice.Key && dice.Revealed < dice.Key, dice.Revealed,
        dice.Rolls, dice.AwayTip, dice.HomeTip);
}

/// <summary>A play that is not made yet: what both sides decided, and what has fallen.</summary>
/// <param name="Decision">The window that it came of.</param>
/// <param name="Calls">What was said while the ball was in play.</param>
/// <param name="Reading">What was read off a card; null where nothing has been read.</param>
/// <param name="Disputed">The other side reads it otherwise.</param>
/// <param name="Objection">What the other side reads there, where it says so.</param>
public sealed record PlayUnderWayView(
    Guid Decision, DefensiveDecision Defense, OffensiveDecision Offense, EquatableArray<RollView> Rolls,
    EquatableArray<CalledContest> Calls, ReadingView? Reading, bool Disputed, ScoredPlay? Objection = null)
{
    internal static PlayUnderWayView Of(PlayUnderWay play)
    {
        var rolls = new RollView[play.Rolls.Count];
        for (var i = 0; i < rolls.Length; i++) rolls[i] = RollView.Of(play.Rolls[i]);
        return new(
            play.Decision, play.Defense, play.Offense, new(rolls), play.Calls,
            play.Reading is { } read ? new(read.Roll, read.Reader, read.Cell, read.Reading, read.Overrules) : null,
            play.Disputed, play.Objection);
    }
}

/// <param name="Number">Counted over the whole game.</param>
/// <param name="Key">The dice key that made it.</param>
/// <param name="For">What a further roll is for that a card asks for; null for every other one.</param>
public sealed record RollView(
    int Number, int Key, RollPurpose Purpose, byte D6, byte Red, byte White, byte D20, string? For = null)
{
    public static RollView Of(DiceRolled rolled) => new(
        rolled.Number, rolled.Key, rolled.Purpose, rolled.Dice.D6, rolled.Dice.Red, rolled.Dice.White, rolled.Dice.D20,
        rolled.For);
}

/// <param name="Roll">The number of the roll that was looked up.</param>
/// <param name="Overrules">It contradicts what the league remembers of that cell: only both sides together can let it stand.</param>
public sealed record ReadingView(int Roll, Side Reader, CardCell Cell, ScoredPlay Reading, bool Overrules = false);

/// <param name="From">The first event that would be taken back.</param>
/// <param name="Seq">The event that asks.</param>
public sealed record TakeBackView(Side By, EditKind Kind, int From, int To, int Seq);
