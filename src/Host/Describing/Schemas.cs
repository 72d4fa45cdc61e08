using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;

namespace AkkaGame.Host.Describing;

/// <summary>
/// JSON Schemas of what is sent and taken, made from the contracts of the very serializers that do it: they cannot say anything else. Each
/// shape is defined once, under its name.
/// </summary>
/// <param name="at">Where the definitions will stand: <c>#/components/schemas/</c>.</param>
internal sealed class Schemas(string at)
{
    private readonly SortedDictionary<string, JsonObject> defined = new(StringComparer.Ordinal);

    private readonly Dictionary<(Type, JsonSerializerOptions), string> names = [];

    /// <summary>All that was asked for, and what those refer to, by name.</summary>
    public JsonObject Defined => new(defined.Select(static one => KeyValuePair.Create<string, JsonNode?>(one.Key, one.Value.DeepClone())));

    public JsonObject Of(JsonTypeInfo json) => Of(json.Type, json.Options);

    /// <summary>A frame: the shape, with the <c>t</c> that says which it is. What one of its members holds may be said better.</summary>
    public JsonObject Frame(string t, JsonTypeInfo? json, params ReadOnlySpan<(string Member, JsonObject Says)> members)
    {
        var frame = json is null ? new JsonObject { ["type"] = "object" } : Object(json);
        var properties = new JsonObject { ["t"] = Words(t) };
        foreach (var (name, says) in frame["properties"]?.AsObject() ?? []) properties[name] = says!.DeepClone();
        foreach (var (name, says) in members) properties[name] = says;
        frame["properties"] = properties;
        var required = (frame["required"]?.AsArray() ?? []).Select(static one => one!.DeepClone());
        frame["required"] = new JsonArray([JsonValue.Create("t"), .. required]);
        return frame;
    }

    /// <summary>What stands beside a name that says what it is: one of those shapes, each defined under its class's name.</summary>
    public JsonObject OneOf(IEnumerable<WireName> names)
    {
        var kinds = new JsonObject(names.Select(name => KeyValuePair.Create<string, JsonNode?>(name.Name, (string?)Of(name.Json)["$ref"])));
        return new()
        {
            ["anyOf"] = new JsonArray([.. kinds.Select(static one => new JsonObject { ["$ref"] = (string?)one.Value })]),
            ["x-by-name"] = kinds,
        };
    }

    private JsonObject Of(Type type, JsonSerializerOptions options)
    {
        if (Nullable.GetUnderlyingType(type) is { } value) return OrNull(Of(value, options));
        if (Item(type) is { } item) return new() { ["type"] = "array", ["items"] = Of(item, options) };
        if (type.IsEnum) return Words(type);
        if (Plain(type) is { } plain) return plain;
        var json = options.GetTypeInfo(type);
        if (json.Kind != JsonTypeInfoKind.Object) return [];
        if (!names.TryGetValue((type, options), out var name)) name = Define(json);
        return new() { ["$ref"] = at + name };
    }

    /// <returns>The name under which it stands.</returns>
    private string Define(JsonTypeInfo json)
    {
        var name = names[(json.Type, json.Options)] = NameOf(json.Type, json.Options);
        if (defined.TryAdd(name, []))
        {
            defined[name] = json.Type == typeof(EventItem) ? Event(json) : Object(json);
            return name;
        }

        // Another serializer writes it too: the same, or with what is worked out from the other members.
        var again = Object(json);
        if (JsonNode.DeepEquals(again, defined[name])) return name;
        defined[name + "Summed"] = again;
        return names[(json.Type, json.Options)] = name + "Summed";
    }

    private JsonObject Object(JsonTypeInfo json)
    {
        var when = json.Options.DefaultIgnoreCondition;
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var member in json.Properties)
        {
            var isWorkedOut = json.Options.IgnoreReadOnlyProperties && member is { Set: null, AssociatedParameter: null };
            if (member.Get is null || isWorkedOut) continue;
            var says = Of(member.PropertyType, json.Options);
            var mayBeNull = member.IsGetNullable;
            if (when == JsonIgnoreCondition.Never) properties[member.Name] = mayBeNull ? OrNull(says) : says;
            else properties[member.Name] = NotNull(says);
            if (when == JsonIgnoreCondition.Never || (when == JsonIgnoreCondition.WhenWritingNull && !mayBeNull)) required.Add(member.Name);
        }

