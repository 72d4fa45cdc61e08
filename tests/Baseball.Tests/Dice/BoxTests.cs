using System.Security.Cryptography;
using System.Text;
using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests;

/// <summary>What a manager has sealed: nobody can read it, measure it or move it elsewhere, and its commit holds him to it.</summary>
public class BoxTests
{
    private static readonly GameSecret secret = new(RandomNumberGenerator.GetBytes(32));
    private static readonly CommandId command = new(new Guid("0195f2a4-5d3c-7c4e-8f1a-000000000001"));
    private static readonly CommandId another = new(new Guid("0195f2a4-5d3c-7c4e-8f1a-000000000002"));
    private static readonly Guid window = new("0195f2a4-5d3c-8c4e-8f1a-2b3c4d5e6f70");
    private static readonly SealDecision walk = new(Defense: new() { Pitch = PitchPlan.IntentionalWalk });

    [Fact]
    public void Every_decision_has_a_box_of_the_same_size_and_comes_out_as_it_went_in()
    {
        var count = 0;
        foreach (var decision in EveryKind())
        {
            var sealing = secret.Seal(command, window, Side.Home, decision);
            Assert.Equal(684, sealing.Box.Length);
            Assert.Equal(512, Convert.FromBase64String(sealing.Box).Length);
            Assert.Equal((64, 32), (sealing.Commit.Length, sealing.Salt.Length));
            var opened = secret.Open(new DecisionSealed(window, WindowKind.Pitch, Side.Home, sealing.Box, sealing.Commit), 17);
            Assert.Equal(new OpenedSeal(17, sealing.Salt, decision), opened);
            count++;
        }

        Assert.True(count > 100);
    }

    [Fact]
    public void A_card_of_26_men_with_long_names_and_standing_orders_have_boxes_of_one_size()
    {
        LineupCard[] cards = [Scenario.Card('h'), Scenario.Card('a', dh: false), Card(26, 60, 'm'), Card(26, 30, 'é'), Card(40, 20, 'm')];
        foreach (var card in cards)
        {
            var sealing = secret.Seal(command, Side.Away, card)!;
            Assert.Equal((5464, 4096), (sealing.Box.Length, Convert.FromBase64String(sealing.Box).Length));
            Assert.Equal(
                new OpenedSeal(3, sealing.Salt, Lineup: card), secret.Open(new LineupSealed(Side.Away, sealing.Box, sealing.Commit), 3));
            Assert.True(Boxes.Fits(sealing.Commit, sealing.Salt, card));
            Assert.False(Boxes.Fits(sealing.Commit, sealing.Salt, Scenario.Card('x')));
        }

        foreach (var orders in (StandingOrders[])[new(), Orders()])
        {
            var sealing = secret.Seal(command, Side.Away, orders);
            Assert.Equal((5464, 256, 128), (sealing.Box.Length, sealing.Commit.Length, sealing.Salt.Length));
            Assert.Equal(
                new OpenedSeal(3, sealing.Salt, Orders: orders),
                secret.Open((GameEvent)new StandingOrdersSealed(Side.Away, sealing.Box, sealing.Commit), 3));
        }
    }

    [Fact]
    public void A_card_that_fits_into_no_box_has_none()
    {
        Assert.Null(secret.Seal(command, Side.Home, Card(26, 200, 'm')));
        Assert.Equal(("card", "too-large"), (SealedBox.TooLarge("card").Field, SealedBox.TooLarge("card").Rule));
    }

    [Fact]
    public void The_same_command_gives_the_same_box_again() =>
        Assert.Equal(secret.Seal(command, window, Side.Home, walk), secret.Seal(command, window, Side.Home, walk));

    [Fact]
    public void No_two_commands_contents_sides_or_windows_share_a_nonce_or_a_salt()
    {
        SealedBox[] boxes =
        [
            secret.Seal(command, window, Side.Home, walk),
            secret.Seal(another, window, Side.Home, walk),
            secret.Seal(command, window, Side.Away, walk),
            secret.Seal(another, window, Side.Home, new SealDecision(Defense: DefensiveDecision.Normal)),
            secret.Seal(command, Side.Home, Orders()),
            secret.Seal(command, Side.Home, Scenario.Card('h'))!,
        ];
        Assert.Equal(boxes.Length, boxes.Select(static box => box.Box[..16]).Distinct().Count());
        Assert.Equal(boxes.Length - 1, boxes.Select(static box => box.Salt[..32]).Distinct().Count());
        Assert.NotEqual(
            secret.Seal(command, window, Side.Home, walk).Box[..16],
            secret.Seal(command, window, Side.Home, new SealDecision(Defense: DefensiveDecision.Normal)).Box[..16]);
        Assert.NotEqual(boxes[0].Box[..16], secret.Seal(command, command.Value, Side.Home, walk).Box[..16]);
    }

