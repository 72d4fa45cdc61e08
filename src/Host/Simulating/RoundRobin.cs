using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating;

/// <summary>Who meets whom, and when: every club meets every other one as often, in series of up to four days at one place.</summary>
/// <param name="Day">From 0.</param>
/// <param name="AwayGame">How many games the visitors have played before it; so <paramref name="HomeGame"/>.</param>
internal sealed record Meeting(int Day, TeamId Away, TeamId Home, int AwayGame, int HomeGame)
{
    private const int SeriesMost = 4;

    /// <summary>
    /// A schedule by the circle method: one club stays, the others go round it. With an odd number of clubs one of them rests.
    /// </summary>
    /// <param name="meetings">Of each pair, half of them at either place; of an odd number one more at one of them.</param>
    public static IReadOnlyList<Meeting> Schedule(IReadOnlyList<TeamId> clubs, int meetings)
    {
        TeamId?[] circle = [.. clubs.Select(static club => (TeamId?)club), .. clubs.Count % 2 == 0 ? (TeamId?[])[] : [null]];
        var series = (meetings + 2 * SeriesMost - 1) / (2 * SeriesMost);
        var played = clubs.ToDictionary(static club => club, static _ => 0);
        var schedule = new List<Meeting>();
        var day = 0;
        for (var half = 0; half < 2 * series; half++)
        {
            // Those at the one place, then those at the other; each shared out over its series.
            var at = (half % 2 == 0 ? meetings + 1 : meetings) / 2;
            var length = at * (half / 2 + 1) / series - at * (half / 2) / series;
            for (var round = 0; round < circle.Length - 1 && length > 0; round++, day += length)
                for (var date = day; date < day + length; date++)
                    for (var pair = 0; pair < circle.Length / 2; pair++) Meet(date, round, pair, half % 2 == 1);
        }

        return schedule;

        void Meet(int date, int round, int pair, bool isReturn)
        {
            var (one, other) = (Seated(round, pair), Seated(round, circle.Length - 1 - pair));
            if (one is not { } first || other is not { } second) return;
            // Who stays in the middle of the circle is at home as often as away.
            var (home, away) = (pair == 0 && round % 2 == 1) == isReturn ? (first, second) : (second, first);
            schedule.Add(new(date, away, home, played[away]++, played[home]++));
        }

        TeamId? Seated(int round, int place) =>
            place == 0 ? circle[0] : circle[1 + (place - 1 + round) % (circle.Length - 1)];
    }
}
