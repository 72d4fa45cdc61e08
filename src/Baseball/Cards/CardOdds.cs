using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What nobody can verify of a game with cards: its dice are recomputed like any game's, but what a card prints only its owner sees. The
/// game says so as a fact about itself, from its first event on, so its box score and its export say it too.
/// </summary>
public static class CardOdds
{
    /// <summary>The fact's key.</summary>
    public const string Key = "odds";

    /// <summary>Its value in a game with cards.</summary>
    public const string Unverified = "unverified";

    /// <summary><see cref="Unverified"/> in a game with cards; null where charts that everybody may recompute make the plays.</summary>
    public static string? Of(RuleSet rules) => rules.Dice == DiceMode.Physical ? Unverified : null;

    /// <summary>Nobody says later what only the way a game is played can say.</summary>
    internal static Refusal? Refuse(NoteFacts note)
    {
        for (var i = 0; i < note.Facts.Count; i++)
        {
            if (note.Facts[i].Key == Key)
                return Refusal.Illegal($"facts[{i}].key", "odds", "Of its odds a played game speaks itself.");
        }

        return null;
    }

    /// <summary>The facts of a game that is created, with the one about its odds where it has it, and no other of that key.</summary>
    internal static EquatableArray<GameFact> Marked(GameCreated created)
    {
        var facts = new List<GameFact>(created.Facts.Count + 1);
        foreach (var fact in created.Facts) if (fact.Key != Key) facts.Add(fact);
        if (Of(created.Rules) is { } odds) facts.Add(new(Key, odds));
        return new([.. facts]);
    }
}
