using System.Text;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Tests;

/// <summary>Events as objects of a foreign journal: whatever was written comes back, and what is not ours says so.</summary>
public sealed class EntryCodecTests
{
    [Fact]
    public async Task Groups_of_a_whole_game_come_back_from_their_entries()
    {
        var store = new VolatileJournal();
        await using var engine = new InProcessEngine(new(store, store, EmptyStands.Instance, TimeProvider.System));
        var game = Sample.NewGame();
        await engine.Ask(game, Sample.Creation());
        foreach (var command in Sample.Beginning()) await engine.Ask(game, command);
        await engine.Ask(game, Sample.Facts(3) with { Why = "\"rain\" <br>" });
        var groups = (await store.Read(game, 0)).Groups;
        var card = new GameCard("CLE201804060", """{"a":"é"}"""u8.ToArray(), 17);

        var regrouping = new Regrouping();
        var read = new List<EventGroup>();
        foreach (var entry in groups.SelectMany(group => JournalEntry.Of(group, card)))
        {
            var again = EntryCodec.Read(EntryCodec.Write(entry));
            Assert.Equal(entry with { Card = null }, again with { Card = null });
            Assert.Equal(Said(entry.Card), Said(again.Card));
            if (regrouping.Add(entry.Seq, again) is { } group) read.Add(group);
        }

        Assert.Equal(groups, read);
        Assert.Null(regrouping.Stopped);
    }

    [Theory]
    [InlineData("type\":33", "type\":2999", "event code 2999 is unknown to this build")]
    [InlineData("ver\":1", "ver\":7", "has version 7")]
    [InlineData("{\"game\"", "{\"gane\"", "no event of a game")]
    [InlineData("{\"game\"", "[\"game\"", "no event of a game")]
    [InlineData("\"seq\":2,", "\"seq\":4,", "says of itself that it is event 4")]
    [InlineData("\"last\":2,", "\"last\":3,", "belong to the group")]
    public void What_this_build_cannot_read_says_why_and_ends_the_reading(string written, string found, string why)
    {
        var group = new EventGroup(
            Sample.NewGame(), 1, new(Guid.CreateVersion7()), 9, 5, Author.System, Cause.Command, GameRules.Version,
            [new OfficialTotalsNoted(new("klubc001"), 1), new OfficialTotalsNoted(new("klubc001"), 2)]);
        var regrouping = new Regrouping();
        foreach (var entry in JournalEntry.Of(group, null))
        {
            var bytes = Encoding.UTF8.GetString(EntryCodec.Write(entry));
            if (entry.Seq == 2)
            {
                Assert.Contains(written, bytes, StringComparison.Ordinal);
                bytes = bytes.Replace(written, found, StringComparison.Ordinal);
            }

            Assert.Null(regrouping.Add(entry.Seq, EntryCodec.Read(Encoding.UTF8.GetBytes(bytes))));
        }

        Assert.Contains(why, regrouping.Stopped?.Why, StringComparison.Ordinal);
    }

    private static (string?, long?, string?) Said(GameCard? card) =>
        (card?.Retrosheet, card?.Due, card is null ? null : Encoding.UTF8.GetString(card.Summary));
}
