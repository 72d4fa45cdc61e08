using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Describing;

/// <summary>The public calls as an OpenAPI document: the words are <see cref="Calls"/>', the shapes the serializers' own.</summary>
internal static class ApiDocument
{
    private const string ProblemType = "application/problem+json";

    /// <summary>What any call may be refused for.</summary>
    private static readonly RefusalCode[] always =
    [
        RefusalCode.BadFrame, RefusalCode.Forbidden, RefusalCode.Unauthenticated, RefusalCode.TokenExpired, RefusalCode.RateLimited,
        RefusalCode.Unavailable, RefusalCode.Internal,
    ];

    public static JsonObject Write()
    {
        var schemas = new Schemas("#/components/schemas/");
        var paths = new JsonObject();
        foreach (var call in Calls.All)
        {
            if (paths[call.Path] is null) paths[call.Path] = new JsonObject();
            paths[call.Path]![call.Method.ToLowerInvariant()] = Operation(call, schemas);
        }

        var problem = schemas.Of(HostJson.Default.Problem);
        var defined = schemas.Defined;
        defined["Problem"]!["properties"]!["code"] = Schemas.Words([.. Enum.GetValues<RefusalCode>().Select(WireWords.Of)]);
        defined["Problem"]!["properties"]!["retry"] = Schemas.Words([.. Enum.GetValues<Retry>().Select(WireWords.Of)]);
        foreach (var call in Calls.All)
            if (call.Takes is { Needs.Count: > 0 } takes)
                defined[takes.Json.Type.Name]!["required"] = new JsonArray([.. takes.Needs.Select(static need => JsonValue.Create(need))]);
        return new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "AkkaGame",
                ["version"] = "1",
                ["summary"] = "Baseball games between two managers, watched by anyone.",
                ["description"] = Description(),
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = defined,
                ["responses"] = new JsonObject
                {
                    ["Problem"] = new JsonObject
                    {
                        ["description"] = "Refused: `code` says why as a stable word, `field` and `rule` where, `retry` what may be done.",
                        ["content"] = Content(ProblemType, problem, Example()),
                    },
                },
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT" },
                },
            },
        };
    }

    private static string Description()
    {
        using var text = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("openapi.md")!);
        return text.ReadToEnd();
    }

    private static JsonObject Operation(Call call, Schemas schemas)
    {
        var operation = new JsonObject { ["operationId"] = call.Name, ["tags"] = new JsonArray(call.Group), ["summary"] = call.Says };
        if (call.More is not null) operation["description"] = call.More;
        if (call.NeedsSender) operation["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() });
        if (Parameters(call) is { Count: > 0 } parameters) operation["parameters"] = parameters;
        if (call.Takes is { } takes)
        {
            operation["requestBody"] = new JsonObject
            {
                ["required"] = takes.Needs.Count > 0,
                ["content"] = Content("application/json", schemas.Of(takes.Json), JsonNode.Parse(takes.Example)),
            };
        }

        operation["responses"] = Responses(call, schemas);
        return operation;
    }

    private static JsonArray Parameters(Call call)
    {
        var parameters = new JsonArray();
        foreach (var part in call.Path.Split('/').Where(static part => part.StartsWith('{')))
        {
            var name = part.Trim('{', '}');
            var says = name == "id" ? "The game's UUID, or its Retrosheet id." : $"The {name}'s id.";
            parameters.Add(Parameter(new(name, says, "string") { In = "path", IsRequired = true }));
        }

        foreach (var given in call.Query) parameters.Add(Parameter(given));
        return parameters;
    }

    private static JsonObject Parameter(Given given)
    {
        var schema = new JsonObject { ["type"] = given.Type };
        if (given.Least is { } least) schema["minimum"] = least;
        if (given.Most is { } most) schema["maximum"] = most;
        if (given.Unless is { } unless) schema["default"] = unless;
        if (given.Words is { } words) schema["enum"] = new JsonArray([.. words.Select(static word => JsonValue.Create(word))]);
        var parameter = new JsonObject { ["name"] = given.Name, ["in"] = given.In, ["description"] = given.Says };
        if (given.IsRequired) parameter["required"] = true;
        parameter["schema"] = schema;
        return parameter;
    }

    private static JsonObject Responses(Call call, Schemas schemas)
    {
        var responses = new JsonObject();
        foreach (var gives in call.Gives.GroupBy(static one => one.Status))
        {
            var response = new JsonObject { ["description"] = gives.First().Says };
            if (call.HasTag) response["headers"] = new JsonObject { ["ETag"] = Header("The seq, and what it is of.") };
            response["content"] = new JsonObject(gives.Select(one => Content(one, schemas)));
            responses[$"{gives.Key}"] = response;
        }

        if (call.HasTag) responses["304"] = new JsonObject { ["description"] = "What `If-None-Match` names is still so." };
        // By status, in the order of the statuses.
        var refusals = always.Concat(call.Refuses).Distinct().GroupBy(code => StatusOf(code, call)).OrderBy(static one => one.Key);
        foreach (var refused in refusals)
        {
            responses[$"{refused.Key}"] = Refused(string.Join(", ", refused.Select(static code => $"`{WireWords.Of(code)}`")));
        }

        if (call.Takes is not null) responses["415"] = Refused("`BAD_FRAME`: it is no JSON");
        return responses;
    }

    private static JsonObject Refused(string says) => new() { ["$ref"] = "#/components/responses/Problem", ["description"] = says };

    /// <summary>A question out of bounds is a bad request; a command that the rules refuse was understood.</summary>
    private static int StatusOf(RefusalCode code, Call call) => code == RefusalCode.Illegal && call.Method == HttpMethods.Post
        ? StatusCodes.Status422UnprocessableEntity
        : Problem.Kinds[code].Status;

    private static KeyValuePair<string, JsonNode?> Content(AnswerShape gives, Schemas schemas)
    {
        var example = gives.Example is not { } text ? null : gives.Json is null ? JsonValue.Create(text) : JsonNode.Parse(text);
        var content = Content(gives.Type, gives.Json is null ? new() { ["type"] = "string" } : schemas.Of(gives.Json), example);
        return KeyValuePair.Create<string, JsonNode?>(gives.Type, content[gives.Type]!.DeepClone());
    }

    private static JsonObject Content(string type, JsonObject schema, JsonNode? example)
    {
        var content = new JsonObject { ["schema"] = schema.DeepClone() };
        if (example is not null) content["example"] = example;
        return new() { [type] = content };
    }

    private static JsonObject Header(string says) => new() { ["description"] = says, ["schema"] = new JsonObject { ["type"] = "string" } };

    private static JsonNode Example() => JsonSerializer.SerializeToNode(
        Problem.Of(
            new(RefusalCode.StaleDecision, "dec", "open-window", "Another window is open.", Retry.NewId),
            "/api/v1/games/0199a6b1-7c00-7000-8000-000000000001/commands"),
        HostJson.Default.Problem)!;
}