        var shape = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0) shape["required"] = required;
        return shape;
    }

    /// <summary>An event in a page: what is in it is said by its type.</summary>
    private JsonObject Event(JsonTypeInfo json)
    {
        var shape = Object(json);
        shape["properties"]!["event"] = OneOf(WireNames.Events);
        return shape;
    }

    /// <summary>The words of the messages are sent whole in views and answers, and without their defaults in commands and events.</summary>
    private static string NameOf(Type type, JsonSerializerOptions options) =>
        type.Assembly == typeof(GameEvent).Assembly && type.Namespace == typeof(GameEvent).Namespace
        && options.DefaultIgnoreCondition != JsonIgnoreCondition.WhenWritingDefault
            ? type.Name + "Shown"
            : type.Name;

    private static Type? Item(Type type)
    {
        if (type == typeof(string) || Plain(type) is not null) return null;
        return type.IsGenericType && type.GetGenericArguments() is [var item] && type.IsAssignableTo(typeof(System.Collections.IEnumerable))
            ? item
            : null;
    }

    private static JsonObject Words(Type type)
    {
        var names = Enum.GetNames(type);
        // One or more of them, parted by commas.
        return type.IsDefined(typeof(FlagsAttribute), inherit: false)
            ? new() { ["type"] = "string", ["pattern"] = $"^({string.Join('|', names)})(, ({string.Join('|', names)}))*$" }
            : Words(names);
    }

    public static JsonObject Words(params ReadOnlySpan<string> words)
    {
        var all = new JsonArray();
        foreach (var word in words) all.Add(word);
        return new() { ["type"] = "string", ["enum"] = all };
    }

    private static JsonObject NotNull(JsonObject says)
    {
        if (says["type"] is JsonArray) says["type"] = says["type"]![0]!.DeepClone();
        return says["oneOf"] is JsonArray { Count: 2 } either ? either[0]!.DeepClone().AsObject() : says;
    }

    private static JsonObject OrNull(JsonObject says)
    {
        if (says["type"] is JsonValue type)
        {
            says["type"] = new JsonArray((string?)type, "null");
            if (says["enum"] is JsonArray words) words.Add(null);
            return says;
        }

        return says.ContainsKey("$ref") ? new() { ["oneOf"] = new JsonArray(says, new JsonObject { ["type"] = "null" }) } : says;
    }

    private static JsonObject? Plain(Type type) => type switch
    {
        _ when type == typeof(string) => new() { ["type"] = "string" },
        _ when type == typeof(bool) => new() { ["type"] = "boolean" },
        _ when type == typeof(byte) => Number(byte.MinValue, byte.MaxValue),
        _ when type == typeof(short) => Number(short.MinValue, short.MaxValue),
        _ when type == typeof(ushort) => Number(ushort.MinValue, ushort.MaxValue),
        _ when type == typeof(int) => new() { ["type"] = "integer", ["format"] = "int32" },
        _ when type == typeof(long) || type == typeof(uint) => new() { ["type"] = "integer", ["format"] = "int64" },
        _ when type == typeof(double) || type == typeof(decimal) => new() { ["type"] = "number" },
        _ when type == typeof(Guid) || type == typeof(GameId) || type == typeof(CommandId) => Text("uuid"),
        _ when type == typeof(DateOnly) => Text("date"),
        _ when type == typeof(PlayerId) || type == typeof(TeamId) => new() { ["type"] = "string", ["maxLength"] = 12 },
        _ when type == typeof(LineupEntry) => Pattern("^[ah][0-9][.][0-9]{1,3}$", "side, slot, ordinal: a4.0"),
        _ when type == typeof(Count) => Pattern("^([0-3][0-2]|[?][?])$", "balls and strikes, or ??"),
        _ when type == typeof(Fielding) => Pattern("^[0-9E]{0,16}$", "fielders by number, E before who made an error: 6E3"),
        _ when type == typeof(EncodedGame) => new() { ["type"] = "object", ["description"] = "in no view" },
        _ when type == typeof(JsonElement) || type == typeof(GameEvent) => [],
        _ => null,
    };

    private static JsonObject Number(int least, int most) => new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most };

    private static JsonObject Text(string format) => new() { ["type"] = "string", ["format"] = format };

    private static JsonObject Pattern(string pattern, string description) =>
        new() { ["type"] = "string", ["pattern"] = pattern, ["description"] = description };
}
