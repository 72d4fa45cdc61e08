using AkkaGame.Baseball;
using AkkaGame.Host.Operating;
using AkkaGame.Host.Replay;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;

namespace AkkaGame.Host.Playing;

/// <summary>A game from here to its end, for one side or for both: look, tell, do what is to do, wait for what comes.</summary>
/// <param name="dugouts">The sides that are managed here.</param>
/// <param name="takesTime">Managers are people: they are told at once when the game moves on while they think.</param>
/// <param name="tell">Gets a line for each thing that happened.</param>
internal sealed class PlayRun(GameClient client, GameId game, IReadOnlyList<Dugout> dugouts, bool takesTime, Action<string> tell)
{
    /// <summary>Seconds a question for events waits at the server.</summary>
    private const int Wait = 20;

    private int told, heard;
    private (int Seen, GameStatus Status, int Half, int Rolls) standing = (-1, GameStatus.None, 0, 0);

    /// <returns>The game as it ended.</returns>
    /// <exception cref="AskedInVainException">The server does not answer any more, or will not have us.</exception>
    public async Task<GameView> Play(CancellationToken stop)
    {
        while (true)
        {
            var view = await client.State(game, stop);
            await Tell(view, stop);
            if (view.IsOver || view.Status is GameStatus.Postponed or GameStatus.Abandoned) return view;
            await Step(view, stop);
        }
    }

    private async Task Step(GameView view, CancellationToken stop)
    {
        using var moved = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var next = takesTime ? Moved(view.Seq, moved, over.Token) : null;
        try
        {
            foreach (var dugout in dugouts.OrderBy(one => view.Live?.Window?.WaitsFor(one.Side) == true ? 0 : 1))
                if (await dugout.Act(view, moved.Token, stop)) return;
            await (next ?? Moved(view.Seq, moved, over.Token));
        }
        finally
        {
            await over.CancelAsync();
            if (next is not null) await next;
        }
    }

    /// <summary>Waits until the game has gone on, and says so.</summary>
    private async Task Moved(int seq, CancellationTokenSource moved, CancellationToken over)
    {
        try
        {
            while ((await client.Events(game, seq, Wait, over)).To == seq) { }
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (AskedInVainException) // Whoever looks next meets it again, and says it.
        {
        }

        await moved.CancelAsync();
    }

    private async Task Tell(GameView view, CancellationToken stop)
    {
        // Dice that lie before their play is made are of use to people only.
        var now = (view.Seen, view.Status, view.Inning * 2 + (int)view.Half, takesTime ? view.Live?.Dice.Rolls ?? 0 : 0);
        if (now == standing) return;
        standing = now;
        if (takesTime) await TellDice(view.Seq, stop);
        foreach (var play in (await client.Plays(game, told, stop)).Plays)
        {
            told = Math.Max(told, play.Seq);
            tell($"{Words.Standing(play)}  {GameLine.Printable(play.Text)}");
        }
    }

    /// <summary>The dice, and what both sides wanted.</summary>
    private async Task TellDice(int head, CancellationToken stop)
    {
        while (heard < head)
        {
            var events = await client.Events(game, heard, 0, stop);
            if (events.To == heard) return;
            heard = events.To;
            foreach (var (_, happened) in events.Events)
                foreach (var line in Lines(happened)) tell("    " + line);
        }
    }

    /// <summary>What the play-by-play leaves out.</summary>
    private static IEnumerable<string> Lines(GameEvent happened) => happened switch
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
