using AkkaGame.Messages;

namespace AkkaGame.Messages.Tests;

/// <summary>Who is who. The derived ids are in journals: these values never change.</summary>
public class IdsTests
{
    [Fact]
    public void A_real_games_id_is_derived_from_its_name_and_stays() =>
        Assert.Equal(Guid.Parse("58616acd-af50-8e8d-b1dd-844c7cc15107"), GameId.OfRetrosheet("CLE201804060").Value);

    [Theory]
    [InlineData(1, "4cb2aebd-772f-8bdb-bedb-842853b0bcae")]
    [InlineData(12, "0d105988-5b00-8542-86d2-08abd30a1b57")]
    public void So_is_each_commands(int record, string expected) =>
        Assert.Equal(Guid.Parse(expected), CommandId.OfRetrosheet("CLE201804060", record).Value);

    [Fact]
    public void Derived_ids_say_that_they_are_version_8()
    {
        foreach (var id in Enumerable.Range(1, 50).Select(n => CommandId.OfRetrosheet("CLE201804060", n).Value))
        {
            Assert.Equal(8, id.Version);
            Assert.InRange(id.Variant, 8, 11);
        }
    }

    [Fact]
    public void Different_records_have_different_ids() => Assert.Equal(
        1_000, Enumerable.Range(1, 1_000).Select(n => CommandId.OfRetrosheet("CLE201804060", n)).Distinct().Count());

    [Fact]
    public void What_a_timer_does_has_an_id_of_game_kind_and_moment()
    {
        var (game, other) = (GameId.OfRetrosheet("CLE201804060"), GameId.OfRetrosheet("CLE201804070"));
        var about = Guid.Parse("0190a3c4-1234-7abc-8def-0123456789ab");
        CommandId[] ids =
        [
            CommandId.OfTimer(game, "delay-ends", null, 5_000), CommandId.OfTimer(other, "delay-ends", null, 5_000),
            CommandId.OfTimer(game, "clock", null, 5_000), CommandId.OfTimer(game, "delay-ends", about, 5_000),
            CommandId.OfTimer(game, "delay-ends", null, 5_001),
        ];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal(8, id.Value.Version));
        Assert.Equal(Guid.Parse("712a6227-71fa-8a98-bd3b-1054b13f1c39"), ids[0].Value);
    }

    [Theory]
    [InlineData("lindf001", true)]
    [InlineData("CLE", true)]
    [InlineData("x", true)]
    [InlineData("abcdefghijkl", true)]
    [InlineData("abcdefghijklm", false)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("señor", false)]
    [InlineData("tab\t", false)]
    [InlineData(null, false)]
    public void Players_and_clubs_are_1_to_12_printable_ASCII_characters(string? text, bool wellFormed)
    {
        Assert.Equal(wellFormed, new PlayerId(text!).IsWellFormed);
        Assert.Equal(wellFormed, new TeamId(text!).IsWellFormed);
    }

    [Theory]
    [InlineData("a4.0", Side.Away, 4, 0)]
    [InlineData("h0.12", Side.Home, 0, 12)]
    [InlineData("h9.255", Side.Home, 9, 255)]
    public void A_place_in_a_lineup_is_written_as_side_slot_ordinal(string text, Side side, byte slot, byte ordinal)
    {
        Assert.True(LineupEntry.TryParse(text, out var entry));
        Assert.Equal(new LineupEntry(side, slot, ordinal), entry);
        Assert.Equal(text, entry.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a4")]
    [InlineData("a4.")]
    [InlineData("b4.0")]
    [InlineData("A4.0")]
    [InlineData("ax.0")]
    [InlineData("a10.0")]
    [InlineData("a4.256")]
    [InlineData("a4.-1")]
    [InlineData("a4.+1")]
    [InlineData("a4. 1")]
    [InlineData("a4.1 ")]
    [InlineData("a4-1")]
    public void Anything_else_is_no_place(string text) => Assert.False(LineupEntry.TryParse(text, out _));
}
