using System.Globalization;
using System.Text.Json;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Benchmarks;
using AkkaGame.Messages;
using AkkaGame.Messages.Json;
using AkkaGame.Retrosheet;
using AkkaGame.Retrosheet.Records;
using AkkaGame.Specs;

namespace AkkaGame.Budgets.Tests;

/// <summary>
/// Bytes, kept in <c>tests/budgets.csv</c> and measured here over a made-up game; never time. Over budget is a failure; so is less
/// than half
/// of it, because a budget that is far too large would let the bytes come back unseen: then lower the number in the file.
/// </summary>
public class BudgetTests
{
    private const int Rounds = 20;
    private const int States = 400;

    private static readonly RealGame real = Read();
    private static readonly ReplayedGame replayed = ReplayedGame.Of(real);

    [Fact]
    public void The_made_up_game_is_a_whole_one()
    {
        Assert.Null(replayed.Refused);
        Assert.True(replayed.State.Game.IsOver);
        Assert.InRange(replayed.Plays.Count, 60, 120);
        Assert.True(replayed.State.Game.Away.Runs > 0 && replayed.State.Game.Home.Runs > 0);
    }

    [Fact]
    public void Reading_a_play() => Holds("read-a-play", Allocated(() => Read()) / replayed.Plays.Count);

    [Fact]
    public void Deciding_and_evolving_a_play() => Holds("decide-and-evolve-a-play", Allocated(() =>
    {
        var state = GameState.New(replayed.State.Id);
        foreach (var (command, group) in real.All(() => true).Zip(replayed.Groups))
        {
            var envelope = new Envelope(group.Command, group.By, state.Ledger.Seen, command.Command);
            var verdict = GameRules.Decide(state, envelope, new(At: 0));
            Assert.Null(verdict.Refused);
            state = GameRules.Evolve(state, group with { Events = verdict.Events }, verdict);
        }
    }) / replayed.Plays.Count);

    [Fact]
    public void Evolving_a_play() => Holds("evolve-a-play", Allocated(() =>
    {
        var state = GameState.New(replayed.State.Id);
        foreach (var group in replayed.Groups) state = GameRules.Evolve(state, group);
    }) / replayed.Plays.Count);

    /// <summary>
    /// Inbox, turn, decision and answer of a small command, which its sender made. On a journal in memory an engine answers on the thread
    /// that asks, so the bytes are counted there.
    /// </summary>
    [Fact]
    public async Task A_command_through_the_engine()
    {
        var journal = new VolatileJournal();
        await using var engine = new InProcessEngine(new(journal, journal, EmptyStands.Instance, TimeProvider.System));
        var games = new Queue<Envelope[]>(Enumerable.Range(0, Rounds + 1)
            .Select(static _ => Enumerable.Range(1, 99).Select(static _ => Sample.Facts()).Prepend(Sample.Creation()).ToArray()));
        var asked = games.Sum(static commands => commands.Length);
        Holds("command-through-the-engine", Allocated(() =>
        {
            var game = Sample.NewGame();
            foreach (var command in games.Dequeue()) Assert.True(engine.Ask(game, command).AsTask().IsCompletedSuccessfully);
        }) / 100);
        Assert.Equal(asked, engine.Figures().Accepted);
    }

    [Fact]
    public void The_JSON_of_a_play() => Holds(
        "json-of-a-play",
        (long)replayed.Plays.Average(play => JsonSerializer.SerializeToUtf8Bytes(play.Play, MessagesJson.Default.PlayMade).Length));

    /// <summary>A game in its last inning, without the strings that all games of a league share and 24 bytes for each accepted
    /// command.</summary>
    [Fact]
    public void A_state_in_memory()
    {
        var last = LastInPlay();
        var encoded = StateJson.Write(last);
        _ = StateJson.Read(encoded);
        // The least of some: whoever else works in this process adds to it.
        Holds("state-in-memory", Enumerable.Range(0, 5).Min(_ => OfOne()) - 24 * last.Ledger.Receipts.Count);

        long OfOne()
        {
            var kept = new GameState[States];
            var before = GC.GetTotalMemory(forceFullCollection: true);
            for (var i = 0; i < States; i++) kept[i] = StateJson.Read(encoded);
            var after = GC.GetTotalMemory(forceFullCollection: true);
            GC.KeepAlive(kept);
            return (after - before) / States;
        }
    }

    /// <summary>Four dice of a key that is mixed: the heart of a played game, and nothing to collect afterwards.</summary>
    [Fact]
    public void A_roll_of_the_dice()
    {
        var key = DiceKey.Mix(new byte[32], replayed.State.Id, 1, new byte[32], new byte[32]);
        var sum = 0;
        Holds("roll-of-the-dice", Allocated(() =>
        {
            for (var n = 1; n <= 100; n++) sum += key.Roll(n).D20;
        }) / 100);
        Assert.NotEqual(0, sum);
    }

    /// <summary>The box that goes to the journal is a third of it: 512 bytes as base64 in UTF-16.</summary>
    [Fact]
    public void Sealing_a_decision()
    {
        var secret = new GameSecret(new byte[32]);
        var (command, window) = (new CommandId(Guid.NewGuid()), Guid.NewGuid());
        var decision = new SealDecision(Defense: DefensiveDecision.Normal);
        Holds("seal-a-decision", Allocated(() => secret.Seal(command, window, Side.Home, decision)));
    }

    [Fact]
    public void A_budget_that_is_too_small_or_far_too_large_is_found()
    {
        Assert.Null(Fault("x", budget: 100, measured: 100));
        Assert.Null(Fault("x", budget: 100, measured: 50));
        Assert.NotNull(Fault("x", budget: 100, measured: 101));
        Assert.NotNull(Fault("x", budget: 100, measured: 49));
    }

    private static GameState LastInPlay()
    {
        var state = GameState.New(replayed.State.Id);
        foreach (var group in replayed.Groups)
        {
            var next = GameRules.Evolve(state, group);
            if (next.Game.IsOver) break;
            state = next;
        }

        return state;
    }

    private static long Allocated(Action work)
    {
        work();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++) work();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
    }

    internal static void Holds(string what, long measured)
    {
        var line = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "budgets.csv")).Select(line => line.Split(','))
            .Single(f => f[0] == what);
        if (Fault(what, long.Parse(line[1], CultureInfo.InvariantCulture), measured) is { } fault) Assert.Fail(fault);
    }

    private static string? Fault(string what, long budget, long measured) =>
        measured > budget ? $"{what}: {measured}, budget {budget}"
        : measured * 2 < budget ? $"{what}: {measured}, less than half of the budget of {budget}: lower it"
        : null;

    private static RealGame Read() => EventFileReader.Read(new StringReader(MadeUpFile.Text), "made-up.EVN").OfType<RealGame>().Single();
}
