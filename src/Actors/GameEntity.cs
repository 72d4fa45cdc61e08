using System.Diagnostics;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

internal enum Posted : byte { Taken, Full, Closed }

/// <summary>
/// One game in memory: its inbox, and its turns, one message at a time. It runs only while there is a message, on the thread that brought
/// it or on the one that ended a wait; an idle game is this object and its state.
/// </summary>
internal sealed class GameEntity(GameId id, InProcessEngine engine)
{
    /// <summary>After so many messages in a row others get the thread.</summary>
    private const int TurnsInARow = 64;

    private Waiting? first, last;
    private int waiting;
    private bool running, closed;
    private long usedAt = engine.Now;
    private HostedGame game;

    public GameId Id => id;

    /// <summary>True where nothing reached it since <paramref name="moment"/> and nothing is in work.</summary>
    public bool IsIdleSince(long moment)
    {
        lock (this) return !running && !closed && usedAt <= moment;
    }

    public Posted Post(Waiting message)
    {
        // The object is its own lock: a hundred thousand idle games should not own a hundred thousand locks. Nobody outside sees it.
        lock (this)
        {
            if (closed) return Posted.Closed;
            if (waiting >= engine.Options.InboxMax && message is not Waiting.Leave) return Posted.Full;
            if (last is null) first = message;
            else last.Next = message;
            last = message;
            waiting++;
            if (running) return Posted.Taken;
            running = true;
        }

        _ = Run();
        return Posted.Taken;
    }

    private async Task Run()
    {
        for (var turn = 1; Next() is { } message; turn++)
        {
            if (turn % TurnsInARow == 0) await Task.Yield();
            try
            {
                if (!await Handle(message)) return;
            }
            catch (JournalUnavailableException e)
            {
                engine.Options.Faulted(id, e);
                End(message, Refusals.Unavailable(e.Message));
                return;
            }
            catch (Exception e) // A defect ends this game's stay in memory; the other games do not notice.
            {
                engine.Options.Faulted(id, e);
                End(message, Refusals.Internal);
                return;
            }
        }
    }

    private Waiting? Next()
    {
        lock (this)
        {
            if (first is not { } message)
            {
                running = false;
                return null;
            }

            (first, message.Next) = (message.Next, null);
            if (first is null) last = null;
            waiting--;
            return message;
        }
    }

    /// <summary>One turn. False where it was the last one.</summary>
    private async ValueTask<bool> Handle(Waiting message)
    {
        if (game.State is null)
        {
            if (message is Waiting.Leave unneeded) return Close(unneeded);
            game = (await Recovery.Of(id, engine.Ports.Journal, engine.Ports.Snapshots)).Game;
        }

        switch (GameBehavior.On(game, message.Message, engine.Moment, engine.Options.SnapshotEvery))
        {
            case Effect.Persist persist:
                var outcome = await engine.Ports.Journal.Append(persist.Group, Card(game.State, persist.Then));
                if (outcome.Result != AppendResult.Appended)
                {
                    // Whatever it was: replay is the only way to come back, so it is the way that always works.
                    var why = outcome.Why ?? "The journal did not take it.";
                    engine.Options.Faulted(id, new NotStoredException(why));
                    End(message, Refusals.Unavailable(why));
                    return false;
                }

                game = game with { State = persist.Then };
                Publish(persist);
                ((Waiting.Command)message).Answer(persist.Receipt);
                if (persist.Snapshot) await KeepSnapshot();
                break;
            case Effect.Repeat repeat: ((Waiting.Command)message).Answer(repeat.Receipt); break;
            case Effect.Refuse refuse: message.Refuse(refuse.Refusal); break;
            case Effect.Show show: ((Waiting.Look)message).Show(show.Sight); break;
            case Effect.Passivate passivate:
                if (passivate.Snapshot) await KeepSnapshot();
                return Close((Waiting.Leave)message);
            default: throw new UnreachableException();
        }

        usedAt = engine.Now;
        // Whoever asks for games that do not exist must not fill the memory with them.
        return game.State.Ledger.Seq > 0 || game.Quarantined is not null || Close(null);
    }

    private void Publish(Effect.Persist persist)
    {
        try
        {
            engine.Ports.Audience.Publish(persist.Then, persist.Group);
        }
        catch (Exception e) // It is durable and true; a listener's defect is not the game's.
        {
            engine.Options.Faulted(id, e);
        }
    }

    private static GameCard? Card(GameState before, GameState then) =>
        GameSummary.Of(then) is { } now && now != GameSummary.Of(before) ? new(now.Retrosheet, now.ToJson()) : null;

    private async ValueTask KeepSnapshot()
    {
        if (await engine.Ports.Snapshots.Save(Recovery.Pack(game.State))) game = game with { SnapshotSeq = game.State.Ledger.Seq };
        else engine.Options.Faulted(id, new NotStoredException($"The snapshot at seq {game.State.Ledger.Seq} was not kept."));
    }

    /// <summary>Leaves memory unless a message came meanwhile. True where the game goes on.</summary>
    private bool Close(Waiting.Leave? message)
    {
        bool gone;
        lock (this) gone = closed = first is null;
        if (gone) engine.Forget(this);
        message?.Done(gone);
        return !gone;
    }

    /// <summary>Leaves memory at once; everybody who waits hears it.</summary>
    private void End(Waiting inWork, Refusal refusal)
    {
        Waiting? rest;
        lock (this)
        {
            closed = true;
            (rest, first, last) = (first, null, null);
        }

        engine.Forget(this);
        inWork.Refuse(refusal);
        for (; rest is not null; rest = rest.Next)
            rest.Refuse(Refusals.Unavailable("The game had to be reloaded before this command's turn; send it again with the same id."));
    }
}
