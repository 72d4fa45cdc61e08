using System.Text;

namespace AkkaGame.Gateway.Tests.Stands;

/// <summary>Frames that wait together are sent together, and the last of them never waits for one that does not come.</summary>
public class GatheringTests
{
    [Fact]
    public void Who_sends_says_of_each_frame_whether_another_one_follows_at_once()
    {
        var (socket, under) = (new PaperSocket(), new Under());
        var outbox = new Outbox(socket, lossless: true, new(), TimeProvider.System, under);

        outbox.Add(Frame("one"));
        outbox.Add(Frame("two"));
        outbox.Post(Frame("three"));
        outbox.Post(Frame("alone"));

        Assert.Equal(["one", "two", "three", "alone"], socket.Frames.Select(Encoding.UTF8.GetString));
        Assert.Equal([true, true, false, false], under.Said);
    }

    [Fact]
    public void A_close_is_the_last_that_anything_waits_for()
    {
        var (socket, under) = (new PaperSocket(), new Under());
        var outbox = new Outbox(socket, lossless: true, new(), TimeProvider.System, under);

        outbox.Add(Frame("one"));
        outbox.Close(Messages.Wire.CloseCode.GoAway, "The server goes.");

        Assert.Equal([false, false], under.Said);
        Assert.Equal(4001, socket.Code);
    }

    private static byte[] Frame(string text) => Encoding.UTF8.GetBytes(text);

    private sealed class Under : IGathers
    {
        public List<bool> Said { get; } = [];

        public bool MoreFollows { set => Said.Add(value); }
    }
}
