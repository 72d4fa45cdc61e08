using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Host.Identity;
using AkkaGame.Messages;
using AkkaGame.Retrosheet.Records;
using Microsoft.Net.Http.Headers;

namespace AkkaGame.Host.Serving;

/// <summary>What a request gets: a body, "not modified", or a refusal. Data, written in one place.</summary>
internal sealed record Reply
{
    private Reply() { }

    public Func<HttpResponse, Task>? Body { get; private init; }

    public Refusal? Refused { get; private init; }

    /// <summary>The address of what was made; null where nothing was.</summary>
    public string? Made { get; private init; }

    /// <summary>The answer's ETag, see <see cref="Answers.Tag"/>; null where it shows no one game.</summary>
    public string? Tag { get; private init; }

    /// <summary>The answer was given otherwise: the connection became something else than HTTP.</summary>
    public static readonly Reply Sent = new();

    public static Reply Json<T>(T answer, JsonTypeInfo<T> type, string? tag = null) => new()
    {
        Tag = tag,
        Body = response =>
        {
            response.ContentType = "application/json";
            return JsonSerializer.SerializeAsync(response.BodyWriter, answer, type, response.HttpContext.RequestAborted);
        },
    };

    /// <param name="at">The address of what was made.</param>
    public static Reply Created<T>(T answer, JsonTypeInfo<T> type, string at) => Json(answer, type) with { Made = at };

    public static Reply Text(string text, string tag) => Plain(Encoding.UTF8.GetBytes(text), Encoding.UTF8, tag);

    /// <param name="fileName">A browser saves it under this name instead of showing it.</param>
    public static Reply EventFile(byte[] file, string tag, string fileName) => Plain(file, Encoding.Latin1, tag, fileName);

    private static Reply Plain(byte[] text, Encoding encoding, string tag, string? fileName = null) => new()
    {
        Tag = tag,
        Body = response =>
        {
            response.ContentType = $"text/plain; charset={encoding.WebName}";
            response.Headers["Retrosheet-Notice"] = RetrosheetNotice.Text;
            if (fileName is not null) response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
            return response.Body.WriteAsync(text, response.HttpContext.RequestAborted).AsTask();
        },
    };

    /// <param name="type">The whole of the content type.</param>
    public static Reply Lines(string text, string type) => new()
    {
        Body = response =>
        {
            response.ContentType = type;
            return response.WriteAsync(text, response.HttpContext.RequestAborted);
        },
    };

    /// <summary>An answer without an end.</summary>
    public static Reply Stream(string type, Func<HttpResponse, Task> write) => new()
    {
        Body = response =>
        {
            response.ContentType = type;
            return write(response);
        },
    };

    /// <summary>Nobody on its way keeps it.</summary>
    public bool IsSecret { get; init; }

    public static Reply NotModified(string tag) => new() { Tag = tag };

    public static implicit operator Reply(Refusal refused) => new() { Refused = refused };
}

/// <summary>Writes replies, and sees to it that whatever goes wrong is answered as a problem and never as a bare page.</summary>
internal static class Answers
{
    private const string ContentSecurity =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>Changes whenever one of the rooms that answers pass through is built anew from other sources.</summary>
    private static readonly string build = new[] { typeof(Answers), typeof(GameRules), typeof(GameEvent), typeof(RealGame) }
        .Aggregate(0u, static (mixed, room) =>
            mixed ^ BinaryPrimitives.ReadUInt32BigEndian(room.Module.ModuleVersionId.ToByteArray(bigEndian: true)))
        .ToString("x8", System.Globalization.CultureInfo.InvariantCulture);

