using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>What a play under way needs next.</summary>
public abstract record ResolutionStep
{
    private ResolutionStep() { }

    /// <summary>Dice have to fall.</summary>
    public sealed record Roll(RollPurpose Purpose) : ResolutionStep;

    /// <summary>A manager has a choice, and his decision before the pitch did not answer it.</summary>
    public sealed record Ask(Contest Contest) : ResolutionStep;

    /// <summary>It is settled.</summary>
    public sealed record Done(ScoredPlay Play, EquatableArray<ChartEntry> Chart) : ResolutionStep;
}
