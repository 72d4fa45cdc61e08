using System.Text.Json;
using System.Text.Json.Nodes;
using AkkaGame.Host.Describing;
using AkkaGame.Messages;
using AkkaGame.Tests;
using Microsoft.AspNetCore.Http;

namespace AkkaGame.Host.Tests.Documents;

/// <summary>What is written down for those who write clients is what the server does.</summary>
public sealed class DocumentsTests(PlayServer server) : IClassFixture<PlayServer>
{
    private const string Mark = "  schemas:\n";

    private static readonly JsonSerializerOptions indented = new() { WriteIndented = true };

    [Fact]
    public void The_document_of_the_calls_is_as_it_was_reviewed() => Papers.Keeps(
        "docs/openapi.json", ApiDocument.Write().ToJsonString(indented).ReplaceLineEndings("\n") + "\n");

    [Fact]
    public void The_document_of_the_socket_has_the_shapes_of_the_frames()
    {
        var document = File.ReadAllText(Papers.At("docs/asyncapi.yaml"));
        var head = document[..(document.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)];
        Papers.Keeps("docs/asyncapi.yaml", head + YamlText.Of(SocketSchemas.Write(), 4));
    }

    [Fact]
    public async Task The_server_gives_both_documents()
    {
        using var http = new HttpClient();
        Assert.Equal(ApiDocument.Write().ToJsonString(), await http.GetStringAsync(new Uri(server.Url + "/api/v1/openapi.json")));
        var sockets = await http.GetStringAsync(new Uri(server.Url + "/api/v1/asyncapi.yaml"));
        Assert.Equal(File.ReadAllText(Papers.At("docs/asyncapi.yaml")), sockets);
    }

    [Fact]
    public async Task Every_public_route_is_described_and_every_description_has_its_route()
    {
        var routes = (await server.Get("/api/v1/openapi.json")).Body.GetProperty("paths").EnumerateObject()
            .SelectMany(static path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"));
        Assert.Equal(Calls.All.Select(static call => $"{call.Method} {call.Path}").Order(), routes.Order());

        // A route that is there refuses a wrong method; an address without one is not found.
        foreach (var call in Calls.All)
        {
            var wrong = await server.Ask(HttpMethod.Delete, call.Path.Replace('{', 'x').Replace('}', 'x'));
            Assert.True(wrong.Status == 405, $"{call.Path}: {wrong.Text}");
        }
    }

    [Fact]
    public async Task Every_example_has_the_shape_that_is_given_for_it()
    {
        var document = ApiDocument.Write();
        var checker = new SchemaChecker(document["components"]!["schemas"]!.AsObject());
        foreach (var content in Contents(document)) await checker.Holds(content.Schema, content.Example, content.Where);

        var sockets = Papers.Sockets();
        var shapes = new SchemaChecker(sockets["components"]!["schemas"]!.AsObject());
        foreach (var (name, message) in sockets["components"]!["messages"]!.AsObject())
            foreach (var example in message!["examples"]?.AsArray() ?? [])
                await shapes.Holds(message["payload"]!, example!["payload"]!, name);
    }

    [Fact]
    public void Every_frame_has_its_message()
    {
        var sockets = Papers.Sockets();
        var payloads = sockets["components"]!["messages"]!.AsObject()
            .Select(static one => ((string)one.Value!["payload"]!["$ref"]!).Split('/')[^1]);
        Assert.Equal(
            SocketSchemas.ClientKinds.Select(static kind => SocketSchemas.Name(true, kind))
                .Concat(SocketSchemas.ServerKinds.Select(static kind => SocketSchemas.Name(false, kind))).Order(),
            payloads.Order());
        Assert.Equal(
            sockets["components"]!["messages"]!.AsObject().Select(static one => $"#/components/messages/{one.Key}").Order(),
            sockets["channels"]!["game"]!["messages"]!.AsObject().Select(static one => (string)one.Value!["$ref"]!).Order());
    }

    [Fact]
    public async Task Answers_have_the_shapes_that_are_given_for_them()
    {
        var game = await server.Started("home:Ada", "away:Bob");
        var window = await server.Window(game);
        Assert.Equal(200, (await server.Command(game, "seal-decision", """{"defense":{}}""", "home:Ada", dec: window)).Status);
        Assert.Equal(200, (await server.Command(game, "seal-decision", """{"offense":{}}""", "away:Bob", dec: window)).Status);
        var document = ApiDocument.Write();
        var checker = new SchemaChecker(document["components"]!["schemas"]!.AsObject());
        foreach (var call in Calls.All.Where(static call => call.Method == HttpMethods.Get && call.Gives[0].Json is not null))
        {
            // Nothing has ended here yet, nobody has given it cards, and no dice lie.
            if (call.Name is "readOpenApi" or "readStandings" or "readEditionClub" or "readChart") continue;
            var path = call.Path.Replace("{id}", $"{game}", StringComparison.Ordinal).Replace("{player}", "h1", StringComparison.Ordinal);
            var answer = await server.Get(path);
            for (var i = 0; i < 100 && answer.Status == 404; i++, await Task.Delay(50)) answer = await server.Get(path); // Records follow.
            Assert.True(answer.Status == 200, answer.Text);
            var schema = document["paths"]![call.Path]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;
            await checker.Holds(schema, JsonNode.Parse(answer.Text)!, call.Path);
        }

        var problem = new JsonObject { ["$ref"] = "#/components/schemas/Problem" };
        var malformed = await server.Post($"/api/v1/games/{game}/commands", "{}", "scorer");
        foreach (var refused in (Answered[])[await server.Get("/api/v1/games/x"), await server.Get("/nowhere"), malformed])
            await checker.Holds(problem, JsonNode.Parse(refused.Text)!, "problem");
    }

    [Fact]
    public async Task A_member_that_is_not_written_down_is_found()
    {
        var checker = new SchemaChecker(ApiDocument.Write()["components"]!["schemas"]!.AsObject());
        var made = new JsonObject { ["$ref"] = "#/components/schemas/GameMade" };
        const string Right = """{"ok":true,"id":"0199a6b1-7c00-7000-8000-000000000001","from":1,"to":2,"dup":false}""";

        Assert.Null(await checker.Fault(made, JsonNode.Parse(Right)!));
        foreach (var (was, wrong) in ((string, string)[])[("\"dup\"", "\"dupe\""), ("1,", "\"1\","), ("true", "null"), ("0199a6b1", "x")])
            Assert.NotNull(await checker.Fault(made, JsonNode.Parse(Right.Replace(was, wrong, StringComparison.Ordinal))!));
    }

    private static IEnumerable<(JsonNode Schema, JsonNode Example, string Where)> Contents(JsonNode? node, string where = "")
    {
        if (node is JsonObject one)
        {
            if (one["schema"] is { } schema && one["example"] is { } example && !where.EndsWith("/schemas", StringComparison.Ordinal))
                yield return (schema, example, where);
            foreach (var (name, within) in one) foreach (var found in Contents(within, $"{where}/{name}")) yield return found;
        }
        else if (node is JsonArray all)
        {
            foreach (var within in all) foreach (var found in Contents(within, where)) yield return found;
        }
    }
}
