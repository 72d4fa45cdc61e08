using AkkaGame.Messages;
using static AkkaGame.Baseball.Scoreboard;

namespace AkkaGame.Baseball;

/// <summary>
/// Level 2: what is written in every manager's book. Outs are not given away but where one run decides, runners go where an out costs
/// least, and the defense stands by inning, score and bases. What each of it is worth stands in <c>docs/decisions.md</c>.
/// </summary>
internal static class Book
{
    /// <summary>One chance in so many, by lot: a manager who always does the same is easily met.</summary>
    private const uint ThrowsToFirst = 10, Pitchouts = 25, StealsWithTwoOut = 6, StealsForOneRun = 5, StealsOfThird = 20;

    private const uint RunsAndHits = 12, Squeezes = 3;

    private const uint ThrowPurpose = 1, PitchoutPurpose = 2, StealPurpose = 3, ThirdPurpose = 4, RunAndHitPurpose = 5, SqueezePurpose = 6;

    /// <summary>So far behind or ahead one run is nothing.</summary>
    private const int FarApart = 4, Decided = 6;

    /// <summary>From here on in the order the weaker bats come.</summary>
    private const byte LowerOrder = 7;

    public static (DefensiveDecision, string) Defense(Game game, Luck luck)
    {
        var lead = game.LeadOf(game.Fielding);
        if (Walks(game, lead) is { } walked) return walked;
        if (CardBook.Walks(game, lead) is { } better) return better;
        var alone = game.Bases is { First: not null, Second: null, Third: null };
        if (alone && MayRun(game, -lead))
        {
            if (MayThrow(game) && luck.Hits(ThrowPurpose, ThrowsToFirst))
                return (new() { Pickoff = Base.First }, $"A lone man on first may go: one time in {ThrowsToFirst} a throw goes there.");
            if (luck.Hits(PitchoutPurpose, Pitchouts))
                return (new() { Pitchout = true }, $"A lone man on first may go: one time in {Pitchouts} it is a pitchout.");
        }

        var (infield, why) = InfieldFor(game, lead);
        var outfield = OutfieldFor(game, lead, ref why);
        var leaves = game.Bases is { First: not null, Second: null } && IsLate(game) && lead >= Decided;
        if (leaves) why = $"Inning {game.Inning}, lead {lead}: the man on first is not held, for his run is nothing.";
        return (new() { Infield = infield, Outfield = outfield, Hold = leaves ? new(First: Hold.Off) : default }, why);
    }

    public static (OffensiveDecision, string) Offense(Game game, Luck luck)
    {
        var lead = game.LeadOf(game.Batting);
        // Bold runners make as many outs as bases, so nobody is told to be bold.
        var boldness = lead <= -FarApart ? Boldness.Cautious : Boldness.Normal;
        var cards = game.Edition is not null;
        if ((cards ? CardBook.BuntFor(game, lead, luck) : BuntFor(game, lead, luck)) is { } bunt) return bunt;
        var sent = cards ? CardBook.StealFor(game, lead, luck) : StealFor(game, lead, luck);
        if (sent is { } steal) return (new() { Steal = steal.Steal, Boldness = boldness }, steal.Why);
        if (game is { Outs: 1, Bases: { First: not null, Second: null, Third: null } } && Math.Abs(lead) < FarApart
            && luck.Hits(RunAndHitPurpose, RunsAndHits))
        {
            return (
                new() { RunAndHit = true, Boldness = boldness },
                $"One out, a lone man on first, lead {lead}: one time in {RunsAndHits} he goes, and the batter may swing.");
        }

        if (game.Bases.Third is not null && game.Outs < 2)
        {
            return game.Outs == 1
                ? (
                    new() { Contact = ContactPlay.Go, Boldness = boldness },
                    $"One out, lead {lead}: the man on third goes on the ground ball.")
                : (
                    new() { Contact = ContactPlay.SeeItThrough, Boldness = boldness },
                    $"Nobody out, lead {lead}: the man on third sees the ground ball through, for two more men can bring him in.");
        }

        return (new() { Boldness = boldness }, boldness == Boldness.Cautious
            ? $"A lead of {lead}: no runner is risked for one run."
            : $"{Capital(Out(game))}, lead {lead}: he swings away.");
    }

