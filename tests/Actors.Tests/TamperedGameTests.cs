using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Tests;

namespace AkkaGame.Actors.Tests;

/// <summary>
/// Two computers' game whose journal somebody has been at: the check of a whole game names the event itself first, whatever else does not
/// fit any more because of it.
/// </summary>
public class TamperedGameTests
{
    private static readonly LiveScenario played = LiveScenario.Start(awayLevel: 1, homeLevel: 2, seed: 3).Play();

    [Fact]
    public void What_nobody_has_touched_is_sound() => Assert.Empty(Check([.. played.Groups]).Faults);

    [Theory]
    [InlineData("a roll", "dice-roll")]
    [InlineData("a decision", "dice-computer")]
    [InlineData("a chart", "dice-chart")]
    [InlineData("a play's outs", "dice-play")]
    [InlineData("a play's runs", "dice-play")]
    [InlineData("a play's men", "dice-play")]
    [InlineData("a man sent in", "dice-computer")]
    public void The_event_that_was_changed_is_named_first(string what, string rule)
    {
        var places = Places(what).ToArray();
        foreach (var (at, i, changed) in Enumerable.Range(0, 5).Select(part => places[part * (places.Length - 1) / 4]))
        {
            var groups = played.Groups.ToArray();
            groups[at] = groups[at] with { Events = groups[at].Events.With(i, changed) };

            var first = Check(groups).Faults[0];

            Assert.Equal((groups[at].First + i, rule), (first.Seq, first.Rule));
        }
    }

    private static IEnumerable<(int Group, int Event, GameEvent Changed)> Places(string what)
    {
        for (var at = 0; at < played.Groups.Count; at++)
            for (var i = 0; i < played.Groups[at].Events.Count; i++)
                if (Changed(what, played.Groups[at].Events[i]) is { } changed) yield return (at, i, changed);
    }

    private static GameEvent? Changed(string what, GameEvent happened) => (what, happened) switch
    {
        ("a roll", DiceRolled roll) => roll with { Dice = roll.Dice with { White = (byte)(roll.Dice.White % 6 + 1) } },
        ("a decision", DecisionsRevealed { Defense: { } defense } reveal) =>
            reveal with { Defense = defense with { Outfield = defense.Outfield == Outfield.In ? Outfield.Back : Outfield.In } },
        ("a chart", PlayMade { Chart.Count: > 0 } play) =>
            play with { Chart = play.Chart.With(0, play.Chart[0] with { Hash = play.Chart[^1].Hash[1..] }) },
        // One out more than there were may be a fourth one, and one less a fourth batter.
        ("a play's outs", PlayMade play) => play with { Outs = (byte)(play.Outs ^ 1) },
        ("a play's runs", PlayMade play) => play with { Runs = (byte)(play.Runs + 1) },
        // Everybody stays where he was: the batter is nowhere.
        ("a play's men", PlayMade { Moves.Count: > 0 } play) => play with { Moves = default },
        ("a man sent in", SubstitutionMade change) => change with { Player = new($"{change.Player}x") },
        _ => null,
    };

    private static CheckedGame Check(EventGroup[] groups) =>
        GameCheck.Of(groups[0].Game, new JournalRead(groups, groups[^1].Last), []);
}
