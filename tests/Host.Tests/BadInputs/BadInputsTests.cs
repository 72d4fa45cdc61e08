using Xunit.Abstractions;

namespace AkkaGame.Host.Tests.BadInputs;

/// <summary>
/// Each line of <c>docs/bad-inputs.csv</c>: what the protocol says is what happens, the log tells of no failure, and somebody else on the
/// same server is answered all the while.
/// </summary>
public sealed class BadInputsTests(BadInputsServer server, ITestOutputHelper output) : IClassFixture<BadInputsServer>
{
    public static TheoryData<string> Numbers => [.. BadInput.All.Select(static row => row.Number)];

    [Fact]
    public void Every_input_of_the_list_is_sent_and_nothing_is_sent_that_is_not_on_it()
    {
        Assert.Equal(BadInput.All.Select(static row => row.Number).Order(), Senders.All.Keys.Order());
        Assert.Equal(Enumerable.Range(1, 60), BadInput.All.Select(static row => int.Parse(row.Number.TrimEnd(
            [.. Enumerable.Range('a', 26).Select(static letter => (char)letter)]), null)).Where(static number => number <= 60).Distinct());
        Assert.All(BadInput.All, static row => Assert.Contains(row.Where, (string[])["socket", "http", "handshake", "hello"]));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task It_is_answered_as_the_protocol_says_and_nobody_else_notices(string number)
    {
        var row = BadInput.Of(number);
        await server.Pongs();

        var outcome = await server.Send(row);

        var pongs = await server.Pongs();
        if (pongs.Count > 0)
            output.WriteLine($"{row.Input}: {outcome}; another manager's pong came after {pongs.Order().ElementAt(pongs.Count / 2):f1} ms, "
                + $"99 of 100 within {pongs.Order().ElementAt(pongs.Count * 99 / 100):f1} ms ({pongs.Count} pings)");
        // Where the list promises no code over HTTP, any problem will do.
        var promised = row is { Code: "", Where: "http" or "handshake" } ? outcome with { Code = "" } : outcome;
        Assert.Equal(new Outcome(row.Code, row.Close), promised);
        Assert.Empty(server.Troubles());
    }
}
