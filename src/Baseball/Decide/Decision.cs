using System.Diagnostics;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>What the rules say to each command. The table of contents: every arm is a rule of its own.</summary>
internal static class Decision
{
    /// <summary>24 hours in milliseconds.</summary>
    private const long DelayMax = 24 * 60 * 60 * 1000;

    /// <summary>An hour in milliseconds.</summary>
    private const int SpectatorDelayMax = 60 * 60 * 1000;

    public static readonly Refusal NoSuchGame = new(RefusalCode.NotFound, null, "no-such-game", "There is no such game.");

    public static Verdict On(GameState state, Envelope envelope, Moment moment, Known known)
    {
        if (CommandShape.Refuse(envelope.Command) is { } shapeless) return shapeless;
        if (LiveDecision.IsFor(state, envelope.Command)) return Sound(state.Game, LiveDecision.On(state, envelope, moment, known));
        return Sound(state.Game, Stale(state, envelope) is { } stale ? stale : Answer(state, envelope.Command, moment));
    }

    /// <summary>Nobody sent it and nobody has to have seen anything: the moment alone decides.</summary>
    public static Verdict On(GameState state, GameTimer timer, Moment moment, Known known)
    {
        if (!state.Game.Timers.Contains(timer)) return Refusal.Illegal("timer", "not-set", "The game has no such timer.");
        if (timer.Due > moment.At) return Refusal.Illegal("timer", "not-due", "The timer's moment has not come.");
        return Sound(state.Game, timer.Kind switch
        {
            TimerKind.DelayEnds when state.Game.Live is null => [new GameResumed(null, null)],
            _ when state.Game.Live is not null => LiveDecision.On(state, timer, moment, known),
            _ => throw new UnreachableException($"A timer of kind {timer.Kind} is not decided."),
        });
    }

    private static Verdict Sound(Game game, Verdict verdict)
    {
        if (verdict.Refused is not null || verdict.Needs.Kind != NeedKind.Nothing) return verdict;
        if (verdict.Then is { } then) game = then;
        else foreach (var happened in verdict.Events) game = Evolution.After(game, happened);
        return Invariants.Broken(game) is { } broken
            ? new Refusal(RefusalCode.Internal, "command", broken, $"The command would break what always holds: {broken}.", Retry.Never)
            : verdict.Leading(game);
    }

    /// <summary>What any game answers, scored or played.</summary>
    public static Verdict Answer(GameState state, GameCommand command, Moment moment)
    {
        var game = state.Game;
        return command switch
        {
            CreateGame create => Create(game, create, state.Id),
            _ when !state.Exists => NoSuchGame,
            RecordPlay play => PlayDecision.On(game, play),
            Substitute batch => SubstitutionDecision.On(game, batch),
            ExchangeLineups cards => Exchange(game, cards),
            StartGame => Start(game),
            NoteFacts facts => Note(facts),
            EjectPlayer ejection => [new PlayerEjected(ejection.Person, ejection.Role, ejection.Umpire, ejection.Reason)],
            ReviewPlay review => [new PlayReviewed(review.Fields)],
            DelayGame delay => Running(game) ?? Delay(delay, moment),
            SuspendGame(var reason) =>
                (game.Status == GameStatus.Delayed ? default(Verdict?) : Running(game)) ?? [new GameSuspended(reason)],
            ResumeGame resume => Resume(game, resume),
            CallGame call => Stoppable(game) ?? GameEnd.Called(game, call.Reason),
            ForfeitGame forfeit => Stoppable(game) ?? GameEnd.Forfeited(game, forfeit),
            NamePitchersOfRecord named => Name(game, named),
            NoteOfficialTotals totals => Totals(game, totals),
            _ => throw new UnreachableException($"{command.GetType().Name} is not decided."),
        };
    }

    /// <summary>Null where a play may be made now.</summary>
    public static Verdict? Running(Game game) => game.Status switch
    {
        GameStatus.InProgress => default(Verdict?),
        GameStatus.None => NoSuchGame,
        GameStatus.Scheduled => Refusal.Illegal("command", "not-started", "The game has not started."),
        GameStatus.Delayed or GameStatus.Suspended => new Refusal(
            RefusalCode.Suspended, null, "suspended", "The game is delayed or suspended: resume it first.", Retry.NewId),
        _ => new Refusal(RefusalCode.GameOver, null, "game-over", $"The game is over: {game.Ending?.How}.", Retry.Never),
    };

    /// <summary>Null where the sender has seen the last play, substitution or edit.</summary>
    public static Refusal? Stale(GameState state, Envelope envelope) => envelope.Play == state.Ledger.Seen
        ? null
        : new Refusal(
            RefusalCode.StaleDecision, "play", "seen",
            $"The command was sent after event {envelope.Play}; the last play, substitution or edit is event {state.Ledger.Seen}.",
            Retry.NewId);

    public static Verdict? Stoppable(Game game) =>
        game.Status is GameStatus.Delayed or GameStatus.Suspended ? default(Verdict?) : Running(game);

    public static Refusal Exists(GameId id) => Refusal.Illegal("game", "exists", $"Game {id} exists already.");

