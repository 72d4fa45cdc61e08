using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Scripts;

/// <summary>
/// Substitutions as managers think of them: mostly possible, not always. What a rule says against one of them is part of the game.
/// </summary>
public sealed class RandomChanges(Game game, Side side, Chance chance)
{
    private readonly TeamLineup lineup = game.Lineup(side);
    private readonly Reserves reserves = game.Live!.ReservesOf(side);
    private readonly HashSet<PlayerId> sent = [];

    /// <summary>
    /// Gloves for those who hit or ran, men for those who have to leave; null where nothing is to be mended. A person does it as a
    /// computer manager would, or leaves the bench alone and moves his men about.
    /// </summary>
    public Substitute? Mend()
    {
        if (side != game.Fielding || chance.Of(1, 2)) return ComputerManager.Change(game, side);
        var missing = Enumerable.Range(1, 9).Select(n => (Position)n).Where(position => lineup.At(position) is null).ToList();
        var announced = new List<Announcement>();
        foreach (var man in lineup.Men)
        {
            if (missing.Count == 0) break;
            if (!man.IsIn || man.Position is not (Position.PinchHitter or Position.PinchRunner)) continue;
            var position = missing[chance.Below(missing.Count)];
            missing.Remove(position);
            var fresh = position == Position.Pitcher ? Fresh(reserves.Bullpen) : chance.Of(1, 3) ? Fresh(reserves.Bench) : null;
            announced.Add(Announce(man.Entry.Slot, position, fresh ?? new(man.Player, man.Name)));
        }

        return announced.Count > 0 ? new([.. announced]) : ComputerManager.Change(game, side);
    }

    /// <summary>Somebody for somebody, or null where this idea does not fit the situation.</summary>
    public Substitute? Change() => side == game.Batting ? AtBat() : InTheField();

    private Substitute? AtBat()
    {
        if (chance.Of(1, 2)) return Fresh(reserves.Bench) is { } hitter ? One(game.Up(side), Position.PinchHitter, hitter) : null;
        var on = (Base)(1 + chance.Below(3));
        return game.Bases[on] is { } runner && Fresh(chance.Of(4, 5) ? reserves.Bench : reserves.Bullpen) is { } fresh
            ? One(runner.Entry.Slot, Position.PinchRunner, fresh)
            : null;
    }

    private Substitute? InTheField() => chance.Below(8) switch
    {
        0 or 1 or 2 => Reliever(),
        3 => DoubleSwitch(),
        4 => Glove(),
        5 => Swap(),
        6 => FieldTheDh(),
        _ => FielderPitches(),
    };

    private Substitute? Reliever() => lineup.At(Position.Pitcher) is { } pitcher && Fresh(reserves.Bullpen) is { } arm
        ? One(pitcher.Entry.Slot, Position.Pitcher, arm)
        : null;

    /// <summary>Only without a designated hitter: the new pitcher takes a fielder's slot, a new fielder the pitcher's.</summary>
    private Substitute? DoubleSwitch()
    {
        if (lineup.At(Position.Pitcher) is not { Entry.Slot: > 0 } pitcher || Fielder() is not { } leaving) return null;
        return Fresh(reserves.Bullpen) is { } arm && Fresh(reserves.Bench) is { } glove
            ? new([
                Announce(leaving.Entry.Slot, Position.Pitcher, arm), Announce(pitcher.Entry.Slot, leaving.Position, glove)])
            : null;
    }

    private Substitute? Glove() => Fielder() is { } man && Fresh(reserves.Bench) is { } fresh
        ? One(man.Entry.Slot, man.Position, fresh)
        : null;

    private Substitute? Swap() => Fielder() is { } one && Fielder() is { } other && one.Entry != other.Entry
        ? new([Announce(one.Entry.Slot, other.Position, Himself(one)), Announce(other.Entry.Slot, one.Position, Himself(other))])
        : null;

    /// <summary>The designated hitter takes a glove, the pitcher the slot of the man who wore it: the hitter is lost.</summary>
    private Substitute? FieldTheDh() =>
        lineup.Holder(0) is { } pitcher && lineup.At(Position.DesignatedHitter) is { } hitter && Fielder() is { } man
        && hitter.Player != pitcher.Player
            ? new([
                Announce(man.Entry.Slot, Position.Pitcher, Himself(pitcher)), Announce(hitter.Entry.Slot, man.Position, Himself(hitter))])
            : null;

    /// <summary>A fielder takes the mound and the pitcher his place; with a designated hitter that loses the hitter.</summary>
    private Substitute? FielderPitches() =>
        lineup.At(Position.Pitcher) is { Entry.Slot: > 0 } pitcher && Fielder() is { } man
            ? new([
                Announce(man.Entry.Slot, Position.Pitcher, Himself(man)), Announce(pitcher.Entry.Slot, man.Position, Himself(pitcher))])
            : null;

    private LineupPlayer? Fielder() =>
        lineup.Holder((byte)(1 + chance.Below(9))) is { } man && man.Position.IsFielder() && man.Position != Position.Pitcher ? man : null;

    private Substitute One(byte slot, Position position, NamedPlayer man) => new([Announce(slot, position, man)]);

    private Announcement Announce(byte slot, Position position, NamedPlayer man) =>
        new(side, slot, man.Player, man.Name, position, Count.Unknown);

    private static NamedPlayer Himself(LineupPlayer man) => new(man.Player, man.Name);

    /// <summary>One of those who have not been in; now and then one who has left, which is refused.</summary>
    private NamedPlayer? Fresh(EquatableArray<NamedPlayer> men)
    {
        var free = men.Where(man => !sent.Contains(man.Player) && (lineup.LastPlaceOf(man.Player) is null || chance.Of(1, 200))).ToList();
        if (free.Count == 0) return null;
        var one = free[chance.Below(free.Count)];
        sent.Add(one.Player);
        return one;
    }
}
