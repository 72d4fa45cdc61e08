using System.Globalization;
using AkkaGame.Messages;
using static AkkaGame.Baseball.Scoreboard;

namespace AkkaGame.Baseball;

/// <summary>How level 3 says what it does.</summary>
internal static class PercentageWords
{
    /// <param name="side">Whose lead it is.</param>
    public static string About(Game game, Side side) => $"Inning {game.Inning}, {Out(game)}, {Men(game)}, lead {game.LeadOf(side)}";

    /// <summary>Games of a hundred, two places.</summary>
    public static string Of100(double share) => (100 * share).ToString("F2", CultureInfo.InvariantCulture);

    public static string Name(OffensiveDecision decision)
    {
        var words = new List<string>(3);
        if (decision.Approach != Approach.Normal)
        {
            words.Add(decision.Approach switch
            {
                Approach.Contact => "a short swing",
                Approach.Power => "a swing for the fences",
                Approach.Patient => "waiting for his pitch",
                _ => "taking the pitch",
            });
        }

        if (decision.Contact == ContactPlay.Go) words.Add("going on contact");
        if (decision.Contact == ContactPlay.SeeItThrough) words.Add("seeing a ground ball through");
        if (decision.Boldness == Boldness.Cautious) words.Add("running cautiously");
        if (decision.Boldness == Boldness.Bold) words.Add("running boldly");
        return words.Count == 0 ? "the usual swing" : string.Join(" and ", words);
    }

    public static string Name(DefensiveDecision decision)
    {
        var words = new List<string>(4);
        if (decision.Infield != Infield.Normal)
        {
            words.Add(decision.Infield switch
            {
                Infield.In => "the infield in",
                Infield.CornersIn => "the corners in",
                Infield.DoublePlay => "double play depth",
                Infield.Back => "the infield back",
                Infield.GuardLines => "guarding the lines",
                Infield.BuntCharge => "the corners charging",
                _ => "the wheel",
            });
        }

        if (decision.Outfield != Outfield.Normal) words.Add(decision.Outfield == Outfield.In ? "the outfield in" : "the outfield back");
        if (decision.Hold.First == Hold.Hold) words.Add("holding the man on first");
        if (decision.Hold.First == Hold.Off) words.Add("not holding the man on first");
        if (decision.Pitch == PitchPlan.PitchAround) words.Add("pitching around him");
        return words.Count == 0 ? "the usual defense" : string.Join(" and ", words);
    }

    public static string Name(Throwing decision) => decision switch
    {
        Throwing.AtTheRunner => "the throw at the runner",
        Throwing.CutOff => "the throw cut off",
        Throwing.Concede => "no throw",
        _ => "the usual throw",
    };

    public static string Name(Advancing decision) => decision switch
    {
        Advancing.Hold => "holding him",
        Advancing.Send => "sending him",
        _ => "leaving it to him",
    };
}
