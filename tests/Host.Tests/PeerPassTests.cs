using AkkaGame.Host.Identity;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Host.Tests;

/// <summary>By what nodes of a cluster know one another.</summary>
public sealed class PeerPassTests : IDisposable
{
    private const string Type = "peer+jwt";

    private readonly TokenForge forge = new(), stranger = new();
    private readonly ManualTime time = new();

    public void Dispose()
    {
        forge.Dispose();
        stranger.Dispose();
    }

    [Fact]
    public async Task Nodes_with_the_same_keys_believe_one_another()
    {
        var one = new PeerPass(() => forge.File.Keys, time);
        var two = new PeerPass(() => TokenKeys.Own(File.ReadAllText(forge.File.Path), "it"), time);
        Assert.Null(await two.Refuses(one.Token(Guid.NewGuid())));
    }

    [Fact]
    public async Task A_node_of_another_cluster_is_told_what_is_wrong()
    {
        var other = new PeerPass(() => stranger.File.Keys, time);
        Assert.Equal(
            "This node has another key than this cluster: all nodes have the same file of keys (--token-key-file).",
            await new PeerPass(() => forge.File.Keys, time).Refuses(other.Token(Guid.NewGuid())));
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(3600)]
    public async Task A_node_whose_clock_is_an_hour_off_is_told_so(int seconds)
    {
        var here = new PeerPass(() => forge.File.Keys, time);
        var there = new ManualTime();
        var token = new PeerPass(() => forge.File.Keys, seconds > 0 ? there : time);
        there.Advance(TimeSpan.FromSeconds(Math.Abs(seconds)));
        var (made, reader) = (token.Token(Guid.NewGuid()), seconds > 0 ? here : new(() => forge.File.Keys, there));
        Assert.EndsWith("set the clocks of all nodes.", await reader.Refuses(made), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_minute_and_some_and_it_is_over()
    {
        var pass = new PeerPass(() => forge.File.Keys, time);
        var token = pass.Token(Guid.NewGuid());
        time.Advance(TimeSpan.FromSeconds(89));
        Assert.Null(await pass.Refuses(token));
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.NotNull(await pass.Refuses(token));
    }

    [Fact]
    public async Task No_other_token_opens_the_peers_port_and_theirs_opens_nothing_else()
    {
        var pass = new PeerPass(() => forge.File.Keys, TimeProvider.System);
        var keys = forge.File.Keys!;
        string[] wrong =
        [
            forge.Mint.Bearer(new("node", Role.Ops), TimeSpan.FromMinutes(1)).Text,
            TokenForge.Signed(keys.Signs, Type, ("role", "node")),
            TokenForge.Signed(keys.Signs, "at+jwt", ("role", "node"), ("aud", "akkagame/peer")),
            TokenForge.Signed(keys.Signs, Type, ("role", "ops"), ("aud", "akkagame/peer")),
            TokenForge.Signed(keys.Signs, Type, ("role", "node"), ("aud", "akkagame/peer"), ("iss", "other")),
            TokenForge.Signed(keys.Signs, Type, ("role", "node"), ("aud", "akkagame/peer"), ("exp", null)),
            "", "x", "a.b.c", pass.Token(Guid.NewGuid()) + "x",
        ];
        foreach (var token in wrong) Assert.NotNull(await pass.Refuses(token));
        Assert.Equal("Nodes of a cluster prove themselves here, and you brought nothing.", await pass.Refuses(null));
        var own = pass.Token(Guid.NewGuid())!;
        Assert.Null(await pass.Refuses(own));
        Assert.NotNull((await forge.Reader.Bearer(own, default)).Refused);
        Assert.NotNull((await forge.Reader.Either(own, default)).Refused);
    }

    [Fact]
    public async Task Without_keys_nobody_is_believed_and_nobody_asked()
    {
        var pass = new PeerPass(static () => null, time);
        Assert.Null(pass.Token(Guid.NewGuid()));
        Assert.StartsWith("This node has no key for tokens", await pass.Refuses("anything"), StringComparison.Ordinal);
    }
}
