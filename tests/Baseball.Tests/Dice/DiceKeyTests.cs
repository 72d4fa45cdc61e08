using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests;

/// <summary>
/// Chains, keys and rolls, against values that a program of its own computed from the text of the scheme alone (Python's hmac and hashlib;
/// root 00 01 ... 1f, the managers' roots 32 times 01 and 32 times 02).
/// </summary>
public class DiceKeyTests
{
    private const string S1 = "fbd82f13403f75d0c1c002292f3791929f84acc3865487586d44a6193033edd3";

    private static readonly GameId game = new(new Guid("0195f2a4-5d3c-7c4e-8f1a-2b3c4d5e6f70"));
    private static readonly GameSecret secret = new([.. Enumerable.Range(0, 32).Select(static i => (byte)i)]);
    private static readonly NonceChain home = new(Repeated(1));
    private static readonly NonceChain away = new(Repeated(2));

    [Fact]
    public void The_servers_chain_is_as_recorded()
    {
        Assert.Equal("b2c29e99e180e9391f60b02d3999f0feeaec5926c39e1660f6b51842a33777b9", secret.Published);
        Assert.Equal(S1, Hex.Of(secret.Key(1)));
        Assert.Equal("a89deba929e4195d4a2124ead6941b99272dac63fa834b233542327dae1cf831", Hex.Of(secret.Key(256)));
        Assert.Equal(new KeyRevealed(1, S1), secret.Reveal(1));
        Assert.Equal("24cf7977cd481014aedd3c383739d6ef249efd88b57d00ae316fe7b2508a9dff", Hex.Of(secret.CheckKey));
    }

    [Fact]
    public void A_managers_chain_is_as_recorded()
    {
        Assert.Equal("831ae5c2509e52122eb9d2448d655653bbdc705aea549344c112413736336dec", home.Tip);
        Assert.Equal("734800c57509236a79baac509cc7e0032852ab057249febc8536890355970c2b", home.Nonce(1));
        Assert.Equal("9eee950c1e0bb1d7b7eb5c54ae09ce6d0732457b218bcc6bf7257228209e86f8", home.Nonce(3));
        Assert.Equal("9090e6ed8d7908fc1bbabeb3d6a12e6c1bee227e38cb2866b81ddd5e5fa404f9", away.Nonce(1));
    }

    /// <summary>Roll 9 passes over a byte of a die of six, roll 5 over one of the die of twenty.</summary>
    [Theory]
    [InlineData(1, 2, 6, 3, 11)]
    [InlineData(2, 5, 6, 2, 12)]
    [InlineData(3, 2, 1, 2, 10)]
    [InlineData(5, 5, 1, 2, 3)]
    [InlineData(9, 6, 5, 2, 20)]
    [InlineData(300, 2, 2, 6, 4)]
    [InlineData(70000, 5, 5, 2, 16)]
    public void A_roll_is_as_recorded(int n, byte d6, byte red, byte white, byte d20) =>
        Assert.Equal(new Dice(d6, red, white, d20), secret.Dice(game, Mixed(1, home.Nonce(1), away.Nonce(1))).Roll(n));

    [Theory]
    [InlineData(1, 3, 2, 2, 11)]
    [InlineData(300, 2, 1, 1, 12)]
    [InlineData(70000, 6, 4, 2, 1)]
    public void A_roll_without_the_away_managers_nonce_is_as_recorded(int n, byte d6, byte red, byte white, byte d20) =>
        Assert.Equal(new Dice(d6, red, white, d20), secret.Dice(game, Mixed(3, home.Nonce(3), Hex.Of(new byte[32]))).Roll(n));

    [Fact]
    public void Bytes_that_would_favour_a_face_are_passed_over()
    {
        Span<byte> faces = stackalloc byte[4];
        Assert.Equal(4, DiceKey.Read([252, 0, 253, 251, 254, 255, 6, 240, 255, 239], faces, 0));
        Assert.Equal([1, 6, 1, 20], faces.ToArray());
    }

    [Fact]
    public void Dice_that_are_not_all_there_wait_for_the_next_block()
    {
        Span<byte> faces = stackalloc byte[4];
        Assert.Equal(3, DiceKey.Read([1, 2, 3, 241], faces, 0));
        Assert.Equal(4, DiceKey.Read([19, 7], faces, 3));
        Assert.Equal([2, 3, 4, 20], faces.ToArray());
    }

    [Fact]
    public void The_order_of_the_managers_nonces_counts() => Assert.NotEqual(
        Enumerable.Range(1, 20).Select(secret.Dice(game, Mixed(1, home.Nonce(1), away.Nonce(1))).Roll),
        Enumerable.Range(1, 20).Select(secret.Dice(game, Mixed(1, away.Nonce(1), home.Nonce(1))).Roll));

