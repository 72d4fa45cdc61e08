using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating;

/// <summary>
/// The same games as a server plays them: each an entity of the engine, every event of it in the journal before anybody hears of it. The
/// dice are the engine's own, so no seed brings them back.
/// </summary>
internal sealed class StoredSeasons(House house)
{
    /// <summary>Games side by side: enough that the journal commits many at once.</summary>
    private const int AtOnce = 64;

    private static readonly TimeSpan often = TimeSpan.FromMilliseconds(20), again = TimeSpan.FromMilliseconds(50);

    /// <summary>Plays all of its games.</summary>
    /// <param name="played">Told after each game.</param>
    /// <returns>The boxes in the order of the schedule, as the journal gives them.</returns>
    /// <exception cref="InvalidOperationException">The rules refused a game, or what a computer manager decided.</exception>
    public async Task<IReadOnlyList<BoxScore>> Play(Season season, Action played, CancellationToken stop)
    {
        var boxes = new BoxScore[season.Fixtures.Count];
        var side = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop };
        await Parallel.ForEachAsync(season.Fixtures, side, async (fixture, late) =>
        {
            boxes[fixture.Number] = await Play(fixture, late);
            played();
        });
        return boxes;
    }

    private async Task<BoxScore> Play(Fixture fixture, CancellationToken stop)
    {
        var game = new GameId(Guid.CreateVersion7());
        foreach (var command in fixture.Preparations()) await Say(fixture, game, command, stop);
        while ((await house.Engine.Look(game, stop)).State is not { Game.IsOver: true }) await Task.Delay(often, stop);
        return BoxScore.Of(game, EffectiveHistory.Events((await house.Journal.Read(game, 0, stop: stop)).Groups));
    }

    private async Task Say(Fixture fixture, GameId game, GameCommand command, CancellationToken stop)
    {
        var envelope = new Envelope(new(Guid.CreateVersion7()), SimulatedGame.Office, 0, command);
        while ((await house.Engine.Ask(game, envelope, stop)).Refused is { } refused)
        {
            if (refused.Retry != Retry.SameId) throw new InvalidOperationException($"Game {fixture.Number}: {refused}");
            await Task.Delay(again, stop);
        }
    }
}
