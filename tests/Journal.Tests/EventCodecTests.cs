using System.Text.Json.Nodes;
using AkkaGame.Actors;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Messages;
using AkkaGame.Specs;
using Microsoft.Data.Sqlite;

namespace AkkaGame.Journal.Tests;

/// <summary>Events that other builds wrote, with made-up versions before the first.</summary>
public sealed class EventCodecTests : IDisposable
{
    private static readonly Upcasts twoSteps = new(
    [
        new(4, -1, static body => new JsonObject { ["name"] = body["n"]!.DeepClone(), ["value"] = body["v"]!.DeepClone() }),
        new(4, 0, static body => new JsonObject { ["key"] = body["name"]!.DeepClone(), ["value"] = body["value"]!.DeepClone() }),
    ]);

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1, """{"key":"weather","value":"rain"}""")]
    [InlineData(0, """{"name":"weather","value":"rain"}""")]
    [InlineData(-1, """{"n":"weather","v":"rain"}""")]
    public void An_older_body_is_the_same_event(short version, string body) => Assert.Equal(
        (new GameInfoNoted("weather", "rain"), null),
        StoredEvent.Read(4, version, System.Text.Encoding.UTF8.GetBytes(body), twoSteps));

    [Theory]
    [InlineData(999, 1, "event code 999 is unknown to this build")]
    [InlineData(4, 2, "game-info-noted has version 2, this build reads up to 1")]
    [InlineData(4, 0, "game-info-noted has version 0, and this build has no step from 0 to 1")]
    public void What_cannot_be_read_is_said(short type, short version, string why) =>
        Assert.Equal((null, why), StoredEvent.Read(type, version, """{"key":"weather","value":"rain"}"""u8));

    [Fact]
    public async Task A_game_with_a_row_of_an_older_version_is_played_on()
    {
        var file = folder.File("games.db");
        var game = Sample.NewGame();
        using (var journal = SqliteJournal.Open(file))
        {
            await using var first = Engine(journal);
            await first.Ask(game, Sample.Creation());
            await first.Ask(game, Sample.Facts());
        }

        MakeOlder(file, """{"n":"weather","v":"rain"}""");

        using (var journal = SqliteJournal.Open(file))
        {
            await using var without = Engine(journal);
            var refused = (await without.Ask(game, Sample.Facts())).Refused;
            Assert.Equal(RefusalCode.Quarantined, refused?.Code);
            Assert.Contains(
                "event 2 cannot be read: game-info-noted has version -1, and this build has no step from -1 to 0", refused!.Message,
                StringComparison.Ordinal);
        }

        using (var journal = SqliteJournal.Open(file, upcasts: twoSteps))
        {
            await using var with = Engine(journal);
            Assert.Equal(3, (await with.Ask(game, Sample.Facts())).Receipt.Last);
            Assert.Equal([new GameInfoNoted("weather", "rain")], (await journal.Read(game, 1, 2)).Groups[0].Events);
        }
    }

    private static InProcessEngine Engine(SqliteJournal journal) =>
        new(new(journal, new VolatileJournal(), EmptyStands.Instance, TimeProvider.System));

    private static void MakeOlder(string file, string body)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "drop trigger event_stays; update event set ver = -1, body = cast($body as blob) where seq = 2;";
        command.Parameters.AddWithValue("$body", body);
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
