using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Everyone who appeared in a game, numbered from 0 in order of appearance, with his counts in arrays under that number. A man who
/// holds several places (a pitcher who takes a batting slot, a two-way starter) is one man; a man traded between two days of a
/// suspended game is two, one for each side.
/// </summary>
internal sealed class BoxPeople
{
    public const int Nobody = -1;
    private const int Positions = 10;
    private const byte Played = 1;
    private const byte StartedThere = 2;

    private readonly List<Man> men = new(32);
    private readonly short[][] byPlace = new short[20][];
    private readonly short[] fielders = new short[2 * Positions];
    private BattingLine[] batting = new BattingLine[32];
    private PitchingLine[] pitching = new PitchingLine[32];
    private FieldingLine[] fielding = new FieldingLine[32 * Positions];
    private byte[] gloves = new byte[32 * Positions];
    private readonly bool[] changed = new bool[2];

    public BoxPeople() => Array.Fill(fielders, (short)Nobody);

    /// <summary>A man, and how he came into the game.</summary>
    internal sealed class Man(LineupEntry entry, PlayerId player, string name)
    {
        public LineupEntry Entry { get; set; } = entry;
        public PlayerId Player { get; } = player;
        public string Name { get; } = name;
        public List<Position> Played { get; } = new(2);
        public Position Now { get; set; }
        /// <summary>He bats or runs for the designated hitter, and becomes it when his side takes the field.</summary>
        public bool ForDh { get; set; }
        public bool IsOut { get; set; }
        public PitchingDecision Decision { get; set; }
        public byte PitchedTo { get; set; }
        public byte InInning { get; set; }
        /// <summary>Batters faced and outs since the half began or he entered it.</summary>
        public byte FacedThisHalf { get; set; }
        public byte OutsThisHalf { get; set; }

        public void PlaysAt(Position position)
        {
            Now = position;
            if (Played.Count == 0 || Played[^1] != position) Played.Add(position);
        }
    }

    public int Count => men.Count;

    public Man this[int number] => men[number];

    public ref BattingLine Batting(int number) => ref batting[number];

    public ref PitchingLine Pitching(int number) => ref pitching[number];

    public ref FieldingLine Fielding(int number, Position position) => ref fielding[number * Positions + (int)position];

    public bool HasPlayed(int number, Position position) => (gloves[number * Positions + (int)position] & Played) != 0;

    public bool HasStarted(int number, Position position) => (gloves[number * Positions + (int)position] & StartedThere) != 0;

    /// <summary>Who plays that position now, or <see cref="Nobody"/>.</summary>
    public int At(Side side, Position position) => fielders[(int)side * Positions + (int)position];

    /// <summary>The man in that place; <see cref="Nobody"/> where none was ever announced.</summary>
    public int In(LineupEntry place)
    {
        var chain = byPlace[Row(place)];
        return chain is not null && place.Ordinal < chain.Length ? chain[place.Ordinal] - 1 : Nobody;
    }

    public int Find(Side side, PlayerId player)
    {
        for (var i = 0; i < men.Count; i++) if (men[i].Entry.Side == side && men[i].Player == player) return i;
        return Nobody;
    }

    /// <summary>Puts a man, known or new, into a place, and gives his number.</summary>
    public int Enter(LineupEntry place, PlayerId player, string name)
    {
        var number = Find(place.Side, player);
        if (number == Nobody)
        {
            number = men.Count;
            men.Add(new(place, player, name));
            Grow();
        }
        else if (men[number].Entry.Slot == 0)
        {
            men[number].Entry = place;
        }

        ref var chain = ref byPlace[Row(place)];
        if (chain is null || chain.Length <= place.Ordinal) Array.Resize(ref chain, Math.Max(4, place.Ordinal + 1));
        chain[place.Ordinal] = (short)(number + 1);
        men[number].IsOut = false;
        return number;
    }

    public void Place(int number, Position position, bool starts)
    {
        men[number].PlaysAt(position);
        if (!position.IsFielder()) return;
        fielders[(int)men[number].Entry.Side * Positions + (int)position] = (short)number;
        changed[(int)men[number].Entry.Side] = true;
        // Who is announced as pitcher has appeared; any other fielder has once a play is made.
        if (starts) gloves[number * Positions + (int)position] |= StartedThere;
        else if (position == Position.Pitcher) gloves[number * Positions + (int)position] |= Played;
    }

    public void Appears(int number, Position position) => gloves[number * Positions + (int)position] |= Played;

    /// <summary>A play is made: whoever stands in the field has played there.</summary>
    public void TakeTheField(Side side)
    {
        if (!changed[(int)side]) return;
        changed[(int)side] = false;
        for (var position = Position.Pitcher; position <= Position.RightField; position++)
            if (At(side, position) is var man and not Nobody) gloves[man * Positions + (int)position] |= Played;
    }

    private void Grow()
    {
        if (men.Count <= batting.Length) return;
        Array.Resize(ref batting, 2 * batting.Length);
        Array.Resize(ref pitching, 2 * pitching.Length);
        Array.Resize(ref fielding, 2 * fielding.Length);
        Array.Resize(ref gloves, 2 * gloves.Length);
    }

    private static int Row(LineupEntry place) => (int)place.Side * 10 + place.Slot;
}
