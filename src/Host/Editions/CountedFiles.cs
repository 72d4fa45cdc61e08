using System.Text;
using AkkaGame.Baseball;
using AkkaGame.Host.Replay;
using AkkaGame.Messages;
using AkkaGame.Retrosheet;
using AkkaGame.Retrosheet.Records;

namespace AkkaGame.Host.Editions;

/// <summary>
/// Real games counted for cards: event files run through the rules, all cores, with the rosters and the list of clubs that lie beside them.
/// </summary>
/// <param name="Count">What was counted.</param>
/// <param name="People">Full names by man.</param>
/// <param name="Clubs">Names by club.</param>
/// <param name="Troubles">Files and games that could not be read, and were left out.</param>
internal sealed record CountedFiles(
    CardCount Count, IReadOnlyDictionary<PlayerId, string> People, IReadOnlyDictionary<TeamId, string> Clubs,
    IReadOnlyList<string> Troubles)
{
    /// <summary>Counts the games of <paramref name="files"/>, each file one thread's work.</summary>
    /// <param name="counted">Told after each file.</param>
    public static CountedFiles Of(IReadOnlyList<string> files, int cores, Action<int> counted, CancellationToken stop)
    {
        var troubles = new List<string>();
        var (hands, people, clubs) = Names(files, troubles);
        var counts = new CardCount[files.Count];
        var faults = new List<string>[files.Count];
        Parallel.For(0, files.Count, new() { MaxDegreeOfParallelism = cores, CancellationToken = stop }, i =>
        {
            (counts[i], faults[i]) = (new(hands), []);
            foreach (var (game, trouble) in EventFile.Played(files[i]))
            {
                if (game is null) faults[i].Add(trouble!);
                else Take(game, counts[i]);
            }

            counted(counts[i].Games);
        });
        var all = new CardCount(hands);
        // In the order of the files, so that the same files give the same edition on any number of cores.
        for (var i = 0; i < counts.Length; i++)
        {
            all.Add(counts[i]);
            troubles.AddRange(faults[i]);
        }

        return new(all, people, clubs, troubles);
    }

    private static void Take(ReplayedGame game, CardCount count)
    {
        foreach (var play in game.Plays) count.Add(play.Before, play.Play);
        count.End(game.State.Game);
    }

    private static (Dictionary<PlayerId, Hands>, Dictionary<PlayerId, string>, Dictionary<TeamId, string>) Names(
        IReadOnlyList<string> files, List<string> troubles)
    {
        var hands = new Dictionary<PlayerId, Hands>();
        var (people, clubs) = (new Dictionary<PlayerId, string>(), new Dictionary<TeamId, string>());
        var errors = new List<ReadError>();
        var folders = files.Where(File.Exists).Select(file => Path.GetDirectoryName(Path.GetFullPath(file))!)
            .Distinct(StringComparer.Ordinal);
        foreach (var folder in folders.Order(StringComparer.Ordinal))
        {
            foreach (var roster in Directory.EnumerateFiles(folder, "*.ROS").Order(StringComparer.Ordinal))
            {
                using var text = new StreamReader(roster, Encoding.Latin1);
                foreach (var man in NameFiles.Roster(text, roster, errors))
                {
                    // He may stand on several rosters, and not all of them know his hands.
                    var known = hands.GetValueOrDefault(man.Id);
                    hands[man.Id] = new(
                        known.Bats == Hand.Unknown ? man.Bats : known.Bats, known.Throws == Hand.Unknown ? man.Throws : known.Throws);
                    people.TryAdd(man.Id, $"{man.First} {man.Last}");
                }
            }

            foreach (var teams in Directory.EnumerateFiles(folder, "TEAM*").Order(StringComparer.Ordinal))
            {
                using var text = new StreamReader(teams, Encoding.Latin1);
                foreach (var club in NameFiles.Clubs(text, teams, errors)) clubs.TryAdd(club.Id, $"{club.City} {club.Nickname}");
            }
        }

        troubles.AddRange(errors.Select(error => error.Message));
        if (hands.Count == 0) troubles.Add("No rosters (*.ROS) beside the event files: every man bats and throws right.");
        return (hands, people, clubs);
    }
}
