using System.Diagnostics;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Scripts;

namespace AkkaGame.WholeGames;

/// <summary>An engine as a front: what has no certain answer is sent again under the same id, and time goes by itself.</summary>
internal sealed class EngineFront(IEngine engine, IJournal journal, GameId game) : IFront
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    public GameId Game => game;

    public async ValueTask<GameState> Look()
    {
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            var sight = await engine.Look(game);
            if (sight.Quarantined is { } why) throw new ScriptException($"Game {game} is put aside: {why}");
            if (sight.State is { } state) return state;
            if (sight.Refused?.Code == RefusalCode.NotFound) return GameState.New(game);
            if (since.Elapsed > patience) throw new ScriptException($"Game {game} cannot be seen: {sight.Refused}");
        }
    }

    public async ValueTask<Refusal?> Send(Envelope envelope)
    {
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            var answer = await engine.Ask(game, envelope);
            if (answer.Refused is not { Retry: Retry.SameId or Retry.After } || since.Elapsed > patience) return answer.Refused;
        }
    }

    public async ValueTask<bool> Wait(GameState seen)
    {
        if (seen.Game.Due is null) return false;
        var since = Stopwatch.StartNew();
        while ((await Look()).Ledger.Seq == seen.Ledger.Seq)
        {
            if (since.Elapsed > patience)
                throw new ScriptException($"Game {game} stands at {seen.Ledger.Seq}: {seen.Game.NextTimer} does not fire.");
            await Task.Delay(3);
        }

        return true;
    }

    public async ValueTask<IReadOnlyList<EventGroup>> History() => (await journal.Read(game, 0)).Groups;
}
