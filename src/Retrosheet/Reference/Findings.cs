using System.Globalization;
using System.Text;
using AkkaGame.Messages;

namespace AkkaGame.Retrosheet.Reference;

/// <summary>One thing that we and the reference say differently.</summary>
/// <param name="Game">Retrosheet's id.</param>
/// <param name="Play">The play's number from 1; 0 for what concerns the whole game.</param>
/// <param name="Field">What differs: <c>outs</c>, <c>runner on 2</c>, <c>away line</c>, <c>B_AB of lindf001</c>.</param>
public readonly record struct Difference(string Game, int Play, string Field, string Ours, string Theirs)
{
    public override string ToString() => $"{Game} play {Play}: {Field} {Ours}, reference {Theirs}";
}

/// <summary>
/// Writes down what differs, in one play or at the end (play 0). What the reference's table does not have is not compared.
/// </summary>
internal readonly struct Findings(List<Difference> found, string game, int play)
{
    public void Number(string field, int ours, int? theirs)
    {
        if (ours != theirs && theirs is { } number and not ReferencePlay.NotGiven) Add(field, Invariant(ours), Invariant(number));
    }

    public void Person(string field, PlayerId? ours, string? theirs)
    {
        if (theirs is not null && (ours?.Value ?? "") != theirs) Add(field, ours?.Value ?? "", theirs);
    }

    public void Text(string field, string ours, string theirs)
    {
        if (ours != theirs) Add(field, ours, theirs);
    }

    /// <summary>Compares who they were, not the order; nobody named is nobody.</summary>
    public void Fielders(string field, Fielding ours, ReferencePlay theirs, Func<ReferencePlay, int, short> fielder, int places)
    {
        if (fielder(theirs, 0) == ReferencePlay.NotGiven) return;
        ulong mine = 0, his = 0; // How often each of the nine, in four bits each.
        for (var i = 0; i < ours.Length; i++) if (ours[i] > 0) mine += 1UL << (4 * ours[i]);
        for (var i = 0; i < places; i++) if (fielder(theirs, i) > 0) his += 1UL << (4 * fielder(theirs, i));
        if (mine != his) Add(field, Digits(mine), Digits(his));
    }

    private void Add(string field, string ours, string theirs) => found.Add(new(game, play, field, ours, theirs));

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Digits(ulong counted)
    {
        var digits = new StringBuilder();
        for (var position = 1; position <= 9; position++) digits.Append((char)('0' + position), (int)(counted >> (4 * position)) & 15);
        return digits.ToString();
    }
}
