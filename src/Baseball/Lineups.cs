using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>A man who holds or held a slot.</summary>
/// <param name="Position">Where he plays now, or played last.</param>
/// <param name="Entered">The number of the play before which he came in; 0 for a starter.</param>
/// <param name="Left">The number of the play before which he left plus one; 0 while he is in the game.</param>
/// <param name="ForDh">He pinch-hit or ran for the designated hitter, and becomes it when his side takes the field.</param>
/// <param name="LentRunner">He left the bases to a courtesy runner only, and may come back.</param>
public readonly record struct LineupPlayer(
    LineupEntry Entry, PlayerId Player, string Name, Position Position, short Entered, short Left, bool ForDh = false,
        bool LentRunner = false)
{
    private const byte Dh = 1;
    private const byte Lent = 2;

    // Two marks in one byte make a man 24 bytes instead of 32, and a game holds some thirty.
    private readonly byte marks = (byte)((ForDh ? Dh : 0) | (LentRunner ? Lent : 0));

    public bool ForDh
    {
        get => (marks & Dh) != 0;
        init => marks = (byte)(marks & ~Dh | (value ? Dh : 0));
    }

    public bool LentRunner
    {
        get => (marks & Lent) != 0;
        init => marks = (byte)(marks & ~Lent | (value ? Lent : 0));
    }

    public bool IsIn => Left == 0;
}

/// <summary>What a pitcher has done in this game, as far as the rules ask.</summary>
/// <param name="Entry">His place now; it changes when he takes a batting slot.</param>
/// <param name="Started">He began the game on the mound.</param>
/// <param name="Batters">Batters charged to him.</param>
/// <param name="Runs">Runs charged to him.</param>
/// <param name="Scored">Runs that scored while he pitched, whoever is charged.</param>
/// <param name="BattersThisHalf">Turns at bat ended since he entered or the half began.</param>
/// <param name="EnteredLead">His side's lead when he came in, negative where it trailed.</param>
/// <param name="EnteredBases">Bases taken when he came in, bits 1 2 4; those men are inherited.</param>
/// <param name="SaveChance">He came in with a save to win or lose.</param>
/// <param name="LostLead">His side led when he came in, and while he pitched it did no longer.</param>
public readonly record struct PitcherLine(
    LineupEntry Entry, PlayerId Player, bool Started, short Batters, short Outs, byte Runs, byte Scored, byte BattersThisHalf,
    sbyte EnteredLead, byte EnteredBases, bool SaveChance, bool LostLead)
{
    /// <summary>
    /// Where men have cards, the d20 of the first roll of batter against him: 1 is his worst day, 20 his best, 0 before it has fallen.
    /// </summary>
    public byte Day { get; init; }
}

/// <summary>
/// A side's men: each slot's chain of holders, and its pitchers in the order they came; one who comes back stands last again.
/// </summary>
public sealed record TeamLineup(EquatableArray<LineupPlayer> Men, EquatableArray<PitcherLine> Pitchers)
{
    public static readonly TeamLineup Empty = new([], []);

    /// <summary>True while a pitcher who does not bat stands in slot 0.</summary>
    public bool HasDh => Holder(0) is not null;

    /// <summary>The man in the game who holds that slot, or null.</summary>
    public LineupPlayer? Holder(byte slot)
    {
        var men = Men.AsSpan();
        for (var i = men.Length - 1; i >= 0; i--) if (men[i].Entry.Slot == slot && men[i].IsIn) return men[i];
        return null;
    }

    /// <summary>The man in the game who plays that position, or null.</summary>
    public LineupPlayer? At(Position position)
    {
        var men = Men.AsSpan();
        for (var i = men.Length - 1; i >= 0; i--) if (men[i].Position == position && men[i].IsIn) return men[i];
        return null;
    }

    /// <summary>The man of that name in the game; of a two-way player's two places the one that bats.</summary>
    public LineupPlayer? Find(PlayerId player)
    {
        LineupPlayer? pitching = null;
        foreach (var man in Men)
        {
            if (!man.IsIn || man.Player != player) continue;
            if (man.Entry.Slot != 0) return man;
            pitching = man;
        }

        return pitching;
    }

    public bool HasLeft(PlayerId player)
    {
        foreach (var man in Men) if (man.Player == player && !man.IsIn) return true;
        return false;
    }

    /// <summary>The place a man held last, in the game or not; null where he never played.</summary>
    public LineupEntry? LastPlaceOf(PlayerId player)
    {
        var men = Men.AsSpan();
        for (var i = men.Length - 1; i >= 0; i--) if (men[i].Player == player) return men[i].Entry;
        return null;
    }

    /// <summary>The man in that place, in the game or not.</summary>
    /// <exception cref="ArgumentException">No man was ever in that place.</exception>
    public LineupPlayer this[LineupEntry entry]
    {
        get
        {
            foreach (var man in Men) if (man.Entry == entry) return man;
            throw new ArgumentException($"No man was ever in {entry}.", nameof(entry));
        }
    }

    public byte NextOrdinal(byte slot)
    {
        byte next = 0;
        foreach (var man in Men) if (man.Entry.Slot == slot) next++;
        return next;
    }

    /// <summary>The lineup after one announcement; <paramref name="plays"/> are the plays made so far.</summary>
    public TeamLineup After(SubstitutionMade change, short plays)
    {
        var men = new List<LineupPlayer>(Men.Count + 1);
        foreach (var man in Men)
        {
            var leaves = man.IsIn && man.Entry != change.In
                && (man.Entry == change.Out || change.DhLost && man.Entry.Slot == 0);
            men.Add(man.Entry == change.In ? man with { Position = change.Position, ForDh = false }
                : leaves ? man with { Left = (short)(plays + 1), LentRunner = change.Courtesy }
                : man);
        }

        if (change.Out != change.In)
            men.Add(new(change.In, change.Player, change.Name, change.Position, (short)(plays + 1), 0, change.ForDh));
        return this with { Men = new([.. men]) };
    }

    /// <summary>Who hit or ran for the designated hitter has become him once his side takes the field.</summary>
    public TeamLineup WithDhSettled()
    {
        for (var i = 0; i < Men.Count; i++)
        {
            if (Men[i] is { ForDh: true, IsIn: true } man)
                return this with { Men = Men.With(i, man with { Position = Position.DesignatedHitter, ForDh = false }) };
        }

        return this;
    }

    /// <summary>A man who holds two batting slots, or null; a courtesy runner does, until his side takes the field.</summary>
    public PlayerId? InTwice()
    {
        foreach (var man in Men)
        {
            if (!man.IsIn || man.Entry.Slot == 0) continue;
            foreach (var other in Men)
                if (other.IsIn && other.Entry.Slot > man.Entry.Slot && other.Player == man.Player) return man.Player;
        }

        return null;
    }

    /// <summary>The first of the nine positions that nobody, or more than one man, plays; null where the nine are complete.</summary>
    public Position? Gap()
    {
        var filled = 0;
        foreach (var man in Men)
        {
            if (!man.IsIn || !man.Position.IsFielder()) continue;
            if ((filled & 1 << (int)man.Position) != 0) return man.Position;
            filled |= 1 << (int)man.Position;
        }

        for (var position = Position.Pitcher; position <= Position.RightField; position++)
            if ((filled & 1 << (int)position) == 0) return position;
        return null;
    }
}
