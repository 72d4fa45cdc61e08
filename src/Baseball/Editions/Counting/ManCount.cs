using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>What was counted of one man, but for his match-ups.</summary>
internal sealed class ManCount
{
    /// <summary>Games by position; the pitcher's too.</summary>
    public int[] Games { get; } = new int[10];

    public int Starts { get; set; }

    public int Saves { get; set; }

    /// <summary>Batters that he faced in his starts, and in relief.</summary>
    public int BattersAsStarter { get; set; }

    public int BattersInRelief { get; set; }

    /// <summary>Turns at bat that began with him on first and second open; on second and third open.</summary>
    public int Chances { get; set; }

    public int ChancesOfThird { get; set; }

    public int Steals { get; set; }

    public int StealsOfThird { get; set; }

    public int Caught { get; set; }

    /// <summary>Extra bases that he made.</summary>
    public Versus Speed { get; } = new();

    public Versus DoublePlays { get; } = new();

    public Versus BuntHits { get; } = new();

    public Versus WildPitches { get; } = new();

    /// <summary>As a pitcher: men caught stealing.</summary>
    public Versus CaughtOff { get; } = new();

    /// <summary>By position; a catcher's errors are passed balls, his arm the men he caught stealing.</summary>
    public Versus[] Range { get; } = New();

    public Versus[] Errors { get; } = New();

    public Versus[] Arm { get; } = New();

    /// <summary>Games for each club.</summary>
    public Dictionary<TeamId, int> Clubs { get; } = [];

    /// <summary>The club for which he played most games; of several the first by its code.</summary>
    public TeamId Club => Clubs.OrderByDescending(one => one.Value).ThenBy(one => one.Key.Value, StringComparer.Ordinal).First().Key;

    public string Name { get; set; } = "";

    public void Add(ManCount other)
    {
        for (var i = 0; i < Games.Length; i++)
        {
            Games[i] += other.Games[i];
            Range[i].Add(other.Range[i]);
            Errors[i].Add(other.Errors[i]);
            Arm[i].Add(other.Arm[i]);
        }

        Starts += other.Starts;
        Saves += other.Saves;
        BattersAsStarter += other.BattersAsStarter;
        BattersInRelief += other.BattersInRelief;
        Chances += other.Chances;
        ChancesOfThird += other.ChancesOfThird;
        Steals += other.Steals;
        StealsOfThird += other.StealsOfThird;
        Caught += other.Caught;
        Speed.Add(other.Speed);
        DoublePlays.Add(other.DoublePlays);
        BuntHits.Add(other.BuntHits);
        WildPitches.Add(other.WildPitches);
        CaughtOff.Add(other.CaughtOff);
        foreach (var (club, games) in other.Clubs) Clubs[club] = Clubs.GetValueOrDefault(club) + games;
        if (Name.Length == 0) Name = other.Name;
    }

    private static Versus[] New()
    {
        var all = new Versus[10];
        for (var i = 0; i < all.Length; i++) all[i] = new();
        return all;
    }
}
