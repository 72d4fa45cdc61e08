using System.Collections.Concurrent;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Specs;

/// <summary>What every engine does when what it stands on fails.</summary>
public abstract class EngineFaultSpec : EngineQuarantineSpec
{
    [Fact]
    public async Task Where_the_journal_fails_all_who_wait_may_send_again()
    {
        var faults = new ConcurrentQueue<Exception>();
        var engine = Start(new() { Faulted = (_, e) => faults.Enqueue(e) });
        var game = await Played(engine, 1);
        var head = await Store.Head(game);
        Envelope[] commands = [Sample.Facts(), Sample.Facts(), Sample.Facts()];
        Journal.Close();
        Journal.Instead = static _ => AppendOutcome.Unavailable("The disk is full.");
        var asked = commands.Select(c => engine.Ask(game, c).AsTask()).ToArray();
        await Journal.SomebodyWaits();
        Journal.Open();

        var answers = await Task.WhenAll(asked);
        Journal.Instead = static _ => null;
        var again = new List<Answer>();
        foreach (var command in commands) again.Add(await engine.Ask(game, command));

        Assert.All(answers, a => Assert.Equal((RefusalCode.Unavailable, Retry.SameId), Short(a)));
        Assert.Equal("The disk is full.", Assert.IsType<NotStoredException>(Assert.Single(faults)).Message);
        Assert.Equal(Enumerable.Range(head + 1, 3), again.Select(a => a.Receipt.Last));
        Assert.All(again, a => Assert.False(a.Receipt.Duplicate));
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_counts_once()
    {
        var engine = Start();
        var game = await Played(engine, 1);
        var head = await Store.Head(game);
        var facts = Sample.Facts();
        Journal.LoseAnswer = AppendOutcome.Unavailable("The line went dead.");

        var lost = await engine.Ask(game, facts);
        Journal.LoseAnswer = null;
        var again = await engine.Ask(game, facts);

        Assert.Equal((RefusalCode.Unavailable, Retry.SameId), Short(lost));
        Assert.Equal(new Receipt(facts.Id, head + 1, Duplicate: true, head + 1), again.Receipt);
        Assert.Equal(head + 1, await Store.Head(game));
    }

    [Fact]
    public async Task A_journal_that_throws_may_have_written_and_the_sender_is_told_so()
    {
        var faults = new ConcurrentQueue<Exception>();
        var engine = Start(new() { Faulted = (_, e) => faults.Enqueue(e) });
        var game = await Played(engine, 1);
        var facts = Sample.Facts();
        Journal.Instead = static _ => throw new InvalidOperationException("A defect.");

        var lost = await engine.Ask(game, facts);
        Journal.Instead = static _ => null;

        Assert.Equal((RefusalCode.Unavailable, Retry.SameId), Short(lost));
        Assert.Contains(faults, static e => e is InvalidOperationException);
        Assert.Equal(await Store.Head(game) + 1, (await engine.Ask(game, facts)).Receipt.Last);
    }

    [Fact]
    public async Task Of_two_engines_on_one_journal_the_stale_one_hears_it_and_catches_up()
    {
        var (one, other) = (Start(), Start());
        var game = await Played(one, 2);
        await StateOf(other, game);
        await one.Ask(game, Sample.Facts());
        var facts = Sample.Facts();

        var stale = await other.Ask(game, facts);
        var again = await other.Ask(game, facts);

        Assert.Equal((RefusalCode.Unavailable, Retry.SameId), Short(stale));
        Assert.False(again.Receipt.Duplicate);
        Assert.Equal(await Store.Head(game), again.Receipt.Last);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_read_hurts_only_that_game_and_heals()
    {
        var engine = Start();
        var (ill, well) = (await Played(engine, 2), await Played(engine, 2));
        await engine.Evict(ill);
        Journal.Unreachable = ill;

        Assert.Equal((RefusalCode.Unavailable, Retry.SameId), Short(await engine.Ask(ill, Sample.Facts())));
        Assert.Equal(RefusalCode.Unavailable, (await engine.Look(ill)).Refused?.Code);
        Assert.Null((await engine.Ask(well, Sample.Facts())).Refused);
        Journal.Unreachable = null;
        Assert.Null((await engine.Ask(ill, Sample.Facts())).Refused);
    }

    public static TheoryData<string> BrokenSnapshots => ["bit", "cut", "schema", "game", "seq", "not a state", "ahead"];

    [Theory]
    [MemberData(nameof(BrokenSnapshots))]
    public async Task A_broken_snapshot_is_passed_over(string how)
    {
        var engine = Start(new() { SnapshotEvery = 5 });
        var game = await Played(engine, 12);
        var before = await StateOf(engine, game);
        await engine.Evict(game);
        var good = await Snapshots.Latest(game);
        Assert.NotNull(good);
        await Snapshots.Save(Break(good, before, how));

        var recovered = await Recovery.Of(game, Store, Snapshots);

        Assert.Equal(1, recovered.BrokenSnapshots);
        Assert.Equal(before, recovered.Game.State);
        Assert.Equal(before, await StateOf(engine, game));
        Assert.Equal(before.Ledger.Seq + 1, (await engine.Ask(game, Sample.Facts())).Receipt.Last);
    }

    [Fact]
    public async Task Where_every_snapshot_is_broken_the_game_comes_back_from_event_1()
    {
        var engine = Start(new() { SnapshotEvery = 5 });
        var game = await Played(engine, 12);
        var before = await StateOf(engine, game);
        await engine.Evict(game);
        for (var snapshot = await Snapshots.Latest(game); snapshot is not null; snapshot = await Snapshots.Latest(game, snapshot.Seq))
            await Snapshots.Save(Break(snapshot, before, "bit"));

        var recovered = await Recovery.Of(game, Store, Snapshots);

        Assert.Equal((before, before.Ledger.Seq, 2), (recovered.Game.State, recovered.Replayed, recovered.BrokenSnapshots));
    }

    [Fact]
    public async Task Where_snapshots_can_be_neither_read_nor_kept_the_game_comes_back_from_event_1()
    {
        var game = await Played(Start(), 3);
        var faults = new ConcurrentQueue<Exception>();
        var engine = Make(
            Ports() with { Snapshots = new NoSnapshots() },
            new() { SnapshotEvery = 1, Faulted = (_, e) => faults.Enqueue(e) });

        var answer = await engine.Ask(game, Sample.Facts());
        await Stop(engine);

        Assert.Equal(await Store.Head(game), answer.Receipt.Last);
        Assert.Equal("The page is gone.", Assert.IsType<JournalUnavailableException>(faults.First()).Message);
        Assert.All(
            faults.Skip(1), e => Assert.Contains("snapshot", Assert.IsType<NotStoredException>(e).Message, StringComparison.Ordinal));
        Assert.Equal(3, faults.Count); // On coming, after the command, and on leaving.
    }

    [Fact]
    public async Task A_game_stood_at_an_earlier_seq_as_its_groups_say()
    {
        var engine = Start(new() { SnapshotEvery = 3 });
        var game = await Played(engine, 1);
        var states = new List<GameState> { GameState.New(game), await StateOf(engine, game) };
        for (var i = 0; i < 4; i++)
        {
            await engine.Ask(game, Sample.Facts(2));
            states.Add(await StateOf(engine, game));
        }

        for (var seq = 0; seq <= states[^1].Ledger.Seq + 3; seq++)
        {
            var then = (await Recovery.Of(game, Store, Snapshots, seq)).Game.State;
            Assert.Equal(states.Last(s => s.Ledger.Seq <= seq), then);
        }
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("gap")]
    [InlineData("no sense")]
    [InlineData("half a group")]
    public async Task A_game_with_an_event_that_cannot_be_read_is_put_aside_and_the_others_run(string what)
    {
        var engine = Start(new() { SnapshotEvery = 1000 });
        var (ill, well) = (Sample.NewGame(), await Played(engine, 2));
        var first = Sample.Creation();
        var created = (await engine.Ask(ill, first)).Receipt.Last;
        for (var i = 0; i < 3; i++) await engine.Ask(ill, Sample.Facts());
        await Stop(engine);
        Journal.Reading = (game, read) => game == ill ? Spoil(read, created, what) : read;
        engine = Make(Ports() with { Snapshots = new VolatileJournal() }, new());

        var refused = await engine.Ask(ill, Sample.Facts());
        var seen = await engine.Look(ill);

        Assert.Equal((RefusalCode.Quarantined, Retry.After), Short(refused));
        Assert.Contains($"{created + 1}", refused.Refused!.Message, StringComparison.Ordinal);
        Assert.Equal(created, seen.State?.Ledger.Seq);
        Assert.NotNull(seen.Quarantined);
        Assert.Equal(new Receipt(first.Id, created, Duplicate: true, First: 1), (await engine.Ask(ill, first)).Receipt);
        Assert.Null((await engine.Ask(well, Sample.Facts())).Refused);

        // A build that understands it takes the game up again, at its next activation.
        Journal.Reading = static (_, read) => read;
        await engine.Evict(ill);
        Assert.Null((await engine.Ask(ill, Sample.Facts())).Refused);
        await Stop(engine);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_game_of_rules_that_this_build_does_not_have_can_be_read_but_not_written(bool fromSnapshot)
    {
        var game = Sample.NewGame();
        var group = Sample.Group(game, 1) with { Rules = GameRules.Version + 1 };
        await Store.Append(group);
        if (fromSnapshot) await Snapshots.Save(Recovery.Pack(GameRules.Evolve(GameState.New(game), group)));
        var engine = Start();

        var refused = (await engine.Ask(game, Sample.Facts())).Refused;
        var seen = await engine.Look(game);

        Assert.Equal(RefusalCode.Quarantined, refused?.Code);
        Assert.Contains(
            $"it is played under rules version {GameRules.Version + 1}, this build knows up to {GameRules.Version}: update this program",
            refused!.Message, StringComparison.Ordinal);
        Assert.Equal((1, GameStatus.Scheduled), (seen.State?.Ledger.Seq, seen.State?.Game.Status));
        Assert.NotNull(seen.Quarantined);
        Assert.Equal(1, await Store.Head(game));
    }

    private sealed class NoSnapshots : ISnapshots
    {
        public ValueTask<bool> Save(Snapshot snapshot) => new(false);

        public ValueTask<Snapshot?> Latest(GameId game, long below = long.MaxValue, CancellationToken stop = default) =>
            throw new JournalUnavailableException("The page is gone.");
    }

    private static Snapshot Break(Snapshot good, GameState state, string how)
    {
        var later = state with { Ledger = state.Ledger with { Seq = state.Ledger.Seq + 100 } };
        return how switch
        {
            "bit" => good with { Body = Flipped(good.Body) },
            "cut" => good with { Body = good.Body[..^10] },
            "schema" => good with { Schema = 99 },
            "game" => Recovery.Pack(state with { Id = Sample.NewGame() }) with { Game = good.Game },
            "seq" => Recovery.Pack(later) with { Seq = good.Seq },
            "not a state" => good with { Body = "{}"u8.ToArray(), Sha256 = StateHash.Of("{}"u8) },
            "ahead" => Recovery.Pack(later),
            _ => throw new ArgumentOutOfRangeException(nameof(how)),
        };
    }

    /// <summary>Changes a receipt, so that the body still is a state, of this game and at this seq: only the checksum knows.</summary>
    private static byte[] Flipped(byte[] body)
    {
        var flipped = body.ToArray();
        var receipts = flipped.AsSpan()[(body.AsSpan().IndexOf("\"receipts\":\""u8) + 12)..];
        receipts[3] = receipts[3] == (byte)'A' ? (byte)'B' : (byte)'A';
        return flipped;
    }

    /// <summary>Makes everything after <paramref name="upTo"/> a thing that cannot be folded.</summary>
    private static JournalRead Spoil(JournalRead read, int upTo, string what)
    {
        var good = read.Groups.TakeWhile(g => g.Last <= upTo).ToList();
        var next = read.Groups.First(g => g.First > upTo);
        return what switch
        {
            "unknown" => new(good, read.Head, new(upTo + 1, "event code 999 is unknown to this build")),
            "gap" => new([.. good, read.Groups[^1]], read.Head),
            "half a group" => new(good, read.Head),
            "no sense" => new([.. good, next with { Events = [Senseless] }], read.Head),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
    }

    /// <summary>A man put on base who stands in no lineup.</summary>
    private static SubstitutionMade Senseless => new(
        SubstitutionKind.PinchRunner, new LineupEntry(Side.Away, 9, 9), new(Side.Away, 9, 9), new("nobody"), "Nobody",
        Position.PinchRunner, default, (Base)77);
}
