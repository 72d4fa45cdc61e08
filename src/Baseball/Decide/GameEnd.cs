using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>How a half and a game end, and what then follows in the same group.</summary>
internal static class GameEnd
{
    /// <summary>True where a run could end the game: the side that bats second is at bat in the last inning or beyond.</summary>
    public static bool MayWalkOff(Game game) => game.Half == Half.Bottom && game.Inning >= game.Fixture!.Rules.ScheduledInnings;

    /// <summary>True where a play with those outs (of the half) and runs ends the game.</summary>
    public static bool EndsWith(Game game, int outs, int runs)
    {
        if (MayWalkOff(game) && game.LeadOf(game.Batting) + runs > 0) return true;
        return outs == 3 && How(game, game.LeadOf(game.Batting) + runs) is not null;
    }

    /// <summary>
    /// Adds what follows a play that ended a half or the game: the half's settlement, the end of the game, or the next half.
    /// </summary>
    public static void Follow(Game after, PlayMade play, List<GameEvent> events)
    {
        var closed = Close(after);
        events.Add(closed);
        if (play.Ended.HasFlag(Ended.Game))
        {
            var how = after.Outs == 3 ? How(after, after.LeadOf(after.Batting))!.Value : HowEnded.WalkOff;
            events.Add(End(Evolution.After(after, closed), how, null, after.Score, WinnerOf(after.Score)));
            return;
        }

        var half = after.Half.Other();
        var batting = after.Fielding;
        events.Add(new HalfOpened((byte)(after.Inning + (half == Half.Top ? 1 : 0)), half, batting, after.Up(batting)));
    }

    /// <summary>
    /// The umpire calls it: it stands, goes back to the last complete inning, is suspended, tied, or no game, as its rules say.
    /// </summary>
    public static Verdict Called(Game game, string reason)
    {
        var rules = game.Fixture!.Rules;
        var midInning = game.Half == Half.Bottom || game.Tally.Plays > 0;
        var counts = IsOfficial(game);
        var maySuspend = game.Status != GameStatus.Suspended;
        if (maySuspend && (midInning || !counts) && rules.CalledMidInning == CalledMidInning.Suspend) return [new GameSuspended(reason)];
        // It goes back only to an inning after which it counts.
        var reverts = counts && midInning && rules.CalledMidInning == CalledMidInning.RevertToLastCompleteInning
            && game.Inning > rules.OfficialAfter;
        var official = reverts ? ScoreAfter(game, game.Inning - 1) : game.Score;
        var winner = counts ? WinnerOf(official) : null;
        if (maySuspend && counts && winner is null && rules.CalledTie == CalledTie.Suspend) return [new GameSuspended(reason)];
        var how = !counts ? HowEnded.NoGame : winner is null ? HowEnded.Tied : HowEnded.Called;
        return WithHalfClosed(game, closed => End(closed, how, reason, official, winner));
    }

    public static Verdict Forfeited(Game game, ForfeitGame forfeit) => WithHalfClosed(game, closed => new GameEnded(
        HowEnded.Forfeit, forfeit.Reason, closed.Score,
        forfeit.Winner == Side.Away ? new(9, 0) : new(0, 9), forfeit.Winner, OfForfeit(closed, forfeit.Winner)));

    // Statistics stand if the game counts, but win and loss only where the winner also led.
    private static PitchersOfRecord OfForfeit(Game closed, Side winner) =>
        IsOfficial(closed) && closed.LeadOf(winner) > 0 ? Pitching.OfRecord(closed, winner) : new(null, null, null);

    private static Verdict WithHalfClosed(Game game, Func<Game, GameEnded> end)
    {
        if (game.Inning == 0 || game.Tally.Plays == 0) return [end(game)];
        var closed = Close(game);
        return [closed, end(Evolution.After(game, closed))];
    }

    /// <summary>The half under way, settled as it stands.</summary>
    public static HalfClosed Close(Game game) => new(
        game.Inning, game.Half, game.Tally.Runs, game.Tally.Hits, game.Tally.Errors,
        (byte)(game.Tally.Turns + game.Tally.Placed - game.Tally.Runs - game.Outs), EarnedRuns.Settle(game));

    private static GameEnded End(Game game, HowEnded how, string? reason, Score official, Side? winner) => new(
        how, reason, game.Score, official, winner,
        // Who led when a score that was set back was made is not known any more: then the scorer names the pitchers.
        winner is null || official != game.Score ? new(null, null, null) : Pitching.OfRecord(game, winner));

    /// <summary>The pitchers who answer for the result of a game that has ended so, as what was counted now has it.</summary>
    /// <param name="closed">The game just before <paramref name="ended"/>.</param>
    public static PitchersOfRecord OfRecord(Game closed, GameEnded ended) => ended.How == HowEnded.Forfeit
        ? OfForfeit(closed, ended.Winner!.Value)
        : End(closed, ended.How, ended.Reason, ended.Official, ended.Winner).Pitchers;

    /// <summary>How the game ends with this half, given the lead of the side at bat; null where it goes on.</summary>
    private static HowEnded? How(Game game, int lead)
    {
        var rules = game.Fixture!.Rules;
        if (game.Half == Half.Top)
            return game.Inning >= rules.ScheduledInnings && lead < 0 ? HowEnded.Regulation : Mercy(rules, game.Inning, -lead);
        if (game.Inning >= rules.ScheduledInnings && lead != 0) return HowEnded.Regulation;
        if (rules.MaxInnings > 0 && game.Inning >= rules.MaxInnings && lead == 0) return HowEnded.Tied;
        return Mercy(rules, game.Inning, Math.Abs(lead));
    }

    private static HowEnded? Mercy(RuleSet rules, byte inning, int lead)
    {
        foreach (var mercy in rules.Mercy) if (inning >= mercy.AfterInning && lead >= mercy.Lead) return HowEnded.Mercy;
        return null;
    }

    /// <summary>Enough innings are complete; the side that bats second may be ahead before its turn.</summary>
    private static bool IsOfficial(Game game)
    {
        var needed = game.Fixture!.Rules.OfficialAfter;
        if (game.Inning > needed) return true;
        if (game.Inning < needed || game.Half == Half.Top) return false;
        // Level counts too, where the side at bat has made it so in this half.
        var lead = game.LeadOf(game.Batting);
        return lead > 0 || lead == 0 && game.Tally.Runs > 0 || game.Outs == 3;
    }

    private static Side? WinnerOf(Score score) => score.Away == score.Home ? null : score.Away > score.Home ? Side.Away : Side.Home;

    private static Score ScoreAfter(Game game, int innings) => new(Sum(game.Away, innings), Sum(game.Home, innings));

    private static byte Sum(TeamTotals totals, int innings)
    {
        byte runs = 0;
        for (var i = 0; i < innings && i < totals.RunsByInning.Count; i++) runs += totals.RunsByInning[i];
        return runs;
    }
}
