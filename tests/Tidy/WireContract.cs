using System.Text;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AkkaGame.Messages;

namespace AkkaGame.Tidy;

/// <summary>
/// The wire as text: each event and command with name, code, version and members, then each shape and each list of words they use, once.
/// It is read by a person when it changes; the journal of a game played last year holds exactly these names.
/// </summary>
internal sealed class WireContract
{
    private readonly SortedDictionary<string, string> shapes = new(StringComparer.Ordinal);
    private readonly Queue<JsonTypeInfo> open = new();

    /// <param name="sealable">What is written inside other things, such as a decision in its sealed box.</param>
    public static string Of(IEnumerable<WireName> events, IEnumerable<WireName> commands, params IEnumerable<JsonTypeInfo> sealable)
    {
        var contract = new WireContract();
        var text = new StringBuilder();
        foreach (var name in events) contract.Describe(
            text, $"event {name.Name} {name.Code} v{name.Version}{(name.Voidable ? "" : " ledger")}", name.Json);
        foreach (var name in commands) contract.Describe(text, $"command {name.Name} {name.Code} v{name.Version}", name.Json);
        foreach (var json in sealable) contract.Describe(text, $"inside {json.Type.Name}", json);
        while (contract.open.TryDequeue(out var shape))
        {
            var body = new StringBuilder();
            contract.Describe(body, $"shape {shape.Type.Name}", shape);
            contract.shapes[shape.Type.Name] = body.ToString();
        }

        foreach (var shape in contract.shapes.Values) text.Append(shape);
        return text.ToString();
    }

    /// <summary>The members that are written and read; what is only worked out from others is neither.</summary>
    public static IEnumerable<JsonPropertyInfo> Members(JsonTypeInfo json) =>
        json.Properties.Where(member => member.Get is not null && (member.Set is not null || member.AssociatedParameter is not null));

    private void Describe(StringBuilder text, string head, JsonTypeInfo json)
    {
        text.Append(head).Append('\n');
        foreach (var member in Members(json))
            text.Append("    ").Append(member.Name).Append(": ").Append(Name(member.PropertyType, json.Options)).Append('\n');
        text.Append('\n');
    }

    private string Name(Type type, System.Text.Json.JsonSerializerOptions options)
    {
        if (Nullable.GetUnderlyingType(type) is { } value) return Name(value, options) + "?";
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>))
            return $"[{Name(type.GetGenericArguments()[0], options)}]";
        if (type.IsEnum)
        {
            var how = type.IsDefined(typeof(FlagsAttribute), inherit: false) ? "flags" : "words";
            shapes[type.Name] = $"{how} {type.Name}\n    {string.Join(' ', Enum.GetNames(type))}\n\n";
            return type.Name;
        }

        var json = options.GetTypeInfo(type);
        if (json.Kind == JsonTypeInfoKind.Object && shapes.TryAdd(type.Name, "")) open.Enqueue(json);
        return json.Kind == JsonTypeInfoKind.Object || type.Namespace == typeof(GameId).Namespace ? type.Name : Plain(type);
    }

    private static string Plain(Type type) => type switch
    {
        _ when type == typeof(string) => "text",
        _ when type == typeof(bool) => "bool",
        _ when type == typeof(Guid) => "uuid",
        _ when type == typeof(DateOnly) => "date",
        _ => type.Name.ToLowerInvariant(),
    };
}
