using AkkaGame.Baseball;
using AkkaGame.Client;
using AkkaGame.Messages;

namespace AkkaGame.Host.Playing;

/// <summary>
/// A manager who needs nobody: mostly the usual thing, now and then something bold, always what the rules allow; from a seed, so that the
/// same questions get the same answers.
/// </summary>
/// <param name="chart">Fetches the chart on which the dice that lie are read, where managers do that themselves.</param>
internal sealed class ScriptedManager(int seed, Func<CancellationToken, Task<LyingDice>>? chart = null) : IManager
{
    private readonly Random luck = new(seed);

    /// <summary>What was refused is not tried again in the same window.</summary>
    private Guid? refusedIn;

    public async ValueTask<GameCommand?> Decide(GameView view, Side side, CancellationToken moved)
    {
        var isToRead = view is { Rules.Dice: DiceMode.Chart, Live.Window: { Kind: WindowKind.Reading } row } && row.WaitsFor(side);
        if (chart is null || !isToRead) return Decided(view, side);
        var lies = await chart(moved);
        return new ReadRow(lies.Roll, lies.Outcome);
    }

    private GameCommand? Decided(GameView view, Side side)
    {
        if (view.Live is not { } live) return null;
        if (live.TakeBack is { } asked && asked.By != side) return new AnswerTakeBack(luck.Next(2) == 0, "It counts.");
        if (live.Window is not { } window || !window.WaitsFor(side)) return null;
        var isTame = refusedIn == window.Id;
        return window.Kind switch
        {
            WindowKind.Pitch when !isTame && Change(view, window, side) is { } change => change,
            WindowKind.Pitch when !isTame && Orders(view, side) is { } orders => orders,
            WindowKind.Pitch when view.Batting == side => new SealDecision(Offense: Hit(view, isTame)),
            WindowKind.Pitch => new SealDecision(Defense: Field(view, isTame)),
            WindowKind.Play when view.Batting == side => new SealDecision(Advance: new(Any<Advancing>(isTame))),
            WindowKind.Reading => throw new RefusedException(new(
                RefusalCode.Illegal, "dice", "cards", "the dice lie on the table, and only somebody with the card can say what it says")),
            WindowKind.Confirmation when live.UnderWay?.Reading is { } read => new ConfirmOutcome(read.Roll),
            WindowKind.Play => new SealDecision(Throw: new(Any<Throwing>(isTame))),
            _ => null,
        };
    }

    public ValueTask<bool> ComesBack(GameView view, Side side, CancellationToken moved) => new(true);

    /// <summary>Once, as whoever started it has asked; two scripts that took it from one another in turn would do nothing else.</summary>
    public ValueTask<bool> TakesControl(GameView view, Side side, bool isFree, bool hadIt, CancellationToken moved) => isFree || !hadIt
        ? new(true)
        : throw new RefusedException(new(
            RefusalCode.NotInControl, null, "control-taken", $"another device has taken control of the {Words.Of(side)} side"));

    public void Hear(GameView view, Side side, GameCommand command, Refusal refused)
    {
        if (view.Live?.Window is { } window) refusedIn = window.Id;
    }

    /// <summary>Seldom: what is done should he not answer, or nothing any more.</summary>
    private SealStandingOrders? Orders(GameView view, Side side)
    {
        if (!Chance(2)) return null;
        if (view.Live!.Of(side).StandingOrders && Chance(50)) return new(new());
        var isAtBat = view.Batting == side;
        return new(new(
            isAtBat ? null : Field(view, isTame: false), isAtBat ? Hit(view, isTame: false) : null,
            Chance(30) ? new(Any<Throwing>()) : null, Chance(30) ? new(Any<Advancing>()) : null));
    }

    /// <summary>A substitution, seldom and late, or the ones that a pinch hitter of before makes necessary.</summary>
    private Substitute? Change(GameView view, WindowView window, Side side)
    {
        var isAtBat = view.Batting == side;
        if (!isAtBat && Situation.Gaps(view, side) is { Count: > 0 } gaps) return new([.. gaps]);
        if (window.Turn == Turn.Over || isAtBat != window.Turn is Turn.Offense or Turn.OffenseAgain) return null;
        if (view.Inning < 6 || view.Of(side).Reserves is not { } reserves) return null;
        if (isAtBat)
        {
            return reserves.Bench is [var hitter, ..] && Chance(2)
                ? new([new(side, view.Of(side).Up, hitter.Player, hitter.Name, Position.PinchHitter, Count.Unknown)])
                : null;
        }

        return view.Pitcher is { } tired && reserves.Bullpen is [var reliever, ..] && Chance(4)
            ? new([new(side, tired.Entry.Slot, reliever.Player, reliever.Name, Position.Pitcher, Count.Unknown)])
            : null;
    }

    private DefensiveDecision Field(GameView view, bool isTame)
    {
        var decision = DefensiveDecision.Normal with
        {
            Alignment = Chance(10) ? Any<Alignment>() : Alignment.Standard,
            Infield = Chance(20) ? Any<Infield>() : Infield.Normal,
            Outfield = Chance(10) ? Any<Outfield>() : Outfield.Normal,
            Hold = Chance(20) ? new(Any<Hold>(), Any<Hold>(), Any<Hold>()) : default,
            Pitchout = Chance(3),
            Pickoff = Chance(4) ? (Base)luck.Next(1, 4) : Base.Batter,
            Pitch = Chance(4) ? Any<PitchPlan>() : PitchPlan.PitchTo,
        };
        return !isTame && Situation.Allows(view, decision) ? decision : DefensiveDecision.Normal;
    }

    private OffensiveDecision Hit(GameView view, bool isTame)
    {
        var decision = OffensiveDecision.Normal with
        {
            Approach = Chance(20) ? Any<Approach>() : Approach.Normal,
            Steal = Chance(12) ? new(Any<Steal>(), Chance(20) ? Any<Steal>() : Steal.None) : default,
            HitAndRun = Chance(3),
            RunAndHit = Chance(3),
            Bunt = Chance(5) ? Any<Bunt>() : Bunt.None,
            Contact = Chance(5) ? Any<ContactPlay>() : ContactPlay.Normal,
            Boldness = Chance(30) ? Any<Boldness>() : Boldness.Normal,
        };
        return !isTame && Situation.Allows(view, decision) ? decision : OffensiveDecision.Normal;
    }

    private bool Chance(int percent) => luck.Next(100) < percent;

    private T Any<T>(bool isTame = false) where T : struct, Enum
    {
        var all = Enum.GetValues<T>();
        return isTame ? all[0] : all[luck.Next(all.Length)];
    }
}
