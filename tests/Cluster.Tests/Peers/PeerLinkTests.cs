using System.Net;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Cluster.Tests;

/// <summary>Two nodes and the stream between them, over real sockets.</summary>
public class PeerLinkTests
{
    private readonly Deeds deeds = new();
    private readonly VolatileJournal store = new();

    [Fact]
    public async Task A_command_reaches_its_game_on_another_node_and_its_receipt_comes_back()
    {
        await using var owner = await Town.Open(deeds, store);
        await using var other = await Town.Open(deeds, store);
        deeds.GiveAll(owner);
        var game = Sample.NewGame();
        var (create, facts) = (Sample.Creation(), Sample.Facts(3) with { Why = "umpires came late" });

        var first = await other.Engine.Ask(game, create);
        var second = await other.Engine.Ask(game, facts);
        var again = await other.Engine.Ask(game, facts);

        Assert.Equal(new Receipt(facts.Id, first.Receipt.Last + 3, First: first.Receipt.Last + 1), second.Receipt);
        Assert.Equal(second.Receipt with { Duplicate = true }, again.Receipt);
        var stored = (await store.Read(game, 0)).Groups;
        Assert.Equal([create.Id, facts.Id], stored.Select(static group => group.Command));
        Assert.Equal((Sample.Scorer, "umpires came late"), (stored[1].By, stored[1].Why));
        Assert.NotNull(owner.Inspector.Find(game));
        Assert.Null(other.Inspector.Find(game));
    }

    [Fact]
    public async Task A_game_is_seen_from_another_node_as_it_stands_at_its_owner()
    {
        await using var owner = await Town.Open(deeds, store);
        await using var other = await Town.Open(deeds, store);
        deeds.GiveAll(owner);
        var game = Sample.NewGame();
        await owner.Engine.Ask(game, Sample.Creation());
        await owner.Engine.Ask(game, Sample.Facts(5));

        var (here, there) = (await owner.Engine.Look(game), await other.Engine.Look(game));
        Assert.Equal(StateHash.Of(here.State!), StateHash.Of(there.State!));
        var unknown = await other.Engine.Look(Sample.NewGame());
        Assert.Equal((null, RefusalCode.NotFound), (unknown.State, unknown.Refused!.Code));
        Assert.True(await other.Engine.Evict(game));
        Assert.Null(owner.Inspector.Find(game));
    }

    [Fact]
    public async Task A_refusal_is_the_owners_word_for_word()
    {
        await using var owner = await Town.Open(deeds, store);
        await using var other = await Town.Open(deeds, store);
        deeds.GiveAll(owner);
        var game = Sample.NewGame();
        var early = Sample.Facts();
        Assert.Equal((await owner.Engine.Ask(game, early)).Refused, (await other.Engine.Ask(game, early)).Refused);
        await owner.Engine.Ask(game, Sample.Creation());
        var reused = Sample.Facts(1, early.Id);
        await owner.Engine.Ask(game, early);
        Assert.Equal((await owner.Engine.Ask(game, reused)).Refused, (await other.Engine.Ask(game, reused)).Refused);
    }

    [Fact]
    public async Task Many_commands_travel_over_one_link_at_once_and_each_gets_its_own_answer()
    {
        await using var owner = await Town.Open(deeds, store);
        await using var other = await Town.Open(deeds, store);
        deeds.GiveAll(owner);
        var games = Enumerable.Range(0, 200).Select(static _ => Sample.NewGame()).ToArray();
        await Task.WhenAll(games.Select(game => other.Engine.Ask(game, Sample.Creation()).AsTask()));
        var commands = games.SelectMany(game => Enumerable.Range(0, 5).Select(_ => (Game: game, Command: Sample.Facts()))).ToArray();
        var answers = await Task.WhenAll(commands.Select(one => other.Engine.Ask(one.Game, one.Command).AsTask()));
        Assert.All(commands.Zip(answers), static one => Assert.Equal(one.First.Command.Id, one.Second.Receipt.Command));
        foreach (var game in games) Assert.Equal(6, (await store.Read(game, 0)).Groups.Count);
    }

    [Fact]
    public async Task A_node_with_another_key_is_turned_away_with_a_sentence_and_nothing_is_done()
    {
        await using var owner = await Town.Open(deeds, store);
        await using var stranger = await Town.Open(deeds, store, key: "another key", routing: Impatient);
        deeds.GiveAll(owner);
        var game = Sample.NewGame();
        Assert.Equal(Refusals.Elsewhere, (await stranger.Engine.Ask(game, Sample.Creation())).Refused);
        Assert.Contains(stranger.Noticed, static line => line.EndsWith("This is another cluster's key.", StringComparison.Ordinal));
        Assert.Contains(owner.Noticed, static line => line.Contains("turned away", StringComparison.Ordinal));
        Assert.Equal(0, await store.Head(game));
    }