    private static readonly string[] getAndHead = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] post = [HttpMethods.Post];

    public static void Get(IEndpointRouteBuilder routes, string pattern, Func<HttpRequest, ValueTask<Reply>> handler) =>
        routes.MapMethods(pattern, getAndHead, async context => await Write(context, await handler(context.Request)));

    /// <summary>What changes something.</summary>
    public static void Post(IEndpointRouteBuilder routes, string pattern, Func<HttpRequest, ValueTask<Reply>> handler) =>
        routes.MapMethods(pattern, post, async context => await Write(context, await handler(context.Request)));

    /// <summary>Lets in what <paramref name="gate"/> does not refuse.</summary>
    public static void Gate(WebApplication app, Func<HttpRequest, Refusal?> gate) => app.Use(
        (context, next) => gate(context.Request) is { } refused ? Refuse(context, refused) : next(context));

    /// <summary>The same, where finding out may take a moment.</summary>
    public static void Gate(WebApplication app, Func<HttpContext, ValueTask<Refusal?>> gate) => app.Use(async (context, next) =>
    {
        if (await gate(context) is { } refused) await Refuse(context, refused);
        else await next(context);
    });

    /// <summary>Headers for every answer, and an answer for every failure.</summary>
    public static void Guard(WebApplication app) => app.Use(async (context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurity;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        try
        {
            await next(context);
            if (context.Response.HasStarted || context.Response.StatusCode < 400) return;
            if (context.Response.ContentType is null) await Refuse(context, Bare(context));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await Refuse(context, new(RefusalCode.TooLarge, null, "body", "What was sent is larger than anything that is read here."));
        }
        catch (BadHttpRequestException e)
        {
            await Refuse(context, new(RefusalCode.BadFrame, null, "http", e.Message));
        }
        catch (JournalUnavailableException e)
        {
            await Refuse(context, Refusals.Unavailable(e.Message));
        }
        catch (Exception e)
        {
            Log.Failed(app.Logger, context.Request.Path, e);
            await Refuse(context, new(RefusalCode.Internal, null, "server-error", "The server failed on this request; it is in its log."));
        }
    });

    private static Refusal Bare(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status405MethodNotAllowed =>
            new(RefusalCode.UnknownType, "method", "method", $"{context.Request.Method} is not possible here."),
        StatusCodes.Status404NotFound => new(RefusalCode.NotFound, "path", "unknown-path", "There is nothing under this address."),
        var status => new(RefusalCode.BadFrame, null, "http", $"The request was refused with status {status}."),
    };

    private static async Task Write(HttpContext context, Reply reply)
    {
        if (reply == Reply.Sent) return;
        if (reply.Refused is { } refused)
        {
            await Refuse(context, refused);
            return;
        }

        var response = context.Response;
        response.Headers.CacheControl = reply.IsSecret ? "no-store" : "no-cache";
        if (reply.Tag is { } tag) response.Headers.ETag = tag;
        if (reply.Made is { } made)
        {
            response.StatusCode = StatusCodes.Status201Created;
            response.Headers.Location = made;
        }

        if (reply.Body is null) response.StatusCode = StatusCodes.Status304NotModified;
        else await reply.Body(response);
    }

    public static async Task Refuse(HttpContext context, Refusal refused)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        const int WrongMethod = StatusCodes.Status405MethodNotAllowed;
        var problem = Problem.Of(refused, context.Request.Path);
        // A question out of bounds is a bad request; a command that the rules refuse was understood.
        if (refused.Code == RefusalCode.Illegal && HttpMethods.IsPost(context.Request.Method))
            problem = problem with { Status = StatusCodes.Status422UnprocessableEntity };
        if (refused.Rule == OwnNames.JsonOnly) problem = problem with { Status = StatusCodes.Status415UnsupportedMediaType };
        if (RetryAfter(refused) is { } seconds) context.Response.Headers.TryAdd("Retry-After", seconds);
        // A wrong method stays 405: the address is right.
        if (context.Response.StatusCode == WrongMethod) problem = problem with { Status = WrongMethod };
        context.Response.StatusCode = problem.Status;
        if (problem.Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = BearerReading.Challenge(refused);
        context.Response.ContentType = "application/problem+json";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ETag = default;
        await JsonSerializer.SerializeAsync(context.Response.BodyWriter, problem, HostJson.Default.Problem, context.RequestAborted);
    }

    /// <summary>Whole seconds; null where waiting does not help.</summary>
    private static string? RetryAfter(Refusal refused) => refused.Code switch
    {
        RefusalCode.Quarantined => "15",
        RefusalCode.Busy or RefusalCode.Unavailable or RefusalCode.RateLimited => "1",
        _ => null,
    };

    /// <summary>True where the asker names <paramref name="first"/> and not, or not as much, <paramref name="second"/>.</summary>
    public static bool Prefers(HttpRequest request, string first, string second)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)) return false;
        return Quality(first) > Quality(second);

        double Quality(string type) =>
            accepted.Where(one => one.MediaType == type).Select(static one => one.Quality ?? 1).DefaultIfEmpty(0).Max();
    }

    /// <summary>
    /// What an answer depends on: the seq that it shows, the journal that the game is in (by the game's creation: a restored backup may
    /// hold another game under the same id), and the build whose rules and words it passed.
    /// </summary>
    /// <param name="form">Tells another form of the answer, such as text, from JSON: a browser that has one has not the other.</param>
    public static string Tag(GameListing listing, int seq, string form = "") =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\"{seq}{form}-{listing.Created:x}-{build}\"");

    /// <summary>True where the asker has the answer of that tag already.</summary>
    public static bool Has(HttpRequest request, string tag)
    {
        if (!EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)) return false;
        var ours = new EntityTagHeaderValue(tag);
        foreach (var one in known) if (one.Compare(ours, useStrongComparison: false) || one.Equals(EntityTagHeaderValue.Any)) return true;
        return false;
    }
}
