using System.Security.Cryptography;
using AkkaGame.Actors;
using AkkaGame.Host.Identity;
using AkkaGame.Messages;
using Microsoft.IdentityModel.Tokens;
using TokenReader = AkkaGame.Host.Identity.TokenReader;

namespace AkkaGame.Host.Tests;

/// <summary>Which tokens are believed, and why each other one is not.</summary>
public sealed class TokensTests : IDisposable
{
    private readonly TokenForge forge = new();

    public void Dispose() => forge.Dispose();

    [Fact]
    public async Task A_token_of_ours_says_who_somebody_is()
    {
        var game = new GameId(Guid.CreateVersion7());
        var made = forge.Mint.Bearer(new("Ada", Role.Manager, game, Side.Home, "open"), TimeSpan.FromMinutes(10));
        var badge = (await forge.Reader.Bearer(made.Text, default)).Badge!;
        Assert.Equal(("Ada", Role.Manager, game), (badge.Who, badge.Role, badge.Game!.Value));
        Assert.Equal((Side.Home, "open"), (badge.Side!.Value, badge.League));
        Assert.Equal((made.Id, made.Expires), (badge.TokenId, badge.Expires));
    }

    public static TheoryData<string, string, string> Refused => new()
    {
        { "not a token", "abc", "malformed" },
        { "nothing", "", "malformed" },
        { "too long", new string('a', TokenReader.LengthMax + 1), "malformed" },
        { "three dots", "a.b.c", "malformed" },
        { "no JSON", "bm9uZQ.bm9uZQ.bm9uZQ", "malformed" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_no_token_is_refused(string what, string text, string rule)
    {
        Assert.NotEmpty(what);
        Assert.Equal((RefusalCode.Unauthenticated, rule), await Why(text));
    }

    [Fact]
    public async Task A_token_without_a_signature_is_refused()
    {
        foreach (var alg in new[] { "none", "None", "NONE", "nOnE" })
            Assert.Equal("algorithm", (await Why(TokenForge.Raw($$"""{"alg":"{{alg}}","typ":"at+jwt"}""", null))).Rule);
        Assert.Equal((RefusalCode.Unauthenticated, "signature"), await Why(TokenForge.Raw("""{"alg":"ES256","typ":"at+jwt"}""", null)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_public_key_is_nobodys_secret(bool asPem) =>
        Assert.Equal((RefusalCode.Unauthenticated, "algorithm"), await Why(forge.UnderThePublicKey(asPem)));

    [Fact]
    public async Task A_stranger_signs_for_himself()
    {
        Assert.Equal("unknown-key", (await Why(TokenForge.Signed(TokenForge.Stranger("his"), "at+jwt"))).Rule);
        // Under our key's name it is held against our key.
        var ours = forge.File.Keys!.All[0].Id;
        Assert.Equal("signature", (await Why(TokenForge.Signed(TokenForge.Stranger(ours), "at+jwt"))).Rule);
        var good = forge.Signed();
        var (start, end) = (good[..^10], good[^10..]);
        Assert.Equal("signature", (await Why(start + new string([.. end.Reverse()]))).Rule);
        // What he signed for himself and now says of somebody else.
        var parts = good.Split('.');
        var other = forge.Signed(("sub", "Bob")).Split('.');
        Assert.Equal("signature", (await Why($"{parts[0]}.{other[1]}.{parts[2]}")).Rule);
    }

    [Fact]
    public async Task A_token_cannot_bring_its_own_key()
    {
        using var his = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new(his));
        var header = $$$"""{"alg":"ES256","typ":"at+jwt","jwk":{"kty":"EC","crv":"P-256","x":"{{{point.X}}}","y":"{{{point.Y}}}"}}""";
        Assert.Equal("unknown-key", (await Why(TokenForge.Raw(header, text => his.SignData(text, HashAlgorithmName.SHA256)))).Rule);
    }

    [Fact]
    public async Task Whom_where_and_when_it_is_for_counts()
    {
        Assert.Null((await forge.Reader.Bearer(forge.Signed(), default)).Refused);
        await Rule("audience", ("aud", "elsewhere"));
        await Rule("audience", ("aud", null));
        await Rule("audience", ("aud", TokenReader.TicketAudience));
        await Rule("issuer", ("iss", "somebody"));
        await Rule("issuer", ("iss", null));
        await Rule("expired", ("exp", TokenForge.In(-40)), ("nbf", TokenForge.In(-100)));
        await Rule("not-yet-valid", ("nbf", TokenForge.In(100)));
        await Rule("exp", ("exp", null));
        await Rule("nbf", ("nbf", null), ("iat", null));
        await Rule("sub", ("sub", null));
        await Rule("sub", ("sub", new string('x', 65)));
        await Rule("sub", ("sub", "two\nlines"));
        await Rule("role", ("role", null));
        await Rule("role", ("role", "system"));
        await Rule("role", ("role", "emperor"));
        await Rule("game", ("game", "../games"));
        await Rule("side", ("side", "left"));
        await Rule("side", ("side", "home"), ("role", "scorer"));
        // Clocks differ by half a minute.
        Assert.Null((await forge.Reader.Bearer(forge.Signed(("exp", TokenForge.In(-15)), ("nbf", TokenForge.In(-100))), default)).Refused);
        Assert.Null((await forge.Reader.Bearer(forge.Signed(("nbf", TokenForge.In(15))), default)).Refused);
    }

    [Theory]
    [InlineData("""{"iss":"akkagame"}""")]
    [InlineData("""{"exp":"soon"}""")]
    [InlineData("""{"exp":1e400}""")]
    [InlineData("""{"exp":-1}""")]
    [InlineData("""{"exp":9223372036854775808}""")]
    [InlineData("""{"exp":253402300800,"nbf":[1]}""")]
    [InlineData("""{"exp":null,"nbf":{},"iat":[]}""")]
    [InlineData("""{"aud":7}""")]
    [InlineData("""{"aud":[[]]}""")]
    [InlineData("""{"iss":["akkagame"]}""")]
    [InlineData("""{"iss":{"akkagame":1}}""")]
    [InlineData("""{"sub":["Ada"]}""")]
    [InlineData("""{"sub":"\ud800"}""")]
    [InlineData("""{"role":["manager"]}""")]
    [InlineData("""{"role":"manager","role":"ops"}""")]
    [InlineData("""{"jti":{}}""")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("\u0000")]
    [InlineData("deep")]
    public async Task Whatever_a_token_says_it_is_read_or_refused(string payload)
    {
        var good = TokenForge.Claims();
        var said = payload == "deep" ? $$"""{"x":{{new string('[', 900)}}{{new string(']', 900)}}}""" : payload;
        if (said is ['{', .. var members])
        {
            // What it does not say otherwise is right.
            var others = good.Where(one => !members.Contains($"\"{one.Key}\"", StringComparison.Ordinal)).ToDictionary();
            said = $"{System.Text.Json.JsonSerializer.Serialize(others)[..^1]},{members}";
        }

        var key = forge.File.Keys!.All[0];
        foreach (var alg in new[] { "\"ES256\"", "7", "[]", "null" })
        {
            var header = $$"""{"alg":{{alg}},"typ":"at+jwt","kid":"{{key.Id}}"}""";
            var token = TokenForge.Raw(header, said, text => ((ECDsaSecurityKey)key.Key).ECDsa.SignData(text, HashAlgorithmName.SHA256));
            var found = await forge.Reader.Bearer(token, default);
            Assert.NotEqual(found.Badge is null, found.Refused is null);
            if (alg != "\"ES256\"") Assert.NotNull(found.Refused);
        }
    }

    [Fact]
    public async Task An_expired_token_says_so()
    {
        var old = forge.Signed(("exp", TokenForge.In(-40)), ("nbf", TokenForge.In(-100)));
        Assert.Equal((RefusalCode.TokenExpired, "expired"), await Why(old));
    }

    [Fact]
    public async Task A_ticket_is_no_bearer_token_and_the_other_kind_no_ticket()
    {
        var ticket = forge.Mint.Ticket("Ada", Role.Manager, new(Guid.CreateVersion7()), Side.Home, null);
        Assert.Equal("ticket", (await Why(ticket.Text)).Rule);
        Assert.NotNull((await forge.Reader.Either(ticket.Text, default)).Nonce);
        Assert.Equal("type", (await Why(TokenForge.Signed(forge.File.Keys!.Signs, "JWT"))).Rule);
        // A bearer token that calls itself a ticket has another audience.
        var posing = TokenForge.Signed(forge.File.Keys!.Signs, TokenReader.TicketType);
        Assert.Equal("audience", (await forge.Reader.Either(posing, default)).Refused!.Rule);
    }

    [Fact]
    public async Task A_new_key_signs_and_the_old_one_still_verifies_until_it_is_gone()
    {
        var first = forge.File.Keys!.All[0].Id;
        var old = forge.Signed();
        forge.Another().Add();
        Assert.True(forge.File.Look());
        var fresh = forge.Signed();
        Assert.NotEqual(first, forge.File.Keys!.All[0].Id);
        await Believed(old, fresh);

        Assert.True(forge.Another().Retire(first)); // Its public half stays.
        Assert.True(forge.File.Look());
        Assert.DoesNotContain(forge.File.Keys!.All, key => key.Id == first && key.CanSign);
        await Believed(old, fresh);

        Assert.False(forge.Another().Retire(first));
        Assert.True(forge.File.Look());
        Assert.Equal("unknown-key", (await Why(old)).Rule);
        await Believed(fresh);
        Assert.Null(forge.Another().Retire(first));
        Assert.Throws<HouseClosedException>(() => forge.Another().Retire(forge.File.Keys!.All[0].Id));
    }

    [Fact]
    public async Task A_key_that_another_node_signs_with_already_is_looked_for_when_it_is_met()
    {
        var other = forge.Another();
        other.Add();
        other.Open();
        await Believed(TokenForge.Signed(other.Keys!.Signs, "at+jwt"));
    }

    [Fact]
    public void A_key_file_that_is_spoilt_leaves_the_keys_that_were_read()
    {
        var keys = forge.File.Keys;
        File.WriteAllText(forge.File.Path, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        Assert.DoesNotContain("AAAA", Assert.Throws<HouseClosedException>(() => forge.File.Look()).Message, StringComparison.Ordinal);
        Assert.Same(keys, forge.File.Keys);
        Assert.Throws<HouseClosedException>(() => forge.Another().Open());
    }

    [Fact]
    public void Only_keys_that_can_sign_with_ES256_are_keys_for_tokens()
    {
        using var rsa = RSA.Create(2048);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var good = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (var text in new[]
        {
            "", "text", rsa.ExportPkcs8PrivateKeyPem(), other.ExportPkcs8PrivateKeyPem(), good.ExportSubjectPublicKeyInfoPem(), "{}",
            """{"keys":[]}""", """{"keys":[{"kty":"oct","k":"AAAA"}]}""",
        })
            Assert.Throws<HouseClosedException>(() => TokenKeys.Own(text, "keys.pem"));
        Assert.Single(TokenKeys.Own(good.ExportECPrivateKeyPem(), "keys.pem").All);
        Assert.Single(TokenKeys.Own(good.ExportPkcs8PrivateKeyPem(), "keys.pem").All);
        var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new(good));
        var set = $$$"""{"keys":[{"kty":"EC","crv":"P-256","kid":"mine","x":"{{{jwk.X}}}","y":"{{{jwk.Y}}}","d":"{{{jwk.D}}}"}]}""";
        Assert.Equal("mine", TokenKeys.Own(set, "keys.json").All[0].Id);
    }

    [Fact]
    public void The_key_file_is_its_owners()
    {
        if (OperatingSystem.IsWindows()) return; // Which has no modes.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(forge.File.Path));
        forge.Another().Add();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(forge.File.Path));
        Assert.False(forge.File.IsOpenToOthers);
        File.SetUnixFileMode(forge.File.Path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.True(forge.File.IsOpenToOthers);
    }

    [Fact]
    public async Task Another_issuers_tokens_are_believed_under_his_keys()
    {
        using var rsa = RSA.Create(2048);
        using var weak = RSA.Create(1024);
        var key = new RsaSecurityKey(rsa) { KeyId = "theirs" };
        File.WriteAllText(forge["theirs.json"], Set(key, new RsaSecurityKey(weak) { KeyId = "weak" }));
        using var outside = new OutsideIssuer(new("https://id.example", "games", forge["theirs.json"]), TimeProvider.System);
        Assert.True(await outside.Look(isMissed: false, default));
        var reader = new TokenReader(forge.File, outside, forge.Revoked);
        (string, object?)[] said = [("iss", "https://id.example"), ("aud", "games")];

        foreach (var alg in new[] { SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256 })
            Assert.Equal("Ada", (await reader.Bearer(TokenForge.Signed(new(key, alg), "JWT", said), default)).Badge?.Who);
        async Task<string?> No(SigningCredentials with, params (string, object?)[] others) =>
            (await reader.Bearer(TokenForge.Signed(with, "JWT", [.. said, .. others]), default)).Refused?.Rule;
        var signs = new SigningCredentials(key, SecurityAlgorithms.RsaSha256);
        Assert.Equal("algorithm", await No(new(key, SecurityAlgorithms.RsaSha512)));
        Assert.Equal("unknown-key", await No(new(new RsaSecurityKey(weak) { KeyId = "weak" }, SecurityAlgorithms.RsaSha256)));
        Assert.Equal("audience", await No(signs, ("aud", "akkagame")));
        Assert.Equal("role", await No(signs, ("role", "ops")));
        // Neither may use the other's name, and whose role nobody says watches.
        Assert.Equal("algorithm", await No(signs, ("iss", "akkagame"), ("aud", "akkagame")));
        Assert.Equal("unknown-key", await No(forge.File.Keys!.Signs));
        var watcher = TokenForge.Signed(signs, "JWT", [.. said, ("role", null)]);
        Assert.Equal(Role.Spectator, (await reader.Bearer(watcher, default)).Badge!.Role);
    }

    [Fact]
    public async Task What_was_revoked_is_not_believed()
    {
        var (one, other) = (forge.Signed(("jti", "one"), ("iat", TokenForge.In(-5))), forge.Signed(("iat", TokenForge.In(-5))));
        await forge.Revoked.Add(new(Revoked.Token, Badge.IdOf("one"), 1, "ops", null));
        Assert.Equal("revoked", (await Why(one)).Rule);
        await Believed(other);
        await forge.Revoked.Add(new(Revoked.Person, "Ada", DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), "ops", null));
        Assert.Equal("revoked", (await Why(other)).Rule);
        // A newer token of his is another matter, and so is somebody else.
        await Believed(forge.Signed(("iat", TokenForge.In(2))), forge.Signed(("sub", "Bob"), ("iat", TokenForge.In(-5))));
    }

    [Fact]
    public async Task Nobody_is_believed_before_it_is_known_what_was_revoked()
    {
        var reader = new TokenReader(forge.File, null, new(new VolatileTokens()));
        Assert.Equal(RefusalCode.Unavailable, (await reader.Bearer(forge.Signed(), default)).Refused!.Code);
    }

    [Fact]
    public void A_token_does_not_stand_in_what_is_said_of_it()
    {
        var made = forge.Mint.Bearer(new("Ada", Role.Manager), TimeSpan.FromMinutes(1));
        Assert.Equal($"token {made.Id}", made.ToString());
        Assert.DoesNotContain(made.Id, made.Text, StringComparison.Ordinal);
    }

    private static string Set(params RsaSecurityKey[] keys) => $$"""{"keys":[{{string.Join(',', keys.Select(One))}}]}""";

    private static string One(RsaSecurityKey key)
    {
        var web = JsonWebKeyConverter.ConvertFromRSASecurityKey(key);
        return $$"""{"kty":"RSA","kid":"{{key.KeyId}}","n":"{{web.N}}","e":"{{web.E}}"}""";
    }

    private async Task Rule(string rule, params (string Name, object? Value)[] others) =>
        Assert.Equal(rule, (await Why(forge.Signed(others))).Rule);

    private async Task Believed(params string[] tokens)
    {
        foreach (var token in tokens) Assert.Null((await forge.Reader.Bearer(token, default)).Refused);
    }

    private async Task<(RefusalCode Code, string? Rule)> Why(string token)
    {
        var found = await forge.Reader.Bearer(token, default);
        Assert.Null(found.Badge);
        return (found.Refused!.Code, found.Refused.Rule);
    }
}
