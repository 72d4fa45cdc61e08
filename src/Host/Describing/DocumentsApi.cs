using System.Reflection;
using System.Text.Json.Nodes;
using AkkaGame.Host.Serving;

namespace AkkaGame.Host.Describing;

/// <summary>The documents for those who write clients: of this build, from this build.</summary>
internal static class DocumentsApi
{
    private static readonly Lazy<string> http = new(static () => ApiDocument.Write().ToJsonString());

    private static readonly Lazy<string> sockets = new(static () =>
    {
        using var text = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("asyncapi.yaml")!);
        return text.ReadToEnd();
    });

    public static void Map(IEndpointRouteBuilder routes)
    {
        Answers.Get(routes, "/api/v1/openapi.json", static _ => new(Reply.Lines(http.Value, "application/json")));
        Answers.Get(routes, "/api/v1/asyncapi.yaml", static _ => new(Reply.Lines(sockets.Value, "application/yaml; charset=utf-8")));
    }
}
