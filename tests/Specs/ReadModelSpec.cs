using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Specs;

/// <summary>What every read model does, wherever it keeps its rows: it follows its journal, whatever happens on the way.</summary>
public abstract class ReadModelSpec
{
    private static readonly GamesAsked everything = new(null, null, null, null, null, default);

    /// <summary>An empty journal, and a read model beside it.</summary>
    protected abstract IJournal Journal { get; }

    protected abstract IReadModel Model { get; }

    private IFeed Feed => (IFeed)Journal;

    private IRecordBook Book => (IRecordBook)Model;

    [Fact]
    public async Task What_is_kept_of_a_game_is_what_its_history_says()
    {
        var game = PlayedGames.Of(PlayedGames.Create("AWA", "HOM", "2018-04-06"), 2, 1);
        await Append(game);

        await Projector().CatchUp();

        await IsKept(game);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(50, 128)]
    public async Task Games_that_go_on_side_by_side_are_followed_in_steps_of_any_size(int events, int atOnce)
    {
        var games = Games(4);
        var projector = Projector(new() { EventsMax = events, GamesMax = atOnce, FoldsKept = 2 });
        for (var i = 0; i < games.Max(static game => game.Count); i += 5)
        {
            foreach (var game in games) await Append(game.Skip(i).Take(5));
            if (i % 20 == 0) await projector.CatchUp();
        }

        await projector.CatchUp();

        foreach (var game in games) await IsKept(game);
    }

    [Fact]
    public async Task Every_group_of_a_live_game_is_in_the_rows_once_it_was_taken_in()
    {
        var game = PlayedGames.Of(PlayedGames.Create("AWA", "HOM", "2018-04-06"), 1, 2);
        var projector = Projector();
        for (var i = 1; i <= game.Count; i++)
        {
            await Append([game[i - 1]]);
            await projector.CatchUp();
            await IsKept(game.Take(i).ToArray());
        }
    }

    [Fact]
    public async Task A_game_whose_past_was_edited_is_folded_anew_and_goes_on()
    {
        var game = PlayedGames.Of(PlayedGames.Create("AWA", "HOM", "2018-04-06"), 2, 1).ToList();
        var plays = game.SelectMany(group => group.Events.Select((happened, i) => (Seq: group.First + i, happened)))
            .Where(one => one.happened is PlayMade).Select(one => one.Seq).ToArray();
        var unearned = new ScoredPlay(
            [new(PlayCode.HomeRun)], [new(Base.Batter, Base.Home, Fate.Safe, Implied: true, Ruling: Ruling.Unearned)]);
        await Append(game);
        var projector = Projector();
        await projector.CatchUp();

        await Append([Next(new ChangeScoring(plays[0], unearned, "rule 9.16"), Role.Scorer)]);
        await projector.CatchUp();
        await IsKept(game);
        await Append([Next(new CorrectHistory(plays[3], [plays[3], plays[4]], "so it was"), Role.Commissioner)]);
        await projector.CatchUp();
        await IsKept(game);
        await Append([Next(new DelayGame("rain"), Role.Scorer), Next(new ResumeGame(), Role.Scorer)]);
        await projector.CatchUp();
        await IsKept(game);
        await Model.Rebuild();
        await projector.CatchUp();
        await IsKept(game);

        EventGroup Next(GameCommand command, Role by)
        {
            game.Add(PlayedGames.Next(game, command, by));
            return game[^1];
        }
    }

    [Fact]
    public async Task A_projector_that_ends_anywhere_is_followed_by_one_that_goes_on()
    {
        var games = Games(3);
        foreach (var group in Interleaved(games)) await Append([group]);
        var often = new FailingStore(Model) { FailEvery = 3 };

        for (var stopped = 0; ; stopped++)
        {
            Assert.True(stopped < 1000, "It never came to an end.");
            try
            {
                await Projector(new() { EventsMax = 17, GamesMax = 2 }, often).CatchUp();
                break;
            }
            catch (JournalUnavailableException)
            {
                // Half of the times the store had done it all the same: its answer was lost.
            }
        }

        Assert.True(often.Failed > 3);
        foreach (var game in games) await IsKept(game);
    }

