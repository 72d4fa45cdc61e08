using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// The substitutions of level 1, made up for one turn: who has to leave is replaced, nine fielders stand in nine places when the side
/// takes the field, and a tired pitcher goes. Nobody else is taken out, so no catcher is ever used up.
/// </summary>
internal class NoviceChanges(Game game, Side side)
{
    /// <summary>A starter is tired after so many batters or runs.</summary>
    private const int StarterBatters = 24;
    private const int StarterRuns = 6;

    /// <summary>A reliever is tired after so many runs, and at the start of a half after so many outs.</summary>
    private const int RelieverOuts = 3;
    private const int RelieverRuns = 3;

    private readonly TeamLineup lineup = game.Lineup(side);
    private readonly Reserves reserves = (game.Live ?? LivePlay.Empty).ReservesOf(side);
    private readonly List<Announcement> announced = [];
    private readonly HashSet<PlayerId> sent = [];
    private readonly List<string> reasons = [];

    /// <summary>The batch of this turn, or null; with it one true sentence.</summary>
    public Substitute? Announced(out string? why)
    {
        why = null;
        if (game.Status != GameStatus.InProgress) return null;
        ReplaceWhoMustLeave();
        if (side == game.Fielding)
        {
            FillTheField();
            RelieveTheTired();
        }

        if (announced.Count == 0) Improve();

        if (announced.Count == 0) return null;
        why = $"{string.Join("; ", reasons)}.";
        return new([.. announced]);
    }

    private protected Game Game => game;

    private protected Side Side => side;

    private protected TeamLineup Lineup => lineup;

    private protected Reserves Reserves => reserves;

    /// <summary>Changes that nothing forces: none at this level.</summary>
    private protected virtual void Improve()
    {
    }

    private void ReplaceWhoMustLeave()
    {
        foreach (var man in lineup.Men)
        {
            if (!man.IsIn || !MustLeave(man) || side == game.Fielding && IsIdle(man)) continue;
            var position = TakenOver(man);
            if (Reserve(position == Position.Pitcher) is { } fresh)
                Send(man.Entry.Slot, fresh, position, $"{man.Name} has to leave, and {fresh.Name} comes in");
        }
    }

    /// <summary>A two-way player leaves both his places, or the mound alone: each is named where he has to.</summary>
    private bool MustLeave(LineupPlayer man) => (game.Live ?? LivePlay.Empty).MustLeave.Contains(man.Entry);

    /// <summary>The part that is taken over at once by the man who comes in for <paramref name="man"/>.</summary>
    private Position TakenOver(LineupPlayer man)
    {
        if (side == game.Fielding) return man.Position;
        for (var on = Base.First; on <= Base.Third; on++) if (game.Bases[on]?.Entry == man.Entry) return Position.PinchRunner;
        if (man.Entry.Slot == game.Up(side)) return Position.PinchHitter;
        return IsIdle(man) ? Before(man)?.Position ?? man.Position : man.Position;
    }

    /// <summary>Who hit or ran takes the glove of the man before him, or one that is left; for a pitcher a fresh arm comes.</summary>
    private void FillTheField()
    {
        var missing = new List<Position>();
        for (var position = Position.Pitcher; position <= Position.RightField; position++)
            if (lineup.At(position) is null) missing.Add(position);
        var idle = new List<LineupPlayer>();
        foreach (var man in lineup.Men) if (man.IsIn && IsIdle(man)) idle.Add(man);

        // First those for whom it is clear: the others take what is left.
        idle.RemoveAll(man => Before(man) is { } before && missing.Remove(before.Position) && Put(man, before.Position));
        for (var i = 0; i < idle.Count && i < missing.Count; i++) Put(idle[i], missing[i]);
    }

    /// <summary>True always, to be said in a condition.</summary>
    private bool Put(LineupPlayer man, Position position)
    {
        if (Predecessor(man) is { LentRunner: true } lent)
            Send(man.Entry.Slot, new(lent.Player, lent.Name), position, $"{lent.Name} is back after his courtesy runner");
        else if (position == Position.Pitcher && Reserve(arm: true) is { } arm)
            Send(man.Entry.Slot, arm, position, $"{arm.Name} pitches, because the pitcher left for {man.Name}");
        else if (MustLeave(man) && Reserve(arm: false) is { } fresh)
            Send(man.Entry.Slot, fresh, position, $"{man.Name} has to leave, and {fresh.Name} comes in");
        else
            Send(man.Entry.Slot, new(man.Player, man.Name), position, $"{man.Name} stays in the game");
        return true;
    }

