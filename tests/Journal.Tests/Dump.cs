using System.Data.Common;
using System.Globalization;
using System.Text;

namespace AkkaGame.Journal.Tests;

/// <summary>Every value that a database holds.</summary>
internal static class Dump
{
    /// <param name="tables">A question for their names.</param>
    public static async Task<IReadOnlyList<byte[]>> Of(DbConnection connection, string tables)
    {
        var all = new List<byte[]>();
        foreach (var table in await Rows(connection, tables, static row => row.GetString(0)))
            all.AddRange((await Rows(connection, $"select * from {table}", Values)).SelectMany(static values => values));
        return all;
    }

    private static byte[][] Values(DbDataReader row)
    {
        var values = new object[row.FieldCount];
        row.GetValues(values);
        return [.. values.Select(static value => value as byte[] ?? Text(value))];
    }

    private static byte[] Text(object value) => Encoding.UTF8.GetBytes(Convert.ToString(value, CultureInfo.InvariantCulture)!);

    private static async Task<List<T>> Rows<T>(DbConnection connection, string question, Func<DbDataReader, T> read)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = question;
        await using var rows = await command.ExecuteReaderAsync();
        var all = new List<T>();
        while (await rows.ReadAsync()) all.Add(read(rows));
        return all;
    }
}
