using System.Globalization;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// A game on its way into rows, group by group: what it has told and counted so far is kept, so that following a live game costs no more
/// than its next play; only an edit makes it begin anew. Not safe for two threads. After an exception it is of no more use.
/// </summary>
public sealed class RowFold(GameId id)
{
    private static readonly Side[] sides = [Side.Away, Side.Home];

    private readonly BoxFold box = new(id);
    private readonly List<PlayRow> plays = [];
    private readonly List<LineupRow> lineups = [];
    private Game game = Baseball.Game.Empty;
    private long created, updated;

    /// <summary>The last event in it; 0 before the first.</summary>
    public int Seq { get; private set; }

    /// <summary>What the game is played by; null before it was created.</summary>
    public RuleSet? Rules => game.Fixture?.Rules;

    /// <summary>A whole history, edits and all.</summary>
    /// <exception cref="ArgumentException">A group does not follow the one before it.</exception>
    public static RowFold Of(GameId id, IReadOnlyList<EventGroup> history)
    {
        var fold = new RowFold(id);
        foreach (var group in history) fold.Reach(group);
        foreach (var (seq, _, happened) in EffectiveHistory.Of(history)) fold.Add(seq, happened);
        return fold;
    }

    /// <summary>Takes in the group that follows, which must be none that reaches back (<see cref="EffectiveHistory.IsEdit"/>).</summary>
    /// <exception cref="ArgumentException">It does not follow, or reaches back.</exception>
    public void Add(EventGroup group)
    {
        if (EffectiveHistory.IsEdit(group))
            throw new ArgumentException($"Event {group.First} reaches back: the game is folded anew.", nameof(group));
        Reach(group);
        for (var i = 0; i < group.Events.Count; i++) Add(group.First + i, group.Events[i]);
    }

    /// <summary>All rows as they stand; null before the game was created.</summary>
    public GameRows? Rows()
    {
        if (game.Fixture is null) return null;
        var score = box.Result();
        return new(
            RowOf(score), [.. lineups], [.. plays],
            [.. sides.SelectMany(side => score.Of(side).Batting.Select(man => Batting(side, man)))],
            [.. sides.SelectMany(side => score.Of(side).Pitching.Select((man, i) => Pitching(side, man, i)))]);
    }

    private void Reach(EventGroup group)
    {
        if (group.First != Seq + 1) throw new ArgumentException($"Event {group.First} does not follow event {Seq}.", nameof(group));
        if (Seq == 0) created = group.At;
        (updated, Seq) = (group.At, group.Last);
    }

    private void Add(int seq, GameEvent written)
    {
        // What is told passes the public's view; what is replayed is what was written.
        var happened = Views.Of(written, Role.Spectator);
        box.Add(game, happened);
        var before = game;
        game = GameRules.Evolve(game, written);
        switch (happened)
        {
            case PlayMade play: plays.Add(Play(seq, before, play)); break;
            // A half that opens makes the man who batted for the designated hitter the designated hitter.
            case LineupsExchanged or SubstitutionMade or HalfOpened: foreach (var side in sides) Stand(seq, before, side); break;
        }
    }

    private PlayRow Play(int seq, Game before, PlayMade play)
    {
        byte batted = 0;
        foreach (var move in play.Moves) if (move.Rbi && move.Scores) batted++;
        return new(
            id, seq, play.Number, play.Inning, play.Half, play.Batter.Side, play.OutsBefore, play.BasesBefore,
            before.Man(play.Batter).Player, before.Man(play.Pitcher).Player, play.Code, PlayByPlay.Sentence(before, play), play.Runs,
            batted, game.Away.Runs, game.Home.Runs);
    }

    /// <summary>Ends the rows of those who have left a place or changed position, and begins those of who stands there now.</summary>
    private void Stand(int seq, Game before, Side side)
    {
        var now = game.Lineup(side).Men;
        if (now == before.Lineup(side).Men) return;
        for (var i = 0; i < lineups.Count; i++)
        {
            var row = lineups[i];
            if (row.Entry.Side == side && row.Until is null && !IsThere(now, row)) lineups[i] = row with { Until = seq };
        }

        foreach (var man in now)
        {
            if (!man.IsIn || lineups.Exists(row => row.Until is null && row.Entry == man.Entry)) continue;
            lineups.Add(new(id, man.Entry, seq, man.Player, man.Name, man.Position, game.Inning, game.Half, null));
        }
    }

    private static bool IsThere(EquatableArray<LineupPlayer> men, LineupRow row)
    {
        foreach (var man in men)
            if (man.Entry == row.Entry && man.IsIn) return man.Player == row.Player && man.Position == row.Position;
        return false;
    }

    private GameRow RowOf(BoxScore score) => new(
        id, Seq, created, updated, score.League, score.Date, score.Number, score.Fact("gametype") ?? GameRow.Regular, score.Site,
        game.Fixture!.Mode, score.Retrosheet, game.Status, game.Inning, game.Half, game.Outs, score.How, score.Winner,
        SideOf(score, Side.Away), SideOf(score, Side.Home), Credited(score, PitchingDecision.Win), Credited(score, PitchingDecision.Loss),
        Credited(score, PitchingDecision.Save), (byte)score.Line.Innings, Number(score.Fact("attendance")),
        Number(score.Fact("timeofgame")));

    private static GameSideRow SideOf(BoxScore score, Side side)
    {
        var totals = score.Of(side).Totals;
        return new(
            score.Of(side).Team, score.Played.Of(side), score.Official.Of(side), (byte)totals.Batting.Hits, (byte)totals.Fielding.Errors,
            totals.LeftOnBase, score.Line.Text(side));
    }

    private static PlayerId? Credited(BoxScore score, PitchingDecision decision)
    {
        foreach (var side in sides)
            foreach (var man in score.Of(side).Pitching) if (man.Decision.HasFlag(decision)) return man.Player;
        return null;
    }

    private BattingRow Batting(Side side, BatterBox man)
    {
        var positions = string.Join('-', man.Positions.Select(static position => position.Abbreviation()));
        return new(id, side, man.Player, man.Name, man.Entry, man.Started, positions, man.Batting);
    }

    private PitchingRow Pitching(Side side, PitcherBox man, int place) => new(
        id, side, man.Player, man.Name, (byte)(place + 1), man.Started, man.Finished, man.Decision, man.Pitching);

    // Zero is how old records say that nobody knows.
    private static int? Number(string? fact) =>
        int.TryParse(fact, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
