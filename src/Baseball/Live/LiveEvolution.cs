using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What the events of a played game make of its two parts. Like all evolution it copies: windows, seats, keys and rolls stand in the
/// events.
/// </summary>
internal static class LiveEvolution
{
    /// <summary>A game in which nothing happens for so long, 24 hours in milliseconds, rests: its dice key is shown.</summary>
    public const long RestMs = 24 * 60 * 60 * 1000;

    /// <summary>The game's part, after <paramref name="happened"/> did to the game what it does to any.</summary>
    /// <param name="before">The game before the event.</param>
    /// <param name="game">The game after it, but for this part.</param>
    public static Game After(Game before, Game game, GameEvent happened)
    {
        if (happened is GameCreated { Mode: GameMode.Played }) return game with { Live = LivePlay.Empty };
        if (game.Live is not { } live) return game;
        var after = Closed(before, game, live, happened);
        if (happened.Opens is { } window) after = after with { Window = window };
        var timers = Timers(game, after.Window, happened);
        return after == live && timers == game.Timers ? game : game with { Live = after, Timers = timers };
    }

    /// <summary>The ledger's part after a group; null in a scored game.</summary>
    public static LiveLedger? After(LiveLedger? live, EventGroup group)
    {
        for (var i = 0; i < group.Events.Count; i++) live = After(live, group.Events[i], group.First + i);
        return live;
    }

    /// <param name="seq">Of the event.</param>
    public static LiveLedger? After(LiveLedger? live, GameEvent happened, int seq) => (live, happened) switch
    {
        (_, GameCreated { Mode: GameMode.Played } created) => LiveLedger.Empty with { Dice = DiceLedger.Empty with { S0 = created.S0 } },
        (null, _) => null,
        _ => Counted(Noted(live, happened, seq), happened),
    };

    private static LivePlay Closed(Game before, Game game, LivePlay live, GameEvent happened) => happened switch
    {
        LineupsExchanged cards =>
            live with { AwayReserves = Reserves.Of(cards.Away), HomeReserves = Reserves.Of(cards.Home) },
        PlayMade play => live with { Window = null, UnderWay = null, Pickoffs = Pickoffs(live, play) },
        DecisionsRevealed { Defense: { } defense, Offense: { } offense } revealed =>
            live with
            {
                Window = null,
                UnderWay = new(revealed.Decision, Precedence.InEffect(defense, revealed.Moot), Precedence.InEffect(offense, revealed.Moot)),
            },
        DecisionsRevealed { Throw: { } thrown, Advance: { } advance } when live is { UnderWay: { } play, Window.Contest: { } contest } =>
            live with { Window = null, UnderWay = play with { Calls = play.Calls.Add(new(contest, advance, thrown)) } },
        DiceRolled rolled when live.UnderWay is { } play => live with { UnderWay = play with { Rolls = play.Rolls.Add(rolled) } },
        RowRead when live.UnderWay is { } play => live with { Window = null, UnderWay = play with { RowsRead = play.RowsRead + 1 } },
        OutcomeRead read when live.UnderWay is { } play =>
            live with { Window = null, UnderWay = play with { Reading = read, Disputed = false, Objection = null } },
        OutcomeDisputed disputed when live.UnderWay is { } play =>
            live with { Window = null, UnderWay = play with { Disputed = true, Objection = disputed.Reading } },
        // An outage moves the whole window, so that it stays open as long as it was meant to; a bank makes it longer.
        DeadlineMoved { Bank: null } moved when live.Window is { } window =>
            live with { Window = window with { Opened = window.Opened + moved.Credited, Due = moved.Due } },
        DeadlineMoved moved when live.Window is { } window => live with { Window = window with { Due = moved.Due } },
        SubstitutionMade change => MenOfTheMoment.After(before, game, live, change),
        PlayerEjected ejected => MenOfTheMoment.Without(game, live, new(ejected.Person)),
        PlayerInjured injured => MenOfTheMoment.Without(game, live, injured.Player),
        MoundVisited visited => MenOfTheMoment.Visited(game, live, visited.Side),
        HalfOpened => live with { Window = null, Pickoffs = 0, Visited = null, Reliever = null, Crossed = default },
        GameEnded => live with { Window = null, UnderWay = null },
        KeyMixed or GameDelayed or GameSuspended or GameCancelled => live with { Window = null },
        _ => live,
    };