    [Fact]
    public void A_key_is_mixed_from_whole_values_only()
    {
        Assert.Throws<ArgumentException>(static () => DiceKey.Mix(new byte[31], game, 1, new byte[32], new byte[32]));
        Assert.Throws<ArgumentException>(static () => DiceKey.Mix(new byte[32], game, 1, new byte[33], new byte[32]));
        Assert.Throws<ArgumentException>(static () => DiceKey.Mix(new byte[32], game, 1, new byte[32], []));
        Assert.Throws<ArgumentException>(static () => new GameSecret(new byte[16]));
    }

    [Fact]
    public void Each_nonce_follows_the_one_before_it_and_no_other()
    {
        Assert.Equal(home.Nonce(1), home.After(home.Tip));
        Assert.Equal(home.Nonce(256), home.After(home.Nonce(255)));
        Assert.Null(home.After(home.Nonce(256)));
        Assert.Null(home.After(away.Tip));
        Assert.True(NonceChain.Follows(home.Nonce(1), home.Tip));
        Assert.True(NonceChain.Follows(home.Nonce(200), home.Nonce(199)));
        Assert.False(NonceChain.Follows(home.Nonce(2), home.Tip));
        Assert.False(NonceChain.Follows(away.Nonce(1), home.Tip));
        Assert.False(NonceChain.Follows(home.Nonce(1), null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("734800C57509236A79BAAC509CC7E0032852AB057249FEBC8536890355970C2B")]
    [InlineData("734800c57509236a79baac509cc7e0032852ab057249febc8536890355970c2")]
    [InlineData("734800c57509236a79baac509cc7e0032852ab057249febc8536890355970c2g")]
    public void What_is_not_64_hex_digits_is_no_nonce(string? text) => Assert.False(NonceChain.Follows(text, home.Tip));

    [Fact]
    public void A_chain_that_begins_later_is_another_chain()
    {
        Assert.Equal("fcfd09e612c5e2b52ef3bee791e121ec305ac19819f23bccad3cd44fa7b47b82", secret.PublishedFrom(7));
        Assert.Equal("035ddecad012533a9d0912d53f9e120e6658733aa02e5f8bd34ef04356280978", Hex.Of(secret.Key(8, first: 7)));
        Assert.Throws<ArgumentOutOfRangeException>(static () => secret.Key(257).Length);
        Assert.Throws<ArgumentOutOfRangeException>(static () => secret.Key(7, first: 8).Length);
    }

    [Fact]
    public void A_lost_secret_is_noticed_and_the_next_keys_get_a_chain_of_their_own()
    {
        var begun = DiceLedger.Empty with { S0 = secret.Published, Key = 7 };
        Assert.True(secret.HasNextKey(begun));
        var another = new GameSecret(Repeated(9));
        Assert.False(another.HasNextKey(begun));
        Assert.Equal(new DiceRestarted(8, another.PublishedFrom(7), Lost: true), another.Restart(begun));
        var live = LiveLedger.Empty with
        {
            Dice = Mixed(7, home.Nonce(1), away.Nonce(1)) with { S0 = begun.S0, AwayNonce = away.Nonce(2) },
        };
        var restarted = new Ledger(98, 0, ReceiptBook.Empty, Live: live).After(
            new(game, 99, default, 0, 0, Author.System, Cause.Timer, 1, [another.Restart(live.Dice)]), seen: 0).Live!.Dice;
        Assert.True(another.HasNextKey(restarted));
        Assert.Equal((7, null, null), (restarted.First, restarted.Mixed, restarted.AwayNonce));
    }

    [Fact]
    public void A_chain_that_is_used_up_is_followed_by_another_one_of_the_same_secret()
    {
        var last = DiceLedger.Empty with { S0 = secret.Published, Key = 256 };
        Assert.True(secret.HasNextKey(last with { Key = 255 }));
        Assert.False(secret.HasNextKey(last));
        Assert.Equal(new DiceRestarted(257, secret.PublishedFrom(256)), secret.Restart(last));
        Assert.NotEqual(secret.Published, secret.PublishedFrom(256));
    }

    [Fact]
    public void No_secret_says_itself()
    {
        object[] all = [secret, home, new HashChain(Repeated(3)), secret.Dice(game, Mixed(1, home.Nonce(1), away.Nonce(1)))];
        Assert.Equal(["a game's secret", "a chain of nonces", "a chain", "a dice key"], all.Select(static one => one.ToString()));
        Assert.Contains("a game's secret", new Known { Secret = secret }.ToString(), StringComparison.Ordinal);
    }

    private static DiceLedger Mixed(int k, string home, string away) =>
        DiceLedger.Empty with { Key = k, Mixed = new KeyMixed(k, home, away, Sides.None) };

    private static byte[] Repeated(byte value) => [.. Enumerable.Repeat(value, 32)];
}
