using System.Runtime.CompilerServices;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// The moment at which a command is decided: time comes in as an argument, so that the same command gives the same answer on any node,
/// in any year.
/// </summary>
/// <param name="At">Unix milliseconds UTC.</param>
/// <param name="Since">
/// Since when somebody has been there to answer, Unix milliseconds UTC: a deadline that was set before that is credited with an outage.
/// 0 = always.
/// </param>
public readonly record struct Moment(long At, long Since = 0);

/// <summary>The answer of the rules: what happened, or why not.</summary>
[CollectionBuilder(typeof(Verdict), nameof(Accept))]
public readonly struct Verdict : IEnumerable<GameEvent>
{
    private Verdict(
        EquatableArray<GameEvent> events, Refusal? refused, Game? then = null, Need needs = default,
        EquatableArray<OpenedSeal> opened = default) =>
        (Events, Refused, Then, Needs, Opened) = (events, refused, then, needs, opened);

    /// <summary>Empty where the command was refused.</summary>
    public EquatableArray<GameEvent> Events { get; }

    public Refusal? Refused { get; }

    /// <summary>The game after the events, which had to be known to accept them; null where refused.</summary>
    internal Game? Then { get; }

    /// <summary>What the rules have to be told first; neither accepted nor refused where it is something.</summary>
    public Need Needs { get; }

    /// <summary>What is in the seals that the events hold, for the host to remember once they are durable.</summary>
    public EquatableArray<OpenedSeal> Opened { get; }

    public static Verdict Accept(ReadOnlySpan<GameEvent> events) => new(new(events.ToArray()), null);

    public static Verdict Accept(List<GameEvent> events) => new(new([.. events]), null);

    public static Verdict Ask(Need needs) => new(default, null, null, needs);

    internal Verdict Leading(Game then) => new(Events, Refused, then, Needs, Opened);

    internal Verdict With(EquatableArray<OpenedSeal> opened) => new(Events, Refused, Then, Needs, opened);

    public static implicit operator Verdict(Refusal refused) => new(default, refused);

    public ReadOnlySpan<GameEvent>.Enumerator GetEnumerator() => Events.GetEnumerator();

    IEnumerator<GameEvent> IEnumerable<GameEvent>.GetEnumerator() => ((IEnumerable<GameEvent>)Events).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => ((IEnumerable<GameEvent>)Events).GetEnumerator();
}
