using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Counts pitches from the scorer's sequences. A sequence grows with the turn at bat: each record repeats what came before, a point
/// marking where a play or a change came between. So only what is new counts, and what was thrown before a change of pitchers counts
/// for the man relieved.
/// </summary>
internal sealed class BoxPitches
{
    private readonly List<(int Man, Count Count)> relieved = new(2);
    private int counted;

    /// <summary>A pitcher left, perhaps in the middle of a turn at bat, at that count.</summary>
    public void Relieved(int pitcher, Count count) => relieved.Add((pitcher, count));

    public void NextBatter()
    {
        counted = 0;
        relieved.Clear();
    }

    public void Count(PlayMade play, BoxPeople people)
    {
        var pitches = play.Pitches.AsSpan();
        var from = Math.Min(counted, pitches.Length);
        if (relieved.Count > 0)
        {
            foreach (var (man, count) in relieved)
            {
                var to = Change(pitches, from, count);
                Count(pitches[from..to], ref people.Pitching(man));
                from = to;
            }

            relieved.Clear();
        }

        Count(pitches[from..], ref people.Pitching(people.In(play.Pitcher)));
        counted = play.Ended == Ended.Nothing ? pitches.Length : 0;
    }

    /// <summary>
    /// Where a change made at that count falls: at a point, for points mark changes (and delays, so the count must fit); without one, at
    /// the pitch that made the count.
    /// </summary>
    private static int Change(ReadOnlySpan<char> pitches, int from, Count count)
    {
        var (balls, strikes) = (0, 0);
        var reached = from;
        for (var i = 0; i < pitches.Length; i++)
        {
            var fits = !count.IsKnown || balls == count.Balls && strikes == count.Strikes;
            switch (pitches[i])
            {
                case '.' when i >= from && fits: return i;
                case 'B' or 'I' or 'P' or 'V': balls++; break;
                case 'F' or 'R': strikes = Math.Min(2, strikes + 1); break;
                case 'A' or 'C' or 'K' or 'L' or 'M' or 'O' or 'Q' or 'S' or 'T': strikes++; break;
            }

            if (!fits && count.IsKnown && balls == count.Balls && strikes == count.Strikes) reached = Math.Max(from, i + 1);
        }

        return reached;
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
