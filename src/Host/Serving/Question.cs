using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AkkaGame.Messages;
using AkkaGame.Messages.Json;

namespace AkkaGame.Host.Serving;

/// <summary>Reads what a request asks for. Whatever is not as it should be is refused by name.</summary>
internal static class Question
{
    private const int TextMax = 60;

    /// <summary>A whole number between bounds; <paramref name="unless"/> where it is not given.</summary>
    public static bool Number(HttpRequest request, string field, int least, int most, int unless, out int number, out Refusal? refused)
    {
        var isFine = Number(request, field, least, most, out var given, out refused);
        number = given ?? unless;
        return isFine;
    }

    /// <summary>A whole number between bounds; null where it is not given.</summary>
    public static bool Number(HttpRequest request, string field, int least, int most, out int? number, out Refusal? refused)
    {
        number = null;
        if (!One(request, field, out var text, out refused) || text is null) return refused is null;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var given))
            refused = new(RefusalCode.BadFrame, field, "number", $"{field} is a whole number.");
        else if (given < least)
            refused = Refusal.Illegal(field, "too-small", $"{field} is {least} or more.");
        else if (given > most)
            refused = Refusal.Illegal(field, "too-large", $"{field} is at most {most}.");
        else
            number = (int)given;
        return refused is null;
    }

    /// <summary>The seq that a stream's reader had last, named in a header when he comes back: it stands above the address.</summary>
    public static bool LastEvent(HttpRequest request, ref int after, out Refusal? refused)
    {
        const string Name = "Last-Event-ID";
        refused = null;
        if (request.Headers[Name] is not [var given] || given is null or "") return true;
        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)) after = seq;
        else refused = new(RefusalCode.BadFrame, Name, "number", $"{Name} is the seq of an event.");
        return refused is null;
    }

    /// <summary>A club's id; null where none is given.</summary>
    public static bool Team(HttpRequest request, out string? team, out Refusal? refused)
    {
        if (One(request, "team", out team, out refused) && team is not null && !new TeamId(team).IsWellFormed)
            refused = new(RefusalCode.BadFrame, "team", "team-id", "A club's id is 1 to 12 printable ASCII characters.");
        return refused is null;
    }

    /// <summary>A day, a month or a year, as its first and its last day: <c>2018-04-06</c>, <c>2018-04</c>, <c>2018</c>.</summary>
    public static bool Days(HttpRequest request, string field, out (DateOnly First, DateOnly Last)? days, out Refusal? refused)
    {
        days = null;
        if (!One(request, field, out var text, out refused) || text is null) return refused is null;
        if (Day(text, "yyyy-MM-dd") is { } day) days = (day, day);
        else if (Day(text, "yyyy-MM") is { } month) days = (month, month.AddMonths(1).AddDays(-1));
        else if (Day(text, "yyyy") is { } year) days = (year, new(year.Year, 12, 31));
        else refused = new(RefusalCode.BadFrame, field, "date", "A date is a day, a month or a year, as 2018-04-06, 2018-04 or 2018.");
        return refused is null;
    }

    /// <summary>One of the words of an enumeration; null where none is given.</summary>
    public static bool Word<T>(HttpRequest request, string field, out T? word, out Refusal? refused) where T : struct, Enum
    {
        word = null;
        if (!One(request, field, out var text, out refused) || text is null) return refused is null;
        if (Enum.TryParse<T>(text, ignoreCase: true, out var known) && char.IsAsciiLetter(text[0])) word = known;
        else refused = new(RefusalCode.BadFrame, field, "word", $"{field} is one of {string.Join(", ", Enum.GetNames<T>())}.");
        return refused is null;
    }

    /// <summary>A short text; null where none is given.</summary>
    public static bool Text(HttpRequest request, string field, out string? text, out Refusal? refused)
    {
        if (One(request, field, out text, out refused) && text is { Length: 0 or > TextMax })
            refused = new(RefusalCode.BadFrame, field, "text", $"{field} has 1 to {TextMax} characters.");
        return refused is null;
    }

    /// <summary>What was sent; null, and why, where it is not that JSON. Members that are not known are skipped.</summary>
    public static async ValueTask<(T? Body, Refusal? Refused)> Body<T>(HttpRequest request, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            if (await JsonSerializer.DeserializeAsync(request.Body, type, request.HttpContext.RequestAborted) is { } body)
                return (body, null);
            return (null, new(RefusalCode.BadFrame, null, "json", "A JSON object is expected, not null."));
        }
        catch (JsonException e)
        {
            var (place, why) = JsonFault.Of(e);
            return (null, new(RefusalCode.BadFrame, place is "" ? null : place, "json", $"This is not the JSON that is expected: {why}"));
        }
    }

    /// <summary>The value of a field that may be given once; null where it is not given.</summary>
    private static bool One(HttpRequest request, string field, out string? value, out Refusal? refused)
    {
        var given = request.Query[field];
        refused = given.Count > 1 ? new(RefusalCode.BadFrame, field, "once", $"{field} is given at most once.") : null;
        value = given.Count == 1 ? given[0] : null;
        return refused is null;
    }

    private static DateOnly? Day(string text, string form) =>
        DateOnly.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
