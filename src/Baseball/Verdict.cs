using System.Runtime.CompilerServices;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// The moment at which a command is decided: time comes in as an argument, so that the same command gives the same answer on any node,
/// in any year.
/// </summary>
/// <param name="At">Unix milliseconds UTC.</param>
public readonly record struct Moment(long At);

/// <summary>The answer of the rules: what happened, or why not.</summary>
[CollectionBuilder(typeof(Verdict), nameof(Accept))]
public readonly struct Verdict : IEnumerable<GameEvent>
{
    private Verdict(EquatableArray<GameEvent> events, Refusal? refused, Game? then = null) =>
        (Events, Refused, Then) = (events, refused, then);

    /// <summary>Empty where the command was refused.</summary>
    public EquatableArray<GameEvent> Events { get; }

    public Refusal? Refused { get; }

    /// <summary>The game after the events, which had to be known to accept them; null where refused.</summary>
    internal Game? Then { get; }

    public static Verdict Accept(ReadOnlySpan<GameEvent> events) => new(new(events.ToArray()), null);

    public static Verdict Accept(List<GameEvent> events) => new(new([.. events]), null);

    internal Verdict Leading(Game then) => new(Events, Refused, then);

    public static implicit operator Verdict(Refusal refused) => new(default, refused);

    public ReadOnlySpan<GameEvent>.Enumerator GetEnumerator() => Events.GetEnumerator();

    IEnumerator<GameEvent> IEnumerable<GameEvent>.GetEnumerator() => ((IEnumerable<GameEvent>)Events).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => ((IEnumerable<GameEvent>)Events).GetEnumerator();
}