    [Fact]
    public async Task A_node_of_another_version_of_the_protocol_is_turned_away_by_number()
    {
        await using var owner = await Town.Open(deeds, store);
        using var client = new HttpClient();
        using var answer = await client.SendAsync(Knock(owner, version: "2"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("This node speaks version 1 of the peers' protocol, not 2.", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized, "Bring a token.")]
    [InlineData("Bearer wrong", HttpStatusCode.Unauthorized, "This is another cluster's key.")]
    [InlineData("Basic a2V5", HttpStatusCode.Unauthorized, "Bring a token.")]
    public async Task Who_brings_no_token_of_the_cluster_learns_nothing_else(string? token, HttpStatusCode code, string sentence)
    {
        await using var owner = await Town.Open(deeds, store);
        using var client = new HttpClient();
        using var request = Knock(owner, version: "7", to: Guid.Empty);
        request.Headers.Remove("Authorization");
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", token);
        using var answer = await client.SendAsync(request);
        Assert.Equal((code, sentence), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Who_wants_another_node_is_told_which_one_is_here()
    {
        await using var owner = await Town.Open(deeds, store);
        await using var other = await Town.Open(deeds, store, routing: Impatient);
        deeds.GiveAll(owner);
        var before = owner.Id;
        using var client = new HttpClient();
        using var answer = await client.SendAsync(Knock(owner, to: Guid.Empty));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
        Assert.Equal($"Here is node {before}, not {Guid.Empty}.", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_link_that_breaks_is_made_again_and_commands_sent_meanwhile_are_answered()
    {
        await using var owner = await Town.Open(deeds, store);
        await using var other = await Town.Open(deeds, store);
        deeds.GiveAll(owner);
        var game = Sample.NewGame();
        await other.Engine.Ask(game, Sample.Creation());
        for (var i = 0; i < 20; i++)
        {
            var asked = other.Engine.Ask(game, Sample.Facts()).AsTask();
            owner.Cut();
            Assert.Null((await asked).Refused);
        }

        Assert.Equal(21, (await store.Read(game, 0)).Groups.Count);
    }

    [Fact]
    public async Task A_node_that_joined_anew_is_asked_under_its_new_name()
    {
        await using var owner = await Town.Open(deeds, store);
        await using var other = await Town.Open(deeds, store);
        deeds.GiveAll(owner);
        var game = Sample.NewGame();
        await other.Engine.Ask(game, Sample.Creation());
        owner.Id = Guid.CreateVersion7();
        for (var i = 0; i < 20; i++)
        {
            Assert.Null((await other.Engine.Ask(game, Sample.Facts())).Refused);
            await Task.Delay(25);
        }
    }

    [Fact]
    public async Task What_makes_no_sense_closes_the_link_and_hurts_nobody_else()
    {
        await using var owner = await Town.Open(deeds, store);
        await using var other = await Town.Open(deeds, store);
        deeds.GiveAll(owner);
        var game = Sample.NewGame();
        await other.Engine.Ask(game, Sample.Creation());
        using var client = new HttpClient();
        using var request = Knock(owner);
        request.Content = new ByteArrayContent([0xFF, 0xFF, 0xFF, 0xFF, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsByteArrayAsync());
        Assert.Null((await other.Engine.Ask(game, Sample.Facts())).Refused);
    }

    [Fact]
    public async Task A_peer_that_accepts_and_says_nothing_is_given_up_in_time()
    {
        await using var silent = await Town.Open(deeds, store, serves: false);
        await using var other = await Town.Open(deeds, store, change: static options => options with
        {
            ConnectTime = TimeSpan.FromMilliseconds(100),
        }, routing: Impatient);
        deeds.GiveAll(silent);
        Assert.Equal(Refusals.Elsewhere, (await other.Engine.Ask(Sample.NewGame(), Sample.Creation())).Refused);
    }

    [Fact]
    public async Task A_node_that_does_not_let_us_in_is_spoken_of_once_however_often_it_is_tried()
    {
        await using var owner = await Town.Open(deeds, store);
        await using var other = await Town.Open(deeds, store, key: "another", routing: Impatient);
        deeds.GiveAll(owner);
        for (var i = 0; i < 4; i++) await other.Engine.Ask(Sample.NewGame(), Sample.Creation());
        Assert.Single(other.Noticed);
    }

    [Fact]
    public async Task Games_that_are_followed_do_not_count_among_the_questions_under_way()
    {
        await using var owner = await Town.Open(deeds, store);
        await using var other = await Town.Open(deeds, store, change: static options => options with { AskedMost = 2 });
        deeds.GiveAll(owner);
        for (var i = 0; i < 3; i++)
        {
            var game = Sample.NewGame();
            Assert.Equal(PeerFate.Answered, (await other.Links.Follow(other.Of(Shard.Of(game))!.Value, game, new Listener())).Fate);
        }

        Assert.Null((await other.Engine.Ask(Sample.NewGame(), Sample.Creation())).Refused);
    }

    private static RoutingOptions Impatient => new() { Patience = TimeSpan.FromMilliseconds(300) };

    private static HttpRequestMessage Knock(Town at, string version = "1", Guid? to = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"http://{at.Bound}/peer/v1/link")
        {
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Town.Key}");
        request.Headers.Add("akkagame-node", Guid.NewGuid().ToString());
        request.Headers.Add("akkagame-to", (to ?? at.Id).ToString());
        request.Headers.Add("akkagame-peer", version);
        return request;
    }
}
