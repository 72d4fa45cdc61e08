using System.Globalization;
using System.Text.Json;
using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests;

/// <summary>
/// A game that was played once and stored, with the hash of its state after each group. It is replayed by every build from now on and
/// never written again: what makes this red would change games that people have played. A new kind of event gets a file of its own.
/// </summary>
public class StoredJournalTests
{
    private static readonly Author scorer = new("retrosheet", Role.Scorer);
    private static readonly GameId game = GameId.OfRetrosheet("OAK202107040");

    [Fact]
    public void A_stored_game_evolves_as_on_the_day_it_was_played()
    {
        var groups = Read();
        var state = GameState.New(game);
        foreach (var (group, hash) in groups)
        {
            state = GameRules.Evolve(state, group);
            Assert.True(hash == Hash(state), $"The state after event {group.Last} is not what it was.");
        }

        Assert.Equal((101, 145), (groups.Count, state.Ledger.Seq));
        Assert.Equal((new Score(8, 9), HowEnded.WalkOff), (state.Game.Score, state.Game.Ending!.How));
    }

    [Fact]
    public void Its_events_are_written_as_they_were()
    {
        foreach (var line in Lines())
        {
            using var row = JsonDocument.Parse(line);
            var body = row.RootElement.GetProperty("body").GetRawText();
            var wire = WireNames.EventOf(row.RootElement.GetProperty("type").GetInt16())!;

            Assert.Equal(body, JsonSerializer.Serialize(JsonSerializer.Deserialize(body, wire.Json), wire.Json));
        }
    }

    [Fact]
    public void A_run_more_in_one_stored_play_changes_every_state_after_it()
    {
        var groups = Read();
        var at = groups.FindIndex(row => row.Group.Events[0] is PlayMade { Runs: 1 });
        var play = (PlayMade)groups[at].Group.Events[0];
        groups[at] = (groups[at].Group with { Events = groups[at].Group.Events.With(0, play with { Runs = 2 }) }, groups[at].Hash);

        var state = GameState.New(game);
        var differ = 0;
        foreach (var (group, hash) in groups)
        {
            state = GameRules.Evolve(state, group);
            if (hash != Hash(state)) differ++;
        }

        Assert.Equal(groups.Count - at, differ);
    }

    private static string Hash(GameState state) => Convert.ToHexStringLower(StateHash.Of(state));

    private static string[] Lines() => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Fixtures", "made-up-game.v1.jsonl"));

    private static List<(EventGroup Group, string Hash)> Read()
    {
        var groups = new List<(EventGroup, string)>();
        var events = new List<GameEvent>();
        var first = 1;
        foreach (var line in Lines())
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            var wire = WireNames.EventOf(row.GetProperty("type").GetInt16())!;
            events.Add((GameEvent)JsonSerializer.Deserialize(row.GetProperty("body"), wire.Json)!);
            if (!row.TryGetProperty("hash", out var hash)) continue;
            groups.Add((
                new(
                    game, first, new(row.GetProperty("command").GetGuid()), row.GetProperty("check").GetUInt32(),
                    row.GetProperty("at").GetInt64(),
                    scorer, Cause.Command, row.GetProperty("rules").GetInt16(), new([.. events])),
                hash.GetString()!));
            first = int.Parse(row.GetProperty("seq").GetRawText(), CultureInfo.InvariantCulture) + 1;
            events.Clear();
        }

        return groups;
    }
}
