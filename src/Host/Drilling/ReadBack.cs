using AkkaGame.Baseball;
using AkkaGame.Client;
using AkkaGame.Messages;

namespace AkkaGame.Host.Drilling;

/// <summary>
/// What the nodes that are left have of a game, held against what was acknowledged: each command has to stand in it under the seq that its
/// receipt told, and the game has to be what its journal comes to.
/// </summary>
internal sealed class ReadBack
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30), pause = TimeSpan.FromMilliseconds(100);

    public List<LostCommand> Lost { get; } = [];

    public List<string> Unsound { get; } = [];

    /// <param name="left">The nodes that did not go; each game is shown by one and checked by another, where there are two.</param>
    public static async Task<ReadBack> Of(IReadOnlyList<DrilledGame> games, IReadOnlyList<DrilledNode> left, CancellationToken stop)
    {
        var all = new ReadBack();
        for (var i = 0; i < games.Count; i++) await all.Read(games[i], left[i % left.Count], left[(i + 1) % left.Count], stop);
        return all;
    }

    private async Task Read(DrilledGame game, DrilledNode shows, DrilledNode checks, CancellationToken stop)
    {
        try
        {
            var state = await Patiently(() => State(game.Id, shows, stop), stop);
            foreach (var one in game.Acknowledged)
                if (!state.Ledger.Receipts.TryFind(one.Command, out var found) || found.Last != one.Last)
                    Lost.Add(new(game.Id.Value, one.Command.Value, one.Last));
            var check = await Patiently(() => checks.Operators.Verify(game.Id.ToString(), stop), stop);
            if (!check.Sound)
                Unsound.Add($"{game.Id}: {string.Join("; ", check.Faults)}");
            else if (check.Head != state.Ledger.Seq || check.StateHash != Convert.ToHexStringLower(StateHash.Of(state)))
                Unsound.Add(FormattableString.Invariant(
                    $"{game.Id}: {shows.Name} shows event {state.Ledger.Seq}, {checks.Name} reads another state at event {check.Head}"));
        }
        catch (RefusedException e)
        {
            Unsound.Add($"{game.Id} cannot be read: {e.Message}");
        }
    }

    private static async Task<GameState> State(GameId game, DrilledNode shows, CancellationToken stop)
    {
        var sight = await shows.Look(game, stop);
        return sight.State ?? throw new RefusedException(sight.Refused!);
    }

    /// <exception cref="RefusedException">It is still refused when patience ends.</exception>
    private static async Task<T> Patiently<T>(Func<Task<T>> ask, CancellationToken stop)
    {
        for (var began = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                return await ask();
            }
            catch (RefusedException e) when (e.Refusal.Retry is Retry.SameId or Retry.After
                && TimeProvider.System.GetElapsedTime(began) < patience)
            {
                await Task.Delay(pause, stop);
            }
        }
    }
}
