namespace AkkaGame.Host.Tests.BadInputs;

/// <summary>For each number of <c>docs/bad-inputs.csv</c>, who sends it and says what became of it.</summary>
internal sealed class Senders : Dictionary<string, Func<Scene, BadInput, Task<Outcome>>>
{
    public static IReadOnlyDictionary<string, Func<Scene, BadInput, Task<Outcome>>> All { get; } =
        new Senders[] { FrameSenders.All, JsonSenders.All, IdSenders.All, TokenSenders.All, RuleSenders.All, HttpSenders.All }
            .SelectMany(static some => some).ToDictionary();

    /// <summary>Those that take many seconds, most of them waiting: started at once, and asked for when it is their turn.</summary>
    public static IReadOnlyList<string> Slow { get; } = ["19", "20", "61", "62", "66"];
}
