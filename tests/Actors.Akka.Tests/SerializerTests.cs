using Akka.Actor;
using Akka.Configuration;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.OnAkka.Tests;

/// <summary>Whatever crosses between nodes, or is stored, goes by the wire names.</summary>
public sealed class SerializerTests : IDisposable
{
    private static readonly GameId game = Sample.NewGame();

    private readonly ActorSystem system = ActorSystem.Create(
        "serializer", Hocon.Read("akka.conf").WithFallback(ConfigurationFactory.ParseString("akka.actor.provider = local")));

    public void Dispose() => system.Dispose();

    private static IReadOnlyList<object> Everything { get; } =
    [
        new Letter(game, 1, new GameMessage.Command(Sample.Creation() with { Why = "because" })),
        new Letter(game, long.MaxValue, new GameMessage.Command(Sample.Facts(3))),
        new Letter(game, 2, new GameMessage.Look()), new Letter(game, 3, new GameMessage.Alarm()),
        new Letter(game, 4, new GameMessage.Leave()),
        new Letter(game, 5, new GameMessage.PutAside("rain", "ann")), new Letter(game, 6, new GameMessage.Release()),
        new Reply.Answered(7, new Receipt(Sample.NewCommand(), 9, true, 8)), new Reply.Answered(8, Refusals.Busy),
        new Reply.Seen(9, new(GameState.New(game), null, "ill")), new Reply.Seen(10, new(null, Refusals.NoSuchGame(game))),
        new Reply.Left(11, true), new Reply.Left(12, false), new Reply.Rung(13),
        new Follow(game), new Unfollow(game), new Following(game, 14), new Silent(game), new Told(Sample.Group(game, 1, 3)),
        new Due(game, 15, true), new Due(game, null, false), new AreYouThere(-16, 17), new IAmThere(18), GoAway.Moving, GoAway.Resting,
        .. JournalEntry.Of(Sample.Group(game, 4, 2), null),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Everything.Count)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void What_is_written_is_read_back_equal(int number)
    {
        var said = Everything[number];
        var serializer = Assert.IsType<GameSerializer>(system.Serialization.FindSerializerFor(said));

        var again = serializer.FromBinary(serializer.ToBinary(said), serializer.Manifest(said));

        Assert.Equal(said, again);
    }

    [Fact]
    public void Nothing_that_is_said_between_games_is_left_out()
    {
        var kinds = typeof(GameActor).Assembly.GetTypes().Concat(typeof(GameMessage).Assembly.GetTypes()).Where(static type =>
            type is { IsAbstract: false, Namespace: not null }
            && (type.IsAssignableTo(typeof(IMail)) || type.IsAssignableTo(typeof(GameMessage))));
        var said = Everything.Select(static one => one.GetType())
            .Concat(Everything.OfType<Letter>().Select(static letter => letter.Message.GetType()));

        Assert.Empty(kinds.Except(said));
    }

    [Fact]
    public void A_snapshot_is_read_back_without_its_place()
    {
        var snapshot = Recovery.Pack(GameState.New(game));
        var serializer = Assert.IsType<GameSerializer>(system.Serialization.FindSerializerFor(snapshot));

        var again = Assert.IsType<Snapshot>(serializer.FromBinary(serializer.ToBinary(snapshot), serializer.Manifest(snapshot)));

        Assert.Equal((snapshot.Schema, Convert.ToHexString(snapshot.Sha256)), (again.Schema, Convert.ToHexString(again.Sha256)));
        Assert.Equal(snapshot.Body, again.Body);
    }

    [Fact]
    public void What_has_no_wire_name_is_refused_and_not_written_by_its_fields()
    {
        var stranger = new Uri("http://localhost");
        var serializer = system.Serialization.FindSerializerFor(stranger);

        Assert.Throws<NodeCodecException>(() => ((GameSerializer)serializer).Manifest(stranger));
    }

    /// <summary>Akka finds serializers by their numbers too, whatever is bound; 1 is its own, which makes what it is told to.</summary>
    [Fact]
    public void Who_sends_a_class_by_its_name_reaches_nobody()
    {
        var bytes = "{\"$type\":\"System.Uri, System.Private.Uri\"}"u8.ToArray();

        Assert.ThrowsAny<Exception>(() => system.Serialization.Deserialize(bytes, 1, "System.Uri, System.Private.Uri"));
    }

    [Theory]
    [InlineData("entry-2")]
    [InlineData("entry-1")]
    public void An_event_that_cannot_be_read_says_so_and_ends_no_recovery(string manifest)
    {
        var serializer = (GameSerializer)system.Serialization.FindSerializerForType(typeof(JournalEntry));

        var read = Assert.IsType<JournalEntry>(serializer.FromBinary("{"u8.ToArray(), manifest));

        Assert.NotNull(read.Unreadable);
    }
}