    public static (ThrowDecision, string) Throw(Game game, Contest contest)
    {
        var lead = game.LeadOf(game.Fielding);
        if (contest.To == Base.Home && GameEnd.MayWalkOff(game) && lead == 0)
            return (new(Throwing.AtTheRunner), $"Inning {game.Inning}, a tie: the run ends the game, so the throw goes home.");
        if (lead >= FarApart || (lead > 1 && game.Outs < 2 && contest.To == Base.Home))
            return (new(Throwing.CutOff), $"A lead of {lead}: the throw is cut off, so that nobody else moves up.");
        return contest.To == Base.Home && IsLate(game) && lead is 0 or 1
            ? (new(Throwing.AtTheRunner), $"Inning {game.Inning}, lead {lead}: the run counts, so the throw goes home.")
            : (new(), $"Lead {lead}, {Out(game)} before the play: the fielder throws as usual.");
    }

    public static (AdvanceDecision, string) Advance(Game game, Contest contest)
    {
        var lead = game.LeadOf(game.Batting);
        if (lead <= -FarApart) return (new(Advancing.Hold), $"A lead of {lead}: no runner is risked for one run.");
        return (contest.To, game.Outs) switch
        {
            (Base.Home, 2) => (new(Advancing.Send), "Two out before the play: the man is sent home."),
            (Base.Home, 0) when lead < 0 => (
                new(Advancing.Hold), $"Nobody out before the play, lead {lead}: the man stays at third, for others can bring him in."),
            (Base.Third, 0 or 2) => (
                new(Advancing.Hold), $"{Capital(Out(game))} before the play: no out is to be made at third."),
            _ => (new(), $"Lead {lead}, {Out(game)} before the play: the runner goes as usual."),
        };
    }

    /// <summary>Where the man on third ends the game, another one on first costs nothing and makes a force.</summary>
    private static (DefensiveDecision, string)? Walks(Game game, int lead)
    {
        if (game.Bases.First is not null) return null;
        if (GameEnd.MayWalkOff(game) && lead == 0 && game.Outs < 2 && game.Bases.Third is not null)
        {
            return (
                new() { Pitch = PitchPlan.IntentionalWalk },
                $"Inning {game.Inning}, a tie, {Out(game)}: the man on third ends the game, so first is filled for a force.");
        }

        if (game.Outs == 2 && game.Bases is not { Second: null, Third: null } && lead is >= -1 and <= 2 && PitcherIsNext(game))
        {
            return (
                new() { Pitch = PitchPlan.IntentionalWalk },
                $"Two out, lead {lead}, first base open and the pitcher on deck: number {game.Up(game.Batting)} in the order is walked.");
        }

        return null;
    }

    private static (Infield, string) InfieldFor(Game game, int lead)
    {
        var (late, out_) = (IsLate(game), Out(game));
        if (BuntsAgainst(game, lead))
        {
            return game.Bases is { First: not null, Second: not null, Third: null }
                ? (Infield.Wheel, $"Inning {game.Inning}, lead {lead}, {out_}, two on: a bunt is likely, and the wheel is on.")
                : (Infield.BuntCharge, $"Inning {game.Inning}, lead {lead}, {out_}: a bunt is likely, and the corners charge.");
        }

        if (game.Outs < 2 && game.Bases.Third is not null)
        {
            if (late && lead is >= -1 and <= 1)
                return (Infield.In, $"Inning {game.Inning}, lead {lead}, a man on third and {out_}: the infield comes in.");
            if (game.Bases.First is null && lead < -1 && lead > -FarApart && late)
                return (Infield.CornersIn, $"Inning {game.Inning}, lead {lead}, a man on third and {out_}: the corners come in.");
        }

        // The usual depth with a man on first is already for two: with cards that is left to late innings, where it costs a hit for a run.
        if (game.Outs < 2 && game.Bases.First is not null && (game.Edition is null || (late && lead is >= -1 and <= 1)))
            return (Infield.DoublePlay, $"A man on first and {out_}: the infield plays for two.");
        if (late && lead == 1 && game.Bases is { Second: null, Third: null })
            return (Infield.GuardLines, $"Inning {game.Inning}, lead 1: the lines are guarded, for a double brings the tying run near.");
        return (Infield.Normal, $"{Capital(out_)}, lead {lead}: everybody plays where he usually does.");
    }

