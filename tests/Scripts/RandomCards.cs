using AkkaGame.Messages;

namespace AkkaGame.Scripts;

/// <summary>Lineup cards as managers hand them in: nine in any order, with or without a designated hitter, a bench and a bullpen.</summary>
public static class RandomCards
{
    private static readonly string[] names = ["Abbott", "Bell", "Cobb", "Doyle", "Ennis", "Ford", "Groh", "Hack", "Irvin", "Judge"];

    public static LineupCard For(Side side, RuleSet rules, Chance chance)
    {
        var letter = side == Side.Away ? 'a' : 'h';
        var dh = rules.Dh == DhRule.Universal ? chance.Of(9, 10) : rules.Dh == DhRule.PerSide && chance.Of(1, 2);
        var gloves = Enumerable.Range(2, 8).Select(position => (Position)position)
            .Append(dh ? Position.DesignatedHitter : Position.Pitcher).OrderBy(_ => chance.Below(1000)).ToArray();
        var places = new List<LineupPlace>();
        for (byte slot = 1; slot <= 9; slot++) places.Add(new(slot, new($"{letter}{slot:00}"), Name(slot), gloves[slot - 1]));
        if (dh)
        {
            // A two-way player is his own designated hitter, where the rules allow it.
            var hitter = places.Find(place => place.Position == Position.DesignatedHitter)!;
            places.Add(rules.DhSurvivesPitcher && chance.Of(1, 4)
                ? new(0, hitter.Player, hitter.Name, Position.Pitcher)
                : new(0, new($"{letter}10"), Name(10), Position.Pitcher));
        }

        return new(
            new([.. places]), Men(20, chance.Below(7)), Men(40, chance.Below(8)), chance.Of(1, 4) ? Men(60, 1) : default);

        EquatableArray<NamedPlayer> Men(int from, int count) =>
            new([.. Enumerable.Range(from, count).Select(n => new NamedPlayer(new($"{letter}{n}"), Name(n)))]);

        string Name(int n) => $"{names[n % names.Length]} {(char)('A' + n % 26)}.";
    }
}
