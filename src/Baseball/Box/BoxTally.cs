using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>What a side did as a whole, while it is being counted.</summary>
internal sealed class BoxTally
{
    public List<byte> Innings { get; } = new(9);
    public short Runs { get; private set; }
    public short Outs { get; set; }
    public short Placed { get; set; }
    public short LeftOnBase { get; set; }
    public short TeamEarnedRuns { get; set; }
    public short DoublePlays { get; set; }
    public short TriplePlays { get; set; }
    public short Unnamed { get; set; }

    /// <summary>A half counts as batted from its first play on: one that rain ended before that has no place in the line.</summary>
    public void Bats(byte inning)
    {
        while (Innings.Count < inning) Innings.Add(0);
    }

    public void Scores(byte runs)
    {
        Runs += runs;
        Innings[^1] += runs;
    }

    public TeamLine Line(int[] men, BoxPeople people, EquatableArray<FielderBox> fielders)
    {
        BattingLine batting = default;
        PitchingLine pitching = default;
        FieldingLine fielding = default;
        foreach (var man in men)
        {
            batting += people.Batting(man);
            pitching += people.Pitching(man);
        }

        foreach (var fielder in fielders) fielding += fielder.Fielding;
        return new(batting, pitching, fielding, TeamEarnedRuns, Outs, Placed, LeftOnBase, DoublePlays, TriplePlays, Unnamed);
    }
}
