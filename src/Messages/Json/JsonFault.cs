using System.Globalization;
using System.Text.Json;

namespace AkkaGame.Messages.Json;

/// <summary>Where in a text its JSON is at fault, and what is wrong there.</summary>
/// <param name="Place">As the wire names it, <c>facts[1].key</c>; empty for the whole.</param>
/// <param name="Why">One sentence.</param>
public readonly record struct JsonFault(string Place, string Why)
{
    /// <summary>Under which an exception carries the place within the array that it names.</summary>
    private const string Rest = "place";

    public static JsonFault Of(JsonException e) => new(PlaceOf(e).TrimStart('.'), WhyOf(e));

    /// <summary>The field that is at fault, where the whole is called <paramref name="whole"/>.</summary>
    public string Field(string whole) => Place.Length == 0 || Place[0] == '[' ? whole + Place : $"{whole}.{Place}";

    /// <summary>
    /// A fault in an element. Each element is read by itself, so that the serializer knows its place in the element only; left without a
    /// path the new exception gets that of the array.
    /// </summary>
    internal static JsonException Within(int index, JsonException e)
    {
        var fault = new JsonException(WhyOf(e), e);
        fault.Data[Rest] = string.Create(CultureInfo.InvariantCulture, $"[{index}]{PlaceOf(e)}");
        return fault;
    }

    /// <summary>With the dot before a member.</summary>
    private static string PlaceOf(JsonException e) => e.Path?.TrimStart('$') + e.Data[Rest] as string;

    /// <summary>Without the path, which names an element's inside only, and the names of classes, which tell a sender nothing.</summary>
    private static string WhyOf(JsonException e)
    {
        var why = e.Message;
        if (why.IndexOf(" Path: ", StringComparison.Ordinal) is > 0 and var path) why = why[..path];
        if (why.IndexOf(" LineNumber: ", StringComparison.Ordinal) is > 0 and var line) why = why[..line];
        return why.StartsWith("The JSON value could not be converted to ", StringComparison.Ordinal)
            ? "The value is of another kind than is expected here."
            : why;
    }
}
