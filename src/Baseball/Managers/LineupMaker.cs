using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// A club's lineup card by its men's cards: the nine who are worth most at the places they can play, batting in the order of their worth,
/// the starter whose day it is, and beside them a bench and a bullpen.
/// </summary>
public static class LineupMaker
{
    private const int Starters = 5, Relievers = 7, Bench = 4, Batters = 9;

    /// <summary>A man has to have played there so often, or, where nobody has, at all.</summary>
    private const int GamesLeast = 8;

    /// <summary>Scarce places first: what is left over for the others is more.</summary>
    private static readonly Position[] scarce =
    [
        Position.Catcher, Position.Shortstop, Position.CenterField, Position.SecondBase, Position.ThirdBase, Position.RightField,
        Position.LeftField, Position.FirstBase,
    ];

    /// <summary>Who bats where, by worth: the best second, the next first and fourth.</summary>
    private static readonly int[] order = [2, 4, 1, 3, 5, 6, 7, 8, 9];

    /// <summary>The card of a club's game; null, and why, where the edition has not men enough for nine places and a starter.</summary>
    /// <param name="game">How many games the club has played before it: each day another starter.</param>
    public static LineupCard? Of(Edition edition, ClubCard club, int game, bool dh, out string? why)
    {
        var men = club.Men.Select(id => edition.Find(id)!).ToList();
        var pitchers = men.Where(man => man.Pitching is { Role: not PitchingRole.Fielder }).ToList();
        var starters = pitchers.Where(man => man.Pitching!.Role == PitchingRole.Starter)
            .OrderByDescending(man => man.Pitching!.Turns).ThenBy(man => man.Id.Value, StringComparer.Ordinal).Take(Starters).ToList();
        var relievers = pitchers.Where(man => man.Pitching!.Role != PitchingRole.Starter)
            .OrderByDescending(man => man.Pitching!.Turns).ThenBy(man => man.Id.Value, StringComparer.Ordinal).Take(Relievers).ToList();
        why = starters.Count == 0 ? $"{club.Team} has nobody who starts games" : null;
        if (why is not null) return null;
        var free = men.Where(man => !pitchers.Contains(man) && man.Batting is not null)
            .OrderByDescending(man => Value(edition, man)).ThenBy(man => man.Id.Value, StringComparer.Ordinal).ToList();
        var nine = new List<(ManCard Man, Position Position)>();
        foreach (var position in scarce)
        {
            var best = free.FirstOrDefault(man => man.At(position)?.Games >= GamesLeast)
                ?? free.FirstOrDefault(man => man.At(position) is not null);
            if (best is null)
            {
                why = $"{club.Team} has nobody who plays {position}";
                return null;
            }

            nine.Add((best, position));
            free.Remove(best);
        }

        var starter = starters[game % starters.Count];
        if (dh && free.Count > 0)
        {
            nine.Add((free[0], Position.DesignatedHitter));
            free.RemoveAt(0);
        }
        else if (dh)
        {
            why = $"{club.Team} has nobody left to hit for its pitcher";
            return null;
        }

        var byWorth = nine.OrderByDescending(one => Value(edition, one.Man)).ToList();
        var places = new List<LineupPlace>();
        for (var i = 0; i < byWorth.Count; i++)
            places.Add(new((byte)order[i], byWorth[i].Man.Id, byWorth[i].Man.Name, byWorth[i].Position));
        places.Add(new(dh ? (byte)0 : (byte)Batters, starter.Id, starter.Name, Position.Pitcher));
        // Whoever came yesterday is last today.
        var first = relievers.Count == 0 ? 0 : game * 2 % relievers.Count;
        return new(
            new([.. places.OrderBy(place => place.Slot)]), new([.. OnTheBench(free).Select(Named)]),
            new([.. relievers.Skip(first).Concat(relievers.Take(first)).Select(Named)]));
    }

    /// <summary>A catcher first.</summary>
    private static IEnumerable<ManCard> OnTheBench(List<ManCard> free)
    {
        var catcher = free.FirstOrDefault(man => man.At(Position.Catcher) is not null);
        var others = free.Where(man => man != catcher).Take(catcher is null ? Bench : Bench - 1);
        return catcher is null ? others : others.Prepend(catcher);
    }

    private static int Value(Edition edition, ManCard man) =>
        (Worth.Of(edition, man.Id, isPitcher: false, Hand.Left)
            + 2 * Worth.Of(edition, man.Id, isPitcher: false, Hand.Right)) / 3;

    private static NamedPlayer Named(ManCard man) => new(man.Id, man.Name);
}