    private void RelieveTheTired()
    {
        if (announced.Exists(change => change.Position == Position.Pitcher) || lineup.Pitchers.Count == 0) return;
        if (lineup.At(Position.Pitcher) is not { } pitcher) return;
        var line = lineup.Pitchers[^1];
        if (line.Player != pitcher.Player || Tired(line) is not { } tired || !MayLeave(line) || Arm() is not { } fresh) return;
        Send(pitcher.Entry.Slot, fresh, Position.Pitcher, $"{pitcher.Name} has {tired}, and {fresh.Name} comes in");
    }

    /// <summary>Of what he has had enough, in words; null where he goes on.</summary>
    private protected virtual string? Tired(PitcherLine line) => line switch
    {
        { Started: true, Batters: >= StarterBatters } => $"faced {line.Batters} batters, {StarterBatters} are enough for a starter",
        { Started: true, Runs: >= StarterRuns } => $"given up {line.Runs} runs, {StarterRuns} are enough for a starter",
        { Started: false, Runs: >= RelieverRuns } => $"given up {line.Runs} runs, {RelieverRuns} are enough for a reliever",
        { Started: false, Outs: >= RelieverOuts } when game.Tally.Plays == 0 =>
            $"made {line.Outs} outs, {RelieverOuts} are enough for a reliever",
        _ => null,
    };

    /// <summary>
    /// He has pitched to as many as the rules ask: in this half, or over the game where the half has not begun and he is no newcomer.
    /// </summary>
    private protected bool MayLeave(PitcherLine line)
    {
        var least = line.Started ? 1 : Math.Max((byte)1, game.Fixture!.Rules.MinBatters);
        return line.BattersThisHalf >= least
            || game.Tally.Plays == 0 && line.Batters >= least && lineup[line.Entry].Entered <= game.Plays;
    }

    private NamedPlayer? Reserve(bool arm) => arm ? Arm() ?? Fresh(reserves.Bench) : Fresh(reserves.Bench) ?? Arm();

    private protected virtual NamedPlayer? Arm() => Fresh(reserves.Bullpen);

    private NamedPlayer? Fresh(EquatableArray<NamedPlayer> men)
    {
        foreach (var man in men) if (IsFresh(man)) return man;
        return null;
    }

    /// <summary>He has not been in the game, and may come.</summary>
    private protected bool IsFresh(NamedPlayer man)
    {
        var others = game.Lineup(side.Other());
        return !sent.Contains(man.Player) && lineup.LastPlaceOf(man.Player) is null && others.LastPlaceOf(man.Player) is null
            && !(game.Live ?? LivePlay.Empty).Gone.Contains(man.Player);
    }

    private static bool IsIdle(LineupPlayer man) => man is { Position: Position.PinchHitter or Position.PinchRunner, ForDh: false };

    /// <summary>The last man before him in his slot who had a place in the field or hit for the pitcher.</summary>
    private LineupPlayer? Before(LineupPlayer man)
    {
        LineupPlayer? before = null;
        foreach (var one in lineup.Men)
            if (Precedes(one, man) && (one.Position.IsFielder() || one.Position == Position.DesignatedHitter)) before = one;
        return before;
    }

    private LineupPlayer? Predecessor(LineupPlayer man)
    {
        LineupPlayer? before = null;
        foreach (var one in lineup.Men) if (Precedes(one, man)) before = one;
        return before;
    }

    private static bool Precedes(LineupPlayer one, LineupPlayer man) =>
        one.Entry.Slot == man.Entry.Slot && one.Entry.Ordinal < man.Entry.Ordinal;

    private protected void Send(byte slot, NamedPlayer man, Position position, string reason)
    {
        announced.Add(new(side, slot, man.Player, man.Name, position, Count.Unknown));
        sent.Add(man.Player);
        reasons.Add(reason);
    }
}
