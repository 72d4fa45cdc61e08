using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Specs;

/// <summary>What every engine does with a game in which managers decide unseen, on whatever journal.</summary>
public abstract class EnginePlayedSpec : EngineHarness
{
    private static readonly DefensiveDecision shift = new() { Alignment = Alignment.ShadePull, Infield = Infield.Back };

    private static readonly RuleSet clocked = RuleSet.Mlb2018;

    /// <summary>The same in each run, and with it every window and roll.</summary>
    private static readonly GameId game = new(new Guid(0x2018_0406, 1, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]));

    protected ISecrets Secrets => (ISecrets)Store;

    /// <summary>A game whose managers are asked for their first pitch.</summary>
    protected async Task<Table> Begun(IEngine engine, RuleSet? rules = null) =>
        await (await new Table(engine, game).Begin(rules)).ToThePitch();

    private async Task<GameEvent[]> Events(GameId game) => [.. (await Store.Read(game, 0)).Groups.SelectMany(static group => group.Events)];

    [Fact]
    public async Task The_secret_is_durable_before_the_game_is_and_what_it_publishes_is_its_own()
    {
        var table = new Table(Start(), game);
        SecretFound? before = null;
        Journal.Instead = group =>
        {
            before ??= Secrets.Find(group.Game).AsTask().GetAwaiter().GetResult();
            return null;
        };

        await table.Do(Table.Commissioner, Table.Creation());

        Assert.Equal(before?.Secret?.Published, (await table.State()).Ledger.Live!.Dice.S0);
    }

    [Fact]
    public async Task A_game_that_is_refused_leaves_no_secret_behind()
    {
        var engine = Start();

        var refused = await engine.Ask(game, new(Sample.NewCommand(), Table.Manager(Side.Home), 0, Table.Creation()));

        Assert.NotNull(refused.Refused);
        Assert.Equal(SecretFound.None, await Secrets.Find(game));
    }

    [Fact]
    public async Task A_server_that_keeps_no_secrets_plays_no_games_and_scores_them_all_the_same()
    {
        var engine = Start(Ports() with { Secrets = null }, new());

        var played = await engine.Ask(Sample.NewGame(), new(Sample.NewCommand(), Table.Commissioner, 0, Table.Creation()));
        var scored = await engine.Ask(Sample.NewGame(), Sample.Creation());

        Assert.Equal((RefusalCode.Unavailable, "no-secrets"), (played.Refused?.Code, played.Refused?.Rule));
        Assert.Null(scored.Refused);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task What_is_sealed_survives_eviction_and_restart(int snapshotEvery)
    {
        var options = new EngineOptions { SnapshotEvery = snapshotEvery };
        var engine = Start(options);
        var table = await Begun(engine);
        await table.Defend(shift);
        var before = await table.State();

        Assert.True(await engine.Evict(table.Game));
        Assert.Equal(before, await table.State());
        await Stop(engine);
        table.Engine = Start(options);
        Assert.Equal(before, await table.State());
        await table.Attack();

        Assert.Equal(shift, (await Events(table.Game)).OfType<DecisionsRevealed>().Single().Defense);
    }

    [Fact]
    public async Task Standing_orders_and_lineups_survive_it_too()
    {
        var table = new Table(Start(), game);
        await table.Do(Table.Commissioner, Table.Creation(clocked));
        await table.Sit(Side.Away);
        await table.Sit(Side.Home);
        await table.Do(Table.Manager(Side.Away), new SealLineup(Table.Card('a')));
        await table.Do(Table.Manager(Side.Home), new SealStandingOrders(new(Defense: shift)));
        await table.Engine.Evict(table.Game);
        await table.Do(Table.Manager(Side.Home), new SealLineup(Table.Card('h')));
        Assert.Equal(Table.Card('a'), (await Events(table.Game)).OfType<LineupsExchanged>().Single().Away);
        await table.Do(Table.Commissioner, new StartGame());
        await table.ToThePitch();
        await table.Attack();
        await Stop(table.Engine);
        table.Engine = Start();

        // Time goes on without an outage that would be credited: the window is due a whole clock after the server has come back.
        await Until(table.Game, (await table.State()).Ledger.Seq + 2, TimeSpan.FromSeconds(61));

        var revealed = (await Events(table.Game)).OfType<DecisionsRevealed>().First();
        Assert.Equal((TakenFrom.StandingOrders, shift), (revealed.DefenseBy.From, revealed.Defense));
    }

    [Fact]
    public async Task A_new_seal_replaces_the_old_one_also_after_a_restart()
    {
        var table = await Begun(Start());
        await table.Defend();
        await table.Engine.Evict(table.Game);
        await table.Defend(shift);
        await table.Engine.Evict(table.Game);

        await table.Attack();

        Assert.Equal(shift, (await Events(table.Game)).OfType<DecisionsRevealed>().Single().Defense);
    }

    [Fact]
    public async Task A_seal_sent_again_gets_its_receipt_again_and_its_id_serves_for_no_other()
    {
        var table = await Begun(Start());
        var sealing = await table.Defend(shift);
        var last = (await table.State()).Ledger.Seq;
        var other = sealing with { Command = new SealDecision(Defense: new()) };

        async Task Check()
        {
            Assert.Equal(new Receipt(sealing.Id, last, Duplicate: true, last), (await table.Engine.Ask(table.Game, sealing)).Receipt);
            Assert.Equal(RefusalCode.IdReused, (await table.Engine.Ask(table.Game, other)).Refused?.Code);
        }

        await Check();
        await table.Engine.Evict(table.Game);
        await Check();
        await table.Attack();
        await Check();
        await Stop(table.Engine);
        table.Engine = Start();
        await Check();
    }

    [Fact]
    public async Task Any_command_of_a_played_game_sent_again_gets_its_receipt_again()
    {
        var table = new Table(Start(), game);
        var creation = await table.Do(Table.Commissioner, Table.Creation());
        await table.Engine.Evict(table.Game);

        Assert.True((await table.Engine.Ask(table.Game, creation)).Receipt.Duplicate);
        Assert.Equal(
            RefusalCode.IdReused,
            (await table.Engine.Ask(table.Game, creation with { Command = Table.Creation(clocked) })).Refused?.Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_crash_between_decision_and_commit_gives_the_same_roll_again(bool written)
    {
        var table = await Begun(Start());
        await table.Defend(shift);
        var last = await table.Write(Table.Manager((await table.State()).Game.Batting), new SealDecision(Offense: new()));
        EventGroup? lost = null;
        Journal.Instead = group =>
        {
            lost ??= group;
            return written ? null : AppendOutcome.Unavailable("The power is gone.");
        };
        if (written) Journal.LoseAnswer = AppendOutcome.Unknown("The answer is gone.");
        Assert.Equal(RefusalCode.Unavailable, (await table.Engine.Ask(table.Game, last)).Refused?.Code);
        (Journal.Instead, Journal.LoseAnswer) = (static _ => null, null);
        await Stop(table.Engine);
        table.Engine = Start();

        Assert.Equal(written, (await table.Engine.Ask(table.Game, last)).Receipt.Duplicate);

        var stored = (await Store.Read(table.Game, lost!.First - 1, lost.Last)).Groups;
        Assert.Contains(lost.Events, static happened => happened is DiceRolled);
        Assert.Equal(lost.Events, Assert.Single(stored).Events);
    }

    [Fact]
    public async Task What_the_rules_need_to_know_of_the_past_they_are_told()
    {
        var table = await Begun(Start(), RuleSet.Mlb2018 with { DecisionClockMs = 0, TakeBacks = 1 });
        await table.Play(static state => state.Game.Plays == 1 && Table.IsAt(state, WindowKind.Pitch));
        var batting = (await table.State()).Game.Batting;

        await table.Do(Table.Manager(batting), new AskTakeBack(EditKind.Decision));
        await table.Engine.Evict(table.Game);
        await table.Do(Table.Manager(batting.Other()), new AnswerTakeBack(Agreed: true));

        Assert.Single((await Events(table.Game)).OfType<PlayTakenBack>());
        Assert.Equal(0, (await table.State()).Game.Plays);
    }

    [Fact]
    public async Task Computers_play_a_game_to_its_end_while_the_clock_stands_still()
    {
        var table = await new Table(Start(), game).Begin(away: 1, home: 1);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));

        while (!(await table.State()).Game.IsOver)
        {
            Time.Advance(TimeSpan.Zero);
            await Task.Delay(1, patience.Token);
        }

        Assert.Empty((await table.State()).Game.Timers);
    }

    [Fact]
    public async Task Time_in_which_no_server_ran_is_given_back_and_time_out_of_memory_is_not()
    {
        var table = await Begun(Start(), clocked);
        await table.Engine.Evict(table.Game);
        Time.Advance(TimeSpan.FromSeconds(30));
        await Stop(table.Engine);
        Time.Advance(TimeSpan.FromMinutes(10));
        var head = await Store.Head(table.Game);
        table.Engine = Start();
        var back = Time.GetUtcNow().ToUnixTimeMilliseconds();

        await Until(table.Game, head + 1);
        var window = (await table.State()).Game.Live!.Window!;

        Assert.IsType<DeadlineMoved>((await Events(table.Game))[^1]);
        Assert.Equal(back + clocked.DecisionClockMs, window.Due);
        await table.Engine.Evict(table.Game);
        await Until(table.Game, head + 2, TimeSpan.FromSeconds(61));
        Assert.Contains(await Events(table.Game), static happened => happened is DeadlinePassed);
    }

    [Fact]
    public async Task Time_in_which_the_store_was_away_is_given_back()
    {
        var table = await Begun(Start(), clocked);
        var head = await Store.Head(table.Game);
        Journal.Instead = static _ => AppendOutcome.Unavailable("The disk is full.");
        Time.Advance(TimeSpan.FromSeconds(61));
        while (table.Engine is IEngineInspector inspector && inspector.Figures().Faults == 0) await Task.Delay(1);
        Journal.Instead = static _ => null;

        await Until(table.Game, head + 1, TimeSpan.FromSeconds(31));

        Assert.IsType<DeadlineMoved>((await Events(table.Game))[head]);
    }

    [Fact]
    public async Task A_game_whose_secret_cannot_be_read_can_be_until_it_can()
    {
        var table = await Begun(Start());
        var sealing = await table.Defend(shift);
        await Stop(table.Engine);
        table.Engine = Start(Ports() with { Secrets = new ClosedSecrets() }, new());

        var refused = await table.Engine.Ask(table.Game, await table.Write(Table.Manager(Side.Away), new PassTurn()));
        Assert.Equal(RefusalCode.Quarantined, refused.Refused?.Code);
        Assert.Contains("the key is elsewhere", refused.Refused?.Message, StringComparison.Ordinal);
        Assert.True((await table.Engine.Ask(table.Game, sealing)).Receipt.Duplicate);
        await Stop(table.Engine);
        table.Engine = Start();
        await table.Attack();

        Assert.Equal(shift, (await Events(table.Game)).OfType<DecisionsRevealed>().Single().Defense);
    }

    [Fact]
    public async Task Where_the_secret_is_lost_both_are_asked_again_under_new_dice()
    {
        var table = await Begun(Start());
        await table.Play(static state => state.Game.Plays == 2 && Table.IsAt(state, WindowKind.Pitch));
        var sealing = await table.Defend(shift);
        var before = (await table.State()).Ledger;
        await Stop(table.Engine);
        var kept = new VolatileJournal();
        table.Engine = Start(Ports() with { Secrets = kept, Entropy = static bytes => bytes.Fill(0xA5) }, new());

        Assert.Empty((await table.State()).Ledger.Live!.Seals);
        await table.Play(static state => state.Game.Plays == 6 && Table.IsAt(state, WindowKind.Pitch));
        await table.Engine.Evict(table.Game);
        Assert.True((await table.Engine.Ask(table.Game, sealing)).Receipt.Duplicate);
        var after = await table.Defend(shift);
        Assert.Equal(RefusalCode.IdReused, Short(await table.Engine.Ask(
            table.Game, after with { Command = new SealDecision(Defense: new()) })).Item1);

        var restarted = Assert.Single((await Events(table.Game)).OfType<DiceRestarted>());
        Assert.Equal((before.Live!.Dice.Key + 1, true), (restarted.FromKey, restarted.Lost));
        Assert.DoesNotContain(
            (await Events(table.Game)).Skip(before.Seq).OfType<DiceRolled>(), roll => roll.Key <= before.Live.Dice.Key);
        var secret = (await ((ISecrets)kept).Find(table.Game)).Secret!;
        Assert.Equal(secret.PublishedFrom(restarted.FromKey - 1), restarted.S0);
    }

    [Fact]
    public async Task A_game_put_aside_whose_secret_is_lost_asks_again_once_it_is_released()
    {
        var table = await Begun(Start());
        await table.Play(static state => state.Game.Plays == 2 && Table.IsAt(state, WindowKind.Pitch));
        await table.Defend(shift);
        await ((IEngineInspector)table.Engine).Quarantine(table.Game, "a dispute", "ops");
        await Stop(table.Engine);
        table.Engine = Start(Ports() with { Secrets = new VolatileJournal(), Entropy = static bytes => bytes.Fill(0xA5) }, new());
        Assert.NotNull((await table.Engine.Look(table.Game)).Quarantined);

        var released = await ((IEngineInspector)table.Engine).Release(table.Game);

        Assert.Empty(released.State!.Ledger.Live!.Seals);
        Assert.True(Assert.Single((await Events(table.Game)).OfType<DiceRestarted>()).Lost);
        await table.Play(static state => state.Game.Plays == 4 && Table.IsAt(state, WindowKind.Pitch));
    }

    [Fact]
    public async Task A_defect_in_a_game_that_hides_something_is_told_without_its_message()
    {
        var told = new List<Exception>();
        var table = await Begun(Start(new() { Faulted = (_, what) => told.Add(what) }));
        var sealing = await table.Defend(shift);
        Journal.Reading = static (_, _) => throw new FormatException("They guard the lines.");

        Assert.Equal(RefusalCode.Internal, (await table.Engine.Ask(table.Game, sealing)).Refused?.Code);

        var line = Assert.IsType<UntoldException>(Assert.Single(told)).ToString();
        Assert.Contains("FormatException", line, StringComparison.Ordinal);
        Assert.Contains(nameof(EnginePlayedSpec), line, StringComparison.Ordinal);
        Assert.DoesNotContain("guard the lines", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_checks_a_played_game_finds_it_as_it_was()
    {
        var table = await Begun(Start(new() { SnapshotEvery = 5 }));
        await table.Play(static state => state.Game.Plays == 8 && Table.IsAt(state, WindowKind.Pitch));
        await table.Defend(shift);
        await table.Engine.Evict(table.Game);

        var found = await GameCheck.Of(table.Game, Store, Snapshots);

        Assert.Empty(found.Faults);
        Assert.Equal(StateHash.Of(await table.State()), found.Hash);
        Assert.Equal(((await table.State()).Ledger.Live!.Dice.Rolls, 0), (found.Dice!.Rolls, found.Dice.Unshown));
        Assert.NotEqual(0, found.Dice.Commits);
        Assert.NotEmpty(found.Snapshots);
    }

    private sealed class ClosedSecrets : ISecrets
    {
        private static readonly SecretFound closed = SecretFound.Closed("the key is elsewhere");

        public ValueTask<SecretFound> FindOrKeep(GameId game, GameSecret fresh) => new(closed);

        public ValueTask<SecretFound> Find(GameId game, CancellationToken stop = default) => new(closed);
    }
}
