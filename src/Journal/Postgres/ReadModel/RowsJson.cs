using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace AkkaGame.Journal.Postgres;

/// <summary>
/// Rows on their way into a table: a JSON array of objects whose members are the table's columns, so that a statement takes any number of
/// rows and need not name a column.
/// </summary>
internal static class RowsJson
{
    public static readonly string[]
        GamesColumns = Names(
            "game number seq created updated league date season game_number kind site mode retrosheet status inning half outs how "
            + "winner away home away_runs home_runs away_official home_official away_hits home_hits away_errors home_errors away_lob "
            + "home_lob away_line home_line win loss save innings attendance minutes words"),
        LineupsColumns = Names(
            "game entry from_seq player name position inning half until_seq"),
        PlaysColumns = Names(
            "game seq number inning half batting outs bases batter pitcher code text runs rbi away home"),
        BattingColumns = Names(
            "game side player name entry started positions pa ab r h doubles triples hr rbi rbi_two_out bb ibb so hbp sh sf gidp sb "
            + "cs ci lob risp_ab risp_h"),
        PitchingColumns = Names(
            "game side player name nth started finished win loss save hold blown_save outs bf ab h doubles triples hr r er bb ibb so "
            + "hbp sh sf ci gidp wp bk inherited inherited_scored pitches strikes");

    public static string Of(string[] columns, IEnumerable<object?[]> rows)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var row in rows) Write(json, columns, row);
            json.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, string[] columns, object?[] row)
    {
        json.WriteStartObject();
        for (var i = 0; i < columns.Length; i++)
        {
            switch (row[i])
            {
                case null: break; // What is not there is null.
                case string text: json.WriteString(columns[i], Storable(text)); break;
                case Guid id: json.WriteString(columns[i], id); break;
                case bool yes: json.WriteBoolean(columns[i], yes); break;
                case DateOnly day: json.WriteString(columns[i], day.ToString("O", CultureInfo.InvariantCulture)); break;
                case var number: json.WriteNumber(columns[i], Convert.ToInt64(number, CultureInfo.InvariantCulture)); break;
            }
        }

        json.WriteEndObject();
    }

    /// <summary>No text of PostgreSQL holds this one character, and a name with it must not stop all others.</summary>
    public static string Storable(string text) => text.Replace('\0', '\uFFFD');

    private static string[] Names(string columns) => columns.Split(' ');
}
