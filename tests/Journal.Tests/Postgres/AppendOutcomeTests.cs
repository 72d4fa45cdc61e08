using System.Text;
using AkkaGame.Actors;
using AkkaGame.Messages;
using AkkaGame.Specs;
using Npgsql;
using static AkkaGame.Actors.AppendResult;

namespace AkkaGame.Journal.Tests.Postgres;

/// <summary>What the server may answer to an append, one by one, and what becomes of the groups that went with it.</summary>
public sealed class AppendOutcomeTests
{
    private static readonly Shard first = new(0), second = new(2);

    [SkippableFact]
    public async Task A_group_stands_whole_under_its_epoch_and_its_game_is_listed()
    {
        await using var owned = await OwnedShards.Open();
        var group = Sample.Group(OwnedShards.GameOf(first), 1, 3) with { By = new("m", Role.Manager, Side.Home), Why = "because" };

        Assert.Equal(AppendOutcome.Appended, await owned.Append(group));

        var rest = $"{group.Command} 4275878552 {group.At} m 0 1 0 1 because";
        Assert.Equal(
            $"1 3 0 1 1 {rest}|2 3 0 1 2 {rest}|3 3 0 1 3 {rest}",
            await owned.Database.Scalar<string>(
                """
                select string_agg(
                  concat_ws(' ', seq, last, shard, epoch, shard_pos, command, content, at, who, role, side, cause, rules, why), '|'
                  order by seq)
                from akkagame.event
                """));
        Assert.Equal(
            StoredEvent.Of(group.Events[2]).Body,
            await owned.Database.Scalar<byte[]>("select body from akkagame.event where seq = 3"));
        Assert.Equal($"{group.Game} 0 {group.At}", await owned.Database.Scalar<string>(
            "select concat_ws(' ', game, shard, created, retrosheet, summary, due) from akkagame.game"));
    }

    [SkippableFact]
    public async Task A_card_is_written_with_its_group_and_only_with_it()
    {
        await using var owned = await OwnedShards.Open();
        var game = Sample.NewGame();
        const string Line = "select concat_ws(' ', retrosheet, convert_from(summary, 'UTF8'), due) from akkagame.game";
        await owned.Append(Sample.Group(game, 1), new("CLE201804060", "first"u8.ToArray(), 5));
        Assert.Equal("CLE201804060 first 5", await owned.Database.Scalar<string>(Line));
        await owned.Append(Sample.Group(game, 2));
        Assert.Equal("CLE201804060 first 5", await owned.Database.Scalar<string>(Line));
        await owned.Append(Sample.Group(game, 3), new("CLE201804060", "third"u8.ToArray()));
        Assert.Equal("CLE201804060 third", await owned.Database.Scalar<string>(Line));
        await owned.Append(Sample.Group(game, 3), new("CLE201804060", "refused"u8.ToArray()));
        Assert.Equal("CLE201804060 third", await owned.Database.Scalar<string>(Line));
    }

    [SkippableFact]
    public async Task A_store_that_takes_nothing_and_gives_no_reason_is_answered_as_unavailable()
    {
        await using var owned = await OwnedShards.Open(new() { RetryFor = TimeSpan.FromSeconds(1) });
        var game = Sample.NewGame();
        await owned.Append(Sample.Group(game, 1));
        await owned.Database.Execute(
            """
            create function nothing() returns trigger language plpgsql as 'begin return null; end';
            create trigger nothing before insert on akkagame.event for each row execute function nothing();
            """);

        Assert.Equal(Unavailable, (await owned.Append(Sample.Group(game, 2)).WaitAsync(TimeSpan.FromSeconds(20))).Result);

        await owned.Database.Execute("drop trigger nothing on akkagame.event");
        Assert.Equal(Appended, (await owned.Append(Sample.Group(game, 2))).Result);
    }

