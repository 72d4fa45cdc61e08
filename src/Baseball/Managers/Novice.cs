using AkkaGame.Messages;
using static AkkaGame.Baseball.Scoreboard;

namespace AkkaGame.Baseball;

/// <summary>
/// Level 1: a few thresholds, no knowledge of the men. Intentional walks, throws to first, bunts and steals come about as often as in
/// real games, by situation and by lot.
/// </summary>
internal static class Novice
{
    /// <summary>One chance in so many: a throw to first, a pitchout, a steal of second.</summary>
    private const uint ThrowsToFirst = 30;
    private const uint Pitchouts = 60;
    private const uint Steals = 14;

    private const uint ThrowPurpose = 1;
    private const uint PitchoutPurpose = 2;
    private const uint StealPurpose = 3;

    public static (DefensiveDecision, string) Defense(Game game, Luck luck)
    {
        var lead = game.LeadOf(game.Fielding);
        var slot = game.Up(game.Batting);
        if (IsLate(game) && lead is >= -1 and <= 1 && game.Outs == 2 && slot is >= 3 and <= 5
            && game.Bases is { First: null } and not { Second: null, Third: null })
        {
            return (
                new() { Pitch = PitchPlan.IntentionalWalk },
                $"Inning {game.Inning}, lead {lead}, two out, first base open and a man beyond it: number {slot} in the order is walked.");
        }

        var alone = game.Bases is { First: not null, Second: null, Third: null };
        if (alone && MayThrow(game) && luck.Hits(ThrowPurpose, ThrowsToFirst))
            return (new() { Pickoff = Base.First }, $"A lone man on first: one time in {ThrowsToFirst} the pitcher throws there.");
        if (alone && luck.Hits(PitchoutPurpose, Pitchouts))
            return (new() { Pitchout = true }, $"A lone man on first: one time in {Pitchouts} it is a pitchout.");
        var infield = InfieldFor(game, lead, out var why);
        return (new() { Infield = infield }, why);
    }

    public static (OffensiveDecision, string) Offense(Game game, Luck luck)
    {
        var lead = game.LeadOf(game.Batting);
        var slot = game.Up(game.Batting);
        var boldness = game.Outs == 2 ? Boldness.Bold : lead <= -4 ? Boldness.Cautious : Boldness.Normal;
        if (game.Outs < 2 && game.Bases is { Third: null } and not { First: null, Second: null })
        {
            if (game.Batter?.Position == Position.Pitcher)
                return (Bunting(), $"The pitcher is at bat with {Out(game)}, a man on and third base open: he bunts.");
            if (IsLate(game) && game.Outs == 0 && lead is -1 or 0 && slot >= 7)
                return (Bunting(), $"Inning {game.Inning}, lead {lead}, nobody out: number {slot} in the order moves the man over.");
        }

        if (game.Bases is { First: not null, Second: null, Third: null } && Math.Abs(lead) <= 3 && luck.Hits(StealPurpose, Steals))
        {
            return (
                new() { Steal = new(Second: Steal.Straight), Boldness = boldness },
                $"A lone man on first and a lead of {lead}: one time in {Steals} he goes.");
        }

        if (game.Bases.Third is not null && game.Outs == 1 && IsLate(game) && lead is -1 or 0)
        {
            return (
                new() { Contact = ContactPlay.Go, Boldness = boldness },
                $"Inning {game.Inning}, lead {lead}, one out: the man on third goes on the ground ball.");
        }

        return (new() { Boldness = boldness }, boldness switch
        {
            Boldness.Bold => "Two out: the runners take what they can get.",
            Boldness.Cautious => $"A lead of {lead}: no runner is risked for one run.",
            _ => $"{Capital(Out(game))}, lead {lead}: he swings away.",
        });
    }

    public static (ThrowDecision, string) Throw(Game game, Contest contest)
    {
        var lead = game.LeadOf(game.Fielding);
        if (lead >= 4) return (new(Throwing.CutOff), $"A lead of {lead}: the throw is cut off, so that nobody else moves up.");
        return contest.To == Base.Home && IsLate(game) && lead is 0 or 1
            ? (new(Throwing.AtTheRunner), $"Inning {game.Inning}, lead {lead}: the run counts, so the throw goes home.")
            : (new(), $"Lead {lead}, {Out(game)} before the play: the fielder throws as usual.");
    }

    public static (AdvanceDecision, string) Advance(Game game, Contest contest)
    {
        var lead = game.LeadOf(game.Batting);
        if (lead <= -4) return (new(Advancing.Hold), $"A lead of {lead}: no runner is risked for one run.");
        return (contest.To, game.Outs) switch
        {
            (Base.Home, 2) => (new(Advancing.Send), "Two out before the play: the man is sent home."),
            (Base.Third, 0 or 2) => (new(Advancing.Hold), $"{Capital(Out(game))} before the play: no out is to be made at third."),
            _ => (new(), $"Lead {lead}, {Out(game)} before the play: the runner goes as usual."),
        };
    }

    private static Infield InfieldFor(Game game, int lead, out string why)
    {
        if (game.Outs < 2 && game.Bases.Third is not null && IsLate(game) && lead is >= -1 and <= 1)
        {
            why = $"Inning {game.Inning}, lead {lead}, a man on third and {Out(game)}: the infield comes in.";
            return Infield.In;
        }

        if (game.Outs < 2 && game.Bases.First is not null)
        {
            why = $"A man on first and {Out(game)}: the infield plays for two.";
            return Infield.DoublePlay;
        }

        why = $"{Capital(Out(game))}, lead {lead}: everybody plays where he usually does.";
        return Infield.Normal;
    }

    private static OffensiveDecision Bunting() => new() { Bunt = Bunt.Sacrifice };
}
