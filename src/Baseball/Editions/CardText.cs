using System.Globalization;
using System.Text;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>A man's cards as a person reads them: his rates beside the league's, in one of a hundred turns.</summary>
public static class CardText
{
    public static string Of(Edition edition, ManCard man)
    {
        var text = new StringBuilder(2_048);
        text.Append(CultureInfo.InvariantCulture, $"{man.Name} ({man.Id}), bats {man.Bats}, throws {man.Throws}\n");
        if (man.Batting is { } batting)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nbatting, {batting.Turns} turns counted      against left      against right\n");
            Rates(
                text, batting.Left, batting.Right, edition.League.Of(Matchup.BattingHand(man.Bats, Hand.Left), Hand.Left),
                edition.League.Of(Matchup.BattingHand(man.Bats, Hand.Right), Hand.Right));
            Factor(text, "double plays", batting.DoublePlays);
            Factor(text, "bunts for hits", batting.BuntHits);
        }

        if (man.Pitching is { } pitching)
        {
            text.Append(CultureInfo.InvariantCulture, $"\npitching, {pitching.Turns} batters counted   against left      against right\n");
            Rates(text, pitching.Left, pitching.Right, edition.League.Of(Hand.Left, man.Throws), edition.League.Of(Hand.Right, man.Throws));
            text.Append(CultureInfo.InvariantCulture, $"{pitching.Role}, faces {pitching.Stamina} batters\n");
            Factor(text, "wild pitches", pitching.WildPitches);
            Factor(text, "men caught stealing", pitching.Caught);
        }

        text.Append(CultureInfo.InvariantCulture, $"\nrunning: goes {man.Running.Steals / 10.0:0.0} times in 100 from first, ");
        text.Append(CultureInfo.InvariantCulture, $"{man.Running.StealsOfThird / 10.0:0.0} from second; ");
        text.Append(CultureInfo.InvariantCulture, $"caught {man.Running.Caught / 10.0:0.0} in 100; ");
        text.Append("extra bases x ").Append(PerMille(man.Running.Speed)).Append('\n');
        foreach (var card in man.Fielding)
        {
            text.Append(CultureInfo.InvariantCulture, $"{card.Position}: {card.Games} games, range x {PerMille(card.Range)}, ");
            text.Append(card.Position == Position.Catcher ? "passed balls x " : "errors x ").Append(PerMille(card.Errors));
            text.Append(", arm x ").Append(PerMille(card.Arm)).Append('\n');
        }

        return text.ToString();
    }

    private static void Rates(
        StringBuilder text, EquatableArray<int> left, EquatableArray<int> right, EquatableArray<int> usualLeft,
        EquatableArray<int> usualRight)
    {
        for (var i = 0; i < Outcomes.CardCount; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {Outcomes.All[i],-8}{Percent(left[i]),24} ({Percent(usualLeft[i])})");
            text.Append(CultureInfo.InvariantCulture, $"{Percent(right[i]),10} ({Percent(usualRight[i])})\n");
        }
    }

    private static string Percent(int parts) => (parts / 100_000.0).ToString("0.00", CultureInfo.InvariantCulture);

    private static void Factor(StringBuilder text, string what, int perMille) =>
        text.Append("  ").Append(what).Append(" x ").Append(PerMille(perMille)).Append('\n');

    private static string PerMille(int factor) => (factor / 1_000.0).ToString("0.000", CultureInfo.InvariantCulture);
}
