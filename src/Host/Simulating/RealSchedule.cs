using AkkaGame.Baseball;
using AkkaGame.Host.Editions;
using AkkaGame.Host.Replay;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating;

/// <summary>
/// A real season's schedule: who met whom and when, with the lineups that began. On the bench and in the bullpen sit those who came in
/// that day, in the order in which they came, and then those of the club who came in the days around it; starters of those days do not.
/// </summary>
internal static class RealSchedule
{
    private const int BenchMost = 6, BullpenMost = 8, RosterMost = 25;

    /// <summary>Games before and after in which a man came in who is thought to be there.</summary>
    private const int Around = 6;

    /// <summary>The games in the order of their dates.</summary>
    /// <exception cref="BadLeagueFileException">A file cannot be read, or has a game that the rules refuse.</exception>
    public static IReadOnlyList<ScheduledGame> Of(IReadOnlyList<string> files, Edition cards)
    {
        var played = new Played[files.Count][];
        try
        {
            Parallel.For(0, files.Count, i => played[i] = [.. Read(files[i])]);
        }
        catch (AggregateException e) when (e.InnerException is BadLeagueFileException bad)
        {
            throw bad;
        }

        Played[] games =
        [
            .. played.SelectMany(static one => one).OrderBy(game => game.Date).ThenBy(game => game.Number)
                .ThenBy(game => game.Home.Value, StringComparer.Ordinal),
        ];
        var byClub = new Dictionary<TeamId, List<(Played Game, Side Side)>>();
        foreach (var game in games)
        {
            At(game.Away).Add((game, Side.Away));
            At(game.Home).Add((game, Side.Home));
        }

        var made = new Dictionary<(Played, Side), LineupCard>();
        foreach (var season in byClub.Values)
            for (var i = 0; i < season.Count; i++) made.Add(season[i], Card(season, i, cards));
        return
        [
            .. games.Select(game => new ScheduledGame(
                game.Date, game.Number, game.Away, game.Home, made[(game, Side.Away)],
                Without(made[(game, Side.Home)], made[(game, Side.Away)]))),
        ];

        List<(Played, Side)> At(TeamId club)
        {
            if (!byClub.TryGetValue(club, out var its)) byClub.Add(club, its = []);
            return its;
        }
    }

    /// <summary>Who was traded in these days sits with one of the two.</summary>
    private static LineupCard Without(LineupCard card, LineupCard other)
    {
        var there = other.Bench.Concat(other.Bullpen).Select(man => man.Player).ToHashSet();
        return card with
        {
            Bench = new([.. card.Bench.Where(man => !there.Contains(man.Player))]),
            Bullpen = new([.. card.Bullpen.Where(man => !there.Contains(man.Player))]),
        };
    }

    private static IEnumerable<Played> Read(string file)
    {
        foreach (var (game, trouble) in EventFile.Played(file))
        {
            if (game is null) throw new BadLeagueFileException(trouble!);
            var lineups = game.Groups.SelectMany(group => group.Events).OfType<LineupsExchanged>().First();
            var fixture = game.State.Game.Fixture!;
            yield return new(
                fixture.Date, fixture.Number, fixture.Away, fixture.Home, lineups.Away, lineups.Home, game.State.Game);
        }
    }

    private static LineupCard Card(List<(Played Game, Side Side)> season, int at, Edition cards)
    {
        var (game, side) = season[at];
        var begins = side == Side.Away ? game.AwayLineup : game.HomeLineup;
        var named = begins.Places.Select(place => place.Player).ToHashSet();
        // The other side's men of the day: nobody is on both cards, also on the day he was traded.
        foreach (var other in game.Final.Lineup(side.Other()).Men) named.Add(other.Player);
        var starters = Near(season, at).Select(one => one.Game.Final.Lineup(one.Side).Pitchers[0].Player).ToHashSet();
        var (bench, bullpen) = (new List<NamedPlayer>(), new List<NamedPlayer>());
        foreach (var (near, its) in Near(season, at).Prepend((game, side)))
        {
            foreach (var man in near.Final.Lineup(its).Men)
            {
                if (man.Entered == 0 && near == game || named.Contains(man.Player)) continue;
                var pitches = cards.Find(man.Player)?.Pitching is { Role: not PitchingRole.Fielder };
                if (pitches && near != game && starters.Contains(man.Player)) continue;
                var (list, most) = pitches ? (bullpen, BullpenMost) : (bench, BenchMost);
                if (list.Count >= most || begins.Places.Count + bench.Count + bullpen.Count >= RosterMost) continue;
                if (pitches && man.Position != Position.Pitcher && near == game) continue;
                named.Add(man.Player);
                list.Add(new(man.Player, cards.Find(man.Player)?.Name ?? man.Name));
            }
        }

        return begins with { Bench = new([.. bench]), Bullpen = new([.. bullpen]) };
    }

    /// <summary>The club's games around that one, the nearest first.</summary>
    private static IEnumerable<(Played Game, Side Side)> Near(List<(Played Game, Side Side)> season, int at)
    {
        for (var away = 1; away <= Around; away++)
        {
            if (at - away >= 0) yield return season[at - away];
            if (at + away < season.Count) yield return season[at + away];
        }
    }

    private sealed record Played(
        DateOnly Date, byte Number, TeamId Away, TeamId Home, LineupCard AwayLineup, LineupCard HomeLineup, Game Final)
    {
        /// <summary>Each is one game, whatever its content.</summary>
        public bool Equals(Played? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
