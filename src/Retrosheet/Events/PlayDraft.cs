using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Retrosheet.Events;

/// <summary>A play while it is being read: the lists are kept from play to play, the play itself is built once at the end.</summary>
internal sealed class PlayDraft
{
    private static readonly PlayPart[] plain = [.. Enum.GetValues<PlayCode>().Select(code => new PlayPart(code))];

    public List<PlayPart> Parts { get; } = [];

    /// <summary>The rulings written inside each part's parentheses; they belong to the runner it moves.</summary>
    public List<Ruling> PartRulings { get; } = [];

    public List<Advance> Advances { get; } = [];

    /// <summary>The handlings of the part or advance that is being read.</summary>
    public List<Handling> Handlings { get; } = [];

    public List<string> Annotations { get; } = [];

    public Trajectory Trajectory { get; set; }

    public string? Location { get; set; }

    public void Clear()
    {
        Parts.Clear();
        PartRulings.Clear();
        Advances.Clear();
        Handlings.Clear();
        Annotations.Clear();
        Trajectory = Trajectory.Unknown;
        Location = null;
    }

    /// <summary>Closes a part with the handlings read so far.</summary>
    public bool AddPart(PlayCode code, Base on = Base.Batter, Ruling ruling = Ruling.None)
    {
        var part = Handlings.Count == 0 && on == Base.Batter ? plain[(int)code] : new PlayPart(code, on, TakeHandlings());
        // A fielder is named for a home run only where he had the ball to throw.
        Parts.Add(code == PlayCode.HomeRun && part.Handlings.Count > 0 ? part with { InsideThePark = true } : part);
        PartRulings.Add(ruling);
        return true;
    }

    public EquatableArray<Handling> TakeHandlings()
    {
        if (Handlings.Count == 0) return default;
        var taken = new EquatableArray<Handling>([.. Handlings]);
        Handlings.Clear();
        return taken;
    }

    public ScoredPlay Build()
    {
        Span<Implied> said = stackalloc Implied[Implied.Max];
        var count = Implied.By(Parts, Annotations, Trajectory, said);
        foreach (var implied in said[..count]) Add(implied);
        for (var i = 0; i < Advances.Count; i++) Advances[i] = Earned(Advances[i]);
        return new([.. Parts], [.. Advances], Trajectory, Location, [.. Annotations]);
    }

    /// <summary>What the scorer wrote of a runner stands; what the play's code says of him is added where he wrote nothing.</summary>
    private void Add(Implied implied)
    {
        var ruling = implied.Part < 0 ? Ruling.None : PartRulings[implied.Part];
        for (var i = 0; i < Advances.Count; i++)
        {
            if (Advances[i] is not { } written || written.From != implied.From) continue;
            if (written.Implied) return;
            // E7.B-2 says where he ended, not that he would have got there: the error still let him.
            var letOn = implied.Fate == Fate.SafeOnError && written.Fate == Fate.Safe;
            if (letOn || ruling != Ruling.None)
                Advances[i] = written with { Fate = letOn ? Fate.SafeOnError : written.Fate, Ruling = written.Ruling | ruling };
            return;
        }

        Advances.Add(ruling == Ruling.None ? implied.Plain : implied.Plain with { Ruling = ruling });
    }

    /// <summary>A run beside which the scorer wrote neither UR nor TUR is one he let count.</summary>
    private static Advance Earned(Advance advance) =>
        advance.To == Base.Home && advance.Fate != Fate.Out && (advance.Ruling & (Ruling.Unearned | Ruling.TeamUnearned)) == 0
            ? advance with { Ruling = advance.Ruling | Ruling.Earned }
            : advance;
}