    public static Verdict Create(Game game, CreateGame create, GameId id)
    {
        if (game.Status != GameStatus.None) return Exists(id);
        if (!create.Away.IsWellFormed) return Refusal.Illegal("away", "team-id", "A club's id is 1 to 12 printable ASCII characters.");
        if (!create.Home.IsWellFormed) return Refusal.Illegal("home", "team-id", "A club's id is 1 to 12 printable ASCII characters.");
        if (create.Away == create.Home) return Refusal.Illegal("home", "two-clubs", "A club does not play itself.");
        if (create.Rules.ScheduledInnings is < 1 or > 99)
            return Refusal.Illegal("rules.scheduledInnings", "innings", "A game is scheduled for 1 to 99 innings.");
        if (create.Rules.OfficialAfter > create.Rules.ScheduledInnings)
            return Refusal.Illegal("rules.officialAfter", "innings", "A game counts at the latest after its scheduled innings.");
        if (create.Rules.MaxInnings is > 0 and var most && most < create.Rules.ScheduledInnings)
            return Refusal.Illegal("rules.maxInnings", "innings", "A tied game ends at the earliest after its scheduled innings.");
        if (create.Rules.SpectatorDelayMs is < 0 or > SpectatorDelayMax)
            return Refusal.Illegal("rules.spectatorDelayMs", "delay", "Spectators see a game at once, or up to an hour later.");
        if (create is { Mode: GameMode.Scored, Cards: not null })
            return Refusal.Illegal("cards", "scored", "A scored game is written down, not played: it has no cards.");
        for (var i = 0; i < create.Rules.Mercy.Count; i++)
            if (create.Rules.Mercy[i].Lead == 0) return Refusal.Illegal($"rules.mercy[{i}].lead", "lead", "A mercy rule names a lead.");
        return
        [
            new GameCreated(
                create.League, create.Away, create.Home, create.Date, create.Number, create.Site, create.Mode, create.Rules,
                create.Retrosheet,
                create.Facts) { Cards = create.Cards },
        ];
    }

    public static Verdict Exchange(Game game, ExchangeLineups cards) => game.Status switch
    {
        GameStatus.Scheduled when LineupCards.Refuse(cards.Away, "away", game.Fixture!.Rules) is { } refused => refused,
        GameStatus.Scheduled when LineupCards.Refuse(cards.Home, "home", game.Fixture!.Rules) is { } refused => refused,
        GameStatus.Scheduled when LineupCards.OnBoth(cards) is { } both =>
            Refusal.Illegal("home.places", "player-on-both-cards", $"{both} is on both cards."),
        GameStatus.Scheduled => [new LineupsExchanged(cards.Away, cards.Home)],
        _ => Refusal.Illegal("command", "started", "The lineups are exchanged before the game starts."),
    };

    public static Verdict Start(Game game)
    {
        if (game.Status != GameStatus.Scheduled) return Refusal.Illegal("command", "started", "The game has started.");
        return game.AwayUp == 0
            ? Refusal.Illegal("command", "no-lineups", "The lineups have not been exchanged.")
            : [new GameStarted(), new HalfOpened(1, Half.Top, game.Fixture!.Rules.BattingFirst, LeadOff: 1)];
    }

    public static Verdict Delay(DelayGame delay, Moment moment)
    {
        if (delay.ResumesAt is not { } at) return [new GameDelayed(delay.Reason)];
        if (at <= moment.At) return Refusal.Illegal("resumesAt", "in-the-future", "A delay ends after now.");
        return at - moment.At > DelayMax
            ? Refusal.Illegal("resumesAt", "within-a-day", "A delay ends by itself within 24 hours; suspend the game for longer.")
            : [new GameDelayed(delay.Reason, at)];
    }

    public static Verdict Resume(Game game, ResumeGame resume) =>
        game.Status is GameStatus.Delayed or GameStatus.Suspended
            ? [new GameResumed(resume.Date, resume.Site)]
            : Refusal.Illegal("command", "not-suspended", "The game is neither delayed nor suspended.");

    private static Verdict Note(NoteFacts facts)
    {
        if (facts.Facts.Count == 0) return Refusal.Illegal("facts", "empty", "There is nothing to note.");
        var noted = new List<GameEvent>(facts.Facts.Count);
        foreach (var (key, value) in facts.Facts) noted.Add(new GameInfoNoted(key, value));
        return Verdict.Accept(noted);
    }

    public static Verdict Name(Game game, NamePitchersOfRecord named)
    {
        if (!game.IsOver) return Refusal.Illegal("command", "not-over", "Pitchers of record are named when the game is over.");
        return Unknown(named.Win, "win") ?? Unknown(named.Loss, "loss") ?? Unknown(named.Save, "save")
            ?? [new PitchersOfRecordNamed(named.Win, named.Loss, named.Save)];

        Verdict? Unknown(PlayerId? pitcher, string field) => pitcher is { } player && game.PitcherNamed(player) is null
            ? Refusal.Illegal(field, "did-not-pitch", $"{player} did not pitch in this game.")
            : default(Verdict?);
    }

    private static Verdict Totals(Game game, NoteOfficialTotals totals)
    {
        if (!game.IsOver) return Refusal.Illegal("command", "not-over", "Official totals are noted when the game is over.");
        if (totals.EarnedRuns.Count == 0) return Refusal.Illegal("earnedRuns", "empty", "There is nothing to note.");
        var noted = new List<GameEvent>(totals.EarnedRuns.Count);
        for (var i = 0; i < totals.EarnedRuns.Count; i++)
        {
            var (pitcher, runs) = totals.EarnedRuns[i];
            if (game.PitcherNamed(pitcher) is null)
                return Refusal.Illegal($"earnedRuns[{i}].pitcher", "did-not-pitch", $"{pitcher} did not pitch in this game.");
            noted.Add(new OfficialTotalsNoted(pitcher, runs));
        }

        return Verdict.Accept(noted);
    }
}
