using AkkaGame.Messages;
using static AkkaGame.Baseball.Scoreboard;

namespace AkkaGame.Baseball;

/// <summary>
/// The substitutions of level 2, by the men's cards: hitters for pitchers and, late, for whom the other hand has the better of; each man of
/// the bullpen in his role, by inning and lead; a better glove for a lead late in the game. A catcher is always left over.
/// </summary>
internal sealed class BookChanges(Game game, Side side, Edition edition) : NoviceChanges(game, side)
{
    /// <summary>
    /// A starter's card has how many he faces on average, short days among them: on a good one he goes on for so many more, on another for
    /// fewer, and with nobody on base for one. So many runs are enough.
    /// </summary>
    private const int GoodDay = 3, FairDay = 1, RunsMost = 6, ReliefRunsMost = 3;

    /// <summary>Who has more on his card is there for several innings.</summary>
    private const int LongMan = 6;

    /// <summary>Runs a turn, in thousandths, by which a man on the bench has to be better than the one at bat.</summary>
    private const int Better = 35, BetterForPitcher = 20;

    /// <summary>The inning from which a game is no longer early.</summary>
    private const int Middle = 5;

    /// <summary>Whom a reliever is chosen for: he has to face three at least, or end the half.</summary>
    private const int NextBatters = 3;

    /// <summary>Runs between the two that are not made up late in a game.</summary>
    private const int Decided = 5;

    private protected override string? Tired(PitcherLine line)
    {
        var card = edition.Pitching(line.Player);
        var fresh = Game.Tally.Plays == 0;
        var lead = Game.LeadOf(Side);
        if (line.Started)
        {
            if (line.Runs >= RunsMost) return $"given up {line.Runs} runs, {RunsMost} are enough for a starter";
            return line.Batters >= Leash(card, line, fresh) ? $"faced {line.Batters} batters, and his card has {card.Stamina}" : null;
        }

        if (line.Runs >= ReliefRunsMost) return $"given up {line.Runs} runs, {ReliefRunsMost} are enough for a reliever";
        // Who is there for many batters stays; the others have an inning.
        var batters = Math.Max(4, card.Stamina + 1);
        if (fresh && line.Outs >= 3 && (card.Stamina < LongMan || line.Batters >= batters))
            return $"made {line.Outs} outs, an inning is enough for his card";
        if (line.Batters >= batters + 3) return $"faced {line.Batters} batters, and his card has {card.Stamina}";
        // The last inning of a lead of up to three is the closer's.
        return fresh && IsLast(Game) && lead is >= 1 and <= 3 && card.Role != PitchingRole.Closer && Closer() is not null
            ? $"done his part, and a lead of {lead} is the closer's"
            : null;
    }

    private int Leash(PitchingCard card, PitcherLine line, bool fresh) =>
        card.Stamina + (line.Runs <= 1 ? GoodDay : line.Runs <= 3 ? FairDay : 0) + (Game.Bases.Code == 0 && !fresh ? 1 : 0);

    /// <summary>The closer for a lead of up to three in the last inning, the long man early, the others in their order.</summary>
    private protected override NamedPlayer? Arm()
    {
        var lead = Game.LeadOf(Side);
        if (IsLast(Game) && lead is >= 0 and <= 3 && Closer() is { } closer) return closer;
        NamedPlayer? first = null, last = null;
        var most = 0;
        foreach (var man in Reserves.Bullpen)
        {
            if (!IsFresh(man)) continue;
            if (IsCloser(man))
            {
                last ??= man;
                continue;
            }

            // Early somebody comes who lasts, later whose hand the next batters like less.
            var good = Game.Inning < Middle ? Stamina(man) / 2 : OfHisHand(man);
            if (first is null || good > most) (first, most) = (man, good);
        }

        return first ?? last;
    }

    /// <summary>Of the next batters, those who bat from the side that he throws with.</summary>
    private int OfHisHand(NamedPlayer man)
    {
        if (edition.Find(man.Player) is not { } card) return 0;
        var (batting, slot, same) = (Game.Lineup(Side.Other()), (int)Game.Up(Side.Other()), 0);
        for (var i = 0; i < NextBatters; i++, slot = slot % 9 + 1)
        {
            var bats = batting.Holder((byte)slot) is { } batter ? edition.Find(batter.Player)?.Bats ?? Hand.Right : Hand.Right;
            if (Matchup.BattingHand(bats, card.Throws) == card.Throws) same++;
        }

        return same;
    }

    private NamedPlayer? Closer()
    {
        foreach (var man in Reserves.Bullpen)
            if (IsFresh(man) && IsCloser(man)) return man;
        return null;
    }

    private bool IsCloser(NamedPlayer man) => edition.Pitching(man.Player).Role == PitchingRole.Closer;

    private int Stamina(NamedPlayer man) => edition.Pitching(man.Player).Stamina;

    private protected override void Improve()
    {
        if (Side == Game.Batting) PinchHit();
        else if (Game.Tally.Plays == 0 && !Gloves()) Rest();
    }

