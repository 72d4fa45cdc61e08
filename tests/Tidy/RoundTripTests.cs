using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using AkkaGame.Messages;
using AkkaGame.Messages.Json;

namespace AkkaGame.Tidy;

/// <summary>Every event and command comes back from JSON as it went, with every member set.</summary>
public class RoundTripTests
{
    private static readonly Dictionary<string, JsonTypeInfo> kept = WireNames.Events.Select(name => ("event " + name.Name, name.Json))
        .Concat(WireNames.Commands.Select(name => ("command " + name.Name, name.Json)))
        .Append(("defensive decision", MessagesJson.Default.DefensiveDecision))
        .Append(("offensive decision", MessagesJson.Default.OffensiveDecision))
        .ToDictionary();

    public static TheoryData<string> Names() => [.. kept.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_comes_back_as_it_went(string name)
    {
        var (json, filled) = Filled(name);
        Assert.Equal(filled, JsonSerializer.Deserialize(JsonSerializer.Serialize(filled, json), json));
    }

    /// <summary>Without this the round trip proves little: a member left out is equal to itself.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Every_member_is_written(string name)
    {
        var (json, filled) = Filled(name);
        var written = JsonNode.Parse(JsonSerializer.Serialize(filled, json))!.AsObject();
        Assert.Equal(WireContract.Members(json).Select(member => member.Name).Order(), written.Select(member => member.Key).Order());
    }

    /// <summary>A database, a proxy or a person may sort members, and a newer sender may add some.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_order_of_members_and_members_from_later_versions_do_not_matter(string name)
    {
        var (json, filled) = Filled(name);
        var turned = TurnedAround(JsonNode.Parse(JsonSerializer.Serialize(filled, json))!)!.AsObject();
        turned.Insert(0, "aMemberFromLater", new JsonArray(1, "two"));
        turned.Add("type", name);
        Assert.Equal(filled, JsonSerializer.Deserialize(turned.ToJsonString(), json));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_empty_body_is_read_or_refused_but_never_crashes(string name)
    {
        var json = kept[name];
        var read = JsonSerializer.Deserialize("{}", json);
        Assert.Equal(read, JsonSerializer.Deserialize(JsonSerializer.Serialize(read, json), json));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("[]", json));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("{", json));
    }

    [Fact]
    public void A_member_that_is_lost_on_the_way_is_found()
    {
        var json = MessagesJson.Default.GameInfoNoted;
        var filled = (GameInfoNoted)Filler.Fill(typeof(GameInfoNoted));
        var lost = JsonNode.Parse(JsonSerializer.Serialize(filled, json))!.AsObject();
        Assert.True(lost.Remove("value"));
        Assert.NotEqual(filled, JsonSerializer.Deserialize(lost.ToJsonString(), json));
    }

    [Fact]
    public void Filling_leaves_no_member_at_its_default()
    {
        var rules = (RuleSet)Filler.Fill(typeof(RuleSet));
        Assert.NotEqual(default, rules.Mercy);
        Assert.Equal(DiceMode.Physical, rules.Dice);
        Assert.True(rules.CourtesyRunner);
        var move = (Move)Filler.Fill(typeof(Move));
        Assert.Equal(2, move.Handlings.Count);
        Assert.True(move.Ruling.HasFlag(Ruling.Unearned | Ruling.OnPassedBall));
    }

    private static (JsonTypeInfo Json, object Filled) Filled(string name) => (kept[name], Filler.Fill(kept[name].Type));

    private static JsonNode? TurnedAround(JsonNode? node) => node switch
    {
        JsonObject members =>
            new JsonObject(members.Reverse().Select(member => KeyValuePair.Create(member.Key, TurnedAround(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(TurnedAround)]),
        _ => node?.DeepClone(),
    };
}
