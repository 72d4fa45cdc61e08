using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AkkaGame.Client;
using AkkaGame.Host.Identity;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Operating;

/// <summary>Asks a server on its operators' port.</summary>
/// <param name="server">Where it listens.</param>
/// <param name="token">What it asks operators for, made anew for each question; null where it asks for none.</param>
internal sealed class OperatorsClient(Uri server, Func<string>? token = null) : IDisposable
{
    /// <summary>Enough that an import fills the server's commits, and few enough that it leaves room for others.</summary>
    private const int ConnectionsMax = 128;

    private const string Under = "/ops/v1/";

    private readonly HttpClient http = new(
        new SocketsHttpHandler { MaxConnectionsPerServer = ConnectionsMax, UseProxy = false, UseCookies = false })
    {
        BaseAddress = server,
        DefaultRequestHeaders = { { Gate.Header, "1" } },
    };

    public Uri Server => server;

    /// <summary>Whether it can be used: what it tells on every port to whoever asks.</summary>
    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public async Task<HealthAnswer> Ready(CancellationToken stop)
    {
        using var answer = await Send(HttpMethod.Get, "/health/ready", null, stop);
        return await Read(answer, HostJson.Default.HealthAnswer, stop);
    }

    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public Task<StatsAnswer> Stats(CancellationToken stop) => Get("stats", HostJson.Default.StatsAnswer, stop);

    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public Task<OpsGamesAnswer> Games(string? state, string? after, int? limit, CancellationToken stop)
    {
        string?[] asked =
        [
            state is null ? null : $"state={Uri.EscapeDataString(state)}", after is null ? null : $"after={Uri.EscapeDataString(after)}",
            limit is null ? null : FormattableString.Invariant($"limit={limit}"),
        ];
        return Get("games?" + string.Join('&', asked.OfType<string>()), HostJson.Default.OpsGamesAnswer, stop);
    }

    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public Task<FlightRecord> Game(string game, CancellationToken stop) => Get(Of(game), HostJson.Default.FlightRecord, stop);

    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public Task<SightFrame> State(string game, CancellationToken stop) => Get(Of(game, "state"), HostJson.Default.SightFrame, stop);

    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public Task<CheckAnswer> Verify(string game, CancellationToken stop) => Get(Of(game, "verify"), HostJson.Default.CheckAnswer, stop);

    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public Task<AsideAnswer> Quarantine(CancellationToken stop) => Get("quarantine", HostJson.Default.AsideAnswer, stop);

    /// <param name="game">Null for those of all games.</param>
    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public Task<SessionsAnswer> Sessions(string? game, int? limit, CancellationToken stop) => Get(
        (game is null ? "sessions" : Of(game, "sessions")) + (limit is null ? "" : FormattableString.Invariant($"?limit={limit}")),
        HostJson.Default.SessionsAnswer, stop);

    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public Task<ReadModelStatus> ReadModel(CancellationToken stop) => Get("read-model", HostJson.Default.ReadModelStatus, stop);

    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public Task<ReadModelStatus> RebuildReadModel(CancellationToken stop) =>
        Post("read-model/rebuild", "{}", HostJson.Default.ReadModelStatus, stop);

    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public async Task<byte[]> Export(string game, CancellationToken stop)
    {
        using var answer = await Send(HttpMethod.Get, Under + Of(game, "export"), null, stop);
        return await answer.Content.ReadAsByteArrayAsync(stop);
    }

    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public Task<DoneAnswer> Evict(string game, CancellationToken stop) => Post(Of(game, "evict"), "{}", HostJson.Default.DoneAnswer, stop);

    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public Task<DoneAnswer> PutAside(string game, string why, string by, CancellationToken stop) => Post(
        Of(game, "quarantine"), JsonSerializer.Serialize(new(why, by), HostJson.Default.AsideRequest), HostJson.Default.DoneAnswer, stop);

    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public Task<DoneAnswer> Release(string game, CancellationToken stop) =>
        Post(Of(game, "release"), "{}", HostJson.Default.DoneAnswer, stop);

    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public Task<RevocationsAnswer> Revocations(CancellationToken stop) =>
        Get("revocations", HostJson.Default.RevocationsAnswer, stop);

    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public Task<RevocationItem> Revoke(RevocationAsked asked, CancellationToken stop) => Post(
        "revocations", JsonSerializer.Serialize(asked, AskedJson.Default.RevocationAsked), HostJson.Default.RevocationItem, stop);

    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public Task<ClusterAnswer> Cluster(CancellationToken stop) => Get("cluster", HostJson.Default.ClusterAnswer, stop);

    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public Task<NodeAnswer> Node(string node, CancellationToken stop) =>
        Get($"nodes/{Uri.EscapeDataString(node)}", HostJson.Default.NodeAnswer, stop);

    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public Task<NodeItem> Drain(string node, DrainAsked asked, CancellationToken stop) => Post(
        $"nodes/{Uri.EscapeDataString(node)}/drain", JsonSerializer.Serialize(asked, AskedJson.Default.DrainAsked),
        HostJson.Default.NodeItem, stop);

    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public Task<ShardItem> Move(int shard, MoveAsked asked, CancellationToken stop) => Post(
        FormattableString.Invariant($"shards/{shard}/move"), JsonSerializer.Serialize(asked, AskedJson.Default.MoveAsked),
        HostJson.Default.ShardItem, stop);

    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public Task<ReceiptAnswer> Command(GameId game, CommandFrame command, CancellationToken stop) => Post(
        Of(game.ToString(), "commands"), JsonSerializer.Serialize(command, HostJson.Default.CommandFrame), HostJson.Default.ReceiptAnswer,
        stop);