    [Fact]
    public async Task A_rebuild_gives_the_same_rows_and_the_old_ones_are_there_meanwhile()
    {
        var games = Games(4);
        foreach (var game in games) await Append(game);
        await Projector().CatchUp();

        await Model.Rebuild();
        foreach (var game in games) await IsKept(game);
        Assert.All(
            (await Model.Checkpoints()).Values,
            at => Assert.True(at is { Position: 0, Build: 2, IsRebuilding: true } || at.Until == 0));
        var fails = new FailingStore(Model) { FailEvery = 2 };
        await Assert.ThrowsAsync<JournalUnavailableException>(() => Projector(new() { GamesMax = 1 }, fails).CatchUp());
        foreach (var game in games) await IsKept(game);
        await Projector().CatchUp();

        foreach (var game in games) await IsKept(game);
        Assert.All((await Model.Checkpoints()).Values, at => Assert.False(at.IsRebuilding));
        Assert.All((await Model.Reached([.. games.Select(static game => game[0].Game)])).Values, at => Assert.Equal(2, at.Build));
    }

    [Fact]
    public async Task A_rebuild_removes_games_that_the_journal_does_not_hold()
    {
        var game = PlayedGames.Of(PlayedGames.Create("AWA", "HOM", "2018-04-06"), 0, 1);
        var ghost = PlayedGames.Of(PlayedGames.Create("AWA", "HOM", "2018-04-07"), 0, 1);
        await Append(game);
        await Projector().CatchUp();
        var feed = Feed.FeedOf(game[0].Game);
        var at = (await Model.Checkpoints())[feed];
        await Model.Store(feed, at, at, [new(ghost[0].Game, 999_999, 9, GameRows.Of(ghost[0].Game, ghost), true, null)]);
        Assert.NotNull(await Book.Rows(ghost[0].Game));

        await Model.Rebuild();
        await Projector().CatchUp();

        Assert.Null(await Book.Rows(ghost[0].Game));
        await IsKept(game);
    }

    [Fact]
    public async Task A_game_that_cannot_be_followed_is_marked_and_does_not_stop_the_others()
    {
        var sound = Games(3);
        var broken = PlayedGames.Of(PlayedGames.Create("BAD", "HOM", "2018-04-06"), 1, 0);
        var stops = broken[20] with { Events = [.. broken[20].Events.Select(static _ => new RunnerRecharged(Base.Third, default))] };
        var never = Sample.NewGame();
        var nonsense = Sample.Group(never, 1) with { Events = [new RunnerRecharged(Base.Third, default)] };
        foreach (var group in Interleaved([.. sound, [.. broken.Take(20), stops], [nonsense]])) await Append([group]);

        await Projector(new() { EventsMax = 7 }).CatchUp();

        foreach (var game in sound) await IsKept(game);
        await IsKept([.. broken.Take(20)]);
        Assert.Null(await Book.Rows(never));
        var marked = (await Model.Unreadable(100)).Where(one => one.Game == never || one.Game == broken[0].Game).ToArray();
        Assert.Equal(2, marked.Length);
        Assert.Equal(broken[19].Last, marked.Single(one => one.Game != never).Seq);
        Assert.Contains("do not follow", marked[0].Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_projectors_at_once_each_step_is_stored_by_one()
    {
        var games = Games(6);
        foreach (var group in Interleaved(games)) await Append([group]);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Projector(new() { EventsMax = 31 }).CatchUp())));
        await Projector().CatchUp();

