using AkkaGame.Host.CommandLine;

namespace AkkaGame.Host.Tests;

public sealed class TablesTests
{
    [Fact]
    public void An_event_that_a_command_caused_many_times_stands_in_its_line_once() => Assert.Equal(
        "play-scored, official-totals-noted x3",
        OpsTables.Counted(["play-scored", "official-totals-noted", "official-totals-noted", "official-totals-noted"]));
}
