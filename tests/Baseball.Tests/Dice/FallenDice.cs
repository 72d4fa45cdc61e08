using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests;

/// <summary>Counts rolls, and judges whether they are those of four even dice that know nothing of one another.</summary>
internal sealed class FallenDice
{
    /// <summary>6 x 6 x 6 x 20.</summary>
    public const int Cells = 4320;

    private static readonly string[] names = ["d6", "red", "white", "d20"];
    private static readonly int[] sides = [6, 6, 6, 20];

    private readonly int[] cells = new int[Cells];

    /// <summary>For each two dice how a face of the first was followed by one of the second, in the same game's next roll.</summary>
    private readonly int[][,] next =
        [.. Enumerable.Range(0, 16).Select(static pair => new int[sides[pair / 4], sides[pair % 4]])];
    private Dice? before;

    public int Rolls => cells.Sum();

    /// <summary>Another game begins: its first roll follows none.</summary>
    public void Begin() => before = null;

    public void Add(Dice dice)
    {
        cells[((dice.D6 - 1) * 6 + dice.Red - 1) * 120 + (dice.White - 1) * 20 + dice.D20 - 1]++;
        if (before is { } last)
        {
            for (var pair = 0; pair < next.Length; pair++) next[pair][Face(last, pair / 4), Face(dice, pair % 4)]++;
        }

        before = dice;
    }

    public void Add(FallenDice others)
    {
        for (var cell = 0; cell < Cells; cell++) cells[cell] += others.cells[cell];
        for (var pair = 0; pair < next.Length; pair++)
        {
            foreach (var (one, other) in Faces(pair / 4, pair % 4)) next[pair][one, other] += others.next[pair][one, other];
        }
    }

    /// <summary>All cells, each die, each two dice of a roll, and each two dice of a roll and the one after it: 27 answers.</summary>
    public IEnumerable<ChiSquare> Judged()
    {
        yield return ChiSquare.Even("4,320 cells", cells);
        for (var die = 0; die < 4; die++) yield return ChiSquare.Even(names[die], Counted(die));
        for (var one = 0; one < 4; one++)
            for (var other = one + 1; other < 4; other++)
                yield return ChiSquare.Apart($"{names[one]} and {names[other]}", Counted(one, other));
        for (var pair = 0; pair < next.Length; pair++)
            yield return ChiSquare.Apart($"{names[pair / 4]} and the next {names[pair % 4]}", next[pair]);
    }

    private int[] Counted(int die)
    {
        var faces = new int[sides[die]];
        for (var cell = 0; cell < Cells; cell++) faces[Face(cell, die)] += cells[cell];
        return faces;
    }

    private int[,] Counted(int one, int other)
    {
        var faces = new int[sides[one], sides[other]];
        for (var cell = 0; cell < Cells; cell++) faces[Face(cell, one), Face(cell, other)] += cells[cell];
        return faces;
    }

    private static IEnumerable<(int One, int Other)> Faces(int one, int other) =>
        from face in Enumerable.Range(0, sides[one]) from another in Enumerable.Range(0, sides[other]) select (face, another);

    private static int Face(int cell, int die) => die switch
    {
        0 => cell / 720,
        1 => cell / 120 % 6,
        2 => cell / 20 % 6,
        _ => cell % 20,
    };

    private static int Face(Dice dice, int die) => die switch
    {
        0 => dice.D6 - 1,
        1 => dice.Red - 1,
        2 => dice.White - 1,
        _ => dice.D20 - 1,
    };
}
