using System.Diagnostics;
using System.Reflection;

namespace AkkaGame.Simulation.Mutants;

/// <summary>Compiles the rooms of a mutant from their sources, with the edits in place, against everything else as it was built.</summary>
internal static class Build
{
    /// <returns>The assemblies by name.</returns>
    /// <exception cref="InvalidOperationException">It does not compile; the message is the compiler's.</exception>
    public static IReadOnlyDictionary<string, byte[]> Of(Mutant mutant)
    {
        if (mutant.Lost is [_, ..] lost) throw new InvalidOperationException(string.Join('\n', lost));
        return mutant.Edits.GroupBy(static edit => edit.Room).ToDictionary(
            static room => $"AkkaGame.{room.Key}", static room => Compile(room.Key, [.. room]));
    }

    private static byte[] Compile(string room, IReadOnlyList<Edit> edits)
    {
        var folder = Directory.CreateTempSubdirectory("akkagame-mutant-").FullName;
        try
        {
            var target = Path.Combine(folder, $"AkkaGame.{room}.dll");
            List<string> order =
            [
                "/noconfig", "/nostdlib+", "/target:library", "/nullable:enable", "/optimize+", "/features:strict", "/warn:0", "/nologo",
                $"/out:\"{target}\"",
                .. References(room).Select(static file => $"/reference:\"{file}\""),
                .. Generators().Select(static file => $"/analyzer:\"{file}\""),
                .. Resources(room, edits, folder),
                .. Sources.Of(room).Select(file => $"\"{Edited(file, edits, folder)}\""),
            ];
            var answers = Path.Combine(folder, "order.rsp");
            File.WriteAllLines(answers, order);
            Run(Sources.Compiler, $"@{answers}");
            return File.ReadAllBytes(target);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Run(string compiler, string order)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", compiler, order]) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException(said);
    }

    /// <summary>The file itself, or a copy where something else stands in it.</summary>
    private static string Edited(string file, IReadOnlyList<Edit> edits, string folder)
    {
        var name = Path.GetRelativePath(Sources.Root, file).Replace('\\', '/');
        var mine = edits.Where(edit => edit.File == name).ToList();
        if (mine.Count == 0) return file;
        var copy = Path.Combine(folder, name.Replace('/', '-'));
        File.WriteAllText(copy, mine.Aggregate(Sources.Read(name), static (text, edit) => text.Replace(edit.Original, edit.Instead)));
        return copy;
    }

    /// <summary>What is built into the room beside its code, such as the statements of the journal.</summary>
    private static IEnumerable<string> Resources(string room, IReadOnlyList<Edit> edits, string folder)
    {
        var original = Assembly.Load($"AkkaGame.{room}");
        foreach (var name in original.GetManifestResourceNames())
        {
            var file = $"{room}/{name}";
            var copy = Path.Combine(folder, name.Replace('/', '-'));
            if (edits.Any(edit => edit.File == file)) copy = Edited(Path.Combine(Sources.Root, file), edits, folder);
            else
            {
                using var from = original.GetManifestResourceStream(name)!;
                using var to = File.Create(copy);
                from.CopyTo(to);
            }

            yield return $"/resource:\"{copy}\",\"{name}\"";
        }
    }

    private static IEnumerable<string> References(string room) =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileNameWithoutExtension(file) != $"AkkaGame.{room}");

    /// <summary>Two rooms have their JSON written by the compiler.</summary>
    private static IEnumerable<string> Generators()
    {
        var sdk = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var packs = Path.Combine(sdk, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref");
        return Directory.Exists(packs)
            ? Directory.EnumerateFiles(packs, "System.Text.Json.SourceGeneration.dll", SearchOption.AllDirectories)
                .OrderDescending(StringComparer.Ordinal).Take(1)
            : [];
    }
}