    private void PinchHit()
    {
        if (Lineup.Holder(Game.Up(Side)) is not { } batter) return;
        var throws = Matchup.ThrowingHand(Game);
        var isPitcher = batter.Position == Position.Pitcher;
        if (isPitcher ? !IsDone(batter) : !IsLate(Game) || Math.Abs(Game.LeadOf(Side)) > 3 || !batter.Position.IsFielder()) return;
        var his = Worth.Of(edition, batter.Player, isPitcher, throws);
        NamedPlayer? best = null;
        var most = his + (isPitcher ? BetterForPitcher : Better);
        foreach (var man in Reserves.Bench)
        {
            if (!IsFresh(man) || IsLastCatcher(man)) continue;
            // He has to take the glove too, where it is not a pitcher's.
            if (!isPitcher && edition.Find(man.Player)?.At(batter.Position) is null) continue;
            var worth = Worth.Of(edition, man.Player, isPitcher: false, throws);
            if (worth <= most) continue;
            (best, most) = (man, worth);
            // The bench is in the manager's order: who sits first and is better is sent first.
            break;
        }

        if (best is null) return;
        var hand = throws == Hand.Left ? "left" : "right";
        Send(
            batter.Entry.Slot, best, Position.PinchHitter,
            $"{best.Name} bats for {batter.Name}: {Worth.Runs(most)} runs a turn against a {hand}-hander, not {Worth.Runs(his)}");
    }

    /// <summary>The pitcher has pitched enough, or his side needs runs more than him.</summary>
    private bool IsDone(LineupPlayer pitcher)
    {
        var line = Lineup.Pitchers[^1];
        if (line.Player != pitcher.Player) return true;
        var card = edition.Pitching(pitcher.Player);
        var lead = Game.LeadOf(Side);
        if (!line.Started) return Game.Inning >= Middle || lead < 0 || Game.Bases.Code != 0;
        var left = Leash(card, line, fresh: true) - line.Batters;
        return left <= 1 || left <= 6 && lead < 0 && Game.Inning > Middle || Game.Inning >= 7 && lead <= 0 && left <= 8;
    }

    /// <summary>A lead in the last two innings: the man with the best hands for the one with the worst.</summary>
    private bool Gloves()
    {
        if (Game.Inning + 1 < Game.Fixture!.Rules.ScheduledInnings || Game.LeadOf(Side) is < 1 or > 3) return false;
        (NamedPlayer Man, LineupPlayer For, int Gain)? best = null;
        foreach (var man in Lineup.Men)
        {
            if (!man.IsIn || !man.Position.IsFielder() || man.Position is Position.Pitcher or Position.Catcher) continue;
            var range = edition.Find(man.Player)?.At(man.Position)?.Range ?? Fielders.Stranger.Range;
            foreach (var fresh in Reserves.Bench)
            {
                if (!IsFresh(fresh) || IsLastCatcher(fresh)) continue;
                if (edition.Find(fresh.Player)?.At(man.Position) is not { Games: > 10 } glove) continue;
                var gain = glove.Range - range;
                if (gain >= 25 && gain > (best?.Gain ?? 0)) best = (fresh, man, gain);
            }
        }

        if (best is not { } change) return false;
        Send(
            change.For.Entry.Slot, change.Man, change.For.Position,
            $"{change.Man.Name} takes {change.For.Position} from {change.For.Name} with a lead of {Game.LeadOf(Side)}: "
            + $"he makes {change.Gain} plays in 1000 more");
        return true;
    }

    /// <summary>A game that is decided: the best hitter still in it has done enough, where there is another for his place.</summary>
    private void Rest()
    {
        if (Game.Inning + 3 < Game.Fixture!.Rules.ScheduledInnings || Math.Abs(Game.LeadOf(Side)) < Decided) return;
        (LineupPlayer Man, NamedPlayer For, int Worth)? best = null;
        foreach (var man in Lineup.Men)
        {
            if (!man.IsIn || man.Entered > 0 || !man.Position.IsFielder() || man.Position == Position.Pitcher) continue;
            var worth = Worth.Of(edition, man.Player, isPitcher: false, Hand.Right);
            if (worth <= (best?.Worth ?? int.MinValue)) continue;
            foreach (var fresh in Reserves.Bench)
            {
                if (!IsFresh(fresh) || IsLastCatcher(fresh) || edition.Find(fresh.Player)?.At(man.Position) is null) continue;
                best = (man, fresh, worth);
                break;
            }
        }

        if (best is not { } change) return;
        Send(
            change.Man.Entry.Slot, change.For, change.Man.Position,
            $"{change.For.Name} takes {change.Man.Position} from {change.Man.Name}, who rests: "
            + $"the score is {Math.Abs(Game.LeadOf(Side))} runs apart");
    }

    /// <summary>The only one left who catches.</summary>
    private bool IsLastCatcher(NamedPlayer man)
    {
        if (edition.Find(man.Player)?.At(Position.Catcher) is null) return false;
        foreach (var other in Reserves.Bench)
            if (other.Player != man.Player && IsFresh(other) && edition.Find(other.Player)?.At(Position.Catcher) is not null) return false;
        return true;
    }
}
