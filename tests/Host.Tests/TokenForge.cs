using System.Security.Cryptography;
using System.Text;
using AkkaGame.Actors;
using AkkaGame.Host.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TokenReader = AkkaGame.Host.Identity.TokenReader;

namespace AkkaGame.Host.Tests;

/// <summary>A key file of a server's, whoever reads tokens with it, and tokens of every kind, also such as nobody should believe.</summary>
internal sealed class TokenForge : IDisposable
{
    private readonly Folder folder = new();

    public TokenForge()
    {
        File = TokenKeyFile.Of(new Settings { Database = folder["games.db"] })!;
        File.Open();
        Revoked.Read(default).GetAwaiter().GetResult();
        Reader = new(File, null, Revoked);
    }

    public TokenKeyFile File { get; }

    public RevokedList Revoked { get; } = new(new VolatileTokens());

    public TokenReader Reader { get; }

    public Mint Mint => new(File.Keys!, TimeProvider.System);

    public string this[string name] => folder[name];

    /// <summary>Another process's look at the same file.</summary>
    public TokenKeyFile Another() => TokenKeyFile.Of(new Settings { Database = folder["games.db"] })!;

    /// <summary>What a good token says, unless told otherwise; a null leaves a claim out.</summary>
    public static Dictionary<string, object> Claims(params (string Name, object? Value)[] others)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = "akkagame", ["aud"] = "akkagame", ["sub"] = "Ada", ["role"] = "manager", ["jti"] = Guid.NewGuid().ToString("N"),
            ["iat"] = now, ["nbf"] = now, ["exp"] = now + 600,
        };
        foreach (var (name, value) in others)
        {
            claims.Remove(name);
            if (value is not null) claims.Add(name, value);
        }

        return claims;
    }

    /// <summary>Seconds from now, as claims count.</summary>
    public static long In(int seconds) => DateTimeOffset.UtcNow.ToUnixTimeSeconds() + seconds;

    /// <summary>Signed with the server's own key.</summary>
    public string Signed(params (string Name, object? Value)[] others) => Signed(File.Keys!.Signs, "at+jwt", others);

    public static string Signed(SigningCredentials with, string type, params (string Name, object? Value)[] others)
    {
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        return handler.CreateToken(new SecurityTokenDescriptor { TokenType = type, Claims = Claims(others), SigningCredentials = with });
    }

    /// <summary>A token without a signature, or with another one than its header says.</summary>
    public static string Raw(string header, Func<byte[], byte[]>? sign, params (string Name, object? Value)[] others) =>
        Raw(header, System.Text.Json.JsonSerializer.Serialize(Claims(others)), sign);

    public static string Raw(string header, string payload, Func<byte[], byte[]>? sign)
    {
        var text = $"{Encoded(header)}.{Encoded(payload)}";
        return $"{text}.{(sign is null ? "" : Base64UrlEncoder.Encode(sign(Encoding.ASCII.GetBytes(text))))}";
    }

    /// <summary>HS256 under whatever the public half of the server's key is written as.</summary>
    public string UnderThePublicKey(bool asPem)
    {
        var key = File.Keys!.All[0];
        var point = JsonWebKeyConverter.ConvertFromSecurityKey(key.Key);
        var secret = Encoding.ASCII.GetBytes(asPem ? PemOf(TokenKeys.PublicPem(key)) : point.X + point.Y);
        return Raw($$"""{"alg":"HS256","typ":"at+jwt","kid":"{{key.Id}}"}""", text => HMACSHA256.HashData(secret, text));
    }

    public static SigningCredentials Stranger(string? kid = null) =>
        new(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = kid }, SecurityAlgorithms.EcdsaSha256);

    public void Dispose() => folder.Dispose();

    private static string PemOf(string block) => block[block.IndexOf("-----", StringComparison.Ordinal)..].Trim();

    private static string Encoded(string text) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(text));
}
