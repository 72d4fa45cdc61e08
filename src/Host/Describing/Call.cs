using System.Text.Json.Serialization.Metadata;
using AkkaGame.Messages;

namespace AkkaGame.Host.Describing;

/// <summary>A public call, as whoever writes a client has to know it.</summary>
/// <param name="Name">A stable word for tools that make clients of the document.</param>
/// <param name="Says">One sentence.</param>
internal sealed record Call(string Method, string Path, string Name, string Group, string Says)
{
    /// <summary>More than a sentence, in Markdown; null where that says it all.</summary>
    public string? More { get; init; }

    public IReadOnlyList<Given> Query { get; init; } = [];

    /// <summary>What is sent; null where nothing is.</summary>
    public Body? Takes { get; init; }

    /// <summary>What is answered where nothing is refused, by status.</summary>
    public IReadOnlyList<AnswerShape> Gives { get; init; } = [];

    /// <summary>What it may be refused for, beside what every call may.</summary>
    public IReadOnlyList<RefusalCode> Refuses { get; init; } = [];

    /// <summary>Whoever asks has to say who he is.</summary>
    public bool NeedsSender { get; init; }

    /// <summary>It is answered with an ETag, and with 304 where that is known.</summary>
    public bool HasTag { get; init; }
}

/// <summary>What may stand in the address, or in a header.</summary>
/// <param name="Type">integer or string.</param>
internal sealed record Given(string Name, string Says, string Type = "integer", int? Least = null, int? Most = null, int? Unless = null)
{
    public string In { get; init; } = "query";

    public bool IsRequired { get; init; }

    /// <summary>Its only words; null where it is free.</summary>
    public IReadOnlyList<string>? Words { get; init; }
}

/// <param name="Example">JSON.</param>
/// <param name="Needs">The members that it cannot do without.</param>
internal sealed record Body(JsonTypeInfo Json, string Example, params IReadOnlyList<string> Needs);

/// <param name="Json">Null for text.</param>
/// <param name="Example">JSON, or text as it stands.</param>
internal sealed record AnswerShape(int Status, string Says, JsonTypeInfo? Json, string? Example = null, string Type = "application/json");