    [Fact]
    public void A_box_opens_only_with_its_secret_and_in_its_place()
    {
        var box = secret.Seal(command, window, Side.Home, walk).Box;
        var sealing = new DecisionSealed(window, WindowKind.Pitch, Side.Home, box, "");
        Assert.NotNull(secret.Open(sealing, 1));
        Assert.Null(new GameSecret(new byte[32]).Open(sealing, 1));
        Assert.Null(secret.Open(sealing with { Side = Side.Away }, 1));
        Assert.Null(secret.Open(sealing with { Decision = command.Value }, 1));
        Assert.Null(secret.Open(new LineupSealed(Side.Home, secret.Seal(command, Side.Home, Orders()).Box, ""), 1));
        Assert.Null(secret.Open(sealing with { Box = "" }, 1));
        Assert.Null(secret.Open(sealing with { Box = "not base64!" }, 1));
        Assert.Null(secret.Open(sealing with { Box = box[..^8] }, 1));
        Assert.Null(secret.Open(new GameStarted(), 1));
        var bytes = Convert.FromBase64String(box);
        foreach (var at in (int[])[0, 12, 200, 495, 496, 511])
        {
            bytes[at] ^= 1;
            Assert.Null(secret.Open(sealing with { Box = Convert.ToBase64String(bytes) }, 1));
            bytes[at] ^= 1;
        }
    }

    [Fact]
    public void A_box_shows_nothing_of_what_is_in_it()
    {
        var card = Scenario.Card('h');
        var bytes = Convert.FromBase64String(secret.Seal(command, Side.Home, card)!.Box);
        Assert.Equal(-1, bytes.AsSpan().IndexOf("player"u8));
        Assert.Equal(-1, bytes.AsSpan().IndexOf(new byte[6]));
        var plain = Convert.FromBase64String(secret.Seal(command, window, Side.Home, new SealDecision(Defense: new())).Box);
        var choice = Convert.FromBase64String(secret.Seal(command, window, Side.Home, walk).Box);
        // Two boxes of one command differ as two random ones do: about one byte in 256 is equal, padding included.
        Assert.InRange(plain.Zip(choice).Count(static pair => pair.First == pair.Second), 0, 20);
    }

