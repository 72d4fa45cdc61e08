using System.Text.Json;
using System.Text.Json.Nodes;
using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests;

/// <summary>
/// Every member of every kind of event in a played game's journal is changed, one at a time: only what somebody said or a clock showed can
/// be another one without anybody finding it.
/// </summary>
public class TamperedFieldsTests
{
    /// <summary>So often each member of an event is changed, in different places.</summary>
    private const int Times = 4;

    /// <summary>Members of which only somebody's word stands in the journal; a name that ends with a point stands for all in it.</summary>
    private static readonly string[] words =
    [
        // Who ordered the game, under which rules, with which men where the cards were handed in openly, and who sat down.
        "game-created.", "lineups-exchanged.", "seat-taken.manager", "seat-taken.from",
        // A box cannot be opened without the secret. Whose it is shows when it is opened.
        "decision-sealed.box", "decision-sealed.side", "decision-sealed.window", "lineup-sealed.box", "standing-orders-sealed.",
        // Until when a side had time, and that it let it pass.
        "deadline-passed.",
    ];

    /// <summary>Words of enumerations, two and two: each takes the other's place.</summary>
    private static readonly string[] pairs =
    [
        "Away", "Home", "First", "Second", "Third", "Home", "Safe", "Out", "Top", "Bottom", "Seal", "NotAsked", "Computer", "Deadline",
        "StandingOrders", "Seal", "Strikeout", "Walk", "Single", "Double", "Matchup", "Running", "Fielder", "Runner", "Fielding", "Rare",
        "Pitch", "Play",
    ];

    /// <summary>Of a window that an event opens, whatever the event: whom it asks what, in whose turn, and until when.</summary>
    private static readonly string[] ofWindows = [".opens.asked", ".opens.due", ".opens.opened", ".opens.turn", ".opens.kind"];

    [Theory]
    [InlineData("computers", 80)]
    [InlineData("persons", 90)]
    public void Whatever_is_not_somebodys_word_is_found(string game, int atLeast)
    {
        var journal = game == "computers" ? Tampered.Computers : Tampered.Persons;
        var (tried, missed) = (new Dictionary<string, int>(), new SortedSet<string>());
        foreach (var (seq, happened) in Spread(journal.Events.ToArray()))
        {
            var name = WireNames.Of(happened);
            var written = JsonSerializer.SerializeToNode(happened, name.Json)!;
            foreach (var path in Members(written, ""))
            {
                var member = name.Name + path;
                if (IsWord(member) || tried.GetValueOrDefault(member) == Times) continue;
                if (Changed(written, path, name) is not { } changed || changed == happened) continue;
                tried[member] = tried.GetValueOrDefault(member) + 1;
                if (!IsFound(journal, seq, changed)) missed.Add(member);
            }
        }

        Assert.Empty(missed);
        Assert.True(tried.Count >= atLeast, $"{tried.Count} members were tried.");
    }

    private static bool IsWord(string member) =>
        words.Any(word => word.EndsWith('.') ? member.StartsWith(word, StringComparison.Ordinal) : member == word)
        || ofWindows.Any(end => member.EndsWith(end, StringComparison.Ordinal));

    /// <summary>What no state can follow is found too: <c>akkagame verify</c> says so.</summary>
    private static bool IsFound(Tampered journal, int seq, GameEvent changed)
    {
        try
        {
            return journal.With(seq, changed) is not null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return true;
        }
    }

    /// <summary>Early, late and in between: a step that has no factor in common with their number visits all of them.</summary>
    private static IEnumerable<T> Spread<T>(T[] all)
    {
        var step = all.Length * 5 / 8;
        while (Common(step, all.Length) > 1) step++;
        return Enumerable.Range(0, all.Length).Select(i => all[(int)((long)i * step % all.Length)]);

        static int Common(int one, int other) => other == 0 ? one : Common(other, one % other);
    }

    /// <summary>The paths of all members that hold a value, up to the third of a list.</summary>
    private static IEnumerable<string> Members(JsonNode node, string path) => node switch
    {
        JsonObject held => held.Where(static one => one.Value is not null).SelectMany(one => Members(one.Value!, $"{path}.{one.Key}")),
        JsonArray list => list.Take(3).SelectMany((one, i) => one is null ? [] : Members(one, $"{path}.{i}")),
        _ => [path],
    };

    /// <summary>The event with another value there; null where no value that is tried can be read there.</summary>
    private static GameEvent? Changed(JsonNode written, string path, WireName name)
    {
        var copy = written.DeepClone();
        var parts = path.Split('.')[1..];
        var at = parts[..^1].Aggregate(copy, static (node, part) => node is JsonArray list ? list[int.Parse(part, null)]! : node[part]!);
        var value = (at is JsonArray items ? items[int.Parse(parts[^1], null)] : at[parts[^1]])!.AsValue();
        var other = Other(value);
        if (at is JsonArray all) all[int.Parse(parts[^1], null)] = other;
        else at[parts[^1]] = other;
        try
        {
            return (GameEvent?)JsonSerializer.Deserialize(copy, name.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A number more, the other truth, another first letter, or of a word that has to be known its neighbour.</summary>
    private static JsonNode Other(JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.True or JsonValueKind.False: return !value.GetValue<bool>();
            case JsonValueKind.Number: return value.GetValue<long>() + 1;
        }

        var text = value.GetValue<string>();
        var at = Array.IndexOf(pairs, text);
        return at >= 0 ? pairs[at ^ 1] : text.Length == 0 ? "x" : (text[0] == '1' ? '2' : '1') + text[1..];
    }
}
