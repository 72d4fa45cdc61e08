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
        Assert.Equal(new Receipt(facts.Id, persist.Group.Last), persist.Receipt);
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

    private static Effect Leave(HostedGame game) => GameBehavior.On(game, new GameMessage.Leave(), noon, 200);

    private static Effect.Persist Persisted(HostedGame game, Envelope envelope) =>
        Assert.IsType<Effect.Persist>(GameBehavior.On(game, new GameMessage.Command(envelope), noon, 200));
}
