namespace AkkaGame.Baseball.Tests.RandomGames;

/// <summary>
/// The choices of a made-up game, drawn one after the other from bytes. The same bytes make the same game, and fewer or smaller bytes make
/// a shorter or plainer one, so a failing game can be reduced.
/// </summary>
internal sealed class Choices(byte[] bytes)
{
    private int at;

    public bool Exhausted => at >= bytes.Length;

    /// <summary>0 to <paramref name="below"/> - 1; 0 when the bytes have run out.</summary>
    public int Below(int below) => Exhausted ? 0 : bytes[at++] % below;

    /// <summary>True in <paramref name="times"/> of <paramref name="of"/> cases; false when the bytes have run out.</summary>
    public bool Chance(int times, int of) => Below(of) >= of - times;

    public T Of<T>(IReadOnlyList<T> all) => all[Below(all.Count)];
}
