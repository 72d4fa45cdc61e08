using System.Text.Json;

namespace AkkaGame.Messages.Wire;

/// <summary>
/// What may stand in a game. It stands there for ever and is shown on terminals, in logs and on pages, so every text in it is one line of
/// bounded length, and nothing in it is larger or deeper than a real game ever needs.
/// </summary>
public static class Fitness
{
    /// <summary>Characters of a text.</summary>
    public const int TextMax = 256;

    /// <summary>Objects or texts of a list; of numbers it holds as many as its frame has room for.</summary>
    public const int ItemsMax = 64;

    /// <summary>Objects and lists within each other.</summary>
    public const int DepthMax = 8;

    /// <summary>Why something in it does not fit; null where all of it does.</summary>
    /// <param name="field">How the value is named.</param>
    public static Refusal? Unfit(JsonElement value, string field) => Unfit(value, field, depth: 1);

    private static Refusal? Unfit(JsonElement value, string field, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object or JsonValueKind.Array when depth > DepthMax:
                return Bad(field, "too-deep", $"Objects and lists stand at most {DepthMax} deep in each other.");
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                    if (Unfit(member.Value, $"{field}.{Name(member)}", depth + 1) is { } within) return within;
                return null;
            case JsonValueKind.Array:
                var place = 0;
                foreach (var item in value.EnumerateArray())
                {
                    if (place == ItemsMax && item.ValueKind != JsonValueKind.Number)
                        return Bad(field, "too-many", $"A list has at most {ItemsMax} items.");
                    if (Unfit(item, $"{field}[{place++}]", depth + 1) is { } within) return within;
                }

                return null;
            case JsonValueKind.String:
                return Text(value) is not { } text || text.Any(char.IsControl)
                        ? Bad(field, "control-character", "A text holds no control characters, and whole ones only.")
                    : text.Length > TextMax ? Bad(field, "too-long", $"A text has at most {TextMax} characters.")
                    : null;
            default:
                return null;
        }
    }

    /// <summary>Null where it holds half of a surrogate pair.</summary>
    private static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Nobody knows a member that is called by half of a surrogate pair: it is skipped like any other.</summary>
    private static string Name(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "?";
        }
    }

    private static Refusal Bad(string field, string rule, string why) =>
        new(RefusalCode.BadFrame, CommandFrame.Shown(field).Trim('\''), rule, why);
}
