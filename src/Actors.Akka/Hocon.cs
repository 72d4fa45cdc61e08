using System.Reflection;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace AkkaGame.OnAkka;

/// <summary>The files of <c>hocon/</c>, which stand in this assembly, and what is laid over them.</summary>
public static class Hocon
{
    private const string Ours = "akkagame";

    /// <param name="file">Such as <c>akka.conf</c>.</param>
    /// <exception cref="ArgumentException">There is no such file.</exception>
    public static Config Read(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"hocon/{file}")
            ?? throw new ArgumentException($"There is no hocon/{file}.", nameof(file));
        using var text = new StreamReader(stream);
        return ConfigurationFactory.ParseString(text.ReadToEnd());
    }

    /// <summary>A node's journal and snapshots: <c>persistence.conf</c> over a database that <c>AkkaTables</c> has prepared.</summary>
    /// <param name="provider">Linq2db's name of it, such as <c>PostgreSQL.15</c> or <c>SQLite.MS</c>.</param>
    /// <param name="connection">Never written to a file or a log.</param>
    /// <param name="schema">Null where the database has none.</param>
    public static Config Persistence(string provider, string connection, string? schema)
    {
        var place = $"{{\nprovider-name = \"{provider}\"\nconnection-string = {Quoted(connection)}\n"
            + (schema is null ? "}" : $"default.schema-name = {schema}\n}}");
        return ConfigurationFactory.ParseString($"akka.persistence {{\njournal.games {place}\nsnapshot-store.games {place}\n}}")
            .WithFallback(Read("persistence.conf"));
    }

    /// <summary>As a string of HOCON.</summary>
    public static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>Lays layers over the program's own files, the strongest first.</summary>
    /// <param name="layers">Texts of HOCON, and what each is called where it has to be corrected.</param>
    /// <exception cref="FormatException">One is not HOCON, or has a key of ours that there is not. The message says which.</exception>
    public static Config Lay(Config files, params IEnumerable<(string Called, string Text)> layers)
    {
        var laid = Config.Empty;
        foreach (var (called, text) in layers)
        {
            Config layer;
            try
            {
                layer = ConfigurationFactory.ParseString(text);
            }
            catch (Exception e)
            {
                throw new FormatException($"{called} is not HOCON: {e.Message}", e);
            }

            var given = layer.Root.Values.Count == 0 ? null : layer.GetValue(Ours);
            if (Unknown(given, files.GetValue(Ours), Ours) is { } key)
                throw new FormatException($"{called}: there is no key {key}; all that there are stand in hocon/ with their reasons.");
            laid = laid.WithFallback(layer);
        }

        return laid.WithFallback(files);
    }

    /// <summary>Akka passes over what it does not know: a misspelt knob of ours would turn nothing, and nobody would notice.</summary>
    private static string? Unknown(HoconValue? given, HoconValue? known, string path)
    {
        if (given is null || !given.IsObject()) return null;
        if (known is null || !known.IsObject()) return path;
        foreach (var (name, value) in given.GetObject().Items)
        {
            var below = $"{path}.{name}";
            if (!known.GetObject().Items.TryGetValue(name, out var there)) return below;
            if (Unknown(value, there, below) is { } deeper) return deeper;
        }

        return null;
    }
}
