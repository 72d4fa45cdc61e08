using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// A play while it is being settled: what it is called, and what becomes of each man. Written out at the end as a scorer would, with
/// nothing in it that the third out or the winning run came too early for.
/// </summary>
internal sealed class PlaySheet(Game game)
{
    private readonly List<PlayPart> parts = new(2);
    private readonly List<string> annotations = new(2);
    private readonly Man?[] men = new Man?[4];
    private readonly List<Base> said = new(4);
    private int outs;
    private bool lastOutWasForced;

    /// <param name="Said">The play's code says it already; it is not written out again.</param>
    private sealed record Man(
        Base To, Fate Fate, bool Said, EquatableArray<Handling> Handlings = default, Ruling Ruling = Ruling.None);

    public Trajectory Trajectory { get; set; }

    public string? Location { get; set; }

    /// <summary>Outs in the half with those of this play.</summary>
    public int Outs => game.Outs + outs;

    /// <summary>The half is over, or the winning run is in: nobody else tries for anything.</summary>
    public bool IsSettled => Outs >= 3 || WinningRunFrom() is not null;

    public void Part(PlayCode code, params ReadOnlySpan<Handling> handlings) => PartAt(code, Base.Batter, handlings);

    public void PartAt(PlayCode code, Base on, params ReadOnlySpan<Handling> handlings) =>
        parts.Add(new(code, on, new(handlings.ToArray())));

    public void InsideThePark(Handling by) => parts.Add(new(PlayCode.HomeRun, Base.Batter, [by]) { InsideThePark = true });

    public void Note(string annotation) => annotations.Add(annotation);

    public bool IsNamed(Base from) => men[(int)from] is not null;

    public bool IsOut(Base from) => men[(int)from] is { Fate: Fate.Out };

    /// <summary>Where that man stands as far as it is settled; home where he scored or nobody is there.</summary>
    public Base Stands(Base from) => men[(int)from] is { } man ? man.Fate == Fate.Out ? Base.Home : man.To
        : from != Base.Batter && game.Bases[from] is null ? Base.Home : from;

    /// <summary>What the play's code says of a man who is safe.</summary>
    public void Says(Base from, Base to, Fate fate = Fate.Safe)
    {
        men[(int)from] = new(to, fate, Said: true);
        if (!said.Contains(from)) said.Add(from);
    }

    /// <summary>What the play's code says of a man who is out, as in 64(1)3.</summary>
    /// <param name="forced">The batter before first, or a runner forced: no run scores on it where it is the third out.</param>
    public void SaysOut(Base from, Base at, bool forced = true)
    {
        Says(from, at, Fate.Out);
        (outs, lastOutWasForced) = (outs + 1, forced);
    }

    public void Advances(Base from, Base to, Ruling ruling = Ruling.None, params ReadOnlySpan<Handling> handlings) =>
        men[(int)from] = new(to, Fate.Safe, Said: false, new(handlings.ToArray()), ruling);

    /// <summary>More bases than his first, and he would not have had that one without the error.</summary>
    public void AdvancesOnError(Base from, Base to) => men[(int)from] = new(to, Fate.SafeOnError, Said: false);

    /// <summary>A runner thrown out where he tried to get to, nobody behind him forcing him.</summary>
    public void ThrownOut(Base from, Base at, params ReadOnlySpan<Position> by)
    {
        men[(int)from] = new(at, Fate.Out, Said: false, [new(Chain(by))]);
        (outs, lastOutWasForced) = (outs + 1, false);
    }

    /// <summary>Everybody whom the batter forces goes one base on.</summary>
    public void ForceOn()
    {
        for (var from = Base.Third; from >= Base.First; from--)
            if (game.Bases.Forces(from) && !IsNamed(from)) Advances(from, from + 1);
    }

    /// <summary>Every runner who is not named yet goes on that many bases.</summary>
    /// <param name="below">Only those who stand below that base.</param>
    public void AllOn(int bases, Base below = Base.Home)
    {
        for (var from = below - 1; from >= Base.First; from--)
        {
            if (game.Bases[from] is null || IsNamed(from)) continue;
            Advances(from, (Base)Math.Min((int)from + bases, (int)Base.Home));
        }
    }

    public static Fielding Chain(params ReadOnlySpan<Position> by)
    {
        var chain = default(Fielding);
        foreach (var fielder in by) if (chain.Last != fielder) chain = chain.With(fielder);
        return chain;
    }

    public ScoredPlay Written()
    {
        if (Outs == 3) AtTheThirdOut();
        var isOutOfThePark = parts[0] is { Code: PlayCode.HomeRun, InsideThePark: false };
        if (WinningRunFrom() is { } winner && !isOutOfThePark) AtTheWinningRun(winner);
        // What is written out comes first, from third to the batter; then what the play's parts say, in their order.
        var advances = new List<Advance>(4);
        for (var from = Base.Third; from <= Base.Third; from--)
        {
            if (men[(int)from] is { Said: false } man) advances.Add(new(from, man.To, man.Fate, false, man.Handlings, man.Ruling));
            if (from == Base.Batter) break;
        }

        foreach (var from in said)
            if (men[(int)from] is { Said: true } man) advances.Add(new(from, man.To, man.Fate, Implied: true));
        return new([.. parts], [.. advances], Trajectory, Location, [.. annotations]);
    }

    /// <summary>Where nobody was forced the runs before the out count; otherwise none does.</summary>
    private void AtTheThirdOut()
    {
        for (var from = Base.First; from <= Base.Third; from++)
            if (lastOutWasForced && men[(int)from] is { Fate: not Fate.Out, Said: false }) men[(int)from] = null;
    }

    /// <summary>The man who brings the winning run, by where he began; null where it does not score.</summary>
    private Base? WinningRunFrom()
    {
        if (!GameEnd.MayWalkOff(game) || Outs >= 3 && lastOutWasForced) return null;
        var lead = game.LeadOf(game.Batting);
        for (var from = Base.Third; from <= Base.Third; from--)
        {
            if (men[(int)from] is { To: Base.Home, Fate: not Fate.Out } && ++lead > 0) return from;
            if (from == Base.Batter) break;
        }

        return null;
    }

    /// <summary>
    /// The game is over when he touches home. A hit is worth no more bases than he needed, and who comes behind him only makes room.
    /// </summary>
    private void AtTheWinningRun(Base winner)
    {
        var bases = Math.Min(parts[0].Code.HitBases(), Base.Home - winner);
        if (bases > 0 && winner != Base.Batter)
        {
            var code = bases == 1 ? PlayCode.Single : bases == 2 ? PlayCode.Double : PlayCode.Triple;
            parts[0] = parts[0] with { Code = code, InsideThePark = false };
            Says(Base.Batter, (Base)bases);
        }
        else if (men[0] is { Said: false, Fate: Fate.SafeOnError }) Says(Base.Batter, Base.First, Fate.SafeOnError);

        var behind = men[0] is { Fate: not Fate.Out } batter ? batter.To : Base.Batter;
        for (var from = Base.First; from < winner; from++)
        {
            if (game.Bases[from] is null || IsOut(from)) continue;
            behind = (Base)Math.Max((int)from, (int)behind + 1);
            if (men[(int)from] is { Said: true }) continue;
            men[(int)from] = null;
            if (behind != from) Advances(from, behind);
        }
    }
}
