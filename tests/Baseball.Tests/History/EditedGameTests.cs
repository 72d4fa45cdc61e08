using AkkaGame.Messages;
using AkkaGame.Retrosheet;
using AkkaGame.Retrosheet.Events;
using AkkaGame.Retrosheet.Records;
using FsCheck;
using FsCheck.Fluent;

namespace AkkaGame.Baseball.Tests.History;

/// <summary>What holds in every game, however often it was edited.</summary>
public class EditedGameTests
{
    private const int Games = 150;

    private static readonly Gen<byte[]> bytes =
        from length in Gen.Choose(0, 2000) from some in Gen.Choose(0, 255).Select(n => (byte)n).ArrayOf(length) select some;

    [Fact]
    public void The_state_is_what_the_events_that_count_come_to() => ForEach(game =>
    {
        for (var count = 1; count <= game.Groups.Count; count++)
        {
            if (count < game.Groups.Count && !EffectiveHistory.IsEdit(game.Groups[count - 1])) continue;
            var groups = game.Groups.Take(count).ToList();
            var state = groups.Aggregate(GameState.New(game.State.Id), GameRules.Evolve);
            Assert.Equal(state.Game, EffectiveHistory.Fold(groups));
        }
    });

    [Fact]
    public void The_box_is_proved() => ForEach(game =>
    {
        var box = BoxScore.Of(game.State.Id, EffectiveHistory.Events(game.Groups));
        Assert.Empty(BoxProof.Broken(box));
        Assert.Equal(game.State.Game.Score, box.Played);
    });

    [Fact]
    public void Plays_are_numbered_from_one_without_a_gap() => ForEach(game => Assert.Equal(
        Enumerable.Range(1, game.State.Game.Plays), EffectiveHistory.Events(game.Groups).OfType<PlayMade>().Select(play => play.Number)));

    [Fact]
    public void Rows_that_are_followed_equal_rows_that_are_made_at_once() => ForEach(game =>
    {
        var kept = GameRows.Of(game.State.Id, [game.Groups[0]])!;
        var fold = RowFold.Of(game.State.Id, [game.Groups[0]]);
        for (var i = 1; i < game.Groups.Count; i++)
        {
            if (EffectiveHistory.IsEdit(game.Groups[i])) fold = RowFold.Of(game.State.Id, [.. game.Groups.Take(i + 1)]);
            else fold.Add(game.Groups[i]);
            kept = Stored(kept, fold.Rows()!);
        }

        var whole = GameRows.Of(game.State.Id, game.Groups)!;
        Assert.Equal(whole.Game, kept.Game);
        Assert.Equal(whole.Plays, kept.Plays.OrderBy(row => row.Seq));
        Assert.Equal(whole.Lineups.ToHashSet(), kept.Lineups.ToHashSet());
        Assert.Equal(whole.Batting.ToHashSet(), kept.Batting.ToHashSet());
        Assert.Equal(whole.Pitching.ToHashSet(), kept.Pitching.ToHashSet());
    });

    [Fact]
    public void The_event_file_reads_back_to_the_same_box() => ForEach(game =>
    {
        var effective = EffectiveHistory.Events(game.Groups).ToList();
        // What Retrosheet has no words for, a scorer's second thoughts can make of any play: then it is not the edit that is at fault.
        if (game.State.Game.Plays == 0 || effective.OfType<PlayMade>().Any(play => !IsWritten(play))) return;
        var text = new StringWriter();
        EventFileWriter.Write(text, effective);

        var found = Assert.Single(EventFileReader.Read(new StringReader(text.ToString()), "edited"));
        var read = found as RealGame ?? throw new InvalidOperationException($"{found}");
        var again = ReplayedGame.Of(read);

        Assert.True(again.Refused is null || !game.State.Game.IsOver, $"{again.Refused}");
        if (again.Refused is not null) return;
        var (ours, theirs) = (BoxScore.Of(game.State.Id, effective), again.Box());
        Assert.Equal(ours.Away, theirs.Away);
        Assert.Equal(ours.Home, theirs.Home);
        Assert.Equal(ours.Line, theirs.Line);
    });

    [Fact]
    public void Edits_are_made_and_refused_in_them()
    {
        var (edits, refused) = (0, 0);
        ForEach(game => (edits, refused) = (edits + game.Edits, refused + game.Refused));
        Assert.True(edits > 50 && refused > 50, $"{edits} edits, {refused} refusals");
    }

    private static bool IsWritten(PlayMade play)
    {
        var scored = EditedGame.Scored(play);
        return EventText.TryParse(EventTextWriter.Write(scored), out var read, out _) && read == scored;
    }

    /// <summary>As a store keeps them: changed rows in the place of those of the same key, or all of them anew.</summary>
    private static GameRows Stored(GameRows kept, GameRows now) => now.Since(kept) is not { } changed ? now : new(
        changed.Game,
        [.. kept.Lineups.ExceptBy(changed.Lineups.Select(Key), Key), .. changed.Lineups],
        [.. kept.Plays.ExceptBy(changed.Plays.Select(row => row.Seq), row => row.Seq), .. changed.Plays],
        [.. kept.Batting.ExceptBy(changed.Batting.Select(Key), Key), .. changed.Batting],
        [.. kept.Pitching.ExceptBy(changed.Pitching.Select(Key), Key), .. changed.Pitching]);

    private static (LineupEntry, int) Key(LineupRow row) => (row.Entry, row.From);

    private static (Side, PlayerId) Key(BattingRow row) => (row.Side, row.Player);

    private static (Side, PlayerId) Key(PitchingRow row) => (row.Side, row.Player);

    private static void ForEach(Action<EditedGame> holds) =>
        Prop.ForAll(bytes.ToArbitrary(), some => holds(EditedGame.From(some))).Check(Config.QuickThrowOnFailure.WithMaxTest(Games));
}
