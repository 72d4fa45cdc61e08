using AkkaGame.Baseball;
using Npgsql;

namespace AkkaGame.Journal.Postgres;

/// <summary>A cell's memory as the values of a statement, and back.</summary>
internal static class CellValues
{
    public static NpgsqlBatchCommand Of(string statement, CellMemory said) => new(statement)
    {
        Parameters =
        {
            Value(said.Key.League), Value(said.Key.Edition), Value(said.Key.Card.Value), Value((short)said.Key.Against),
            Value((short)said.Key.D6), Value((short)said.Key.Sum), Value((short)said.Key.D20), Value(said.Key.Situation),
            Value(said.Key.Decisions), Value(said.Key.Purpose), Value(said.Says), Value(said.Game.Value), Value(said.Roll), Value(said.At),
            Value(said.Ruled),
        },
    };

    /// <summary>The values of the statement that asks for a place.</summary>
    public static NpgsqlParameter[] Of(CellKey place) =>
    [
        Value(place.League), Value(place.Edition), Value(place.Card.Value), Value((short)place.Against), Value((short)place.D6),
        Value((short)place.Sum), Value(place.Situation), Value(place.Decisions), Value(place.Purpose), Value((short)place.D20),
    ];

    /// <summary>The row at hand, of that place.</summary>
    public static CellMemory Read(CellKey place, NpgsqlDataReader row) => new(
        place with { D20 = (byte)row.GetInt16(0) }, row.GetString(1), new(row.GetGuid(2)), row.GetInt32(3), row.GetInt64(4),
        row.GetBoolean(5));

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };
}
