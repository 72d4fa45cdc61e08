using System.Net;
using System.Net.Sockets;

namespace AkkaGame.Cluster.Tests;

public class PeerPortTests
{
    private static readonly IPEndPoint any = new(IPAddress.Loopback, 0);

    [Fact]
    public async Task A_port_is_held_by_one_and_given_up_in_the_end()
    {
        var port = PeerPort.Bind(any);
        var at = port.Bound;
        var refused = Assert.Throws<PeerPortException>(() => PeerPort.Bind(at));
        Assert.Equal(
            $"The peer port {at.Port} is taken on this machine, by another node or another program: end that one, or choose another port.",
            refused.Message);
        Assert.Throws<PeerPortException>(() => PeerPort.Bind(new(IPAddress.Any, at.Port)));
        await port.DisposeAsync();
        await PeerPort.Bind(at).DisposeAsync();
    }

    [Fact]
    public async Task It_can_be_bound_again_at_once_though_somebody_was_connected()
    {
        var port = PeerPort.Bind(any);
        using var peer = new TcpClient();
        await peer.ConnectAsync(port.Bound);
        await port.DisposeAsync();
        await PeerPort.Bind(port.Bound).DisposeAsync();
    }

    [Fact]
    public void An_address_of_another_machine_is_refused_by_name() => Assert.StartsWith(
        "The address 192.0.2.1 of the peer port is none of this machine's",
        Assert.Throws<PeerPortException>(() => PeerPort.Bind(new(IPAddress.Parse("192.0.2.1"), 0))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_machine_says_the_same_of_itself_twice()
    {
        Assert.Equal(Machine.Read(), Machine.Read());
        Assert.NotEmpty(Machine.Read().Host);
    }

    [Fact]
    public void Two_addresses_of_a_machine_are_two_places_for_a_port()
    {
        var machine = new Machine("park", "boot");
        var one = machine.Node(Guid.Empty, new(IPAddress.Loopback, 5082));
        var two = machine.Node(Guid.Empty, new(IPAddress.Parse("127.0.0.2"), 5082));
        Assert.Equal(("park:5082", "park", 5082), (one.Address, one.Host, one.Port));
        Assert.NotEqual(one.Boot, two.Boot);
        Assert.Equal(0, machine.Node(Guid.Empty, null).Port);
        Assert.Equal("games.example:7", machine.Node(Guid.Empty, new(IPAddress.Loopback, 5082), "games.example:7").Address);
    }
}
