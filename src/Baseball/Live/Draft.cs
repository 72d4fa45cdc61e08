using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// A group of events on its way: each event is evolved as it is added, so the next one is decided on what the game has come to. Made for
/// one decision, and thrown away with it.
/// </summary>
internal sealed class Draft(GameState state, Moment moment, Known known)
{
    private readonly List<GameEvent> events = [];
    private readonly List<OpenedSeal> opened = [];
    private Need needs;
    private (Game Game, LiveLedger Live) beforeLast;

    public GameState Before => state;

    public GameId Id => state.Id;

    public Moment Moment => moment;

    public Known Known => known;

    /// <summary>The game's secret, without which nothing of a played game can be decided.</summary>
    public GameSecret Secret => known.Secret ?? throw new InvalidOperationException("A played game is decided with its secret.");

    /// <summary>The game with what was added so far.</summary>
    public Game Game { get; private set; } = state.Game;

    /// <summary>The ledger's live part with what was added so far.</summary>
    public LiveLedger Live { get; private set; } = state.Ledger.Live ?? LiveLedger.Empty;

    public LivePlay Play => Game.Live ?? LivePlay.Empty;

    public RuleSet Rules => Game.Fixture!.Rules;

    public Window? Window => Play.Window;

    /// <summary>The seq that the next event gets.</summary>
    public int NextSeq => state.Ledger.Seq + events.Count + 1;

    public IReadOnlyList<GameEvent> Events => events;

    public void Add(GameEvent happened)
    {
        beforeLast = (Game, Live);
        events.Add(happened);
        EvolveLast();
    }

    /// <summary>Adds what a rule of every game has decided, or hands on its refusal.</summary>
    public Refusal? Add(Verdict verdict)
    {
        foreach (var happened in verdict.Events) Add(happened);
        return verdict.Refused;
    }

    /// <summary>Puts the cards at hand that the game was just created with.</summary>
    public void Pin(Edition edition) => Game = Game.With(edition);

    /// <summary>The last event opens <paramref name="window"/>, instead of the one that it may have opened so far.</summary>
    public void Open(Window window)
    {
        // Ids count windows, and the one that it opened so far was never open: its number is given again.
        if (events[^1].Opens is { } other && other.Id != window.Id && window.Id != beforeLast.Game.Live?.Window?.Id)
            window = window with { Id = Window.IdOf(Id, beforeLast.Live.Windows + 1) };
        (Game, Live) = beforeLast;
        events[^1] = events[^1] with { Opens = window };
        EvolveLast();
    }

    /// <summary>Adds a seal and remembers what is in it.</summary>
    public void Seal(GameEvent box, OpenedSeal content)
    {
        opened.Add(content with { Seq = NextSeq });
        Add(box);
    }

    /// <summary>What is in that seal: known to the host, or sealed in this very draft. Null where there is none, or it is lost.</summary>
    public OpenedSeal? Content(Seal? seal)
    {
        if (seal is not { } at) return null;
        foreach (var one in opened) if (one.Seq == at.Seq) return one;
        return known.Find(at.Seq);
    }

    /// <summary>Says what has to be known first; whatever was added is thrown away, and decided anew when it is known.</summary>
    public void Ask(Need first) => needs = first;

    /// <summary>The group; what is in seals that it leaves open goes with it.</summary>
    public Verdict Done()
    {
        if (needs.Kind != NeedKind.Nothing) return Verdict.Ask(needs);
        var left = new List<OpenedSeal>(opened.Count);
        foreach (var seal in Live.Seals) if (Content(seal) is { } content) left.Add(content);
        return Verdict.Accept(events).With(new([.. left])).Leading(Game);
    }

    private void EvolveLast()
    {
        Live = LiveEvolution.After(Live, events[^1], NextSeq - 1)!;
        Game = Evolution.After(Game, events[^1]);
    }
}
