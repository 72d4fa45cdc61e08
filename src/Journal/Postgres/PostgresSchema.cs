namespace AkkaGame.Journal.Postgres;

/// <summary>What a database says of its schema, held against what this build knows.</summary>
internal static class PostgresSchema
{
    /// <summary>Checks one row of the table of migrations, the rows being asked in their order.</summary>
    /// <param name="expected">The number that it should have.</param>
    /// <exception cref="JournalOpenException">It is not one of this build's.</exception>
    public static void Check(int expected, int number, string name, string checksum)
    {
        if (number > PostgresSql.Migrations.Count)
            throw new JournalOpenException(
                $"The database was written by a newer version (migration {number}, {name}; this one knows {PostgresSql.Migrations.Count}): "
                + "update this program, or name another database.");
        var known = PostgresSql.Migrations[number - 1];
        if (number != expected || checksum != known.Checksum)
            throw new JournalOpenException(
                $"Migration {number} of the database ({name}) is not the one this program was built with ({known.Name}): "
                + "use the build that made the database, or name another database.");
    }
}
