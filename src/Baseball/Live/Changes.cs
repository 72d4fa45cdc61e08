using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>What a batch of substitutions changed.</summary>
/// <param name="OpensAnew">The batter, the pitcher or a runner: what was decided against another man is decided again.</param>
/// <param name="Pitcher">The side in the field has another pitcher.</param>
internal readonly record struct Change(bool OpensAnew, bool Pitcher);

/// <summary>
/// Substitutions in a played game: a side changes its own men, in its turn, with those on its card; who has to leave goes first.
/// </summary>
internal static class Changes
{
    public static Refusal? On(Draft draft, Envelope envelope, Substitute batch)
    {
        if (Authority.Manager(draft, envelope, out var side) is { } forbidden) return forbidden;
        if (Decision.Running(draft.Game)?.Refused is { } stopped) return stopped;
        if (draft.Window is not { Kind: WindowKind.Pitch } window)
            return Refusal.Illegal("command", "window", "Men are changed between plays, while the next pitch is being decided.");
        // Who has to replace a man may do so at any time: the game waits for him.
        if (!MustChange(draft.Game, side))
        {
            if (Turns.Whose(draft.Game, window.Turn) != side) return Turns.NotHis(side);
            if (Windows.Asked(draft, side, WindowKind.Pitch) is { } late) return late;
        }

        if (Make(draft, side, batch, out var change) is { } refused) return refused;
        // A new pitcher ends the defense's turn; anybody else leaves the turn with him who made the change.
        var turn = change.Pitcher && window.Turn == Turn.Defense ? Turn.OffenseAgain : window.Turn;
        if (change.OpensAnew) draft.Open(Windows.New(draft, WindowKind.Pitch, Windows.Persons(draft), turn));
        Windows.Settle(draft);
        return null;
    }

    /// <summary>What the computer manager of that side changes now; nothing where it wants nothing, or nothing that is allowed.</summary>
    public static Change ByComputer(Draft draft, Side side) =>
        ComputerManager.Change(draft.Game, side, Reveal.LevelOf(draft, side)) is { } batch
        && Make(draft, side, batch, out var change) is null
            ? change
            : default;

    /// <summary>True where that side has to change somebody before it can decide anything.</summary>
    public static bool MustChange(Game game, Side side) => Unready(game, side) is not null;

    /// <summary>Why that side is not ready for a pitch, or null.</summary>
    public static Refusal? Unready(Game game, Side side)
    {
        foreach (var entry in game.Live!.MustLeave)
            if (entry.Side == side) return Refusal.Illegal("command", "must-leave", $"{game.Man(entry).Name} has to be replaced first.");
        if (side != game.Fielding) return null;
        if (game.Lineup(side).Gap() is { } gap)
            return Refusal.Illegal("command", "nine-fielders", $"The side in the field has nobody, or two men, as {gap}.");
        return game.Lineup(side).InTwice() is { } twice
            ? Refusal.Illegal("command", "player-twice", $"{twice} holds two places in the order.")
            : null;
    }

    /// <summary>
    /// Computers replace at once whom they have to; a side that has nobody left for a man who has to go loses by forfeit. Answers whether
    /// the game goes on.
    /// </summary>
    public static bool Mend(Draft draft)
    {
        foreach (var side in (ReadOnlySpan<Side>)[draft.Game.Batting, draft.Game.Fielding])
        {
            if (!MustChange(draft.Game, side)) continue;
            // Nor is a person waited for whose time has passed.
            var waits = !draft.Live.Of(side).IsComputer
                && (draft.Window is not { Kind: WindowKind.Pitch } window || window.Asked.Has(side));
            if (waits ? IsHopeless(draft.Game, side) : !MendFor(draft, side)) return Forfeit(draft, side);
        }

        return true;
    }

    /// <summary>Replaces for a side whom it has to replace and does not; false where the game is lost because it cannot.</summary>
    public static bool MendOrForfeit(Draft draft, Side side) =>
        !MustChange(draft.Game, side) || MendFor(draft, side) || Forfeit(draft, side);

    private static bool MendFor(Draft draft, Side side)
    {
        var window = draft.Window;
        var change = ByComputer(draft, side);
        if (change.OpensAnew && window is { Kind: WindowKind.Pitch })
        {
            var turn = change.Pitcher && window.Turn == Turn.Defense ? Turn.OffenseAgain : window.Turn;
            draft.Open(Windows.New(draft, WindowKind.Pitch, Windows.Persons(draft), turn));
        }

        return !MustChange(draft.Game, side);
    }

    private static bool Forfeit(Draft draft, Side side)
    {
        var reason = $"The {Authority.Name(side)} side has nobody left to send in.";
        Stoppages.End(draft, GameEnd.Forfeited(draft.Game, new(side.Other(), reason)));
        return false;
    }

    /// <summary>Nobody on the card is left, nobody may come back, and no pitcher can take the hitter's place.</summary>
    private static bool IsHopeless(Game game, Side side)
    {
        if (game.Fixture!.Rules.Reentry != ReentryRule.None) return false;
        var reserves = game.Live!.ReservesOf(side);
        foreach (var man in reserves.Bench) if (IsFresh(game, side, man.Player)) return false;
        foreach (var man in reserves.Bullpen) if (IsFresh(game, side, man.Player)) return false;
        foreach (var entry in game.Live.MustLeave)
            if (entry.Side == side && game.Man(entry).Position != Position.DesignatedHitter) return true;
        return false;
    }

