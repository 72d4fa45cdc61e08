using System.Collections.Concurrent;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;
using AkkaGame.Specs;

namespace AkkaGame.Gateway.Tests.Stands;

/// <summary>A grandstand before a real engine over a journal in the test's hands; who comes has a socket of paper.</summary>
internal sealed class Park : IAsyncDisposable
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    public Park(GatewayOptions? options = null, VolatileJournal? store = null, IOutOfTown? outOfTown = null)
    {
        Store = store ?? new();
        Journal = new(Store);
        Options = (options ?? new()) with { Faulted = (_, e) => Faults.Add(e) };
        Grandstand = new(Journal, Store, Options, Time, Ownership, outOfTown);
        Engine = Engines.Behind(new(Journal, Store, Grandstand, Time)
        {
            Games = Store, Quarantine = Store, Secrets = Store, Cells = Store, Ownership = Ownership,
            Entropy = static bytes => bytes.Fill(0x5A),
        });
        Grandstand.Open(Engine);
    }

    public ManualTime Time { get; } = new();
    public ManualOwnership Ownership { get; } = new();
    public VolatileJournal Store { get; }
    public GatedJournal Journal { get; }
    public GatewayOptions Options { get; }
    public Grandstand Grandstand { get; }
    public EngineBehind Engine { get; }

    /// <summary>What should not have happened.</summary>
    public ConcurrentBag<Exception> Faults { get; } = [];

    /// <summary>A scored game with its creation, or with more.</summary>
    public async Task<GameId> NewGame(int facts = 0)
    {
        var game = Sample.NewGame();
        Assert.Null((await Engine.Ask(game, Sample.Creation())).Refused);
        for (var i = 0; i < facts; i++) await Note(game);
        return game;
    }

    /// <summary>A group of so many events. The seq of the last.</summary>
    public async Task<int> Note(GameId game, int events = 1)
    {
        var answer = await Engine.Ask(game, Sample.Facts(events));
        Assert.Null(answer.Refused);
        return answer.Receipt.Last;
    }

    public async Task<GameState> State(GameId game) => (await Engine.Look(game)).State!;

    /// <summary>The view's hash as the game stands.</summary>
    public async Task<string> Hash(GameId game) => HashOf(await State(game));

    public static string HashOf(GameState state) => ViewText.Hash(ViewText.Of(Views.Of(state, Role.Spectator)!));

    public Follower Comes(Role role = Role.Scorer, Side? side = null, ResumeAt? resume = null, bool view = false) =>
        new(Options, Time, role, side, resume, view);

    public async Task<Follower> Enter(
        GameId game, Role role = Role.Scorer, Side? side = null, ResumeAt? resume = null, bool view = false)
    {
        var follower = Comes(role, side, resume, view);
        await Enter(game, follower);
        return follower;
    }

    public async Task Enter(GameId game, Follower follower)
    {
        var seating = await Grandstand.Enter(game, follower.Comer);
        Assert.Null(seating.Refused);
        follower.Place = seating.Place!;
        follower.Take();
    }

    /// <summary>Waits until it is so; time stands still unless it is to pass.</summary>
    /// <param name="passing">What passes at every look.</param>
    public async Task Until(Func<bool> isSo, TimeSpan passing = default)
    {
        for (var since = System.Diagnostics.Stopwatch.StartNew(); !isSo(); await Task.Delay(1))
        {
            if (since.Elapsed > patience) throw new TimeoutException("It did not come to it.");
            if (passing > TimeSpan.Zero) Time.Advance(passing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await Grandstand.DisposeAsync();
        Assert.Empty(Faults);
    }
}
