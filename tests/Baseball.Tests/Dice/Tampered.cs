using AkkaGame.Messages;
using AkkaGame.Tests;

namespace AkkaGame.Baseball.Tests;

/// <summary>A played game whose journal can be changed by hand and then checked as <c>akkagame verify</c> checks it.</summary>
internal sealed class Tampered
{
    private readonly EventGroup[] groups;

    /// <summary>The state before each group, and after the last.</summary>
    private readonly GameState[] states;

    public Tampered(LiveScenario played)
    {
        groups = [.. played.Groups];
        states = new GameState[groups.Length + 1];
        states[0] = GameState.New(played.State.Id);
        for (var at = 0; at < groups.Length; at++) states[at + 1] = GameRules.Evolve(states[at], groups[at]);
    }

    /// <summary>Every event with its seq, in order.</summary>
    public IEnumerable<(int Seq, GameEvent Happened)> Events =>
        groups.SelectMany(static group => group.Events.Select((happened, i) => (group.First + i, happened)));

    /// <summary>The first fault of the journal as it was written.</summary>
    public DiceFault? Untouched => Fault(groups, from: 0);

    /// <summary>The number of the play that the event is part of or, between two plays, of the last one before it.</summary>
    public int PlayOf(int seq)
    {
        var play = 0;
        foreach (var (at, happened) in Events)
        {
            // A play is made of what was shown, and of what fell, since the play before it.
            if (at >= seq && happened is PlayMade of && (at == seq || IsOfAPlay(seq))) return of.Number;
            if (at >= seq && happened is PlayMade) break;
            if (happened is PlayMade made) play = made.Number;
        }

        return play;
    }

    /// <summary>The first fault where one event is another one.</summary>
    public DiceFault? With(int seq, GameEvent changed)
    {
        var at = Array.FindLastIndex(groups, group => group.First <= seq);
        EventGroup[] all = [.. groups];
        all[at] = all[at] with { Events = all[at].Events.With(seq - all[at].First, changed) };
        return Fault(all, from: at);
    }

    private bool IsOfAPlay(int seq) => Events.First(one => one.Seq == seq).Happened is DecisionsRevealed or DiceRolled;

    /// <param name="from">The group before which all is as it was written.</param>
    private DiceFault? Fault(EventGroup[] all, int from)
    {
        var play = default(DiceFault);
        var state = states[from];
        for (var at = from; at < all.Length && play is null; at++)
        {
            play = PlayAudit.Wrong(state, all[at]);
            if (play is null) state = GameRules.Evolve(state, all[at]);
        }

        var dice = DiceAudit.Of(all[0].Game, all).Wrong;
        return dice is null || play?.Seq < dice.Seq ? play : dice;
    }
}
