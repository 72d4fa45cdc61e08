using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;
using Xunit;
using YamlDotNet.Serialization;

namespace AkkaGame.Tests;

/// <summary>
/// Holds JSON against the schemas of a document, more strictly than a reader should: what is not written down is a fault. Readers are told
/// to skip what they do not know; the server is not to send it without saying so.
/// </summary>
internal sealed class SchemaChecker
{
    private readonly JsonObject definitions;
    private readonly Dictionary<string, Task<JsonSchema>> known = [];
    private Task<JsonSchema>? whole;

    public SchemaChecker(JsonObject schemas)
    {
        definitions = schemas.DeepClone().AsObject();
        Close(definitions);
    }

    public async Task Holds(JsonNode schema, JsonNode json, string where)
    {
        if (await Fault(schema, json) is { } fault) Assert.Fail($"{where}: {fault}\n{json.ToJsonString()}");
    }

    /// <summary>What is wrong with it; null where nothing is.</summary>
    public async Task<string?> Fault(JsonNode schema, JsonNode json)
    {
        var faults = (await Of(schema)).Validate(json.ToJsonString());
        return faults.Count == 0 ? null : string.Join('\n', faults.Take(5));
    }

    /// <summary>A definition by its name; whatever else it is, is read with all definitions beside it.</summary>
    private async Task<JsonSchema> Of(JsonNode schema)
    {
        whole ??= JsonSchema.FromJsonAsync(Text([]));
        if ((string?)schema["$ref"] is { } reference) return (await whole).Definitions[reference.Split('/')[^1]];
        var text = schema.ToJsonString();
        if (!known.TryGetValue(text, out var made)) made = known[text] = JsonSchema.FromJsonAsync(Text(schema.DeepClone().AsObject()));
        return await made;
    }

    private string Text(JsonObject schema)
    {
        schema["definitions"] = definitions.DeepClone();
        return schema.ToJsonString().Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal);
    }

    private static void Close(JsonNode? node)
    {
        if (node is JsonObject one)
        {
            if (one["properties"] is JsonObject && !one.ContainsKey("additionalProperties")) one["additionalProperties"] = false;
            foreach (var (_, within) in one.ToArray()) Close(within);
        }
        else if (node is JsonArray all)
        {
            foreach (var within in all) Close(within);
        }
    }
}

/// <summary>The papers of the repository, as JSON.</summary>
internal static class Papers
{
    /// <summary>The AsyncAPI document.</summary>
    public static JsonObject Sockets()
    {
        var yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build()
            .Deserialize<object>(File.ReadAllText(At("docs/asyncapi.yaml")));
        return JsonNode.Parse(JsonSerializer.Serialize(yaml))!.AsObject();
    }

    /// <summary>A file by its name in the repository.</summary>
    public static string At(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AkkaGame.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, file);
    }

    /// <summary>A change is reviewed: what the code says now is laid beside what was kept.</summary>
    public static void Keeps(string file, string now)
    {
        if (File.Exists(At(file)) && File.ReadAllText(At(file)) == now) return;
        var received = Path.Combine(AppContext.BaseDirectory, Path.GetFileName(file));
        File.WriteAllText(received, now);
        Assert.Fail($"{file} says something else than the server does. If that is meant: cp {received} {At(file)}");
    }
}