    private static byte Pickoffs(LivePlay live, PlayMade play) =>
        play.Ended.HasFlag(Ended.PlateAppearance) ? (byte)0
        : live.UnderWay is { Defense.Pickoff: not Base.Batter } ? (byte)(live.Pickoffs + 1) : live.Pickoffs;

    /// <summary>
    /// The open window's deadline is a timer of the game; it goes with the window. A window without one, or with a far one, lets the game
    /// rest after a day.
    /// </summary>
    private static EquatableArray<GameTimer> Timers(Game game, Window? window, GameEvent happened)
    {
        if (game.IsOver) return default;
        var due = window?.Due is { } at
            ? new GameTimer(window.Asked == Sides.None ? TimerKind.PlayOn : TimerKind.WindowDue, at, window.Id)
            : default(GameTimer?);
        var rests = happened switch
        {
            { Opens: { Kind: not WindowKind.Key } opened } when opened.Due is null || opened.Due > opened.Opened + RestMs =>
                new GameTimer(TimerKind.KeyRests, opened.Opened + RestMs),
            { Opens: not null } or GameDelayed or GameSuspended or KeyRevealed => default(GameTimer?),
            _ => game.DueOf(TimerKind.KeyRests) is { } still ? new(TimerKind.KeyRests, still) : null,
        };
        var kept = 0;
        var timers = new List<GameTimer>(3);
        foreach (var timer in game.Timers)
        {
            if (timer == due || timer == rests) kept++;
            else if (timer.Kind is not (TimerKind.WindowDue or TimerKind.PlayOn or TimerKind.KeyRests)) timers.Add(timer);
        }

        if (kept == (due is null ? 0 : 1) + (rests is null ? 0 : 1) && kept + timers.Count == game.Timers.Count) return game.Timers;
        if (due is { } one) timers.Add(one);
        if (rests is { } other) timers.Add(other);
        return new([.. timers]);
    }

