using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What each role may see. Every answer passes through here, whichever way it leaves: receipts, command ids and content checks are
/// the server's own, and no view holds them. Nothing else of a scored game is hidden. In a played game nobody, the one who sealed it
/// included, sees anything of a decision before it is revealed: so every role sees the same bytes.
/// </summary>
public static class Views
{
    /// <summary>The game as that role may see it; null before it was created.</summary>
    /// <param name="side">The manager's side; null for every other role.</param>
    public static GameView? Of(GameState state, Role role, Side? side = null)
    {
        // The arguments stand so that no caller can forget to say who asks.
        _ = (role, side);
        return state.Game is { Fixture: { } fixture } game ? Drawn(state, game, fixture) : null;
    }

    /// <summary>
    /// The event as that role may see it. It keeps its seq whatever is hidden, so a reader's numbering has no gaps. A seal keeps its place
    /// and loses its box and its commit; an edit loses the game that it carries for those who replay it, and which no reader needs.
    /// </summary>
    public static GameEvent Of(GameEvent happened, Role role, Side? side = null)
    {
        _ = (role, side);
        return happened switch
        {
            DecisionSealed box => box with { Box = "", Commit = "" },
            LineupSealed box => box with { Box = "", Commit = "" },
            StandingOrdersSealed box => box with { Box = "", Commit = "" },
            PlayTakenBack edit => edit with { Game = default },
            ScoringChanged edit => edit with { Game = default },
            HistoryCorrected edit => edit with { Game = default },
            _ => happened,
        };
    }

    private static GameView Drawn(GameState state, Game game, Fixture fixture) => new(
        state.Id, state.Ledger.Seq, fixture.League, fixture.Date, fixture.Number, fixture.Site, fixture.Mode, fixture.Retrosheet,
        fixture.Rules,
        game.Status, game.Inning, game.Half, game.Batting, game.Outs, game.Count, game.Plays, game.IsOver,
        game.IsOver ? null : Seen(game.Batter), game.IsOver ? null : Seen(game.Pitcher),
        new(Runner(game, Base.First), Runner(game, Base.Second), Runner(game, Base.Third)),
        SideOf(game, fixture, Side.Away), SideOf(game, fixture, Side.Home),
        game.Ending is { } ending ? Ended(game, ending) : null,
        game.DueOf(TimerKind.DelayEnds), state.Ledger.Seen, LiveView.Of(state));

    private static SideView SideOf(Game game, Fixture fixture, Side side)
    {
        var totals = game.Totals(side);
        var lineup = game.Lineup(side);
        var men = new List<PersonView>(lineup.Men.Count);
        foreach (var man in lineup.Men) if (man.IsIn) men.Add(Seen(man)!);
        men.Sort(static (a, b) => a.Entry.Slot == 0 ? 1 : b.Entry.Slot == 0 ? -1 : a.Entry.Slot.CompareTo(b.Entry.Slot));
        return new(
            fixture.Team(side), totals.RunsByInning, totals.Runs, totals.Hits, totals.Errors, totals.LeftOnBase, game.Up(side),
            new([.. men]), game.Live is { } live ? Unused(lineup, live.ReservesOf(side)) : null);
    }

    /// <summary>Those who have not come in yet.</summary>
    private static ReservesView Unused(TeamLineup lineup, Reserves reserves)
    {
        return new(Left(reserves.Bench), Left(reserves.Bullpen));

        EquatableArray<NamedPlayer> Left(EquatableArray<NamedPlayer> named)
        {
            var left = new List<NamedPlayer>(named.Count);
            foreach (var man in named) if (lineup.LastPlaceOf(man.Player) is null) left.Add(man);
            return new([.. left]);
        }
    }

    private static RunnerView? Runner(Game game, Base on)
    {
        if (game.Bases[on] is not { } runner) return null;
        var man = game.Man(runner.Entry);
        return new(runner.Entry, man.Player, man.Name, runner.Charged, runner.Placed);
    }

    private static PersonView? Seen(LineupPlayer? man) => man is { } him ? new(him.Entry, him.Player, him.Name, him.Position) : null;

    private static EndingView Ended(Game game, Ending ending)
    {
        return new(
            ending.How, ending.Reason, ending.Official, ending.Winner,
            Named(ending.Pitchers.Win), Named(ending.Pitchers.Loss), Named(ending.Pitchers.Save));

        PersonView? Named(LineupEntry? pitcher) => pitcher is { } entry ? Seen(game.Man(entry)) : null;
    }
}

/// <summary>A game as somebody outside sees it, at the end of the group of events that holds <see cref="Seq"/>.</summary>
/// <param name="Batting">Who bats now.</param>
/// <param name="ResumesAt">When a delayed game goes on by itself, Unix milliseconds UTC; null where somebody has to say so.</param>
/// <param name="Batter">Null before the lineups and when the game is over; so is <paramref name="Pitcher"/>.</param>
/// <param name="Seen">The seq of the last play, substitution or edit, which the sender of a command names.</param>
/// <param name="Live">What a played game has beside; null for one that a scorer writes down.</param>
public sealed record GameView(
    GameId Id, int Seq, string League, DateOnly Date, byte Number, string? Site, GameMode Mode, string? Retrosheet, RuleSet Rules,
    GameStatus Status, byte Inning, Half Half, Side Batting, byte Outs, Count Count, short Plays, bool IsOver,
    PersonView? Batter, PersonView? Pitcher, BasesView Bases, SideView Away, SideView Home, EndingView? Ending,
    long? ResumesAt, int Seen, LiveView? Live)
{
    public SideView Of(Side side) => side == Side.Away ? Away : Home;
}

/// <summary>A man in his place.</summary>
public sealed record PersonView(LineupEntry Entry, PlayerId Player, string Name, Position Position);

/// <summary>The three bases; null is empty.</summary>
public sealed record BasesView(RunnerView? First, RunnerView? Second, RunnerView? Third);

/// <param name="Charged">The pitcher who answers for him.</param>
/// <param name="Placed">Put there by rule.</param>
public sealed record RunnerView(LineupEntry Entry, PlayerId Player, string Name, LineupEntry Charged, bool Placed);

/// <summary>A side: its line, and the men in the game, batting order first and the pitcher who does not bat last.</summary>
/// <param name="Up">The slot due up, 0 before the lineups.</param>
/// <param name="Reserves">In a played game, who may still come in; null in one that a scorer writes down.</param>
public sealed record SideView(
    TeamId Team, EquatableArray<byte> RunsByInning, byte Runs, byte Hits, byte Errors, byte LeftOnBase, byte Up,
    EquatableArray<PersonView> Lineup, ReservesView? Reserves);

/// <summary>The men of a lineup card beside the nine who have not been in the game.</summary>
public sealed record ReservesView(EquatableArray<NamedPlayer> Bench, EquatableArray<NamedPlayer> Bullpen);

public sealed record EndingView(
    HowEnded How, string? Reason, Score Official, Side? Winner, PersonView? Win, PersonView? Loss, PersonView? Save);
