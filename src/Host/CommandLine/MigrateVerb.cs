using System.CommandLine;
using System.Text.Json;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Stores;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame migrate</c>: the journal's schema brought up to this build's.</summary>
internal static class MigrateVerb
{
    private const string Description = """
        Bring the journal's schema up to this build's, and its roles and rights with it.

        On PostgreSQL the login must own the database and may create roles; the server itself runs as another login that is in
        the role akkagame_app. An SQLite file is also brought up to date by whatever opens it.
        """;

    public static Command Create()
    {
        var dryRun = new Option<bool>("--dry-run", "--status") { Description = "Only say what would be done." };
        var json = new Option<bool>("--json") { Description = "A JSON object instead of a line." };
        var migrate = new Command("migrate", Description) { dryRun, json };
        var settings = new SettingOptions(migrate, [.. Setting.Journal, Setting.Engine]);
        migrate.SetAction((parsed, stop) => Run(settings.Load(parsed), parsed.GetValue(dryRun), parsed.GetValue(json), stop));
        return migrate;
    }

    private static async Task<int> Run(Settings settings, bool isDryRun, bool isJson, CancellationToken stop)
    {
        var schema = await (isDryRun ? Migration.Look(settings, stop) : Migration.Apply(settings, stop));
        Console.Out.WriteLine(isJson
            ? JsonSerializer.Serialize(schema, HostJson.Default.Migration)
            : $"{schema.Journal}: {Sentence(schema)}");
        return 0;
    }

    private static string Sentence(Migration schema) => schema switch
    {
        { IsUpToDate: true } => $"schema {schema.Found}, up to date",
        { Applied: { } applied } => $"schema {schema.Found} brought to {schema.Newest} ({string.Join(", ", applied)})",
        { Applied: null } => $"schema {schema.Found}, this build's is {schema.Newest}: run akkagame migrate",
    };
}
