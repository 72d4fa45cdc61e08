using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Actors.Tests;

public class GameCheckTests
{
    private readonly GameId game = Sample.NewGame();

    [Fact]
    public void A_sound_game_has_the_hash_of_its_fold()
    {
        EventGroup[] groups = [Sample.Group(game, 1, 2), Sample.Group(game, 3)];

        var found = Check(groups, Recovery.Pack(Folded(groups)));

        Assert.True(found.IsSound);
        Assert.Equal((3, 3, 2), (found.Head, found.Seq, found.Groups));
        Assert.Equal(StateHash.Of(Folded(groups)), found.Hash);
        Assert.Equal([new CheckedSnapshot(3, null)], found.Snapshots);
    }

    [Fact]
    public void A_group_that_is_missing_is_named_by_its_first_event()
    {
        var found = Check([Sample.Group(game, 1, 2), Sample.Group(game, 5, 2)]);

        var fault = Assert.Single(found.Faults);
        Assert.Equal((3, "gap", "of events 3 to 6, 2 are missing"), (fault.Seq, fault.Rule, fault.Why));
        Assert.Equal((2, 1), (found.Seq, found.Groups));
    }

    [Fact]
    public void A_missing_tail_is_named_by_the_first_event_of_its_group()
    {
        var found = GameCheck.Of(game, new JournalRead([Sample.Group(game, 1, 2)], Head: 4), []);

        Assert.Equal((3, "half-a-group"), (found.Faults.Single().Seq, found.Faults.Single().Rule));
        Assert.Equal(2, found.Seq);
    }

    [Fact]
    public void An_event_that_cannot_be_read_is_named()
    {
        var found = GameCheck.Of(game, new JournalRead([Sample.Group(game, 1, 2)], 5, new(4, "event code 77 is unknown")), []);

        Assert.Equal(new GameFault(4, "unreadable", "event code 77 is unknown"), found.Faults.Single());
    }

    [Fact]
    public void A_command_that_counts_twice_is_named()
    {
        var first = Sample.Group(game, 1, 2);

        var found = Check([first, Sample.Group(game, 3) with { Command = first.Command }]);

        Assert.Equal((3, "command-twice"), (found.Faults.Single().Seq, found.Faults.Single().Rule));
        Assert.Contains("stands at event 2 already", found.Faults.Single().Why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_must_hold_after_a_group_and_does_not_is_named()
    {
        // A game that is under way without ever having had a lineup.
        var found = Check([Sample.Group(game, 1), Sample.Group(game, 2) with { Events = new([new GameStarted()]) }]);

        Assert.Equal((2, "invariant"), (found.Faults.Single().Seq, found.Faults.Single().Rule));
        Assert.Equal(1, found.Seq);
    }

    [Fact]
    public void An_edit_that_carries_another_game_than_counts_is_named()
    {
        var groups = PlayedGames.Of(PlayedGames.Create("AWA", "HOM", "2018-04-06"), 1, 0, plays: 5).ToList();
        var edit = PlayedGames.Next(groups, new CorrectHistory(groups[^1].First, [], "foul"), Role.Commissioner);
        Assert.True(GameCheck.Of(edit.Game, new JournalRead([.. groups, edit], edit.Last), []).IsSound);

        var corrected = (HistoryCorrected)edit.Events[0];
        var other = StateJson.Decode(corrected.Game) with { Plays = 40 };
        groups.Add(edit with { Events = [corrected with { Game = StateJson.Encode(other) }] });

        var found = GameCheck.Of(edit.Game, new JournalRead(groups, edit.Last), []);
        Assert.Equal((edit.First, "edit-differs"), (found.Faults.Single().Seq, found.Faults.Single().Rule));
        Assert.Equal(edit.First - 1, found.Seq);
    }

    [Fact]
    public void A_snapshot_that_is_broken_is_reported_and_costs_nothing()
    {
        EventGroup[] groups = [Sample.Group(game, 1, 2), Sample.Group(game, 3)];
        var whole = Recovery.Pack(Folded(groups));
        var flipped = whole with { Body = [.. whole.Body.Select(static (at, i) => i == 40 ? (byte)(at ^ 1) : at)] };

        var found = Check(groups, flipped);

        Assert.True(found.IsSound);
        Assert.Equal("its checksum is not that of its content", Assert.Single(found.Snapshots).Wrong);
    }

    [Fact]
    public void A_snapshot_that_a_recovery_would_believe_but_is_not_what_the_events_come_to_is_a_fault()
    {
        EventGroup[] groups = [Sample.Group(game, 1, 2), Sample.Group(game, 3)];
        EventGroup[] others = [groups[0], Sample.Group(game, 3)];

        var found = Check(groups, Recovery.Pack(Folded(others)), Recovery.Pack(Folded(groups[..1])));

        Assert.Equal((3, "snapshot-differs"), (found.Faults.Single().Seq, found.Faults.Single().Rule));
        Assert.Equal(3, found.Seq);
    }

    [Fact]
    public void A_snapshot_beyond_the_journals_end_is_reported()
    {
        EventGroup[] groups = [Sample.Group(game, 1, 2), Sample.Group(game, 3)];

        var found = Check(groups[..1], Recovery.Pack(Folded(groups)));

        Assert.True(found.IsSound);
        Assert.Equal("the journal ends with event 2", Assert.Single(found.Snapshots).Wrong);
    }

    [Fact]
    public async Task A_whole_store_is_read_with_all_the_snapshots_it_keeps()
    {
        var journal = new VolatileJournal();
        var state = GameState.New(game);
        for (var first = 1; first <= 3; first++)
        {
            var group = Sample.Group(game, first);
            await journal.Append(group);
            state = GameRules.Evolve(state, group);
            await journal.Save(Recovery.Pack(state));
        }

        var found = await GameCheck.Of(game, journal, journal);

        Assert.True(found.IsSound);
        Assert.Equal([new CheckedSnapshot(3, null), new CheckedSnapshot(2, null)], found.Snapshots);
    }

    private CheckedGame Check(EventGroup[] groups, params Snapshot[] snapshots) =>
        GameCheck.Of(game, new JournalRead(groups, groups[^1].Last), snapshots);

    private GameState Folded(IEnumerable<EventGroup> groups) => groups.Aggregate(GameState.New(game), GameRules.Evolve);
}
