using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AkkaGame.Host.Tests.Documents;

/// <summary>JSON as YAML that a person can read: members on lines of their own, lists of words on one.</summary>
internal static partial class YamlText
{
    private static readonly string[] taken = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

    public static string Of(JsonObject json, int indent)
    {
        var text = new StringBuilder();
        Members(text, json, indent);
        return text.ToString();
    }

    private static void Members(StringBuilder text, JsonObject json, int indent)
    {
        foreach (var (name, value) in json)
        {
            text.Append(' ', indent).Append(Word(name)).Append(':');
            Value(text, value, indent + 2);
        }
    }

    private static void Value(StringBuilder text, JsonNode? value, int indent)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } members when IsShort(members):
                text.Append(" { ").AppendJoin(", ", members.Select(one => $"{Word(one.Key)}: {Scalar(one.Value)}")).Append(" }\n");
                break;
            case JsonObject { Count: > 0 } members:
                text.Append('\n');
                Members(text, members, indent);
                break;
            case JsonArray { Count: > 0 } items when items.All(static item => item is null or JsonValue):
                text.Append(" [").AppendJoin(", ", items.Select(Scalar)).Append("]\n");
                break;
            case JsonArray { Count: > 0 } items:
                text.Append('\n');
                foreach (var item in items)
                {
                    text.Append(' ', indent).Append('-');
                    Value(text, item, indent + 2);
                }

                break;
            case JsonObject: text.Append(" {}\n"); break;
            case JsonArray: text.Append(" []\n"); break;
            default: text.Append(' ').Append(Scalar(value)).Append('\n'); break;
        }
    }

    private static bool IsShort(JsonObject members) => members.Count <= 4 && members.All(static one => one.Value is null or JsonValue);

    private static string Scalar(JsonNode? value) => value is null ? "null"
        : value.GetValueKind() == JsonValueKind.String ? Word(value.GetValue<string>())
        : value.ToJsonString();

    /// <summary>Plain where that cannot be taken for anything else.</summary>
    private static string Word(string text) => Plain().IsMatch(text) && !taken.Contains(text)
        ? text
        : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_.-]*$")]
    private static partial Regex Plain();
}
