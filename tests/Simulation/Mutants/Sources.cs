using System.Reflection;

namespace AkkaGame.Simulation.Mutants;

/// <summary>The sources from which the tests were built, and the compiler that did it.</summary>
internal static class Sources
{
    public static string Root { get; } = Path.GetFullPath(Said("Sources"));

    public static string Compiler { get; } = Said("Compiler");

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file)).ReplaceLineEndings("\n");

    /// <summary>All that a room is compiled of, with what the build has made for it.</summary>
    public static IEnumerable<string> Of(string room)
    {
        var folder = Path.Combine(Root, room);
        string[] built = [$"{folder}/bin/", $"{folder}/obj/"];
        var made = Path.Combine(folder, "obj", Said("Configuration"), $"net{Environment.Version.Major}.{Environment.Version.Minor}");
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !built.Any(file.StartsWith))
            .Concat(Directory.EnumerateFiles(made, $"{room}.*.cs")).Order(StringComparer.Ordinal);
    }

    private static string Said(string name) => typeof(Sources).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(one => one.Key == name).Value!;
}
