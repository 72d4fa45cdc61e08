using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Counts pitches from the scorer's sequences. A sequence grows with the turn at bat: each record repeats what came before, a point
/// marking where a play or a change came between. So only what is new counts, and what was thrown before a change of pitchers counts
/// for the man relieved.
/// </summary>
internal sealed class BoxPitches
{
    private int counted;
    private int relieved = BoxPeople.Nobody;

    /// <summary>The man on the mound left, perhaps in the middle of a turn at bat.</summary>
    public void Relieved(int pitcher)
    {
        if (relieved == BoxPeople.Nobody) relieved = pitcher;
    }

    public void NextBatter() => (counted, relieved) = (0, BoxPeople.Nobody);

    public void Count(PlayMade play, BoxPeople people)
    {
        var pitches = play.Pitches.AsSpan();
        var from = Math.Min(counted, pitches.Length);
        var pitcher = people.In(play.Pitcher);
        if (relieved != BoxPeople.Nobody && relieved != pitcher && pitches[from..].IndexOf('.') is var point and >= 0)
        {
            Count(pitches.Slice(from, point), ref people.Pitching(relieved));
            from += point;
        }

        relieved = BoxPeople.Nobody;
        Count(pitches[from..], ref people.Pitching(pitcher));
        counted = play.Ended == Ended.Nothing ? pitches.Length : 0;
    }

    private static void Count(ReadOnlySpan<char> pitches, ref PitchingLine line)
    {
        foreach (var pitch in pitches)
        {
            switch (pitch)
            {
                case 'B' or 'H' or 'I' or 'P' or 'U':
                    line.Pitches++;
                    break;
                case 'C' or 'F' or 'K' or 'L' or 'M' or 'O' or 'Q' or 'R' or 'S' or 'T' or 'X' or 'Y':
                    line.Pitches++;
                    line.Strikes++;
                    break;
            }
        }
    }
}
