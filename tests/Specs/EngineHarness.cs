using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Specs;

/// <summary>An engine under test, on whatever journal, with that journal and the time in the test's hands.</summary>
public abstract class EngineHarness : IAsyncLifetime
{
    private readonly List<IEngine> started = [];

    protected ManualTime Time { get; } = new();

    protected GatedJournal Journal { get; private set; } = null!;

    /// <summary>Journal and snapshots at once, empty at first.</summary>
    protected abstract IJournal Store { get; }

    protected ISnapshots Snapshots => (ISnapshots)Store;

    protected abstract IEngine Make(EnginePorts ports, EngineOptions options);

    public virtual Task InitializeAsync()
    {
        Journal = new(Store);
        return Task.CompletedTask;
    }

    public virtual async Task DisposeAsync()
    {
        foreach (var engine in started) await Stop(engine);
    }

    protected IEngine Start(EngineOptions? options = null, IAudience? audience = null) => Start(Ports(audience), options ?? new());

    protected IEngine Start(EnginePorts ports, EngineOptions options)
    {
        var engine = Make(ports, options);
        started.Add(engine);
        return engine;
    }

    /// <summary>The store under test, its journal in the test's hands.</summary>
    protected virtual EnginePorts Ports(IAudience? audience = null) => new(Journal, Snapshots, audience ?? EmptyStands.Instance, Time)
    {
        Games = (IGames)Store,
        Quarantine = (IQuarantine)Store,
        Secrets = (ISecrets)Store,
        Cells = (ICells)Store,
        Entropy = static bytes => bytes.Fill(0x5A),
    };

    protected static async Task Stop(IEngine engine) => await ((IAsyncDisposable)engine).DisposeAsync();

    /// <summary>A game with <paramref name="commands"/> accepted commands.</summary>
    protected static async Task<GameId> Played(IEngine engine, int commands)
    {
        var game = Sample.NewGame();
        await engine.Ask(game, Sample.Creation());
        for (var i = 1; i < commands; i++) await engine.Ask(game, Sample.Facts());
        return game;
    }

    /// <summary>A game in progress.</summary>
    protected static async Task<GameId> Begun(IEngine engine)
    {
        var game = await Played(engine, 1);
        foreach (var command in Sample.Beginning())
            if ((await engine.Ask(game, command)).Refused is { } refused) throw new InvalidOperationException($"{command}: {refused}");
        return game;
    }

    /// <summary>
    /// Lets what is due ring until the journal holds the game up to <paramref name="seq"/>; it asks no engine for the game.
    /// </summary>
    /// <param name="step">How far time goes on while it waits: far enough for another try where one has failed.</param>
    protected async Task Until(GameId game, int seq, TimeSpan step = default)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await Store.Head(game) < seq)
        {
            Time.Advance(step);
            await Task.Delay(2, patience.Token);
        }
    }

    protected static async Task<GameState> StateOf(IEngine engine, GameId game) =>
        (await engine.Look(game)) is { State: { } state } ? state : throw new InvalidOperationException($"{game} is not there.");

    /// <summary>Done when the game is not in memory: an answer may be faster than the end of the turn that gave it.</summary>
    protected static async Task Gone(IEngine engine, GameId game)
    {
        while (((IEngineInspector)engine).Find(game) is not null) await Task.Yield();
    }

    protected static (RefusalCode?, Retry?) Short(Answer answer) => (answer.Refused?.Code, answer.Refused?.Retry);
}
