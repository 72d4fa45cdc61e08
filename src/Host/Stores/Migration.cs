using AkkaGame.Journal;
using AkkaGame.Journal.Sqlite;

namespace AkkaGame.Host.Stores;

/// <summary>A journal's schema against this build's.</summary>
/// <param name="Journal">Where it is, without a password.</param>
/// <param name="Found">The version that it had; 0 where there was none.</param>
/// <param name="Newest">This build's version.</param>
/// <param name="Applied">Whether it was brought to that now.</param>
internal sealed record Migration(string Journal, int Found, int Newest, bool Applied)
{
    public bool IsUpToDate => Found == Newest;

    /// <summary>What would be done.</summary>
    /// <exception cref="JournalOpenException">It is another program's, newer than this build, or cannot be read.</exception>
    public static Task<Migration> Look(Settings settings, CancellationToken stop) => Task.FromResult(
        new Migration(settings.JournalName, SqliteJournal.SchemaOf(settings.Database), SqliteJournal.NewestSchema, Applied: false));

    /// <summary>Does it.</summary>
    /// <exception cref="JournalOpenException">It is another program's, newer than this build, or cannot be written.</exception>
    public static Task<Migration> Apply(Settings settings, CancellationToken stop)
    {
        using var journal = SqliteJournal.Open(settings.Database, settings.Check);
        var found = journal.FoundSchema;
        return Task.FromResult(new Migration(settings.JournalName, found, SqliteJournal.NewestSchema, found != SqliteJournal.NewestSchema));
    }
}
