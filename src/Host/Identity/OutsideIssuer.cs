using System.Net.Http.Headers;
using System.Net.Sockets;

namespace AkkaGame.Host.Identity;

/// <summary>Whoever else's bearer tokens are taken: named by an operator, known by his public keys.</summary>
/// <param name="Name">The tokens' <c>iss</c>.</param>
/// <param name="Audience">The tokens' <c>aud</c>.</param>
/// <param name="KeysAt">Where his JWKS is: a file, or an https address.</param>
internal sealed record OutsideIssuerNamed(string Name, string Audience, string KeysAt);

/// <inheritdoc cref="OutsideIssuerNamed"/>
internal sealed class OutsideIssuer(OutsideIssuerNamed named, TimeProvider time) : IDisposable
{
    private const int BytesMax = 256 * 1024;

    /// <summary>How often an address is asked: for new keys, and at most when a token names one that is not known.</summary>
    private static readonly TimeSpan often = TimeSpan.FromMinutes(10), atMost = TimeSpan.FromSeconds(30);

    private readonly HttpClient? http = Uri.TryCreate(named.KeysAt, UriKind.Absolute, out var at) && at.Scheme is "https" or "http"
        ? new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = at,
            Timeout = TimeSpan.FromSeconds(5),
            MaxResponseContentBufferSize = BytesMax,
            DefaultRequestHeaders = { Accept = { new MediaTypeWithQualityHeaderValue("application/json") } },
        }
        : null;

    private readonly SemaphoreSlim asking = new(1);
    private volatile TokenKeys? keys;
    private long asked = long.MinValue;
    private string? text;

    public string Name => named.Name;

    public string Audience => named.Audience;

    /// <summary>As they were found last; null where they never were.</summary>
    public TokenKeys? Keys => keys;

    /// <summary>Looks for other keys where it is time to.</summary>
    /// <param name="isMissed">A token names a key that is not among them.</param>
    /// <returns>True where there are other keys now.</returns>
    /// <exception cref="HouseClosedException">They could not be read; those that were found before stay.</exception>
    public async Task<bool> Look(bool isMissed, CancellationToken stop)
    {
        await asking.WaitAsync(stop);
        try
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            var pause = http is null ? TimeSpan.FromSeconds(1) : isMissed || keys is null ? atMost : often;
            if (asked > long.MinValue && now - asked < pause.TotalMilliseconds) return false;
            asked = now;
            var found = await (http is null ? File.ReadAllTextAsync(named.KeysAt, stop) : http.GetStringAsync((Uri?)null, stop));
            if (found == text) return false;
            text = found;
            keys = TokenKeys.Others(found, named.KeysAt);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HttpRequestException or SocketException
            || (e is TaskCanceledException && !stop.IsCancellationRequested))
        {
            throw new HouseClosedException(
                $"{named.KeysAt}, the keys of the issuer {named.Name}, cannot be read ({e.GetBaseException().Message}).", e);
        }
        finally
        {
            asking.Release();
        }
    }

    public void Dispose()
    {
        http?.Dispose();
        asking.Dispose();
    }
}