        foreach (var game in games) await IsKept(game);
    }

    [Fact]
    public async Task A_checkpoint_moves_only_from_where_it_stands()
    {
        var feed = Feed.Feeds[0];
        var first = new Checkpoint(1, 0, Guid.Empty, GameRows.Version, 0);
        var next = first with { Position = 5, Command = Guid.CreateVersion7() };

        Assert.True(await Model.Store(feed, null, first, []));
        Assert.False(await Model.Store(feed, null, first, []));
        Assert.True(await Model.Store(feed, first, next, []));
        Assert.False(await Model.Store(feed, first, next, []));

        Assert.Equal(next, (await Model.Checkpoints())[feed]);
    }

    [Fact]
    public async Task A_read_model_of_another_journal_is_built_anew()
    {
        var game = PlayedGames.Of(PlayedGames.Create("AWA", "HOM", "2018-04-06"), 0, 1);
        var other = PlayedGames.Of(PlayedGames.Create("AWA", "HOM", "2018-04-07"), 0, 1);
        var feed = Feed.FeedOf(game[0].Game);
        await Append(game);
        await Model.Store(feed, null, new(4, game[^1].Last, Guid.CreateVersion7(), GameRows.Version, 0), [
            new(other[0].Game, 1, other[^1].Last, GameRows.Of(other[0].Game, other), true, null)]);

        await Projector().CatchUp();

        await IsKept(game);
        Assert.Null(await Book.Rows(other[0].Game));
        Assert.Equal(5, (await Model.Checkpoints())[feed].Build);
    }

    [Fact]
    public async Task Rows_of_an_older_version_are_built_anew()
    {
        var game = PlayedGames.Of(PlayedGames.Create("AWA", "HOM", "2018-04-06"), 0, 1);
        await Append(game);
        await Projector().CatchUp();
        var feed = Feed.FeedOf(game[0].Game);
        var at = (await Model.Checkpoints())[feed];
        await Model.Store(feed, at, at with { Version = 0 }, []);

        await Projector().CatchUp();

        Assert.Equal((2, GameRows.Version), ((await Model.Checkpoints())[feed].Build, (await Model.Checkpoints())[feed].Version));
        await IsKept(game);
    }

    [Fact]
    public async Task The_list_is_in_the_read_model_as_far_as_all_its_games_are()
    {
        var games = Games(3);
        foreach (var game in games) await Append(game.Take(2));
        Assert.Equal(0, await Model.ListedTo());

        await Projector().CatchUp();

        var newest = (await ((IGames)Journal).Find(games[^1][0].Game))!.Number;
        Assert.Equal(newest, await Model.ListedTo());
        Assert.Equal(games.Select(static game => game[0].Game), (await Listed(everything)).Select(static one => one.Game.Game));
    }

    [Fact]
    public async Task Games_are_found_by_club_day_state_league_and_words()
    {
        var first = PlayedGames.Of(PlayedGames.Create("AWA", "HOM", "2018-04-06"), 2, 1);
        var second = PlayedGames.Of(PlayedGames.Create("HOM", "OTH", "2018-05-01"), 0, 1, plays: 9);
        var third = PlayedGames.Of(PlayedGames.Create("OTH", "AWA", "2019-04-06", "else"), 1, 0);
        foreach (var game in (IReadOnlyList<EventGroup>[])[first, second, third]) await Append(game);
        await Projector().CatchUp();

        await Finds(everything, first, second, third);
        await Finds(everything with { Team = "awa" }, first, third);
        await Finds(everything with { Team = "AW" });
        await Finds(everything with { From = new(2018, 4, 6), To = new(2018, 4, 30) }, first);
        await Finds(everything with { From = new(2018, 4, 7) }, second, third);
        await Finds(everything with { Status = GameStatus.InProgress }, second);
        await Finds(everything with { Status = GameStatus.Final, League = "test" }, first);
        await Finds(everything with { League = "else" }, third);
        await Finds(everything with { Words = ["oth", "HOM"] }, second);
        await Finds(everything with { Words = ["park1"] }, first, second, third);
        await Finds(everything with { Words = ["hom-rel"] });
        await Finds(everything with { Words = ["%"] });
        await Finds(everything with { Words = ["p_rk"] });
        await Finds(everything with { Words = ["awa-1"] }, first, third);
        var all = await Listed(everything);
        Assert.Equal(all[1..2], await Book.Games(everything, all[0].Number, all[^1].Number, 1));
        Assert.Equal(all[..2], await Book.Games(everything, 0, all[1].Number, 9));
    }

    [Fact]
    public async Task A_players_seasons_and_games_are_what_the_boxes_say()
    {
        var games = (IReadOnlyList<EventGroup>[])
        [
            PlayedGames.Of(PlayedGames.Create("AWA", "HOM", "2018-04-06"), 2, 1),
            PlayedGames.Of(PlayedGames.Create("AWA", "HOM", "2018-04-07", number: 1), 0, 1),
            PlayedGames.Of(PlayedGames.Create("AWA", "HOM", "2018-04-07", number: 2), 1, 0),
            PlayedGames.Of(PlayedGames.Create("HOM", "AWA", "2019-04-06"), 3, 0),
            PlayedGames.Of(PlayedGames.Create("HOM", "AWA", "2019-04-06", "else"), 1, 0),
        ];
        var plain = new VolatileJournal();
        foreach (var game in games)
        {
            await Append(game);
            foreach (var group in game) await plain.Append(group);
        }

        var expected = new VolatileReadModel();
        await Projector().CatchUp();
        await new Projector(new(plain, plain, plain, expected, TimeProvider.System)).CatchUp();

        foreach (var player in (PlayerId[])[new("HOM-1"), new("AWA-4"), new("HOM-rel"), new("nobody")])
        {
            foreach (var league in (string?[])[null, "test", "else"])
            {
                Assert.Equal(await expected.Seasons(player, league), await Book.Seasons(player, league));
                Assert.Equal(await expected.GameLog(player, league, null, 0, 9), await Book.GameLog(player, league, null, 0, 9));
                Assert.Equal(await expected.GameLog(player, league, 2018, 1, 2), await Book.GameLog(player, league, 2018, 1, 2));
            }
        }

        var season = (await Book.Seasons(new("HOM-1"), "test"))[0];
        Assert.Equal((2018, 3, 3), (season.Season, season.Games, season.Started));
        Assert.Equal((3, 3, 0), (season.Pitching!.Games, season.Pitching.Started, season.Pitching.Complete));
        Assert.Equal(3 * 12, season.Pitching.Line.Outs);
        Assert.Equal((0, 2), (season.Pitching.Won, season.Pitching.Lost)); // Four innings win no game.
        Assert.Equal(1 + 1, season.Batting.HomeRuns);
        foreach (var (league, year) in (IEnumerable<(string, int)>)[("test", 2018), ("test", 2019), ("else", 2019), ("none", 2019)])
            Assert.Equal(await expected.Results(league, year), await Book.Results(league, year));
    }

    [Fact]
    public async Task The_loop_hears_of_what_is_appended_and_shows_how_far_it_is_behind()
    {
        var game = PlayedGames.Of(PlayedGames.Create("AWA", "HOM", "2018-04-06"), 0, 1);
        var down = new FailingStore(Model) { FailEvery = 1 };
        await using var projector = Projector(new() { Poll = TimeSpan.FromMilliseconds(100), Rest = TimeSpan.FromMilliseconds(1) }, down);
        projector.Start();
        await Append(game);
        projector.Touch();
        await Eventually(() => projector.Sight is { Failure: not null, LagSeconds: > 0 });

        down.FailEvery = int.MaxValue;
        await Eventually(() => projector.Sight is { Failure: null, LagEvents: 0, LagSeconds: 0, Games: > 0 });

        await IsKept(game);
    }

    private Projector Projector(ProjectorOptions? options = null, IReadModel? store = null) =>
        new(new(Feed, Journal, (IGames)Journal, store ?? Model, TimeProvider.System), options);

    private async Task Append(IEnumerable<EventGroup> groups)
    {
        foreach (var group in groups)
            Assert.Equal(AppendResult.Appended, (await Journal.Append(group, new(null, "{}"u8.ToArray()), Epoch)).Result);
    }

    /// <summary>Under which the journal takes groups.</summary>
    protected virtual long Epoch => 0;

    private async Task IsKept(IReadOnlyList<EventGroup> history)
    {
        var game = history[0].Game;
        var expected = GameRows.Of(game, history)!;
        var kept = await Book.Rows(game);
        Assert.NotNull(kept);
        Assert.Equal(expected.Game, kept.Game);
        Same(expected.Lineups, kept.Lineups);
        Same(expected.Plays, kept.Plays);
        Same(expected.Batting, kept.Batting);
        Same(expected.Pitching, kept.Pitching);

        static void Same<T>(IReadOnlyList<T> expected, IReadOnlyList<T> kept)
        {
            Assert.Empty(expected.Except(kept));
            Assert.Equal(expected.Count, kept.Count);
        }
    }

    private async Task<ListedGame[]> Listed(GamesAsked asked) => [.. await Book.Games(asked, 0, long.MaxValue, 100)];

    private async Task Finds(GamesAsked asked, params IReadOnlyList<EventGroup>[] games) =>
        Assert.Equal(games.Select(static game => game[0].Game), (await Listed(asked)).Select(static one => one.Game.Game));

    private static IReadOnlyList<EventGroup>[] Games(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
            PlayedGames.Of(PlayedGames.Create("AWA", "HOM", $"2018-04-{6 + i:00}"), i % 3, (i + 1) % 3)),
    ];

    private static IEnumerable<EventGroup> Interleaved(IReadOnlyList<EventGroup>[] games)
    {
        for (var i = 0; i < games.Max(static game => game.Count); i++)
            foreach (var game in games) if (i < game.Count) yield return game[i];
    }

    private static async Task Eventually(Func<bool> holds)
    {
        for (var tries = 0; !holds(); tries++)
        {
            Assert.True(tries < 3000, "It never came to be.");
            await Task.Delay(10);
        }
    }
}
