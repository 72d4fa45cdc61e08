using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AkkaGame.Baseball;
using AkkaGame.Host.Operating;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Playing;

/// <summary>
/// Asks a server over its public API in somebody's name. A command keeps its id however often it has to be sent, so it counts once.
/// </summary>
/// <param name="server">Where it listens.</param>
/// <param name="role">home, away, commissioner ...</param>
/// <param name="who">The name under which commands are recorded.</param>
internal sealed class GameClient(Uri server, string role, string who) : IDisposable
{
    /// <summary>How long a server may be away before a command, or a question, is given up.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan firstPause = TimeSpan.FromMilliseconds(100), longestPause = TimeSpan.FromSeconds(2);

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        UseProxy = false, UseCookies = false, RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
    })
    {
        // A question may wait at the server for events; nothing else does.
        Timeout = TimeSpan.FromSeconds(60),
    };

    private bool hasAnswered;

    public string Who => who;

    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public async Task<GameView> State(GameId game, CancellationToken stop) =>
        await Get($"games/{game}/state", ViewJson.Default.GameView, stop) is { Away: not null, Home: not null } view
            ? view
            : throw NotOurs("a game without sides");

    /// <summary>Events after that seq; where there is none yet, the next ones within <paramref name="wait"/> seconds.</summary>
    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public async Task<HeardEvents> Events(GameId game, int after, int wait, CancellationToken stop)
    {
        var path = string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"games/{game}/events?after={after}&wait={wait}&limit=500");
        using var answer = await Send(HttpMethod.Get, path, null, stop);
        using var json = await Content(answer, static (text, token) => JsonDocument.ParseAsync(text, default, token), stop);
        var heard = new List<HeardEvent>();
        foreach (var one in json.RootElement.GetProperty("events").EnumerateArray())
        {
            var type = one.GetProperty("type").GetString();
            var wire = WireNames.Events.FirstOrDefault(known => known.Name == type);
            // One of a later version is passed over: what came of it stands in the state.
            if (wire is not null && one.GetProperty("event").Deserialize(wire.Json) is GameEvent happened)
                heard.Add(new(one.GetProperty("seq").GetInt32(), happened));
        }

        return new(json.RootElement.GetProperty("to").GetInt32(), heard);
    }

    /// <summary>What was told after that seq, in sentences.</summary>
    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public Task<PlaysAnswer> Plays(GameId game, int after, CancellationToken stop) => Get(
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"games/{game}/plays?after={after}"),
        HostJson.Default.PlaysAnswer, stop);

    /// <summary>The box score as a newspaper prints it.</summary>
    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public async Task<string> Box(GameId game, CancellationToken stop)
    {
        using var answer = await Send(HttpMethod.Get, $"games/{game}/box", null, stop, "text/plain");
        return await answer.Content.ReadAsStringAsync(stop);
    }

    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public async Task<GameMade> Create(GameAsked asked, CancellationToken stop)
    {
        var made = await Post("games", JsonSerializer.Serialize(asked, AskedJson.Default.GameAsked), HostJson.Default.GameMade, stop);
        return made.Ok ? made : throw NotOurs("a game that was not made");
    }

    /// <param name="play">The last play, substitution or edit that the sender saw.</param>
    /// <param name="decision">The window that it answers, where it answers one.</param>
    /// <exception cref="AskedInVainException">It said no, or did not answer.</exception>
    public Task<ReceiptAnswer> Command(GameId game, GameCommand command, int play, Guid? decision, CancellationToken stop)
    {
        var wire = WireNames.Of(command);
        var frame = new CommandFrame(
            Guid.CreateVersion7(), wire.Name, JsonSerializer.SerializeToElement(command, wire.Json), decision is null ? play : 0, decision);
        return Post(
            $"games/{game}/commands", JsonSerializer.Serialize(frame, AskedJson.Default.CommandFrame), HostJson.Default.ReceiptAnswer,
            stop);
    }

    public void Dispose() => http.Dispose();

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

    private async Task<T> Content<T>(HttpResponseMessage answer, JsonTypeInfo<T> type, CancellationToken stop) =>
        await Content(answer, async (text, token) => await JsonSerializer.DeserializeAsync(text, type, token), stop)
        ?? throw NotOurs("null");

    /// <summary>Whatever its type is called: of an answer that is no JSON there is nothing more to say.</summary>
    private async Task<T> Content<T>(
        HttpResponseMessage answer, Func<Stream, CancellationToken, Task<T>> read, CancellationToken stop)
    {
        try
        {
            return await read(await answer.Content.ReadAsStreamAsync(stop), stop);
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
            if (!mayHelp || TimeProvider.System.GetElapsedTime(began) > patience) throw new AskedInVainException(refused!);
            await Task.Delay(pause, stop);
        }
    }

    private async Task<(HttpResponseMessage? Answer, Refusal? Refused)> Try(
        HttpMethod method, string path, string? json, string? accept, CancellationToken stop)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(server, $"/api/v1/{path}"));
            request.Headers.TryAddWithoutValidation(Doorkeeper.As, role);
            request.Headers.TryAddWithoutValidation(Doorkeeper.Who, who);
            if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
            if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
            var answer = await http.SendAsync(request, stop);
            if (answer.IsSuccessStatusCode) return (answer, null);
            using (answer)
            {
                var problem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
                    ? await answer.Content.ReadFromJsonAsync(HostJson.Default.Problem, stop)
                    : null;
                // One that says why it cannot is there.
                hasAnswered = true;
                return (null, (problem ?? throw NotOurs($"status {(int)answer.StatusCode}")).ToRefusal());
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !stop.IsCancellationRequested))
        {
            return (null, new(
                RefusalCode.Unavailable, null, "unreachable",
                $"no server answers at {server} ({e.GetBaseException().Message}): start one with `akkagame serve --development`",
                Retry.SameId));
        }
        catch (JsonException e)
        {
            throw NotOurs(e.Message);
        }
    }

    private AskedInVainException NotOurs(string found) => new(new(
        RefusalCode.Internal, null, "not-ours", $"what answers at {server} is no server of akkagame ({found})"));
}

/// <param name="To">The last event that was looked at, shown or not.</param>
internal sealed record HeardEvents(int To, IReadOnlyList<HeardEvent> Events);

internal sealed record HeardEvent(int Seq, GameEvent Happened);
