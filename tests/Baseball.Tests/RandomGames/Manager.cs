using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests.RandomGames;

/// <summary>Makes up substitutions that are possible as the game stands; new men are called by a running number.</summary>
internal sealed class Manager(Choices choose)
{
    private int newcomers;

    /// <summary>
    /// What must be announced before play can go on: gloves for those who hit or ran, a pitcher where one was hit for. Null where the
    /// nine stand.
    /// </summary>
    public Substitute? Mend(Game game)
    {
        var side = game.Fielding;
        var lineup = game.Lineup(side);
        var missing = new Queue<Position>(Enumerable.Range(1, 9).Select(n => (Position)n).Where(position => lineup.At(position) is null));
        if (missing.Count == 0) return null;
        var announced = new List<Announcement>();
        for (byte slot = 1; slot <= 9; slot++)
        {
            var man = lineup.Holder(slot)!.Value;
            if (man.Position.IsFielder() || man.Position == Position.DesignatedHitter) continue;
            var position = missing.Dequeue();
            var stays = position != Position.Pitcher && choose.Chance(2, 3);
            announced.Add(Announce(side, slot, position, stays ? man : null));
        }

        return new([.. announced]);
    }

    /// <summary>A batch that must be accepted, or null where this choice does not fit the situation.</summary>
    public Substitute? Change(Game game) => choose.Below(8) switch
    {
        0 => PinchHitter(game),
        1 or 2 => PinchRunner(game),
        3 => Reliever(game),
        4 => DoubleSwitch(game),
        5 => Glove(game),
        6 => Swap(game),
        _ => FieldTheDh(game),
    };

    /// <summary>A man who has left is announced again: refused by any rule set without re-entry.</summary>
    public static Substitute? Return(Game game)
    {
        foreach (var side in new[] { Side.Away, Side.Home })
        {
            var lineup = game.Lineup(side);
            foreach (var man in lineup.Men)
            {
                if (man.IsIn || man.Entry.Slot == 0 || man.LentRunner || lineup.Find(man.Player) is not null) continue;
                if (lineup.Men.Any(other => other.Player == man.Player && other.Entry.Slot == 0)) continue;
                var position = lineup.Holder(man.Entry.Slot)!.Value.Position;
                if (!position.IsFielder()) continue;
                return new([new(side, man.Entry.Slot, man.Player, man.Name, position, Count.Unknown)]);
            }
        }

        return null;
    }

    private Substitute? PinchHitter(Game game) => Scorer.IsOnBase(game, game.Up(game.Batting))
        ? null
        : One(game.Batting, game.Up(game.Batting), Position.PinchHitter);

    private Substitute? PinchRunner(Game game)
    {
        var on = (Base)(1 + choose.Below(3));
        return game.Bases[on] is { } runner ? One(game.Batting, runner.Entry.Slot, Position.PinchRunner) : null;
    }

    private Substitute Reliever(Game game) => One(game.Fielding, game.Pitcher!.Value.Entry.Slot, Position.Pitcher);

    /// <summary>Only without a designated hitter: the new pitcher takes a fielder's slot, a new fielder the pitcher's.</summary>
    private Substitute? DoubleSwitch(Game game)
    {
        var side = game.Fielding;
        var pitcher = game.Pitcher!.Value;
        var leaving = Fielder(game);
        if (pitcher.Entry.Slot == 0 || leaving is not { } man || man.Entry == pitcher.Entry) return null;
        return new([Announce(side, man.Entry.Slot, Position.Pitcher), Announce(side, pitcher.Entry.Slot, man.Position)]);
    }

    private Substitute? Glove(Game game) =>
        Fielder(game) is { } man && man.Position != Position.Pitcher ? One(game.Fielding, man.Entry.Slot, man.Position) : null;

    private Substitute? Swap(Game game)
    {
        if (Fielder(game) is not { } one || Fielder(game) is not { } other || one.Entry == other.Entry) return null;
        if (one.Position == Position.Pitcher || other.Position == Position.Pitcher) return null;
        return new([
            Announce(game.Fielding, one.Entry.Slot, other.Position, one), Announce(game.Fielding, other.Entry.Slot, one.Position, other)]);
    }

    /// <summary>
    /// The designated hitter takes a glove, and the pitcher the slot of the man who wore it: the hitter is lost for the game.
    /// </summary>
    private Substitute? FieldTheDh(Game game)
    {
        var side = game.Fielding;
        var lineup = game.Lineup(side);
        if (lineup.Holder(0) is not { } pitcher || lineup.At(Position.DesignatedHitter) is not { } hitter) return null;
        if (Fielder(game) is not { } man || man.Position == Position.Pitcher) return null;
        return new([Announce(side, man.Entry.Slot, Position.Pitcher, pitcher), Announce(side, hitter.Entry.Slot, man.Position, hitter)]);
    }

    private LineupPlayer? Fielder(Game game) =>
        game.Lineup(game.Fielding).Holder((byte)(1 + choose.Below(9))) is { } man && man.Position.IsFielder() ? man : null;

    private Substitute One(Side side, byte slot, Position position) => new([Announce(side, slot, position)]);

    private Announcement Announce(Side side, byte slot, Position position, LineupPlayer? man = null)
    {
        var count = choose.Chance(1, 2) ? Count.Unknown : new Count((byte)choose.Below(4), (byte)choose.Below(3));
        if (man is { } same) return new(side, slot, same.Player, same.Name, position, count);
        var name = $"{(side == Side.Away ? 'a' : 'h')}new{++newcomers}";
        return new(side, slot, new(name), name, position, count);
    }
}
