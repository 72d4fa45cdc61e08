using System.Text.Json;
using AkkaGame.Messages;
using AkkaGame.Scripts;

namespace AkkaGame.Budgets.Tests;

/// <summary>
/// What a played game costs the journal: commits by the rules, to the last one, and commands and bytes in <c>tests/budgets.csv</c>, over
/// a few whole games that are the same in every run.
/// </summary>
public class PlayedGameTests
{
    private static readonly int[] seeds = [1, 2, 3, 4, 5, 6, 7, 8];

    private static readonly Lazy<Task<RulesFront[]>> computers = new(static () => Task.WhenAll(seeds.Select(QuietGame.OfComputers)));
    private static readonly Lazy<Task<RulesFront[]>> persons = new(static () => Task.WhenAll(seeds.Select(QuietGame.OfPersons)));

    /// <summary>Decisions, dice, play, and what follows, the next half and its key included, are one group.</summary>
    [Fact]
    public async Task Computers_commit_once_a_play()
    {
        foreach (var game in await computers.Value) Assert.Equal(QuietGame.Preparations + Plays(game), game.Groups.Count);
    }

    /// <summary>A seal each, the last of which brings reveal, dice and play; a nonce each; a seal each for a choice on the bases.</summary>
    [Fact]
    public async Task Two_persons_commit_once_a_decision_and_nothing_beside()
    {
        foreach (var game in await persons.Value)
        {
            var asked = Events(game).Select(happened => happened.Opens).OfType<Window>().DistinctBy(window => window.Id)
                .Sum(window => int.PopCount((int)window.Asked));
            Assert.Equal(QuietGame.Preparations + asked, game.Groups.Count);
        }
    }

    [Fact]
    public async Task Commands_of_a_game_between_persons() => Holds(
        "commands-a-game", (await persons.Value).Average(game => game.Groups.Count(group => group.Cause == Cause.Command)));

    [Fact]
    public async Task Bytes_of_a_plate_appearance_of_computers() =>
        Holds("journal-a-plate-appearance-computers", (await computers.Value).Average(BytesAPlateAppearance));

    [Fact]
    public async Task Bytes_of_a_plate_appearance_of_persons() =>
        Holds("journal-a-plate-appearance-persons", (await persons.Value).Average(BytesAPlateAppearance));

    /// <summary>The bodies of all events of a game, by its plate appearances.</summary>
    private static double BytesAPlateAppearance(RulesFront game) =>
        Events(game).Sum(happened => (double)JsonSerializer.SerializeToUtf8Bytes(happened, WireNames.Of(happened).Json).Length)
        / Events(game).OfType<PlayMade>().Count(play => play.Ended.HasFlag(Ended.PlateAppearance));

    private static int Plays(RulesFront game) => Events(game).OfType<PlayMade>().Count();

    private static IEnumerable<GameEvent> Events(RulesFront game) => game.Groups.SelectMany(group => (IEnumerable<GameEvent>)group.Events);

    private static void Holds(string what, double measured) => BudgetTests.Holds(what, (long)measured);
}
