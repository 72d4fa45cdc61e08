using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AkkaGame.Host.Operating;

namespace AkkaGame.Host.CommandLine;

/// <summary>What stands in a command line of <c>akkagame ops</c>, and who is to be asked.</summary>
internal sealed record Asked(ParseResult Parsed, OperatorsClient Server, CancellationToken Stop)
{
    public T? Value<T>(Option<T> option) => Parsed.GetValue(option);

    public T? Value<T>(Argument<T> argument) => Parsed.GetValue(argument);
}

/// <summary>An answer, to be shown either way.</summary>
internal sealed record Shown(Func<string> Json, Action Table)
{
    public static Shown Of<T>(T answer, JsonTypeInfo<T> type, Action<T> table) =>
        new(() => JsonSerializer.Serialize(answer, type), () => table(answer));
}
