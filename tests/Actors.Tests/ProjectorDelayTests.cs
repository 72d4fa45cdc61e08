using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Actors.Tests;

/// <summary>A game that is watched later is in the read model later: lists and records are everybody's.</summary>
public sealed class ProjectorDelayTests
{
    private const int Delay = 60_000;

    private readonly VolatileJournal journal = new();
    private readonly VolatileReadModel model = new();
    private readonly ManualTime time = new();

    [Fact]
    public async Task What_happened_is_taken_in_when_it_is_old_enough_and_not_before()
    {
        var groups = await Played();
        await using var projector = Begin();

        await projector.CatchUp();
        Assert.Equal(1, await Seq(groups));
        Assert.Equal(GameStatus.Scheduled, (await model.Rows(groups[0].Game))!.Game.Status);

        // A group a second: each is seen a minute after it was accepted.
        time.Advance(TimeSpan.FromMilliseconds(Delay));
        await projector.CatchUp();
        Assert.Equal(groups[0].Last, await Seq(groups));
        for (var i = 1; i < groups.Count; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await projector.CatchUp();
            Assert.Equal(groups[i].Last, await Seq(groups));
        }

        Assert.Equal(GameStatus.Final, (await model.Rows(groups[0].Game))!.Game.Status);
    }

    [Fact]
    public async Task A_process_that_begins_finds_what_another_one_held_back()
    {
        var groups = await Played();
        await using (var first = Begin()) await first.CatchUp();
        Assert.Equal(1, await Seq(groups));
        time.Advance(TimeSpan.FromMilliseconds(Delay * 2));

        await using var second = Begin();
        await second.CatchUp();

        Assert.Equal(groups[^1].Last, await Seq(groups));
        Assert.True(await model.ListedTo() > 0);
    }

    private Projector Begin() => new(new(journal, journal, journal, model, time));

    private async Task<int> Seq(IReadOnlyList<EventGroup> groups) => (await model.Rows(groups[0].Game))!.Game.Seq;

    /// <summary>A whole game that was played within moments of now.</summary>
    private async Task<IReadOnlyList<EventGroup>> Played()
    {
        var create = Sample.Create() with { Rules = RuleSet.Mlb2018 with { SpectatorDelayMs = Delay } };
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var groups = PlayedGames.Of(create, 1, 0).Select((group, i) => group with { At = now + 1000 * i }).ToArray();
        var state = GameState.New(groups[0].Game);
        foreach (var group in groups)
        {
            state = GameRules.Evolve(state, group);
            Assert.Equal(AppendResult.Appended, (await journal.Append(group, new(null, GameSummary.Of(state)!.ToJson()))).Result);
        }

        return groups;
    }
}
