using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What the host of a game knows beside its state and hands to the rules: its secret, what is in the open seals, and, where the rules
/// asked for it, its history. As time does, it comes in as an argument; nothing of it is ever part of a state.
/// </summary>
public sealed record Known
{
    public static readonly Known Nothing = new();

    /// <summary>Null in a scored game, which hides nothing.</summary>
    public GameSecret? Secret { get; init; }

    /// <summary>The contents of the open seals, by the seq of the event that holds the box.</summary>
    public EquatableArray<OpenedSeal> Opened { get; init; }

    /// <summary>All groups of the game so far; null unless a verdict asked for it.</summary>
    public IReadOnlyList<EventGroup>? History { get; init; }

    /// <summary>What the league remembers of the cells in question; null unless a verdict asked for it.</summary>
    public IReadOnlyList<CellMemory>? Cells { get; init; }

    /// <summary>
    /// The edition of cards that a verdict asked for; null where nobody asked, or it is not to be had (<see cref="NoEdition"/>).
    /// </summary>
    public Edition? Edition { get; init; }

    /// <summary>The id of an edition that was asked for and is not on this server; null for none.</summary>
    public string? NoEdition { get; init; }

    /// <summary>Says nothing of what it holds: it must not be readable in a message or a log.</summary>
    public override string ToString() => Secret is null ? "nothing secret" : Secret.ToString();

    public OpenedSeal? Find(int seq)
    {
        foreach (var seal in Opened) if (seal.Seq == seq) return seal;
        return null;
    }
}

/// <summary>What was in a box: exactly one member is set.</summary>
/// <param name="Seq">The event that holds the box.</param>
/// <param name="Salt">32 hex digits, of standing orders 128 (<see cref="Boxes.SaltOf"/>).</param>
public sealed record OpenedSeal(
    int Seq, string Salt, SealDecision? Decision = null, LineupCard? Lineup = null, StandingOrders? Orders = null)
{
    /// <inheritdoc cref="Known.ToString"/>
    public override string ToString() => $"what is in the box of event {Seq}";
}

/// <summary>What the rules have to be told before they can decide.</summary>
public enum NeedKind : byte { Nothing, History, Cells, Edition }

/// <param name="Cells">Which cells, where it is them.</param>
/// <param name="Edition">The id of the cards, where it is them.</param>
public readonly record struct Need(NeedKind Kind, EquatableArray<CellKey> Cells = default, string? Edition = null);

/// <summary>
/// A place on the league's cards, as one and the same reading must be found there again: edition, card, the opponent's hand, the dice, the
/// situation and what was decided, as stable words.
/// </summary>
/// <param name="Sum">Red and white, 2-12.</param>
/// <param name="D20">0 where the row is not split.</param>
/// <param name="Purpose">
/// <c>matchup</c>, or the further rolls that the card asked for, each with its dice: with these it says something else.
/// </param>
public sealed record CellKey(
    string League, string Edition, PlayerId Card, Hand Against, byte D6, byte Sum, byte D20, string Situation, string Decisions,
    string Purpose);

/// <param name="Says">What was read there, as the card prints it: no runner's move is in it.</param>
/// <param name="Game">Where it was read.</param>
/// <param name="Roll">The number of the roll there.</param>
/// <param name="At">When the reading stood, Unix milliseconds UTC.</param>
/// <param name="Ruled">It stands against an earlier reading, because both sides or the commissioner said so.</param>
public sealed record CellMemory(CellKey Key, string Says, GameId Game, int Roll, long At, bool Ruled = false);