    [Fact]
    public void A_commit_is_the_hash_of_salt_and_canonical_json()
    {
        var sealing = secret.Seal(command, window, Side.Home, walk);
        var said = (byte[])[.. Convert.FromHexString(sealing.Salt), .. """{"defense":{"pitch":"IntentionalWalk"}}"""u8];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(said)), sealing.Commit);
        Assert.True(Boxes.Fits(sealing.Commit, sealing.Salt, walk));
        Assert.False(Boxes.Fits(sealing.Commit, sealing.Salt, new SealDecision(Defense: new())));
        Assert.False(Boxes.Fits(sealing.Commit, secret.Seal(another, window, Side.Home, walk).Salt, walk));
        Assert.False(Boxes.Fits(sealing.Commit, null, walk));
    }

    [Fact]
    public void A_name_stands_in_the_canonical_json_as_it_is_written()
    {
        LineupCard card = new([], Bench: [new(new("onei001"), "Ceddánne O'Neill")]);
        var sealing = secret.Seal(command, Side.Home, card)!;
        var json = Encoding.UTF8.GetBytes("""{"bench":[{"player":"onei001","name":"Ceddánne O'Neill"}]}""");
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData([.. Convert.FromHexString(sealing.Salt), .. json])), sealing.Commit);
    }

    [Fact]
    public void One_answer_of_the_standing_orders_is_proved_without_the_others()
    {
        var orders = Orders();
        var sealing = secret.Seal(command, Side.Home, orders);
        var opened = new OpenedSeal(1, sealing.Salt, Orders: orders);
        SealDecision[] answers =
            [new(Defense: orders.Defense), new(Offense: orders.Offense), new(Throw: orders.Throw), new(Advance: orders.Advance)];
        foreach (var answer in answers)
            Assert.True(Boxes.FitsOrders(sealing.Commit, Boxes.SaltOf(opened, answer), answer));
        Assert.Equal(4, answers.Select(answer => Boxes.SaltOf(opened, answer)).Distinct().Count());
        Assert.False(Boxes.FitsOrders(sealing.Commit, Boxes.SaltOf(opened, answers[0]), new(Defense: DefensiveDecision.Normal)));
        Assert.False(Boxes.FitsOrders(sealing.Commit, Boxes.SaltOf(opened, answers[1]), answers[0]));
        Assert.False(Boxes.FitsOrders("", Boxes.SaltOf(opened, answers[0]), answers[0]));
    }

    [Fact]
    public void What_is_sealed_does_not_say_itself()
    {
        var sealing = secret.Seal(command, window, Side.Home, walk);
        object[] all =
        [
            sealing, new OpenedSeal(1, sealing.Salt, walk), new Known { Opened = [new OpenedSeal(1, sealing.Salt, walk)] },
            new Envelope(command, new("ann", Role.Manager, Side.Home), 0, walk, window), walk, new SealLineup(Scenario.Card('h')),
            new SealStandingOrders(Orders()),
        ];
        foreach (var one in all)
        {
            Assert.DoesNotContain(sealing.Salt, one.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("Intentional", one.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("LineupPlace", one.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("Defens", one.ToString(), StringComparison.Ordinal);
        }
    }

    /// <summary>Each choice alone, each pair's largest together, and everything at its longest word at once.</summary>
    private static IEnumerable<SealDecision> EveryKind()
    {
        foreach (var alignment in Enum.GetValues<Alignment>())
            foreach (var infield in Enum.GetValues<Infield>())
                foreach (var outfield in Enum.GetValues<Outfield>())
                    foreach (var pitch in Enum.GetValues<PitchPlan>())
                        yield return new(Defense: new()
                        {
                            Alignment = alignment, Infield = infield, Outfield = outfield, Pitch = pitch, Pitchout = true,
                            Hold = new(Hold.Hold, Hold.Hold, Hold.Hold), Pickoff = Base.Second,
                        });
        foreach (var approach in Enum.GetValues<Approach>())
            foreach (var steal in Enum.GetValues<Steal>())
                foreach (var bunt in Enum.GetValues<Bunt>())
                    foreach (var contact in Enum.GetValues<ContactPlay>())
                        foreach (var boldness in Enum.GetValues<Boldness>())
                            yield return new(Offense: new()
                            {
                                Approach = approach, Steal = new(steal, steal, steal), Bunt = bunt, Contact = contact, Boldness = boldness,
                                HitAndRun = true, RunAndHit = true,
                            });
        yield return new(Defense: DefensiveDecision.Normal);
        yield return new(Offense: OffensiveDecision.Normal);
        foreach (var choice in Enum.GetValues<Throwing>()) yield return new(Throw: new(choice));
        foreach (var choice in Enum.GetValues<Advancing>()) yield return new(Advance: new(choice));
    }

    private static StandingOrders Orders() => new(
        new() { Infield = Infield.DoublePlay }, new() { Approach = Approach.Patient }, new(Throwing.CutOff), new(Advancing.Hold));

    /// <summary>A card with a man in each place, and the rest on the bench and in the bullpen.</summary>
    private static LineupCard Card(int men, int letters, char letter)
    {
        var name = new string(letter, letters);
        var places = new List<LineupPlace>();
        foreach (var place in Scenario.Card('h').Places)
            places.Add(place with { Player = new($"abcdefgh{place.Slot:0000}"), Name = name, Card = "2018-abcdefgh0001-r" });
        var rest = new NamedPlayer[men - places.Count];
        for (var i = 0; i < rest.Length; i++) rest[i] = new(new($"ijklmnop{i:0000}"), name);
        return new([.. places], [.. rest[..(rest.Length / 2)]], [.. rest[(rest.Length / 2)..]]);
    }
}
