using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Whether what a manager decides before a pitch is possible as things stand. The impossible is refused, by field and rule; the merely
/// unwise is his business. A decision left at its defaults is always possible, so a deadline can be met with it.
/// </summary>
public static class DecisionRules
{
    /// <summary>Why the side in the field cannot do that, or null.</summary>
    /// <param name="pickoffs">Throws to a base in this turn at bat so far.</param>
    public static Refusal? Refuse(Game game, DefensiveDecision decision, int pickoffs = 0) =>
        Decision.Running(game)?.Refused
        ?? Word("alignment", decision.Alignment) ?? Word("infield", decision.Infield) ?? Word("outfield", decision.Outfield)
        ?? Word("pitch", decision.Pitch)
        ?? Held(game, decision.Hold.First, Base.First, "hold.first")
        ?? Held(game, decision.Hold.Second, Base.Second, "hold.second")
        ?? Held(game, decision.Hold.Third, Base.Third, "hold.third")
        ?? Aligned(game, decision)
        ?? Deep(game, decision)
        ?? ThrownTo(game, decision, pickoffs)
        ?? PitchedOut(game, decision);

    /// <summary>Why the side at bat cannot do that, or null.</summary>
    public static Refusal? Refuse(Game game, OffensiveDecision decision) =>
        Decision.Running(game)?.Refused
        ?? Word("approach", decision.Approach) ?? Word("bunt", decision.Bunt) ?? Word("contact", decision.Contact)
        ?? Word("boldness", decision.Boldness)
        ?? Stolen(game, decision.Steal.Second, Base.First, "steal.second", ahead: decision.Steal.Third)
        ?? Stolen(game, decision.Steal.Third, Base.Second, "steal.third", ahead: decision.Steal.Home)
        ?? Stolen(game, decision.Steal.Home, Base.Third, "steal.home", ahead: Steal.None)
        ?? OnTheRun(game, decision)
        ?? Bunted(game, decision)
        ?? OnThird(game, decision)
        ?? Taken(decision);

    private static Refusal? Held(Game game, Hold hold, Base on, string field) =>
        Word(field, hold) ?? (hold != Hold.Normal && game.Bases[on] is null
            ? Refusal.Illegal(field, "empty-base", $"There is nobody on {Name(on)} to hold or to play off.")
            : null);

    private static Refusal? Aligned(Game game, DefensiveDecision decision) => decision switch
    {
        { Alignment: Alignment.Shift or Alignment.FourOutfielders } when game.Fixture?.Rules.Shift == ShiftRule.TwoEachSide =>
            Refusal.Illegal("alignment", "two-each-side", "Two infielders stay on either side of second base, all four on the infield."),
        { Alignment: Alignment.Shift or Alignment.FourOutfielders, Infield: Infield.DoublePlay or Infield.Wheel } =>
            Refusal.Illegal("infield", "out-of-place", $"{decision.Infield} needs a man on either side of second base."),
        _ => null,
    };

    private static Refusal? Deep(Game game, DefensiveDecision decision) => decision.Infield switch
    {
        Infield.In when game.Bases.Third is null =>
            Refusal.Illegal("infield", "nobody-on-third", "The infield comes in to throw home, and nobody is on third."),
        Infield.DoublePlay when game.Bases.First is null =>
            Refusal.Illegal("infield", "nobody-on-first", "A double play starts with a man on first."),
        Infield.DoublePlay when game.Outs == 2 =>
            Refusal.Illegal("infield", "two-out", "With two out there is no double play to turn."),
        Infield.Wheel when game.Bases.Second is null || game.Bases.Third is not null =>
            Refusal.Illegal("infield", "wheel", "The wheel is to get the man from second at third, which must be open."),
        _ => null,
    };

    private static Refusal? ThrownTo(Game game, DefensiveDecision decision, int pickoffs) => decision switch
    {
        { Pickoff: Base.Batter } => null,
        { Pickoff: > Base.Third } => Refusal.Illegal("pickoff", "base", "A pickoff throw goes to first, second or third."),
        { Pickoff: var on } when game.Bases[on] is null => Refusal.Illegal("pickoff", "empty-base", $"There is nobody on {Name(on)}."),
        _ when game.Fixture?.Rules.PickoffLimit is > 0 and var most && pickoffs >= most =>
            Refusal.Illegal("pickoff", "pickoff-limit", $"{pickoffs} throws to a base were made in this turn at bat; {most} are allowed."),
        { Pitch: PitchPlan.IntentionalWalk } =>
            Refusal.Illegal("pickoff", "with-intentional-walk", "A batter who is walked at once leaves no time for a throw."),
        { Pitchout: true } => Refusal.Illegal("pickoff", "with-pitchout", "The ball goes to a base or to the catcher, not to both."),
        _ => null,
    };

