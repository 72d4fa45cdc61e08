using AkkaGame.Baseball;
using AkkaGame.Client;
using AkkaGame.Host.Replay;
using AkkaGame.Messages;

namespace AkkaGame.Host.Playing;

/// <summary>A game from here to its end, for one side or for both: look, tell, do what is to do, wait for what comes.</summary>
/// <param name="api">Gives the sentences.</param>
/// <param name="dugouts">The sides that are managed here; the game is looked at as the first one's connection has it.</param>
/// <param name="takesTime">Managers are people: they are told at once when the game moves on while they think.</param>
/// <param name="tell">Gets a line for each thing that happened.</param>
internal sealed class PlayRun(GameApi api, GameId game, IReadOnlyList<Dugout> dugouts, bool takesTime, Action<string> tell)
{
    private readonly GameConnection followed = dugouts[0].Connection;

    /// <summary>Read only as far as the view is shown, so that both tell the same.</summary>
    private readonly IAsyncEnumerator<Heard>? heard = takesTime ? dugouts[0].Connection.Listen().GetAsyncEnumerator() : null;

    private int told, heardTo;
    private (int Seen, GameStatus Status, int Half, int Rolls) standing = (-1, GameStatus.None, 0, 0);

    /// <param name="before">The game as it stood before anybody was connected.</param>
    /// <returns>The game as it ended.</returns>
    /// <exception cref="RefusedException">The server will not have us, or what it answers is not to be understood.</exception>
    /// <exception cref="ConnectionEndedException">The server does not answer any more, or will not have us.</exception>
    public async Task<GameView> Play(GameView before, CancellationToken stop)
    {
        if (IsOver(before))
        {
            await Tell(before, stop);
            return before;
        }

        foreach (var dugout in dugouts) dugout.Connection.Start();
        foreach (var dugout in dugouts)
            await dugout.Connection.WaitUntil(() => dugout.Connection is { View: not null, You: not null }, stop);
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var view = followed.View!.Game;
            await TellDice(view.Seq, stop);
            await Tell(view, stop);
            if (IsOver(view)) return view;
            foreach (var dugout in dugouts)
                if (dugout.Connection.Ended is { IsCompleted: true } ended) throw new ConnectionEndedException(await ended);
            await Step(view, stop);
        }
    }

    private static bool IsOver(GameView view) => view.IsOver || view.Status is GameStatus.Postponed or GameStatus.Abandoned;

    private async Task Step(GameView view, CancellationToken stop)
    {
        using var moved = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var next = takesTime ? Moved(view.Seq, moved, over.Token) : null;
        try
        {
            foreach (var dugout in dugouts.OrderBy(one => view.Live?.Window?.WaitsFor(one.Side) == true ? 0 : 1))
            {
                if (!await dugout.Act(view, moved.Token, stop)) continue;
                // What the one side did the other one's connection may hear a moment later.
                await followed.WaitUntil(() => followed.View!.Seq >= dugout.Seq, stop);
                return;
            }

            await (next ?? Moved(view.Seq, moved, over.Token));
        }
        finally
        {
            await over.CancelAsync();
            if (next is not null) await next;
        }
    }

    /// <summary>Waits until the game has gone on, or control has changed hands, and says so.</summary>
    private async Task Moved(int seq, CancellationTokenSource moved, CancellationToken over)
    {
        using var any = CancellationTokenSource.CreateLinkedTokenSource(over);
        Task[] waiting =
        [
            followed.WaitUntil(() => followed.View!.Seq != seq, any.Token),
            .. dugouts.Select(one => ControlChanges(one.Connection, any.Token)),
        ];
        await Task.WhenAny(waiting);
        await any.CancelAsync();
        try
        {
            await Task.WhenAll(waiting);
        }
        catch (Exception e) when (e is OperationCanceledException or ConnectionEndedException)
        {
            // Whoever looks next meets the end again, and says it.
        }

        if (!over.IsCancellationRequested) await moved.CancelAsync();
    }

    private static Task ControlChanges(GameConnection connection, CancellationToken over)
    {
        var had = Standing(connection);
        return connection.WaitUntil(() => Standing(connection) is { } now && now != had, over);

        // While it is cut off nobody knows.
        static (bool Have, bool Free)? Standing(GameConnection one) => one.State switch
        {
            ConnectionState.Live => (one.HasControl, one.ControlIsFree),
            ConnectionState.Moved => (false, false),
            _ => null,
        };
    }

    private async Task Tell(GameView view, CancellationToken stop)
    {
        // Dice that lie before their play is made are of use to people only.
        var now = (view.Seen, view.Status, view.Inning * 2 + (int)view.Half, takesTime ? view.Live?.Dice.Rolls ?? 0 : 0);
        if (now == standing) return;
        standing = now;
        foreach (var play in await api.Plays(game, told, stop))
        {
            told = Math.Max(told, play.Seq);
            tell($"{Words.Standing(play)}  {GameLine.Printable(play.Text)}");
        }
    }

    /// <summary>The dice, and what both sides wanted.</summary>
    private async Task TellDice(int head, CancellationToken stop)
    {
        while (heard is not null && heardTo < head && await heard.MoveNextAsync().AsTask().WaitAsync(stop))
        {
            if (heard.Current is Heard.Snapshot snapshot) heardTo = snapshot.Seq;
            if (heard.Current is not Heard.Group group) continue;
            heardTo = group.Last;
            foreach (var happened in group.Events)
                foreach (var line in Lines(happened.Event)) tell("    " + line);
        }
    }

    /// <summary>What the play-by-play leaves out.</summary>
    private static IEnumerable<string> Lines(GameEvent? happened) => happened switch
    {
        DiceRolled rolled => [Words.Of(rolled)],
        PlayMade { Chart.Count: > 0 } play => play.Chart.AsSpan().ToArray().Select(static one => $"{one.Chart} {one.Row}: {one.Outcome}"),
        DecisionsRevealed { DefenseBy.Why: var defense, OffenseBy.Why: var offense } =>
            ((string?[])[defense, offense]).OfType<string>().Select(GameLine.Printable),
        DeadlinePassed late => [$"The {Words.Of(late.Side)} side did not decide in time."],
        PlayTakenBack => ["The last play is taken back."],
        TakeBackRefused no => [$"No taking back: {GameLine.Printable(no.Reason)}"],
        _ => [],
    };
}
