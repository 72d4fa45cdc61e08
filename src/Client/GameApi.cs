using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Client;

/// <summary>Who asks over HTTP.</summary>
/// <param name="Bearer">A bearer token.</param>
/// <param name="As">
/// home, away, scorer, commissioner or spectator: believed on a server for development; beside a token, a manager's side.
/// </param>
/// <param name="Who">The name, on a server for development.</param>
public sealed record Caller(string? Bearer = null, string? As = null, string? Who = null);

/// <summary>
/// What a server does over HTTP, asked in somebody's name. A command keeps its id however often it has to be sent, so it counts once.
/// </summary>
/// <param name="server">Where it listens.</param>
public sealed class GameApi(Uri server, Caller caller) : IDisposable
{
    /// <summary>How long a server may be away before a question is given up.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan firstPause = TimeSpan.FromMilliseconds(100), longestPause = TimeSpan.FromSeconds(2);

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        UseProxy = false, UseCookies = false, RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
    })
    {
        Timeout = TimeSpan.FromSeconds(60),
    };

    private bool hasAnswered;

    public Uri Server => server;

    public Caller Caller => caller;

    /// <summary>The game, at its last event or at an earlier one.</summary>
    /// <exception cref="RefusedException">It said no, or did not answer.</exception>
    public async Task<GameView> State(GameId game, int? at = null, CancellationToken stop = default) =>
        await Get(Path($"games/{game}/state{(at is { } seq ? $"?at={seq}" : "")}"), ViewJson.Default.GameView, stop) is
        { Away: not null, Home: not null } view
            ? view
            : throw NotOurs("a game without sides");

    /// <summary>What was told after that seq, in sentences.</summary>
    /// <exception cref="RefusedException">It said no, or did not answer.</exception>
    public async Task<IReadOnlyList<ToldPlay>> Plays(GameId game, int after, CancellationToken stop = default) =>
        (await Get(Path($"games/{game}/plays?after={after}"), ApiJson.Default.ToldPlays, stop)).Plays;

    /// <summary>The box score as a newspaper prints it.</summary>
    /// <exception cref="RefusedException">It said no, or did not answer.</exception>
    public Task<string> Box(GameId game, CancellationToken stop = default) => Text($"games/{game}/box", stop);

    /// <summary>The dice that lie, and the chart on which they are read.</summary>
    /// <exception cref="RefusedException">No dice lie, or it did not answer.</exception>
    public Task<LyingDice> Chart(GameId game, CancellationToken stop = default) =>
        Get(Path($"games/{game}/chart"), ApiJson.Default.LyingDice, stop);

    /// <summary>The game as a Retrosheet event file.</summary>
    /// <exception cref="RefusedException">It said no, or did not answer.</exception>
    public Task<string> Export(GameId game, CancellationToken stop = default) => Text($"games/{game}/export", stop);

    /// <exception cref="RefusedException">It said no, or did not answer.</exception>
    public async Task<MadeGame> Create(NewGame wanted, CancellationToken stop = default)
    {
        var made = await Post("games", JsonSerializer.Serialize(wanted, ApiJson.Default.NewGame), ApiJson.Default.MadeGame, stop);
        return made.Ok ? made : throw NotOurs("a game that was not made");
    }

    /// <summary>What opens one connection, within two minutes.</summary>
    /// <exception cref="RefusedException">It said no, or did not answer.</exception>
    public async Task<string> Ticket(GameId game, Role role, Side? side, CancellationToken stop = default)
    {
        var wanted = new TicketWanted(WireWords.Of(role), side is { } one ? WireWords.Of(one) : null);
        var json = JsonSerializer.Serialize(wanted, ApiJson.Default.TicketWanted);
        return (await Post($"games/{game}/tickets", json, ApiJson.Default.MadeTicket, stop)).Ticket;
    }

    /// <summary>The same command as over a socket, to which it is all one which way it came.</summary>
    /// <exception cref="RefusedException">It did not answer, or what answers is something else; a refusal is in the result.</exception>
    public async Task<CommandResult> Send(
        GameId game, Guid id, GameCommand command, int play, Guid? decision = null, string? why = null, CancellationToken stop = default)
    {
        try
        {
            var json = JsonSerializer.Serialize(Frames.Asked(id, command, play, decision, why), FrameJson.Default.CommandFrame);
            var made = await Post($"games/{game}/commands", json, ApiJson.Default.ResultFrame, stop);
            return new(id, made.From ?? 0, made.To ?? 0, made.Dup);
        }
        catch (RefusedException e) when (e.Refusal.Code is not (RefusalCode.Internal or RefusalCode.Unavailable or RefusalCode.Busy))
        {
            return new(id, 0, 0, false, e.Refusal);
        }
    }

    /// <summary>A connection to a game, in the name of who asks here: each of its sockets opens with a ticket of its own.</summary>
    public ConnectionOptions Connecting(GameId game, Role role, Side? side = null) => new(server, game)
    {
        Role = role, Side = side, Token = async stop => await Ticket(game, role, side, stop),
    };

    public void Dispose() => http.Dispose();

    private static string Path(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);

    private async Task<string> Text(string path, CancellationToken stop)
    {
        using var answer = await Send(HttpMethod.Get, path, null, stop, "text/plain");
        return await answer.Content.ReadAsStringAsync(stop);
    }

    private async Task<T> Get<T>(string path, JsonTypeInfo<T> type, CancellationToken stop)
    {
        using var answer = await Send(HttpMethod.Get, path, null, stop);
        return await Content(answer, type, stop);
    }

    private async Task<T> Post<T>(string path, string json, JsonTypeInfo<T> type, CancellationToken stop)
    {
        using var answer = await Send(HttpMethod.Post, path, json, stop);
        return await Content(answer, type, stop);
    }

    /// <summary>Whatever its type is called: of an answer that is no JSON there is nothing more to say.</summary>
    private async Task<T> Content<T>(HttpResponseMessage answer, JsonTypeInfo<T> type, CancellationToken stop)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(await answer.Content.ReadAsStreamAsync(stop), type, stop) ?? throw NotOurs("null");
        }
        catch (JsonException e)
        {
            throw NotOurs(e.Message);
        }
    }

    /// <summary>An answer that is no refusal. What could not be answered is sent again, the same bytes, until patience ends.</summary>
    private async Task<HttpResponseMessage> Send(
        HttpMethod method, string path, string? json, CancellationToken stop, string? accept = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var pause = firstPause; ; pause = pause * 2 < longestPause ? pause * 2 : longestPause)
        {
            var (answer, refused) = await Try(method, path, json, accept, stop);
            if (answer is not null)
            {
                hasAnswered = true;
                return answer;
            }

            // One that has never answered is not away for a moment: it is not there.
            var mayHelp = hasAnswered && refused!.Retry is Retry.SameId or Retry.After && refused!.Code != RefusalCode.Quarantined;
            if (!mayHelp || TimeProvider.System.GetElapsedTime(began) > patience) throw new RefusedException(refused!);
            await Task.Delay(pause, stop);
        }
    }

    private async Task<(HttpResponseMessage? Answer, Refusal? Refused)> Try(
        HttpMethod method, string path, string? json, string? accept, CancellationToken stop)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(server, $"/api/v1/{path}"));
            Add("Authorization", caller.Bearer is { } token ? $"Bearer {token}" : null);
            Add("AkkaGame-As", caller.As);
            Add("AkkaGame-Who", caller.Who);
            Add("Accept", accept);
            if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
            var answer = await http.SendAsync(request, stop);
            if (answer.IsSuccessStatusCode) return (answer, null);
            using (answer)
            {
                if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
                    throw NotOurs(Path($"status {(int)answer.StatusCode}"));
                // One that says why it cannot is there.
                hasAnswered = true;
                return (null, (await Content(answer, ApiJson.Default.ToldProblem, stop)).ToRefusal());
            }

            void Add(string name, string? value)
            {
                if (value is not null) request.Headers.TryAddWithoutValidation(name, value);
            }
        }
        // A connection that is reset while it is opened comes out of HttpClient as the bare SocketException.
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException
            || (e is TaskCanceledException && !stop.IsCancellationRequested))
        {
            return (null, new(
                RefusalCode.Unavailable, null, "unreachable",
                $"no server answers at {server} ({e.GetBaseException().Message}): start one with `akkagame serve --development`",
                Retry.SameId));
        }
    }

    private RefusedException NotOurs(string found) => new(new(
        RefusalCode.Internal, null, "not-ours", $"what answers at {server} is no server of akkagame ({found})"));
}
