using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests.Editions;

/// <summary>Two clubs of men who differ as much as men may, and more.</summary>
internal static class SmallLeague
{
    private static readonly Position[] positions =
    [
        Position.Catcher, Position.FirstBase, Position.SecondBase, Position.ThirdBase, Position.Shortstop, Position.LeftField,
        Position.CenterField, Position.RightField,
    ];

    public static Edition Of(int seed)
    {
        var random = new Random(seed);
        var everybody = LeagueFacts.Of("batting");
        var league = Whole([.. everybody.Shares.Take(Outcomes.CardCount).Select(share => (double)share.Weight), 40, 14, 1]);
        EquatableArray<int> even = [.. Enumerable.Repeat(1_000, Outcomes.CardCount)];
        var men = new List<ManCard>();
        foreach (var club in (string[])["aaa", "bbb"])
        {
            for (var i = 0; i < 25; i++)
            {
                var pitcher = i >= 14;
                men.Add(new(
                    new($"{club}{i:00}"), $"{club} {i}", (Hand)(1 + random.Next(3)), (Hand)(1 + random.Next(2)), Bat(),
                    pitcher ? Pitch(i) : null,
                    new(random.Next(200), random.Next(60), random.Next(600), random.Next(500, 2_000), random.Next(500, 2_000)),
                    pitcher ? [new(Position.Pitcher, 20, 1_000, 1_000, 1_000)]
                        : [new(positions[i % 8], 50, random.Next(900, 1_100), random.Next(500, 2_000), random.Next(500, 2_000))]));
            }
        }

        return new(
            Edition.Form, "two clubs", null, default,
            new(
                league, league, league, league, even, even, new([.. Enumerable.Repeat(even, LeagueRates.Times)]), even,
                new(Bat(), Bat(), Pitch(24))),
            [
                new(new("AAA"), "A", Some(), [.. men.Take(25).Select(man => man.Id)]),
                new(new("BBB"), "B", Some(), [.. men.Skip(25).Select(man => man.Id)]),
            ],
            new([.. men]));

        BattingCard Bat() => new(Rates(), Rates(), 500, random.Next(500, 1_800), random.Next(300, 1_500));
        PitchingCard Pitch(int i) => new(
            Rates(), Rates(), 500, i < 19 ? PitchingRole.Starter : i == 24 ? PitchingRole.Closer : PitchingRole.Reliever,
            i < 19 ? 23 : 4, random.Next(500, 2_000), random.Next(500, 2_000));
        EquatableArray<int> Rates() => Whole(
            [.. everybody.Shares.Take(Outcomes.CardCount).Select(share => share.Weight * (0.35 + 1.6 * random.NextDouble()))]);
        EquatableArray<int> Some() => [.. Enumerable.Range(0, Outcomes.CardCount).Select(_ => random.Next(850, 1_180))];
    }

    public static Matchup Matchup(Edition edition, Random random)
    {
        var (batter, pitcher) = (edition.Men[random.Next(edition.Men.Count)], edition.Men[14 + random.Next(11)]);
        EquatableArray<Factor> decisions = random.Next(3) == 0 ? [new("infield in", "S/G", 1_300), new("infield in", "G", 905)] : default;
        return new(
            edition, batter.Id, false, pitcher.Id, Baseball.Matchup.BattingHand(batter.Bats, pitcher.Throws), pitcher.Throws,
            (byte)random.Next(8), random.Next(3), random.Next(2) == 0, new("AAA"),
            random.Next(LeagueRates.Times), random.Next(195, 205) * 5, 1_000, decisions);
    }

    private static EquatableArray<int> Whole(double[] weights)
    {
        var sum = weights.Sum();
        var whole = weights.Select(weight => (int)(weight / sum * Outcomes.Whole)).ToArray();
        whole[0] += Outcomes.Whole - whole.Sum();
        return new(whole);
    }
}