    private static bool IsFresh(Game game, Side side, PlayerId player) =>
        game.Lineup(side).LastPlaceOf(player) is null && !game.Live!.Gone.Contains(player);

    /// <summary>The events that a batch comes to by the rules of substitution alone, or why it comes to none.</summary>
    public static Verdict Announced(Game game, Side side, Substitute batch)
    {
        // Nobody counts balls and strikes here: a change charges nobody's strikeout to another.
        var uncounted = new Substitute(
            new([.. batch.Announcements.Select(announced => announced with { Count = Count.Unknown })]));
        return SubstitutionDecision.On(game, uncounted, side);
    }

    /// <summary>Adds the announcements of a batch, or says why not and adds nothing.</summary>
    private static Refusal? Make(Draft draft, Side side, Substitute batch, out Change change)
    {
        change = default;
        var before = draft.Game;
        if (OwnMen(before, side, batch) is { } refused) return refused;
        var verdict = Announced(before, side, batch);
        if (verdict.Refused is { } no) return no;
        var after = before;
        foreach (var happened in verdict.Events) after = Evolution.After(after, happened);
        foreach (var entry in after.Live!.MustLeave)
        {
            if (entry.Side == side)
                return Refusal.Illegal("announcements", "must-leave", $"{after.Man(entry).Name} has to be replaced first.");
        }

        if (HasNotBatted(before, side, verdict) is { } early) return early;
        var pitcher = side == before.Fielding && before.Pitcher?.Entry != after.Pitcher?.Entry;
        if (pitcher && Mound.Refuse(before, after) is { } onTheMound) return onTheMound;
        draft.Add(verdict);
        if (pitcher) Recharge(draft);
        change = new(pitcher || before.Batter?.Entry != after.Batter?.Entry || HaveChanged(before.Bases, after.Bases), pitcher);
        return null;
    }

    /// <summary>
    /// The designated hitter on the card bats once, unless the other side has changed its pitcher, or he has to leave (rule 5.11(a)(2)).
    /// </summary>
    private static Refusal? HasNotBatted(Game game, Side side, Verdict verdict)
    {
        // Where one pitcher has faced everybody, he has faced as many as came up.
        if (game.Fixture!.Rules.Reentry == ReentryRule.AllStar || game.Lineup(side.Other()).Pitchers is not [var faced]) return null;
        foreach (var happened in verdict.Events)
        {
            if (happened is not SubstitutionMade { Out: { } leaves } change || change.In == leaves) continue;
            if (game.Lineup(side).Holder(leaves.Slot) is not { Position: Position.DesignatedHitter, Entered: 0 } man) continue;
            if (man.Entry == leaves && faced.Batters < leaves.Slot && !game.Live!.MustLeave.Contains(leaves))
                return Refusal.Illegal("announcements", "dh-bats-once", $"{man.Name} is the designated hitter and has to bat once.");
        }

        return null;
    }

    private static Refusal? OwnMen(Game game, Side side, Substitute batch)
    {
        if (batch.Placed is not null) return Refusal.Illegal("placed", "scored-games-only", "In a played game the rules place the runner.");
        if (batch.BattingSlot is not null)
            return Refusal.Illegal("battingSlot", "scored-games-only", "In a played game nobody bats out of turn.");
        var reserves = game.Live!.ReservesOf(side);
        for (var i = 0; i < batch.Announcements.Count; i++)
        {
            var (own, player) = (batch.Announcements[i].Side, batch.Announcements[i].Player);
            if (own != side)
            {
                return new(
                    RefusalCode.NotYourDecision, $"announcements[{i}].side", "own-side", "A manager changes his own men.", Retry.NewId);
            }

            if (game.Live.Gone.Contains(player))
                return Refusal.Illegal($"announcements[{i}].player", "gone", $"{player} was ejected or hurt and does not come back.");
            if (game.Lineup(side).LastPlaceOf(player) is null && !Has(reserves.Bench, player) && !Has(reserves.Bullpen, player))
                return Refusal.Illegal($"announcements[{i}].player", "not-on-card", $"{player} is not on the side's card.");
        }

        return null;
    }

    /// <summary>A runner placed by rule is charged to the man who opens the half on the mound.</summary>
    private static void Recharge(Draft draft)
    {
        if (draft.Game.Tally.Plays > 0 || draft.Game.Pitcher is not { } opens) return;
        for (var on = Base.First; on <= Base.Third; on++)
        {
            if (draft.Game.Bases[on] is { Placed: true } runner && runner.Charged != opens.Entry)
                draft.Add(new RunnerRecharged(on, opens.Entry));
        }
    }

    private static bool HaveChanged(Bases before, Bases after) =>
        before.First?.Entry != after.First?.Entry
        || before.Second?.Entry != after.Second?.Entry
        || before.Third?.Entry != after.Third?.Entry;

    public static bool Has(EquatableArray<NamedPlayer> men, PlayerId player)
    {
        foreach (var man in men) if (man.Player == player) return true;
        return false;
    }
}
