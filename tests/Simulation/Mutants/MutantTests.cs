using Xunit.Abstractions;

namespace AkkaGame.Simulation.Mutants;

/// <summary>
/// Mistakes put into the sources on purpose, each of which a night must find. Usually a handful is tried; <c>AKKAGAME_SIM_MUTANTS=all</c>
/// tries them all, and a list of names (<c>M3,M17</c>) those.
/// </summary>
public class MutantTests(ITestOutputHelper output)
{
    private const int NightsMost = 2000;

    private static readonly string[] usual = ["M1", "M3", "M5", "M8", "M17"];

    public static TheoryData<string> Chosen()
    {
        var asked = Environment.GetEnvironmentVariable("AKKAGAME_SIM_MUTANTS");
        return asked switch
        {
            null or "" => [.. usual],
            "all" => [.. All.Mutants.Select(static mutant => mutant.Name)],
            _ => [.. asked.Split(',')],
        };
    }

    [Theory]
    [MemberData(nameof(Chosen))]
    public void A_mistake_is_found(string name)
    {
        var mutant = All.Mutants.Single(one => one.Name == name);
        var found = Trial.Of(mutant, 1, NightsMost);
        output.WriteLine($"{mutant}: {found.Nights} nights, {found.How}");
        Assert.True(found.Seed is not null, $"{NightsMost} nights did not find that {mutant.What}.");
    }

    [Fact]
    public void What_a_mistake_replaces_stands_in_the_sources() => Assert.Empty(All.Mutants.SelectMany(static mutant => mutant.Lost));
}
