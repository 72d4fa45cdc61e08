using System.Diagnostics;
using AkkaGame.Actors;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Messages;
using Microsoft.Data.Sqlite;

namespace AkkaGame.Journal.Bare;

/// <summary>What the table of events is like that a yardstick writes to.</summary>
public enum BareTableShape : byte
{
    /// <summary>Ours: it grows at its end, and a unique index keeps each game's numbers single.</summary>
    AtItsEndWithIndex,
    /// <summary>It grows at its end, and nothing keeps numbers single.</summary>
    AtItsEnd,
    /// <summary>Its rows stand in the order of the game's key.</summary>
    LedByGame,
}

/// <summary>
/// The yardstick of the engine on SQLite: a loop that inserts the same rows as durably, a row for each game in every commit, and nothing
/// around it.
/// </summary>
public static class BareTable
{
    /// <summary>Writes to a new file; takes the calling thread.</summary>
    /// <param name="newId">Gives an id that was never given before.</param>
    public static Pace Run(
        string path, BareTableShape shape, Recording recording, int games, TimeSpan time, Func<Guid> newId, CancellationToken stop)
    {
        using var connection = SqliteFile.Writer(path);
        SqliteFile.Prepare(connection, path, SqliteCheck.None);
        Reshape(connection, shape);
        using var begin = new Statement(connection, "begin");
        using var insert = new Statement(connection, "insert-event");
        using var commit = new Statement(connection, "commit");
        var played = Enumerable.Range(0, games).Select(_ => new RecordedGame(recording, newId, static _ => true)).ToArray();
        var waits = new List<long>();
        var watch = new PaceWatch(time);
        while (!watch.IsOver || waits.Count == 0)
        {
            stop.ThrowIfCancellationRequested();
            var asked = Stopwatch.GetTimestamp();
            begin.Run();
            foreach (var game in played) Insert(insert, game);
            commit.Run();
            waits.AddRange(Enumerable.Repeat(Stopwatch.GetTimestamp() - asked, games));
        }

        return watch.Stop(waits);
    }

    private static void Insert(Statement insert, RecordedGame of)
    {
        var (group, _, events) = of.Next();
        var game = group.Game.Value.ToByteArray(bigEndian: true);
        var command = group.Command.Value.ToByteArray(bigEndian: true);
        for (var i = 0; i < events.Length; i++)
        {
            insert
                .Bind(game).Bind(group.First + i).Bind(group.Last).Bind(command).Bind(group.Check).Bind(group.At)
                .Bind(group.By.Who).Bind((long)group.By.Role).Bind((long?)group.By.Side).Bind((long)group.Cause).Bind(group.Rules)
                .Bind(group.Why).Bind(events[i].Type).Bind(events[i].Version).Bind(events[i].Body).Run();
        }
    }

    private static void Reshape(SqliteConnection connection, BareTableShape shape)
    {
        if (shape == BareTableShape.AtItsEndWithIndex) return;
        using var command = connection.CreateCommand();
        command.CommandText = shape == BareTableShape.AtItsEnd
            ? "drop index event_of_game;"
            : """
              drop table event;
              create table event (
                game blob not null, seq integer not null, last integer not null, command blob not null, content integer not null,
                at integer not null, who text not null, role integer not null, side integer, cause integer not null,
                rules integer not null, why text, type integer not null, ver integer not null, body blob not null,
                primary key (game, seq)) without rowid;
              """;
        command.ExecuteNonQuery();
    }
}