    private static LiveLedger Noted(LiveLedger live, GameEvent happened, int seq) => happened switch
    {
        SeatTaken taken => live.With(taken.Side, live.Of(taken.Side) with
        {
            Manager = taken.Manager,
            Level = taken.Level,
            Absent = null,
            Tip = taken.Tip,
            TipFrom = taken.From,
            Missed = 0,
        }) with
        { Dice = Shown(live.Dice, taken.Side, taken.Tip) },
        SeatHandedOver over => live.With(over.Side, live.Of(over.Side) with
        {
            Manager = over.Manager,
            Level = over.Level,
            Absent = over.Level > 0 ? live.Of(over.Side).Manager ?? live.Of(over.Side).Absent : null,
            Missed = 0,
        }),
        LineupSealed box => Sealed(live, new(SealKind.Lineup, box.Side, seq)),
        DecisionSealed box => Answered(Sealed(live, new(SealKind.Decision, box.Side, seq, box.Decision)), box.Side),
        RowRead { Reader: { } reader } => Answered(live, reader),
        StandingOrdersSealed box => Sealed(live, new(SealKind.StandingOrders, box.Side, seq)),
        LineupsExchanged => live with { Seals = Without(live.Seals, SealKind.Lineup) },
        DeadlinePassed passed => live.With(
            passed.Side, live.Of(passed.Side) with { Missed = (byte)Math.Min(live.Of(passed.Side).Missed + 1, byte.MaxValue) }),
        DeadlineMoved { Bank: { } side } moved =>
            live.With(side, live.Of(side) with { BankUsedMs = live.Of(side).BankUsedMs + (int)moved.Credited }),
        NonceGiven nonce => live with { Dice = Given(Shown(live.Dice, nonce.Side, nonce.Nonce), nonce) },
        KeyMixed mixed => live with { Dice = live.Dice with { Key = mixed.Key, Mixed = mixed, AwayNonce = null, HomeNonce = null } },
        KeyRevealed key => live with { Dice = live.Dice with { Revealed = key.Key } },
        DiceRestarted restarted => live with
        {
            // What was sealed under a lost secret stays unread.
            Seals = restarted.Lost ? default : live.Seals,
            Dice = live.Dice with
            {
                S0 = restarted.S0,
                First = restarted.FromKey - 1,
                Mixed = null,
                AwayNonce = null,
                HomeNonce = null,
                LostAt = restarted.Lost ? seq : live.Dice.LostAt,
            },
        },
        DiceRolled rolled => live with { Dice = live.Dice with { Rolls = rolled.Number } },
        TakeBackAsked asked => live with { TakeBack = asked, TakeBackSeq = seq },
        PlayTakenBack back => live.With(back.AgreedBy.Other(), live.Of(back.AgreedBy.Other()) with
        {
            TakeBacks = (byte)(live.Of(back.AgreedBy.Other()).TakeBacks + (back.Kind == EditKind.Decision ? 1 : 0)),
        }) with
        { TakeBack = null, TakeBackSeq = 0 },
        TakeBackRefused => live with { TakeBack = null, TakeBackSeq = 0 },
        // A request that was not answered lapses.
        DecisionsRevealed { Defense: not null } or GameEnded when live.TakeBack is not null =>
            live with { TakeBack = null, TakeBackSeq = 0 },
        HistoryCorrected => live with { TakeBack = null, TakeBackSeq = 0, Certified = false },
        ScoreCertified => live with { Certified = true },
        _ => live,
    };

    /// <summary>A window that is opened closes the seals of the one before it, revealed or unread.</summary>
    private static LiveLedger Counted(LiveLedger live, GameEvent happened)
    {
        if (happened is DecisionsRevealed or PlayMade or GameEnded or GameDelayed or GameSuspended)
            live = live with { Seals = Without(live.Seals, SealKind.Decision) };
        return happened.Opens is not { } window ? live : live with
        {
            Windows = live.Windows + 1,
            Seals = live.Seals.Any(seal => seal.Kind == SealKind.Decision && seal.Decision != window.Id)
                ? Without(live.Seals, SealKind.Decision)
                : live.Seals,
        };
    }

    /// <summary>What a nonce has to follow: it moves on as soon as one is shown, whether or not its key is ever mixed.</summary>
    private static DiceLedger Shown(DiceLedger dice, Side side, string? shown) =>
        side == Side.Away ? dice with { AwayTip = shown } : dice with { HomeTip = shown };

    private static DiceLedger Given(DiceLedger dice, NonceGiven nonce) =>
        nonce.Side == Side.Away ? dice with { AwayNonce = nonce.Nonce } : dice with { HomeNonce = nonce.Nonce };

    private static LiveLedger Sealed(LiveLedger live, Seal seal)
    {
        var seals = new List<Seal>(live.Seals.Count + 1);
        foreach (var one in live.Seals) if (one.Kind != seal.Kind || one.Side != seal.Side) seals.Add(one);
        seals.Add(seal);
        return live with { Seals = new([.. seals]) };
    }

    private static LiveLedger Answered(LiveLedger live, Side side) =>
        live.Of(side).Missed == 0 ? live : live.With(side, live.Of(side) with { Missed = 0 });

    private static EquatableArray<Seal> Without(EquatableArray<Seal> seals, SealKind kind)
    {
        var kept = new List<Seal>(seals.Count);
        foreach (var seal in seals) if (seal.Kind != kind) kept.Add(seal);
        return kept.Count == seals.Count ? seals : new([.. kept]);
    }
}