    private static Outfield OutfieldFor(Game game, int lead, ref string why)
    {
        if (GameEnd.MayWalkOff(game) && lead == 0 && game.Bases.Third is not null && game.Outs < 2)
        {
            why = $"Inning {game.Inning}, a tie, a man on third and {Out(game)}: everybody comes in, for a fly ends the game.";
            return Outfield.In;
        }

        if (IsLate(game) && lead == 0 && game.Outs == 2 && game.Bases is { Second: not null })
        {
            why = $"Inning {game.Inning}, a tie, two out and a man on second: the outfield comes in to throw him out at home.";
            return Outfield.In;
        }

        return Outfield.Normal;
    }

    private static (OffensiveDecision, string)? BuntFor(Game game, int lead, Luck luck)
    {
        if (game.Outs == 2 || game.Bases.Code == 0) return null;
        var slot = game.Up(game.Batting);
        if (game.Bases.Third is null)
        {
            if (game.Batter?.Position == Position.Pitcher)
            {
                return (
                    new() { Bunt = Bunt.Sacrifice },
                    $"The pitcher is at bat with {Out(game)}, a man on and third base open: he bunts.");
            }

            // With a man on first alone it brings the run no nearer.
            return IsForOneRun(game, lead) && game.Outs == 0 && game.Bases.Second is not null && slot >= LowerOrder
                ? (
                    new() { Bunt = Bunt.Sacrifice },
                    $"Inning {game.Inning}, lead {lead}, nobody out, a man on second: number {slot} in the order moves him to third.")
                : null;
        }

        return IsForOneRun(game, lead) && game.Outs == 1 && slot >= LowerOrder
            && game.Bases is { First: null, Second: null } && luck.Hits(SqueezePurpose, Squeezes)
                ? (
                    new() { Bunt = Bunt.SafetySqueeze },
                    $"Inning {game.Inning}, lead {lead}, one out, a man on third: one time in {Squeezes} number {slot} bunts.")
                : null;
    }

    private static (Steals Steal, string Why)? StealFor(Game game, int lead, Luck luck)
    {
        if (!MayRun(game, lead)) return null;
        if (game.Bases is { First: not null, Second: null, Third: null })
        {
            if (game.Outs == 2 && luck.Hits(StealPurpose, StealsWithTwoOut))
            {
                return (
                    new(Second: Steal.Straight),
                    $"Two out, lead {lead}: the out costs least now, and one time in {StealsWithTwoOut} he goes.");
            }

            if (game.Outs < 2 && IsForOneRun(game, lead) && luck.Hits(StealPurpose, StealsForOneRun))
            {
                return (
                    new(Second: Steal.Straight),
                    $"Inning {game.Inning}, lead {lead}: one run counts, and one time in {StealsForOneRun} the man on first goes.");
            }
        }

        return game is { Outs: 1, Bases: { Second: not null, Third: null } } && luck.Hits(ThirdPurpose, StealsOfThird)
            ? (
                new(Third: Steal.Straight),
                $"One out, lead {lead}: from third a fly brings him in, and one time in {StealsOfThird} he goes there.")
            : null;
    }

    /// <summary>A runner's out is worth risking: the game is open, and one run counts.</summary>
    /// <param name="lead">Of the side at bat.</param>
    private static bool MayRun(Game game, int lead) => lead is > -FarApart and < Decided && !(IsLast(game) && lead < -1);

    /// <summary>What this very book would have the other side do.</summary>
    private static bool BuntsAgainst(Game game, int lead) =>
        game.Outs < 2 && game.Bases is { Third: null } and not { First: null, Second: null }
        && (game.Batter?.Position == Position.Pitcher
            || (game.Outs == 0 && game.Bases.Second is not null && IsForOneRun(game, -lead) && game.Up(game.Batting) >= LowerOrder));

    private static bool PitcherIsNext(Game game)
    {
        var next = (byte)(game.Up(game.Batting) % 9 + 1);
        foreach (var man in game.Lineup(game.Batting).Men)
            if (man.IsIn && man.Entry.Slot == next && man.Position == Position.Pitcher) return true;
        return false;
    }
}
