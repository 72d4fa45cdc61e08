using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Actors.Tests;

public class GameBehaviorTests
{
    private static readonly Moment noon = new(1_523_030_400_000);

    private static HostedGame Created(int commands = 1)
    {
        var game = new HostedGame(GameState.New(Sample.NewGame()));
        game = game with { State = Persisted(game, Sample.Creation()).Then };
        for (var i = 1; i < commands; i++) game = game with { State = Persisted(game, Sample.Facts()).Then };
        return game;
    }

    [Fact]
    public void An_accepted_command_is_to_be_stored_with_all_that_a_reader_needs()
    {
        var game = Created();
        var facts = Sample.Facts(2) with { Why = "late" };

        var persist = Persisted(game, facts);

        Assert.Equal(
            new EventGroup(
                game.State.Id, game.State.Ledger.Seq + 1, facts.Id, ContentCheck.Of(game.State.Id, facts.Command), noon.At, Sample.Scorer,
                Cause.Command, GameRules.Version, persist.Group.Events, "late"),
            persist.Group);
        Assert.Equal(2, persist.Group.Events.Count);
        Assert.Equal(GameRules.Evolve(game.State, persist.Group), persist.Then);
        Assert.Equal(new Receipt(facts.Id, persist.Group.Last, First: persist.Group.First), persist.Receipt);
    }

    [Fact]
    public void The_same_question_has_the_same_answer()
    {
        var (game, facts) = (Created(), Sample.Facts());

        Assert.Equal(Persisted(game, facts), Persisted(game, facts));
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(4, true)]
    [InlineData(1, true)]
    public void A_snapshot_is_due_after_so_many_events(int every, bool due)
    {
        var game = Created() with { SnapshotSeq = 1 };

        var effect = GameBehavior.On(game, new GameMessage.Command(Sample.Facts(4)), noon, every);

        Assert.Equal(due, Assert.IsType<Effect.Persist>(effect).Snapshot);
    }

    [Fact]
    public void A_game_that_leaves_keeps_a_snapshot_only_of_news()
    {
        var game = Created(3);

        Assert.Equal(new Effect.Passivate(Snapshot: true), Leave(game));
        Assert.Equal(new Effect.Passivate(Snapshot: false), Leave(game with { SnapshotSeq = game.State.Ledger.Seq }));
        Assert.Equal(new Effect.Passivate(Snapshot: false), Leave(game with { Quarantined = "why" }));
        Assert.Equal(new Effect.Passivate(Snapshot: false), Leave(new(GameState.New(Sample.NewGame()))));
    }

    [Fact]
    public void In_quarantine_a_game_is_shown_but_not_written()
    {
        var game = Created() with { Quarantined = "event 2 cannot be read" };

        var refused = Assert.IsType<Effect.Refuse>(GameBehavior.On(game, new GameMessage.Command(Sample.Facts()), noon, 200)).Refusal;

        Assert.Equal((RefusalCode.Quarantined, Retry.After), (refused.Code, refused.Retry));
        Assert.Contains("event 2 cannot be read", refused.Message, StringComparison.Ordinal);
        Assert.Equal(
            new Sight(game.State, null, game.Quarantined),
            Assert.IsType<Effect.Show>(GameBehavior.On(game, new GameMessage.Look(), noon, 200)).Sight);
    }

    [Fact]
    public void A_host_that_may_not_speak_gives_receipts_only()
    {
        var facts = Sample.Facts();
        var game = Created();
        game = game with { State = Persisted(game, facts).Then };

        Assert.IsType<Effect.Repeat>(Unsure(game, new GameMessage.Command(facts)));
        Assert.IsType<Effect.Persist>(Unsure(game, new GameMessage.Command(Sample.Facts())));
        Assert.IsType<Effect.Passivate>(Unsure(game, new GameMessage.Leave()));
        foreach (var message in (GameMessage[])
        [
            new GameMessage.Look(), new GameMessage.Command(Sample.Facts(1, facts.Id)), new GameMessage.PutAside("why", "ops"),
            new GameMessage.Command(Sample.Facts() with { Play = 17 }), new GameMessage.Release(),
        ]) Assert.Equal(new Effect.Refuse(Refusals.Elsewhere), Unsure(game, message));
    }

