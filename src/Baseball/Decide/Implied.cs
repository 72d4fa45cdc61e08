using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>An advance that nobody needs to write, because the play's code says it: a single puts the batter on first.</summary>
/// <param name="Part">The index of the part that says it.</param>
public readonly record struct Implied(int Part, Base From, Base To, Fate Fate)
{
    /// <summary>More than any play can imply: three runners and the batter, and every part once.</summary>
    public const int Max = 32;

    private static readonly Advance[] plain =
    [
        .. from f in Enum.GetValues<Base>() from t in Enum.GetValues<Base>() from fate in Enum.GetValues<Fate>()
           select new Advance(f, t, fate, Implied: true),
    ];

    /// <summary>The shared advance that says just this.</summary>
    public Advance Plain => plain[((int)From * 5 + (int)To) * 3 + (int)Fate];

    /// <summary>Writes what <paramref name="parts"/> imply into <paramref name="said"/>, and returns how many they are.</summary>
    /// <param name="said">Room for <see cref="Max"/>.</param>
    public static int By(IReadOnlyList<PlayPart> parts, IReadOnlyList<string> annotations, Trajectory trajectory, Span<Implied> said)
    {
        var count = 0;
        for (var i = 0; i < parts.Count && count <= Max - 4; i++)
        {
            var part = parts[i];
            if (part.Code == PlayCode.Out) BattedOut(i, part, annotations, trajectory, said, ref count);
            else if (part.Code.NamesABase()) OnTheBases(i, part, said, ref count);
            else if (i == 0 && part.Code.EndsTurnAtBat()) said[count++] = OfTheBatter(part);
        }

        return count;
    }

    /// <summary>The same play, each advance marked as implied where the play's code says just that, and only there.</summary>
    public static ScoredPlay Marked(ScoredPlay play)
    {
        Span<Implied> said = stackalloc Implied[Max];
        ReadOnlySpan<Implied> implied = said[..By(play.Parts, play.Annotations, play.Trajectory, said)];
        var advances = new Advance[play.Advances.Count];
        for (var i = 0; i < advances.Length; i++)
        {
            var advance = play.Advances[i];
            var isSaid = false;
            foreach (var one in implied) isSaid |= one.Says(advance);
            advances[i] = advance.Implied == isSaid ? advance : advance with { Implied = isSaid };
        }

        return play with { Advances = new(advances) };
    }

    /// <summary>True where <paramref name="advance"/> is just this, with nothing beside it that would have to be written.</summary>
    public bool Says(Advance advance) =>
        advance.From == From && advance.To == To && advance.Fate == Fate && advance is { Handlings.Count: 0, Ruling: Ruling.None };

    private static Implied OfTheBatter(PlayPart part) => part.Code switch
    {
        PlayCode.Strikeout when part.Handlings.Count == 0 => new(0, Base.Batter, Base.Batter, Fate.Out),
        PlayCode.Strikeout => new(0, Base.Batter, Base.First, Decided(part)),
        PlayCode.ErrorMade => new(0, Base.Batter, Base.First, Fate.SafeOnError),
        var code => new(0, Base.Batter, (Base)Math.Max(1, code.HitBases()), Fate.Safe),
    };

    /// <summary>64(1)3: each man named by the base where he began is out; the batter is safe on first unless he is one of them.</summary>
    private static void BattedOut(
        int index, PlayPart part, IReadOnlyList<string> annotations, Trajectory trajectory, Span<Implied> said, ref int count)
    {
        var batterNamed = false;
        var caught = false;
        foreach (var handling in part.Handlings)
        {
            var from = handling.On ?? Base.Batter;
            var fate = handling.By.HasError ? Fate.SafeOnError : Fate.Out;
            // Off a caught ball a runner is out where he began; otherwise where he was headed.
            var to = from == Base.Batter ? Base.First : caught ? from : from + 1;
            said[count++] = new(index, from, to, fate);
            if (from != Base.Batter) continue;
            batterNamed = true;
            caught = !IsOnTheGround(annotations, trajectory);
        }

        if (!batterNamed) said[count++] = new(index, Base.Batter, Base.First, Fate.Safe);
    }

    private static bool IsOnTheGround(IReadOnlyList<string> annotations, Trajectory trajectory)
    {
        if (trajectory is Trajectory.GroundBall or Trajectory.BuntGroundBall) return true;
        for (var i = 0; i < annotations.Count; i++) if (annotations[i] is "GDP" or "GTP" or "BGDP" or "BGTP") return true;
        return false;
    }

    private static void OnTheBases(int index, PlayPart part, Span<Implied> said, ref int count)
    {
        if (part.Code == PlayCode.PickedOff)
        {
            // A wild throw puts nobody anywhere: where the runners went is written out.
            if (Decided(part) == Fate.Out) said[count++] = new(index, part.Base, part.Base, Fate.Out);
            return;
        }

        said[count++] = new(index, part.Base - 1, part.Base, part.Code == PlayCode.StolenBase ? Fate.Safe : Decided(part));
    }

    private static Fate Decided(PlayPart part) => Fates.OfAPlayAt(part.Handlings);
}

/// <summary>What fielders make of a runner.</summary>
public static class Fates
{
    /// <summary>
    /// How a play at a runner came out. Fielders with no error among them put him out, whatever errors stand before or after;
    /// without such fielders an error let him be safe; with nobody named at all he is out as written.
    /// </summary>
    public static Fate OfAPlayAt(EquatableArray<Handling> handlings)
    {
        var erred = false;
        foreach (var handling in handlings)
        {
            if (handling.By.IsEmpty) continue;
            if (!handling.By.HasError) return Fate.Out;
            erred = true;
        }

        return erred ? Fate.SafeOnError : Fate.Out;
    }
}
