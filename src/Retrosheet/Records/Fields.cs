using System.Buffers;
using System.Globalization;
using AkkaGame.Messages;

namespace AkkaGame.Retrosheet.Records;

/// <summary>One line, cut at its commas; a comma between double quotes does not cut.</summary>
internal ref struct Fields
{
    /// <summary>The most that any record has (<c>play</c>); a line with more is refused.</summary>
    public const int Max = 8;

    private static readonly SearchValues<char> ofACount = SearchValues.Create("0123456789?");

    [System.Runtime.CompilerServices.InlineArray(Max)]
    private struct Cuts
    {
        private Range first;
    }

    private Cuts cuts;

    private Fields(ReadOnlySpan<char> line) => Line = line;

    public ReadOnlySpan<char> Line { get; }

    public int Count { get; private set; }

    /// <summary>The field at <paramref name="index"/> without its quotes.</summary>
    public readonly ReadOnlySpan<char> this[int index] => Line[cuts[index]];

    /// <summary>
    /// Cuts a line into at most <see cref="Max"/> fields; an <c>info</c>'s value is all that stands after its key. False, with what was
    /// expected, where it is not a record.
    /// </summary>
    public static bool TrySplit(ReadOnlySpan<char> line, out Fields fields, out string expected)
    {
        fields = new(line);
        expected = "";
        var at = 0;
        var isInfo = line.StartsWith("info,");
        while (true)
        {
            if (fields.Count == Max)
            {
                expected = $"at most {Max} fields";
                return false;
            }

            int end;
            if (isInfo && fields.Count == 2)
            {
                end = line.Length;
                fields.cuts[fields.Count++] = at < end - 1 && line[at] == '"' && line[^1] == '"' ? (at + 1)..(end - 1) : at..end;
            }
            else if (at < line.Length && line[at] == '"')
            {
                var close = line[(at + 1)..].IndexOf('"');
                end = at + 1 + close + 1;
                if (close < 0 || (end < line.Length && line[end] != ','))
                {
                    expected = "a closing quote and a comma or the end after it";
                    return false;
                }

                fields.cuts[fields.Count++] = (at + 1)..(end - 1);
            }
            else
            {
                var comma = line[at..].IndexOf(',');
                end = comma < 0 ? line.Length : at + comma;
                fields.cuts[fields.Count++] = at..end;
            }

            if (end >= line.Length) return true;
            at = end + 1;
        }
    }

    public readonly bool IsNumber(int index, int least, int most, out byte number) =>
        byte.TryParse(this[index], NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;

    /// <summary>0 is the visitors, 1 the home club.</summary>
    public readonly bool IsSide(int index, out Side side)
    {
        side = this[index] is "1" ? Side.Home : Side.Away;
        return this[index] is "0" or "1";
    }

    /// <summary>A player's id, shared between games.</summary>
    public readonly bool IsPlayer(int index, out PlayerId player)
    {
        player = new(Intern.Of(this[index]));
        return player.IsWellFormed;
    }

    public readonly bool IsBase(int index, out Base on)
    {
        on = this[index] is [var c and >= '1' and <= '3'] ? (Base)(c - '0') : Base.Batter;
        return on != Base.Batter;
    }

    public readonly bool IsHand(int index, out Hand hand)
    {
        hand = this[index] switch { "L" => Hand.Left, "R" => Hand.Right, "B" => Hand.Both, _ => Hand.Unknown };
        return hand != Hand.Unknown;
    }

    /// <summary>
    /// Balls and strikes. What is not two digits in range (the files hold a few <c>42</c> and <c>010</c>) is unknown; a letter is an error.
    /// </summary>
    public readonly bool IsCount(int index, out Count count)
    {
        var text = this[index];
        count = text is [>= '0' and <= '3', >= '0' and <= '2'] ? new((byte)(text[0] - '0'), (byte)(text[1] - '0')) : Messages.Count.Unknown;
        return text.IndexOfAnyExcept(ofACount) < 0;
    }
}