    [Fact]
    public void A_game_just_read_and_the_list_of_games_put_aside_are_brought_together()
    {
        var well = Created();
        var ill = well with { Quarantined = "event 2 cannot be read" };
        AsideGame Listed(string why, string? by = null) => new(well.State.Id, well.State.Ledger.Seq, why, by, noon.At);

        Assert.Equal((well, null), GameBehavior.Read(well, null, noon));
        Assert.Equal((well, new Effect.TakeBack()), GameBehavior.Read(well, Listed("event 2 cannot be read"), noon));
        Assert.Equal(
            (well with { Quarantined = "a dispute", By = "pat" }, null), GameBehavior.Read(well, Listed("a dispute", "pat"), noon));
        Assert.Equal((ill, new Effect.PutAside(Listed("event 2 cannot be read"))), GameBehavior.Read(ill, null, noon));
        Assert.Equal(
            (ill, new Effect.PutAside(Listed("event 2 cannot be read"))), GameBehavior.Read(ill, Listed("another reason"), noon));
        Assert.Equal((ill, null), GameBehavior.Read(ill, Listed("event 2 cannot be read"), noon));
        Assert.Equal((ill, null), GameBehavior.Read(ill, Listed("a dispute", "pat"), noon));
    }

    private static Effect Unsure(HostedGame game, GameMessage message) => GameBehavior.On(game, message, noon, 200, maySpeak: false);

    private static HostedGame DelayedToNoon()
    {
        var game = Created();
        var delay = new Envelope(Sample.NewCommand(), Sample.Scorer, 0, new DelayGame("rain", noon.At));
        foreach (var command in (Envelope[])[.. Sample.Beginning(), delay])
            game = game with { State = Persisted(game, command, noon.At - 60_000).Then };
        return game;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(86_400_000)]
    public void At_an_alarm_a_game_does_what_is_due_under_the_id_of_its_timer(long late)
    {
        var game = DelayedToNoon();
        var at = new Moment(noon.At + late);

        var persist = Assert.IsType<Effect.Persist>(GameBehavior.On(game, new GameMessage.Alarm(), at, 200));

        Assert.Equal(
            new EventGroup(
                game.State.Id, game.State.Ledger.Seq + 1, new GameTimer(TimerKind.DelayEnds, noon.At).CommandOf(game.State.Id), 0, at.At,
                Author.System, Cause.Timer, GameRules.Version, [new GameResumed(null, null)]),
            persist.Group);
        Assert.Equal(GameRules.Evolve(game.State, persist.Group), persist.Then);
        // The same alarm once more, and nothing is left to do.
        Assert.Equal(
            new Effect.WakeAt(null), GameBehavior.On(game with { State = persist.Then }, new GameMessage.Alarm(), at, 200));
    }

    [Fact]
    public void An_alarm_that_comes_too_early_is_told_when_to_come()
    {
        Assert.Equal(
            new Effect.WakeAt(noon.At), GameBehavior.On(DelayedToNoon(), new GameMessage.Alarm(), new(noon.At - 1), 200));
        Assert.Equal(new Effect.WakeAt(null), GameBehavior.On(Created(), new GameMessage.Alarm(), noon, 200));
        Assert.Equal(
            new Effect.WakeAt(null), GameBehavior.On(new(GameState.New(Sample.NewGame())), new GameMessage.Alarm(), noon, 200));
    }

    [Fact]
    public void Where_a_game_may_not_be_written_or_spoken_for_an_alarm_is_refused_and_so_comes_again()
    {
        var game = DelayedToNoon();

        Assert.Equal(
            RefusalCode.Quarantined,
            Assert.IsType<Effect.Refuse>(
                GameBehavior.On(game with { Quarantined = "why" }, new GameMessage.Alarm(), noon, 200)).Refusal.Code);
        Assert.Equal(
            new Effect.Refuse(Refusals.Elsewhere),
            GameBehavior.On(game, new GameMessage.Alarm(), new(noon.At - 1), 200, maySpeak: false));
    }

    private static Effect Leave(HostedGame game) => GameBehavior.On(game, new GameMessage.Leave(), noon, 200);

    private static Effect.Persist Persisted(HostedGame game, Envelope envelope, long? at = null) =>
        Assert.IsType<Effect.Persist>(GameBehavior.On(game, new GameMessage.Command(envelope), new(at ?? noon.At), 200));
}
