using AkkaGame.Messages;
using static AkkaGame.Baseball.Scoreboard;

namespace AkkaGame.Baseball;

/// <summary>
/// The substitutions of level 2, by the men's cards: hitters for pitchers and, late, for whom the other hand has the better of; each man of
/// the bullpen in his role, by inning and lead; a better glove for a lead late in the game. A catcher is always left over.
/// </summary>
internal sealed class BookChanges(Game game, Side side, Edition edition) : NoviceChanges(game, side)
{
    /// <summary>A starter goes when he has faced so many more than his card has him face, and so many runs have come in.</summary>
    private const int Grace = 3, RunsMost = 5, ReliefRunsMost = 3;

    /// <summary>Runs a turn, in thousandths, by which a man on the bench has to be better than the one at bat.</summary>
    private const int Better = 35, BetterForPitcher = 20;

    /// <summary>The inning from which a game is no longer early.</summary>
    private const int Middle = 5;

    private protected override string? Tired(PitcherLine line)
    {
        var card = edition.Pitching(line.Player);
        var fresh = Game.Tally.Plays == 0;
        var lead = Game.LeadOf(Side);
        if (line.Started)
        {
            if (line.Runs >= RunsMost && line.Outs < 3 * 6) return $"given up {line.Runs} runs, {RunsMost} are enough for a starter";
            var enough = card.Stamina + (Game.Bases.Code == 0 && !fresh ? Grace : line.Runs <= 1 ? 2 : 0);
            return line.Batters >= enough ? $"faced {line.Batters} batters, and his card has {card.Stamina}" : null;
        }

        if (line.Runs >= ReliefRunsMost) return $"given up {line.Runs} runs, {ReliefRunsMost} are enough for a reliever";
        // Who is there for many batters stays; the others have an inning.
        var batters = Math.Max(4, card.Stamina + 1);
        if (fresh && line.Outs >= 3 && line.Batters >= Math.Min(batters, 5))
            return $"made {line.Outs} outs, an inning is enough for his card";
        if (line.Batters >= batters + 3) return $"faced {line.Batters} batters, and his card has {card.Stamina}";
        // The last inning of a lead of up to three is the closer's.
        return fresh && IsLast(Game) && lead is >= 1 and <= 3 && card.Role != PitchingRole.Closer && Closer() is not null
            ? $"done his part, and a lead of {lead} is the closer's"
            : null;
    }

    /// <summary>The closer for a lead of up to three in the last inning, the long man early, the others in their order.</summary>
    private protected override NamedPlayer? Arm()
    {
        var lead = Game.LeadOf(Side);
        if (IsLast(Game) && lead is >= 0 and <= 3 && Closer() is { } closer) return closer;
        NamedPlayer? first = null, last = null;
        foreach (var man in Reserves.Bullpen)
        {
            if (!IsFresh(man)) continue;
            if (IsCloser(man)) last ??= man;
            // Early somebody comes who lasts.
            else if (first is null || Game.Inning < Middle && Stamina(man) > Stamina(first) + 1) first = man;
        }

        return first ?? last;
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
        else Gloves();
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
            if (worth > most) (best, most) = (man, worth);
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
        var left = card.Stamina - line.Batters;
        return left <= 3 || left <= 7 && lead < 0 && Game.Inning >= Middle || Game.Inning >= 7 && lead <= 0 && left <= 9;
    }

    /// <summary>A lead in the last two innings: the man with the best hands for the one with the worst.</summary>
    private void Gloves()
    {
        if (Game.Tally.Plays > 0 || Game.Inning + 1 < Game.Fixture!.Rules.ScheduledInnings || Game.LeadOf(Side) is < 1 or > 3) return;
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

        if (best is not { } change) return;
        Send(
            change.For.Entry.Slot, change.Man, change.For.Position,
            $"{change.Man.Name} takes {change.For.Position} from {change.For.Name} with a lead of {Game.LeadOf(Side)}: "
            + $"he makes {change.Gain} plays in 1000 more");
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