    public void Dispose() => http.Dispose();

    private static string Of(string game, string? what = null) =>
        $"games/{Uri.EscapeDataString(game)}" + (what is null ? "" : $"/{what}");

    private async Task<T> Get<T>(string path, JsonTypeInfo<T> type, CancellationToken stop)
    {
        using var answer = await Send(HttpMethod.Get, Under + path, null, stop);
        return await Read(answer, type, stop);
    }

    private async Task<T> Post<T>(string path, string json, JsonTypeInfo<T> type, CancellationToken stop)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await Send(HttpMethod.Post, Under + path, body, stop);
        return await Read(answer, type, stop);
    }

    /// <summary>An answer that is no refusal.</summary>
    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? body, CancellationToken stop)
    {
        HttpResponseMessage? answer = null;
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(server, path)) { Content = body };
            if (token is not null) request.Headers.Authorization = new("Bearer", token());
            answer = await http.SendAsync(request, stop);
            if (answer.IsSuccessStatusCode) return answer;
            var problem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
                ? await answer.Content.ReadFromJsonAsync(HostJson.Default.Problem, stop)
                : null;
            throw problem is null ? NotOurs($"status {(int)answer.StatusCode}") : new AskedInVainException(problem.ToRefusal());
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            var why = e.GetBaseException().Message;
            throw new AskedInVainException(
                Refusal($"no server answers operators at {server} ({why}): start one, or name it with --ops or AKKAGAME_OPS"));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException
            || (e is TaskCanceledException && !stop.IsCancellationRequested))
        {
            throw new AskedInVainException(Refusal($"the server at {server} did not answer: {e.GetBaseException().Message}"));
        }
        catch (JsonException e)
        {
            throw NotOurs(e.Message);
        }
        finally
        {
            if (answer is { IsSuccessStatusCode: false }) answer.Dispose();
        }
    }

    private async Task<T> Read<T>(HttpResponseMessage answer, JsonTypeInfo<T> type, CancellationToken stop)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync(type, stop) ?? throw NotOurs("null");
        }
        catch (JsonException e)
        {
            throw NotOurs(e.Message);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            throw new AskedInVainException(Refusal($"the server at {server} broke off its answer: {e.GetBaseException().Message}"));
        }
    }

    private AskedInVainException NotOurs(string found) => new(new(
        RefusalCode.Internal, null, "not-ours", $"what answers at {server} is no operators' port of akkagame ({found})"));

    private static Refusal Refusal(string why) => new(RefusalCode.Unavailable, null, "unreachable", why, Retry.SameId);
}

/// <summary>A server said no, or could not be reached.</summary>
internal sealed class AskedInVainException(Refusal refusal) : RefusedException(refusal);
