using System.Reflection;
using System.Security.Cryptography;

namespace AkkaGame.Host.Serving;

/// <summary>The page's files, which are resources of the program: a handful, so they stay in memory, each with its hash as ETag.</summary>
internal static class PageFiles
{
    private const string Folder = "wwwroot/";

    private static readonly string[] getAndHead = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var assembly = typeof(PageFiles).Assembly;
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(Folder, StringComparison.Ordinal)) continue;
            var path = "/" + name[Folder.Length..];
            var file = new Lazy<PageFile>(() => PageFile.Load(assembly, name));
            routes.MapMethods(path, getAndHead, context => Answer(context, file.Value));
            if (path == "/index.html") routes.MapMethods("/", getAndHead, context => Answer(context, file.Value));
            if (path == "/api.html") routes.MapMethods("/api", getAndHead, context => Answer(context, file.Value));
        }
    }

    private static Task Answer(HttpContext context, PageFile file)
    {
        var response = context.Response;
        response.Headers.CacheControl = "no-cache";
        response.Headers.ETag = file.Tag;
        if (context.Request.Headers.IfNoneMatch.ToString().Contains(file.Tag, StringComparison.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = file.ContentType;
        response.ContentLength = file.Content.Length;
        return response.Body.WriteAsync(file.Content, context.RequestAborted).AsTask();
    }

    private sealed record PageFile(byte[] Content, string ContentType, string Tag)
    {
        public static PageFile Load(Assembly from, string name)
        {
            using var resource = from.GetManifestResourceStream(name)!;
            var content = new byte[resource.Length];
            resource.ReadExactly(content);
            return new(content, Type(name), $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8))}\"");
        }

        private static string Type(string name) => Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".webmanifest" => "application/manifest+json",
            _ => "application/octet-stream",
        };
    }
}
