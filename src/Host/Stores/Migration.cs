using System.Text.Json.Serialization;
using AkkaGame.Host.Engines;
using AkkaGame.Journal;
using AkkaGame.Journal.Postgres;
using AkkaGame.Journal.Sqlite;

namespace AkkaGame.Host.Stores;

/// <summary>A journal's schema against this build's.</summary>
/// <param name="Journal">Where it is, without a password.</param>
/// <param name="Found">The version that it had; 0 where there was none.</param>
/// <param name="Newest">This build's version.</param>
/// <param name="Applied">The migrations that were applied now, by name or number; null where it was only looked at.</param>
internal sealed record Migration(string Journal, int Found, int Newest, IReadOnlyList<string>? Applied)
{
    [JsonIgnore]
    public bool IsUpToDate => Found == Newest;

    /// <summary>What would be done.</summary>
    /// <exception cref="JournalOpenException">It is another program's, newer than this build, or cannot be read.</exception>
    public static async Task<Migration> Look(Settings settings, CancellationToken stop) => settings.Postgres is { } postgres
        ? new(settings.JournalName, await PostgresMigrator.Applied(postgres.Connection, stop), PostgresMigrator.Newest, null)
        : new(settings.JournalName, SqliteJournal.SchemaOf(settings.Database), SqliteJournal.NewestSchema, null);

    /// <summary>Does it.</summary>
    /// <exception cref="JournalOpenException">It is another program's, newer than this build, or cannot be written.</exception>
    public static async Task<Migration> Apply(Settings settings, CancellationToken stop)
    {
        if (settings.Postgres is { } postgres)
        {
            var applied = await PostgresMigrator.Migrate(postgres.Connection, stop);
            if (settings.Engine == EngineKind.Akka) await AkkaTables.PreparePostgres(postgres.Connection, stop);
            return new(settings.JournalName, PostgresMigrator.Newest - applied.Count, PostgresMigrator.Newest, applied);
        }

        using var journal = SqliteJournal.Open(settings.Database, settings.Check);
        var made = Enumerable.Range(journal.FoundSchema + 1, SqliteJournal.NewestSchema - journal.FoundSchema);
        return new(
            settings.JournalName, journal.FoundSchema, SqliteJournal.NewestSchema,
            [.. made.Select(static number => number.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
    }
}
