using System.Text;
using AkkaGame.Specs;

namespace AkkaGame.Actors.Tests;

/// <summary>Whoever looks for secrets finds those that are there.</summary>
public sealed class NeedlesTests
{
    private static readonly byte[] secret = [.. Enumerable.Range(200, 32).Select(static number => (byte)number)];

    public static TheoryData<byte[]> Hidings =>
    [
        [1, 2, .. secret, 3],
        Encoding.ASCII.GetBytes($"key={Convert.ToHexStringLower(secret)};"),
        Encoding.ASCII.GetBytes(Convert.ToHexString(secret)),
        Encoding.ASCII.GetBytes(Convert.ToBase64String(secret)),
        Encoding.ASCII.GetBytes(Convert.ToBase64String([9, .. secret, 8])),
        Encoding.ASCII.GetBytes(Convert.ToBase64String([9, 9, .. secret, 8, 8])),
    ];

    [Theory]
    [MemberData(nameof(Hidings))]
    public void A_secret_is_found_however_it_is_written(byte[] hay) => Assert.NotEmpty(new Needles().Add("it", secret).In(hay));

    [Fact]
    public void What_is_not_there_is_not_found() => Assert.Empty(new Needles().Add("it", secret).In(secret[..31]));
}