    private static Refusal? PitchedOut(Game game, DefensiveDecision decision) => decision switch
    {
        { Pitchout: false } => null,
        { Pitch: PitchPlan.IntentionalWalk } =>
            Refusal.Illegal("pitchout", "with-intentional-walk", "An intentional walk needs no pitch, and so no pitchout."),
        _ when game.Bases.Code == 0 =>
            Refusal.Illegal("pitchout", "no-runner", "A pitchout is to catch a runner, and the bases are empty."),
        _ => null,
    };

    /// <param name="from">Where the man stands who is to steal the next base.</param>
    /// <param name="ahead">What the man who may stand on that base does.</param>
    private static Refusal? Stolen(Game game, Steal steal, Base from, string field, Steal ahead)
    {
        if (Word(field, steal) is { } unknown) return unknown;
        if (steal == Steal.None) return null;
        if (game.Bases[from] is null) return Refusal.Illegal(field, "no-runner", $"There is nobody on {Name(from)} to go.");
        return game.Bases[from + 1] is not null && ahead == Steal.None
            ? Refusal.Illegal(field, "occupied", $"The man on {Name(from + 1)} stays, so nobody can steal it.")
            : null;
    }

    private static Refusal? OnTheRun(Game game, OffensiveDecision decision)
    {
        if (!decision.HitAndRun && !decision.RunAndHit) return null;
        var (field, rule) = decision.HitAndRun ? ("hitAndRun", "with-hit-and-run") : ("runAndHit", "with-run-and-hit");
        return decision switch
        {
            { HitAndRun: true, RunAndHit: true } =>
                Refusal.Illegal("runAndHit", rule, "The batter must swing or he need not: one of the two."),
            _ when game.Bases is { First: null, Second: null } =>
                Refusal.Illegal(field, "no-runner", "There is nobody on first or second to go."),
            { Steal.Any: true } => Refusal.Illegal(Going(decision.Steal), rule, "The runners go anyway; that is no steal."),
            { Bunt: not Bunt.None } => Refusal.Illegal("bunt", rule, "The batter swings, so he cannot bunt."),
            _ => null,
        };
    }

    private static Refusal? Bunted(Game game, OffensiveDecision decision) => decision.Bunt switch
    {
        Bunt.Sacrifice when game.Bases is { First: null, Second: null } =>
            Refusal.Illegal("bunt", "no-runner", "There is nobody on first or second to move over."),
        Bunt.Squeeze or Bunt.SafetySqueeze when game.Bases.Third is null =>
            Refusal.Illegal("bunt", "nobody-on-third", "A squeeze brings home the man from third, and nobody is there."),
        Bunt.Sacrifice or Bunt.Squeeze or Bunt.SafetySqueeze when game.Outs == 2 =>
            Refusal.Illegal("bunt", "two-out", "With two out the batter's out ends the half; nobody moves up on it."),
        Bunt.Squeeze or Bunt.SafetySqueeze when decision.Steal.Home != Steal.None =>
            Refusal.Illegal(
                "steal.home", "with-squeeze", "On a squeeze the man on third waits for the bunt, or goes with it: that is no steal."),
        _ => null,
    };

    private static Refusal? OnThird(Game game, OffensiveDecision decision) => decision switch
    {
        { Contact: ContactPlay.Normal } => null,
        _ when game.Bases.Third is null => Refusal.Illegal("contact", "nobody-on-third", "There is nobody on third to go on contact."),
        { Bunt: Bunt.Squeeze or Bunt.SafetySqueeze } =>
            Refusal.Illegal("contact", "with-squeeze", "The squeeze says already when the man on third goes."),
        { Steal.Home: not Steal.None } => Refusal.Illegal("contact", "with-steal", "The man on third is already on his way."),
        _ => null,
    };

    private static Refusal? Taken(OffensiveDecision decision) => decision switch
    {
        { Approach: not Approach.Take } => null,
        { HitAndRun: true } => Refusal.Illegal("approach", "with-hit-and-run", "On a hit and run the batter must swing."),
        { Bunt: not Bunt.None } => Refusal.Illegal("approach", "with-bunt", "A batter who takes the pitch does not bunt it."),
        _ => null,
    };

    /// <summary>JSON gives a word or, to those who count, its number: a number that is no word must not come through.</summary>
    private static Refusal? Word<T>(string field, T word) where T : struct, Enum =>
        Enum.IsDefined(word) ? null : Refusal.Illegal(field, "unknown-word", $"{field} has no value {word}.");

    private static string Going(Steals steals) =>
        steals.Second != Steal.None ? "steal.second" : steals.Third != Steal.None ? "steal.third" : "steal.home";

    private static string Name(Base on) => on switch
    {
        Base.First => "first",
        Base.Second => "second",
        Base.Third => "third",
        _ => "home",
    };
}
