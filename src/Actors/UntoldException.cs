namespace AkkaGame.Actors;

/// <summary>A defect in a game that hides something: its kind and its place, for its message may quote what is hidden.</summary>
public sealed class UntoldException(Exception what) : Exception($"{what.GetType().Name} in a game with sealed decisions.")
{
    public override string? StackTrace { get; } = what.StackTrace;

    public override string ToString() => $"{Message}\n{StackTrace}";
}
