using AkkaGame.Messages;

namespace AkkaGame.Retrosheet.Events;

/// <summary>A place in an event text that moves forward, and remembers what it had hoped to find.</summary>
internal ref struct Cursor(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> text = text;

    public int At { get; private set; }

    public string Expected { get; private set; } = "";

    public readonly bool AtEnd => At >= text.Length;

    /// <summary>The next character, NUL at the end.</summary>
    public readonly char Next => AtEnd ? '\0' : text[At];

    public readonly char After(int distance) => At + distance < text.Length ? text[At + distance] : '\0';

    public bool Fail(string expected)
    {
        Expected = expected;
        return false;
    }

    public bool FailAt(int place, string expected)
    {
        At = place;
        return Fail(expected);
    }

    public bool Take(char wanted)
    {
        if (Next != wanted || AtEnd) return false;
        At++;
        return true;
    }

    public void SkipAll(char one, char other)
    {
        while (!AtEnd && (Next == one || Next == other)) At++;
    }

    public ReadOnlySpan<char> Letters()
    {
        var from = At;
        while (char.IsAsciiLetterUpper(Next)) At++;
        return text[from..At];
    }

    public ReadOnlySpan<char> LettersAndDigits()
    {
        var from = At;
        while (char.IsAsciiLetterUpper(Next) || char.IsAsciiDigit(Next)) At++;
        return text[from..At];
    }

    /// <summary>Reads a chain of fielders such as 6E3; empty where none stands here. False where it is too long to keep.</summary>
    public bool Fielders(out Fielding fielders)
    {
        var from = At;
        while (char.IsAsciiDigit(Next) || (Next == 'E' && char.IsAsciiDigit(After(1)))) At++;
        // One mark less than the type holds: a later group of a double play begins with the last man of the one before.
        if (At - from < Fielding.MarksMax) return Fielding.TryParse(text[from..At], out fielders) || Fail("fielders");
        fielders = default;
        return FailAt(from, $"fewer than {Fielding.MarksMax} fielders in a row");
    }

    /// <summary>Reads one of B 1 2 3 H; null where another character stands here.</summary>
    public Base? TakeBase()
    {
        Base? found = Next switch
        {
            'B' => Base.Batter,
            '1' => Base.First,
            '2' => Base.Second,
            '3' => Base.Third,
            'H' => Base.Home,
            _ => null,
        };
        if (found is not null) At++;
        return found;
    }
}
