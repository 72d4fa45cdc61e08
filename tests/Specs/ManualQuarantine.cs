using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Specs;

/// <summary>A list of games put aside in a test's hands.</summary>
public sealed class ManualQuarantine(IQuarantine inner) : IQuarantine
{
    private int reads;

    /// <summary>How often the list was read.</summary>
    public int Reads => Volatile.Read(ref reads);

    public bool TakesNothing { get; set; }

    public bool CannotBeRead { get; set; }

    public async ValueTask<bool> PutAside(AsideGame game) => !TakesNothing && await inner.PutAside(game);

    public async ValueTask<bool> TakeBack(GameId game) => !TakesNothing && await inner.TakeBack(game);

    public ValueTask<IReadOnlyList<AsideGame>> Aside(CancellationToken stop = default)
    {
        Interlocked.Increment(ref reads);
        return CannotBeRead ? throw new JournalUnavailableException("The list is gone.") : inner.Aside(stop);
    }
}
