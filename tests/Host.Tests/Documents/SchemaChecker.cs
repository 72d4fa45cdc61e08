using System.Text.Json.Nodes;
using NJsonSchema;

namespace AkkaGame.Host.Tests.Documents;

/// <summary>
/// Holds JSON against the schemas of a document, more strictly than a reader should: what is not written down is a fault. Readers are told
/// to skip what they do not know; the server is not to send it without saying so.
/// </summary>
internal sealed class SchemaChecker
{
    private readonly JsonObject definitions;
    private readonly Dictionary<string, Task<JsonSchema>> known = [];

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
        var faults = (await Of(schema.ToJsonString())).Validate(json.ToJsonString());
        return faults.Count == 0 ? null : string.Join('\n', faults.Take(5));
    }

    private Task<JsonSchema> Of(string schema)
    {
        if (known.TryGetValue(schema, out var made)) return made;
        var whole = JsonNode.Parse(schema)!.AsObject();
        whole["definitions"] = definitions.DeepClone();
        // A reference beside definitions would hide them.
        if (whole["$ref"] is { } reference)
        {
            whole.Remove("$ref");
            whole["allOf"] = new JsonArray(new JsonObject { ["$ref"] = reference.DeepClone() });
        }

        var text = whole.ToJsonString().Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal);
        return known[schema] = JsonSchema.FromJsonAsync(text);
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
