using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace AkkaGame.Host.Identity;

/// <summary>A key that tokens are signed or verified with.</summary>
/// <param name="Id">Its <c>kid</c>.</param>
/// <param name="CanSign">The private half is there.</param>
internal sealed record TokenKey(string Id, SecurityKey Key, bool CanSign);

/// <summary>The live keys of an issuer: of our own the first one signs, all of them verify.</summary>
internal sealed class TokenKeys
{
    public const string Form = "PEM blocks of P-256 keys, the one that signs first, or a JWKS (akkagame keys add makes one)";

    private const int RsaBitsMin = 2048;

    private TokenKeys(IReadOnlyList<TokenKey> all) => All = all;

    /// <summary>At least one.</summary>
    public IReadOnlyList<TokenKey> All { get; }

    public SigningCredentials Signs => new(All[0].Key, SecurityAlgorithms.EcdsaSha256);

    /// <summary>Our own: P-256 only, and the first one can sign.</summary>
    /// <param name="place">Where they stand, for messages; nothing of the text is repeated.</param>
    /// <exception cref="HouseClosedException">It holds something else.</exception>
    public static TokenKeys Own(string text, string place)
    {
        var keys = IsJson(text) ? Set(text) : Pem(text);
        if (keys is not [{ CanSign: true }, ..] || keys.Any(static key => !IsP256(key.Key)))
            throw new HouseClosedException($"{place} does not hold keys for tokens: expected {Form}.");
        return new(keys);
    }

    /// <summary>Another issuer's public keys, as JWKS: P-256, and RSA of 2048 bits or more; others in it are passed over.</summary>
    /// <exception cref="HouseClosedException">It holds none of those.</exception>
    public static TokenKeys Others(string text, string place)
    {
        var keys = IsJson(text) ? Set(text)?.Where(static key => IsP256(key.Key) || IsRsa(key.Key)).ToArray() : null;
        return keys is { Length: > 0 }
            ? new(keys)
            : throw new HouseClosedException($"{place} is no JWKS with a P-256 key, or an RSA key of {RsaBitsMin} bits or more.");
    }

    /// <summary>A new private key as a block of PEM, under a line that says which it is.</summary>
    public static string NewPem()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Block(IdOf(new ECDsaSecurityKey(made)), made.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>The public half of a key as a block of PEM.</summary>
    public static string PublicPem(TokenKey key)
    {
        var point = key.Key is JsonWebKey web ? web : JsonWebKeyConverter.ConvertFromSecurityKey(key.Key);
        using var half = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = Base64UrlEncoder.DecodeBytes(point.X), Y = Base64UrlEncoder.DecodeBytes(point.Y) },
        });
        return Block(key.Id, half.ExportSubjectPublicKeyInfoPem());
    }

    /// <summary>Says nothing: a key that finds its way into a message or a log must not be readable there.</summary>
    public override string ToString() => "keys for tokens";

    private static string Block(string id, string pem) => $"kid {id}\n{pem}\n";

    private static bool IsJson(string text) => text.AsSpan().TrimStart() is ['{', ..];

    /// <summary>Null where it is no JWKS.</summary>
    private static TokenKey[]? Set(string text)
    {
        try
        {
            return [.. new JsonWebKeySet(text).Keys.Select(static key => new TokenKey(IdOf(key), key, key.HasPrivateKey))];
        }
        catch (Exception e) when (e is ArgumentException or FormatException or System.Text.Json.JsonException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Null where one of its blocks is no key of ours.</summary>
    private static TokenKey[]? Pem(string text)
    {
        var keys = new List<TokenKey>();
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var block))
        {
            var label = rest[block.Label].ToString();
            if (label is not "EC PARAMETERS") // What openssl writes above an EC key says nothing that the key does not.
            {
                if (label is not ("PRIVATE KEY" or "EC PRIVATE KEY" or "PUBLIC KEY") || Curve(rest[block.Location]) is not { } key)
                    return null;
                keys.Add(new(key.KeyId, key, label is not "PUBLIC KEY"));
            }

            rest = rest[block.Location.End..];
        }

        return [.. keys];
    }

    private static ECDsaSecurityKey? Curve(ReadOnlySpan<char> block)
    {
        var read = ECDsa.Create();
        try
        {
            read.ImportFromPem(block);
            var key = new ECDsaSecurityKey(read);
            key.KeyId = IdOf(key);
            return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException or NotSupportedException or InvalidOperationException)
        {
            read.Dispose();
            return null;
        }
    }

    /// <summary>What it is called, else the beginning of its thumbprint (RFC 7638), which a command line can take.</summary>
    private static string IdOf(SecurityKey key) =>
        key is { KeyId.Length: > 0 } ? key.KeyId : Convert.ToHexStringLower(key.ComputeJwkThumbprint().AsSpan(0, 8));

    private static bool IsP256(SecurityKey key) => key switch
    {
        JsonWebKey { Kty: JsonWebAlgorithmsKeyTypes.EllipticCurve, Crv: JsonWebKeyECTypes.P256 } => true,
        ECDsaSecurityKey curve => JsonWebKeyConverter.ConvertFromECDsaSecurityKey(curve).Crv == JsonWebKeyECTypes.P256,
        _ => false,
    };

    private static bool IsRsa(SecurityKey key) =>
        key is JsonWebKey { Kty: JsonWebAlgorithmsKeyTypes.RSA, N: { } modulus, E: { Length: > 0 } } && Bits(modulus) >= RsaBitsMin;

    /// <summary>Of a number as JWKS writes it; 0 where it is none.</summary>
    private static int Bits(string number)
    {
        try
        {
            return Base64UrlEncoder.DecodeBytes(number).AsSpan().TrimStart((byte)0).Length * 8;
        }
        catch (FormatException)
        {
            return 0;
        }
    }
}
