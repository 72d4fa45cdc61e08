using AkkaGame.Messages;
using AkkaGame.Tests;

namespace AkkaGame.Baseball.Tests;

/// <summary>A played game whose journal can be changed by hand and then checked as <c>akkagame verify</c> checks it.</summary>
internal sealed class Tampered
{
    /// <summary>Computers of both levels, so that whatever is tried is tried against each of them.</summary>
    public static readonly Tampered Computers = new(LiveScenario.Start(awayLevel: 1, homeLevel: 2, seed: 3).Play());

    /// <summary>Two persons with a clock, who seal what they like; now and then one lets his time pass, and one has left orders.</summary>
    public static readonly Tampered Persons = new(Sealed());

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

    /// <summary>The first fault where every event is what <paramref name="change"/> makes of it.</summary>
    public DiceFault? With(Func<GameEvent, GameEvent> change) => Fault(
        [.. groups.Select(group => group with { Events = new([.. group.Events.Select(change)]) })], from: 0);

    private static LiveScenario Sealed()
    {
        var game = LiveScenario.Created(LiveScenario.Clocked, seed: 12).Seated(Side.Away, tip: true).Seated(Side.Home, tip: true)
            .Do(Side.Away, new SealLineup(LiveScenario.Card('a'))).Do(Side.Home, new SealLineup(LiveScenario.Card('h')))
            .Do(Side.Home, new SealStandingOrders(new(Defense: new() { Outfield = Outfield.Back })))
            .Do(LiveScenario.Commissioner, new StartGame());
        while (!game.Game.IsOver)
        {
            if (game.Window is not { Kind: WindowKind.Pitch, Asked: Sides.Both } window) game.Step();
            else if (game.Game.Tally.Turns % 5 == 4) game.Seal(game.Game.Batting).Fire();
            else if (game.Game.Tally.Turns % 5 == 2) game.Seal(game.Game.Fielding).Fire();
            else
            {
                var offense = ComputerManager.Offense(game.Game, window.Id, 1).Decision with { Boldness = Boldness.AskMe };
                game.Pitch(ComputerManager.Defense(game.Game, window.Id, 2).Decision, offense);
            }
        }

        return game;
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
