using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Playing;

/// <summary>A decision on its way: each key turns one thing of it to the next way that is allowed, Enter hands it in.</summary>
internal abstract class Menu
{
    /// <summary>What is decided, for who reads it.</summary>
    public abstract string Title { get; }

    /// <summary>The keys that do something now, and what they stand at.</summary>
    public abstract IEnumerable<Choice> Choices { get; }

    /// <summary>False where that key does nothing here.</summary>
    public abstract bool Press(char key);

    public abstract SealDecision Decision { get; }

    /// <summary>The menu for what that side is asked; null where it is not for a menu.</summary>
    public static Menu? Of(GameView view, WindowView window, Side side) => (window.Kind, IsAtBat: view.Batting == side) switch
    {
        (WindowKind.Pitch, false) => Defense(view),
        (WindowKind.Pitch, true) => Offense(view),
        (WindowKind.Play, true) => new Menu<AdvanceDecision>(
            $"the runner from {Words.Of(window.Contest!.From)} ({Words.Of(window.Contest.To)}?)", new(), static _ => true,
            static advance => new(Advance: advance), One(
                's', "runner", static (AdvanceDecision d) => d.Runner, static (d, value) => d with { Runner = value })),
        (WindowKind.Play, false) => new Menu<ThrowDecision>(
            $"the throw (runner from {Words.Of(window.Contest!.From)} to {Words.Of(window.Contest.To)})", new(), static _ => true,
            static thrown => new(Throw: thrown), One(
                't', "throw", static (ThrowDecision d) => d.Throw, static (d, value) => d with { Throw = value })),
        _ => null,
    };

    private static Menu<DefensiveDecision> Defense(GameView view) => new(
        "the field", DefensiveDecision.Normal, decision => Situation.Allows(view, decision), static decision => new(Defense: decision),
        One('a', "alignment", static (DefensiveDecision d) => d.Alignment, static (d, value) => d with { Alignment = value }),
        One('i', "infield", static (DefensiveDecision d) => d.Infield, static (d, value) => d with { Infield = value }),
        One('o', "outfield", static (DefensiveDecision d) => d.Outfield, static (d, value) => d with { Outfield = value }),
        One('1', "man on first", static (DefensiveDecision d) => d.Hold.First,
            static (d, value) => d with { Hold = d.Hold with { First = value } }),
        One('2', "man on second", static (DefensiveDecision d) => d.Hold.Second,
            static (d, value) => d with { Hold = d.Hold with { Second = value } }),
        One('3', "man on third", static (DefensiveDecision d) => d.Hold.Third,
            static (d, value) => d with { Hold = d.Hold with { Third = value } }),
        One('w', "pitch", static (DefensiveDecision d) => d.Pitch, static (d, value) => d with { Pitch = value }),
        One('p', "pitchout", static (DefensiveDecision d) => d.Pitchout ? YesNo.Yes : YesNo.No,
            static (d, value) => d with { Pitchout = value == YesNo.Yes }),
        One('t', "throw over to", static (DefensiveDecision d) => d.Pickoff == Base.Batter ? Over.Nobody : (Over)d.Pickoff,
            static (d, value) => d with { Pickoff = (Base)value }));

    private static Menu<OffensiveDecision> Offense(GameView view) => new(
        "at bat", OffensiveDecision.Normal, decision => Situation.Allows(view, decision), static decision => new(Offense: decision),
        One('a', "approach", static (OffensiveDecision d) => d.Approach, static (d, value) => d with { Approach = value }),
        One('s', "steal second", static (OffensiveDecision d) => d.Steal.Second,
            static (d, value) => d with { Steal = d.Steal with { Second = value } }),
        One('d', "steal third", static (OffensiveDecision d) => d.Steal.Third,
            static (d, value) => d with { Steal = d.Steal with { Third = value } }),
        One('h', "steal home", static (OffensiveDecision d) => d.Steal.Home,
            static (d, value) => d with { Steal = d.Steal with { Home = value } }),
        One('r', "runners", static (OffensiveDecision d) => d.HitAndRun ? Go.HitAndRun : d.RunAndHit ? Go.RunAndHit : Go.Stay,
            static (d, value) => d with { HitAndRun = value == Go.HitAndRun, RunAndHit = value == Go.RunAndHit }),
        One('b', "bunt", static (OffensiveDecision d) => d.Bunt, static (d, value) => d with { Bunt = value }),
        One('c', "third on contact", static (OffensiveDecision d) => d.Contact, static (d, value) => d with { Contact = value }),
        One('x', "extra bases", static (OffensiveDecision d) => d.Boldness, static (d, value) => d with { Boldness = value }));

    /// <summary>One thing of a decision, by the words of an enumeration.</summary>
    private static Turning<TDecision> One<TDecision, T>(
        char key, string name, Func<TDecision, T> get, Func<TDecision, T, TDecision> with) where T : struct, Enum
    {
        var all = Enum.GetValues<T>();
        return new(
            key, name, decision => Words.Of(get(decision).ToString()),
            decision =>
            {
                var now = Array.IndexOf(all, get(decision));
                return Enumerable.Range(1, all.Length - 1).Select(step => with(decision, all[(now + step) % all.Length]));
            });
    }

    private enum YesNo { No, Yes }

    private enum Over { Nobody, First, Second, Third }

    private enum Go { Stay, HitAndRun, RunAndHit }
}

/// <summary>A key of a menu.</summary>
internal readonly record struct Choice(char Key, string Name, string Value);

/// <summary>One thing that a key turns.</summary>
/// <param name="Shows">What it stands at.</param>
/// <param name="Others">The decisions that it would make of one, the next first.</param>
internal sealed record Turning<T>(char Key, string Name, Func<T, string> Shows, Func<T, IEnumerable<T>> Others);

/// <inheritdoc/>
internal sealed class Menu<T>(
    string title, T usual, Func<T, bool> allows, Func<T, SealDecision> sealing, params Turning<T>[] turnings) : Menu
{
    private T decision = usual;

    public override string Title => title;

    public override SealDecision Decision => sealing(decision);

    public override IEnumerable<Choice> Choices => turnings.Where(one => one.Others(decision).Any(allows))
        .Select(one => new Choice(one.Key, one.Name, one.Shows(decision)));

    public override bool Press(char key)
    {
        if (Array.Find(turnings, one => one.Key == key) is not { } turned || !turned.Others(decision).Any(allows)) return false;
        decision = turned.Others(decision).First(allows);
        return true;
    }
}