    [SkippableFact]
    public async Task The_list_of_games_is_not_read_through_for_a_card_though_it_was_empty_when_the_writer_began()
    {
        var owned = await OwnedShards.Open();
        var game = Sample.NewGame();
        for (var seq = 1; seq < 4; seq++)
            Assert.Equal(Appended, (await owned.Append(Sample.Group(game, seq), new(null, "card"u8.ToArray()))).Result);
        await owned.DisposeAsync(); // A session tells what it counted when it ends, at the latest.

        await OwnedShards.Until(async () => await Scans("idx_scan") > 0);
        Assert.Equal(0, await Scans("seq_scan"));

        Task<long> Scans(string how) => owned.Database.Scalar<long>($"select {how} from pg_stat_user_tables where relname = 'game'");
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-1)]
    public async Task Under_an_epoch_that_is_not_the_shards_nothing_is_written(long epoch)
    {
        await using var owned = await OwnedShards.Open();
        var game = Sample.NewGame();

        Assert.Equal(Fenced, (await owned.Append(Sample.Group(game, 1), epoch: epoch)).Result);

        Assert.Equal(0, await owned.Head(game));
        Assert.Equal(Appended, (await owned.Append(Sample.Group(game, 1))).Result);
    }

    [SkippableFact]
    public async Task Under_anothers_epoch_nothing_is_written()
    {
        await using var owned = await OwnedShards.Open();
        await using var other = await OwnedShards.Open(on: owned.Database);

        Assert.Equal(Fenced, (await other.Append(Sample.Group(Sample.NewGame(), 1), epoch: 1)).Result);
    }

    [SkippableFact]
    public async Task Whoever_takes_a_shard_waits_for_the_append_under_way_and_sees_it()
    {
        await using var owned = await OwnedShards.Open();
        await using var thief = await OwnedShards.Open(on: owned.Database);
        await owned.Database.Execute(
            "create function akkagame.slow() returns trigger language plpgsql as "
            + "$$ begin perform pg_advisory_xact_lock(1); return new; end $$");
        await owned.Database.Execute(
            "create trigger slow before insert on akkagame.event for each row execute function akkagame.slow()");
        await using var gate = new NpgsqlConnection(owned.Database.Admin);
        await gate.OpenAsync();
        await using (var shut = new NpgsqlCommand("select pg_advisory_lock(1)", gate)) await shut.ExecuteNonQueryAsync();

        var appending = owned.Append(Sample.Group(OwnedShards.GameOf(first), 1, 2));
        await OwnedShards.Until(async () => await owned.Database.Scalar<long>(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'advisory'") == 1);
        var taking = thief.Take(first);
        await OwnedShards.Until(async () => taking.IsCompleted || await owned.Database.Scalar<long>(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'transactionid'") == 1);
        Assert.False(taking.IsCompleted);
        await gate.CloseAsync();

        Assert.Equal(Appended, (await appending).Result);
        Assert.Equal((2, 2), await taking);
    }

    [SkippableFact]
    public async Task A_shard_that_was_lost_costs_only_its_own_groups()
    {
        await using var owned = await OwnedShards.Open();
        var games = Enumerable.Range(0, 128).Select(i => OwnedShards.GameOf(new((byte)(i % 64)))).ToArray();
        await using (var thief = await OwnedShards.Open(on: owned.Database)) await thief.Take(first);

        var outcomes = await Task.WhenAll(games.Select(game => owned.Append(Sample.Group(game, 1))));

        foreach (var (game, outcome) in games.Zip(outcomes))
            Assert.Equal(Shard.Of(game) == first ? Fenced : Appended, outcome.Result);
        Assert.Equal(126L, await owned.Database.Scalar<long>("select count(*) from akkagame.event"));
        await owned.HistoryIsWhole();
    }

    [SkippableFact]
    public async Task Groups_that_do_not_follow_are_named_and_do_not_sink_their_neighbours()
    {
        await using var owned = await OwnedShards.Open();
        var (stale, gapped) = (Sample.NewGame(), Sample.NewGame());
        await owned.Append(Sample.Group(stale, 1, 2));
        await owned.Append(Sample.Group(gapped, 1, 2));
        var fresh = Enumerable.Range(0, 100).Select(_ => Sample.NewGame()).ToArray();

        var inFlight = fresh.Select(game => owned.Append(Sample.Group(game, 1, 2))).ToList();
        inFlight.Insert(30, owned.Append(Sample.Group(stale, 2, 5)));
        inFlight.Insert(60, owned.Append(Sample.Group(gapped, 4)));
        var outcomes = await Task.WhenAll(inFlight);

        Assert.Equal(WrongSequence, outcomes[30].Result);
        Assert.Contains("seq 2", outcomes[30].Why, StringComparison.Ordinal);
        Assert.Equal(WrongSequence, outcomes[60].Result);
        Assert.Equal(100, outcomes.Count(o => o.Result == Appended));
        Assert.Equal(204L, await owned.Database.Scalar<long>("select count(*) from akkagame.event"));
        await owned.HistoryIsWhole();
    }

    [SkippableFact]
    public async Task The_very_group_that_stands_there_counts_as_appended_and_any_other_does_not()
    {
        await using var owned = await OwnedShards.Open();
        var group = Sample.Group(OwnedShards.GameOf(first), 1, 2);
        await owned.Append(group);

        Assert.Equal(Appended, (await owned.Append(group)).Result);
        Assert.Equal(WrongSequence, (await owned.Append(group with { Command = Sample.NewCommand() })).Result);
        Assert.Equal(WrongSequence, (await owned.Append(group with { Check = 1 })).Result);
        Assert.Equal(WrongSequence, (await owned.Append(group with { Events = [.. group.Events, new GameStarted()] })).Result);
        await owned.Take(first);
        Assert.Equal(WrongSequence, (await owned.Append(group)).Result);

        Assert.Equal(2, await owned.Head(group.Game));
    }

    [SkippableFact]
    public async Task An_entry_that_cannot_be_stored_is_refused_alone()
    {
        await using var owned = await OwnedShards.Open();
        var fresh = Enumerable.Range(0, 60).Select(_ => Sample.NewGame()).ToArray();

        var inFlight = fresh.Select(game => owned.Append(Sample.Group(game, 1))).ToList();
        List<Task<AppendOutcome>> bad =
        [
            owned.Append(Sample.Group(Sample.NewGame(), 1) with { Why = "nul \0" }),
            owned.Append(Sample.Group(Sample.NewGame(), 1) with { By = new("half \ud83d", Role.Scorer) }),
            owned.Append(Sample.Group(Sample.NewGame(), 1), new("\0", [])),
            owned.Append(Sample.Group(Sample.NewGame(), 0)), // The table's own check refuses it.
            owned.Append(Sample.Group(Sample.NewGame(), -3)),
        ];
        inFlight.AddRange(Enumerable.Range(0, 60).Select(_ => owned.Append(Sample.Group(Sample.NewGame(), 1))));

        Assert.All(await Task.WhenAll(inFlight), outcome => Assert.Equal(Appended, outcome.Result));
        Assert.All(await Task.WhenAll(bad), outcome => Assert.Equal(Unavailable, outcome.Result));
        Assert.Equal(120L, await owned.Database.Scalar<long>("select count(*) from akkagame.event"));
        await owned.HistoryIsWhole();
    }

    [SkippableFact]
    public async Task A_group_without_events_is_a_defect()
    {
        await using var owned = await OwnedShards.Open();
        await Assert.ThrowsAsync<ArgumentException>(() => owned.Append(Sample.Group(Sample.NewGame(), 1, 0)));
    }

    [SkippableFact]
    public async Task A_group_may_be_longer_than_a_batch()
    {
        await using var owned = await OwnedShards.Open(new() { EventsMax = 10, BytesMax = 500, ShardsMax = 3 });
        var games = Enumerable.Range(0, 40).Select(_ => Sample.NewGame()).ToArray();

        var outcomes = await Task.WhenAll(games.Select(game => owned.Append(Sample.Group(game, 1, 30))));

        Assert.All(outcomes, outcome => Assert.Equal(Appended, outcome.Result));
        await owned.HistoryIsWhole();
    }

    [SkippableFact]
    public async Task Of_rivals_for_one_number_one_wins_and_a_full_queue_makes_the_rest_wait()
    {
        await using var owned = await OwnedShards.Open(new() { QueueMax = 1, Lanes = 1 });
        var game = Sample.NewGame();
        for (var seq = 1; seq <= 20; seq++)
        {
            var rivals = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => owned.Append(Sample.Group(game, seq))));
            Assert.Single(rivals, outcome => outcome.Result == Appended);
            Assert.Equal(4, rivals.Count(outcome => outcome.Result == WrongSequence));
        }

        await owned.HistoryIsWhole();
    }

    /// <summary>Errors of the server that say: certainly rolled back, and may well succeed later.</summary>
    [SkippableTheory]
    [InlineData("53100")]
    [InlineData("40001")]
    [InlineData("40P01")]
    [InlineData("55P03")]
    [InlineData("57014")]
    [InlineData("25006")]
    public async Task What_was_certainly_rolled_back_is_tried_again_and_then_answered(string state)
    {
        await using var owned = await OwnedShards.Open(new() { RetryFor = TimeSpan.FromMilliseconds(300) });
        var group = Sample.Group(OwnedShards.GameOf(first), 1);
        await Fail(owned, state);

        Assert.Equal(Unavailable, (await owned.Append(group)).Result);
        Assert.Equal(Unavailable, (await owned.Append(group)).Result);
        await owned.Database.Execute("drop trigger failing on akkagame.event");
        Assert.Equal(Appended, (await owned.Append(group)).Result);

        Assert.Equal(1, await owned.StoredEpoch(first)); // Nothing was in doubt.
        await owned.HistoryIsWhole();
        Assert.Contains(owned.Noticed, line => line.Contains(state, StringComparison.Ordinal));
        Assert.Contains(owned.Noticed, line => line.Contains("writes again", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task What_heals_in_time_is_not_noticed_by_the_games()
    {
        await using var owned = await OwnedShards.Open();
        await Fail(owned, "53100");
        var waiting = Enumerable.Range(0, 80).Select(_ => owned.Append(Sample.Group(Sample.NewGame(), 1))).ToList();
        await Task.Delay(300);

        await owned.Database.Execute("drop trigger failing on akkagame.event");

        Assert.All(await Task.WhenAll(waiting), outcome => Assert.Equal(Appended, outcome.Result));
        await owned.HistoryIsWhole();
    }

    [SkippableFact]
    public async Task Without_the_right_to_write_the_answer_comes_at_once_and_says_why()
    {
        await using var owned = await OwnedShards.Open();
        var group = Sample.Group(Sample.NewGame(), 1);
        await owned.Append(Sample.Group(Sample.NewGame(), 1));
        await owned.Database.Execute("revoke insert on akkagame.event from akkagame_app");

        var outcome = await owned.Append(group);

        Assert.Equal(Unavailable, outcome.Result);
        Assert.Contains("42501", outcome.Why, StringComparison.Ordinal);
        await owned.Database.Execute("grant insert on akkagame.event to akkagame_app");
        Assert.Equal(Appended, (await owned.Append(group)).Result);
    }

    [SkippableFact]
    public async Task A_shard_that_an_operator_has_locked_waits_and_the_others_go_on()
    {
        await using var owned = await OwnedShards.Open();
        await using var psql = new NpgsqlConnection(owned.Database.Admin + ";Application Name=psql");
        await psql.OpenAsync();
        await using var open = await psql.BeginTransactionAsync();
        await using (var row = new NpgsqlCommand("update akkagame.shard set wanted_by = null where shard_id = 0", psql, open))
            await row.ExecuteNonQueryAsync();

        var locked = Enumerable.Range(0, 20).Select(_ => owned.Append(Sample.Group(OwnedShards.GameOf(first), 1))).ToList();
        for (var i = 0; i < 10; i++)
            Assert.Equal(Appended, (await owned.Append(Sample.Group(OwnedShards.GameOf(second), 1))).Result); // The same lane.
        await owned.UntilNoticed("shard 0 by session");
        Assert.Contains(owned.Noticed, line => line.Contains("(user postgres, psql)", StringComparison.Ordinal));
        Assert.DoesNotContain(locked, append => append.IsCompleted);

        await open.RollbackAsync();
        Assert.All(await Task.WhenAll(locked), outcome => Assert.Equal(Appended, outcome.Result));
        await owned.HistoryIsWhole();
    }

    [SkippableFact]
    public async Task Nobody_waits_for_a_locked_shard_for_ever()
    {
        await using var owned = await OwnedShards.Open(new() { RetryFor = TimeSpan.FromMilliseconds(600), QueueMax = 10 });
        await using var psql = new NpgsqlConnection(owned.Database.Admin);
        await psql.OpenAsync();
        await using var open = await psql.BeginTransactionAsync();
        await using (var row = new NpgsqlCommand("select from akkagame.shard where shard_id = 0 for update", psql, open))
            await row.ExecuteNonQueryAsync();

        var locked = Enumerable.Range(0, 25).Select(_ => owned.Append(Sample.Group(OwnedShards.GameOf(first), 1))).ToList();

        Assert.All(await Task.WhenAll(locked), outcome => Assert.Equal(Unavailable, outcome.Result));
        await open.RollbackAsync();
        Assert.Equal(Appended, (await owned.Append(Sample.Group(OwnedShards.GameOf(first), 1))).Result);
    }

    [SkippableFact]
    public async Task A_line_in_the_list_that_outlived_its_game_is_taken_over()
    {
        await using var owned = await OwnedShards.Open();
        var group = Sample.Group(Sample.NewGame(), 1);
        await owned.Append(group, new(null, "old"u8.ToArray()));
        await owned.Database.Execute("delete from akkagame.event");

        Assert.Equal(Appended, (await owned.Append(group, new(null, "new"u8.ToArray()))).Result);
        Assert.Equal("new", Encoding.UTF8.GetString((await owned.Database.Scalar<byte[]>("select summary from akkagame.game"))!));
    }

    /// <summary>From now on every row meets this error.</summary>
    private static async Task Fail(OwnedShards owned, string state)
    {
        await owned.Database.Execute(
            "create function akkagame.failing() returns trigger language plpgsql as "
            + $"$$ begin raise exception 'as if' using errcode = '{state}'; end $$");
        await owned.Database.Execute(
            "create trigger failing before insert on akkagame.event for each row execute function akkagame.failing()");
    }
}
