using System.Text;
using System.Text.Json.Nodes;
using AkkaGame.Messages;

namespace AkkaGame.Messages.Tests;

/// <summary>How a body that an older build wrote is read, with made-up versions: every real event is at its first.</summary>
public class UpcastsTests
{
    private static readonly WireName third = WireNames.EventOf(28)! with { Version = 3 };

    private static readonly Upcast rename = new(28, 1, static body =>
    {
        body["reason"] = body["cause"]!.DeepClone();
        body.Remove("cause");
        return body;
    });

    private static readonly Upcast shout = new(28, 2, static body => new() { ["reason"] = body["reason"]!.GetValue<string>() + "!" });

    private static (string? Body, string? Why) Lifted(Upcasts upcasts, short version, string body)
    {
        var (lifted, why) = upcasts.Lift(third, version, Encoding.UTF8.GetBytes(body));
        return (lifted is null ? null : Encoding.UTF8.GetString(lifted), why);
    }

    [Fact]
    public void An_old_body_takes_every_step_in_order()
    {
        var upcasts = new Upcasts([shout, rename]);

        Assert.Equal(("""{"reason":"rain!"}""", null), Lifted(upcasts, 1, """{"cause":"rain"}"""));
        Assert.Equal(("""{"reason":"rain!"}""", null), Lifted(upcasts, 2, """{"reason":"rain"}"""));
    }

    [Fact]
    public void What_no_step_speaks_of_stays_as_it_was_written() => Assert.Equal(
        ("""{"at":1523030400000,"share":1.50,"reason":"rain"}""", null),
        Lifted(new([rename, new(28, 2, static body => body)]), 1, """{"at":1523030400000,"share":1.50,"cause":"rain"}"""));

    [Theory]
    [InlineData(1, "game-delayed has version 1, and this build has no step from 1 to 2")]
    [InlineData(0, "game-delayed has version 0, and this build has no step from 0 to 1")]
    public void Without_a_way_up_it_says_which_step_is_missing(short version, string why) =>
        Assert.Equal((null, why), Lifted(new([shout]), version, """{"cause":"rain"}"""));

    [Fact]
    public void A_step_of_another_event_is_no_way_up() => Assert.Equal(
        "game-delayed has version 1, and this build has no step from 1 to 2",
        Lifted(new([rename with { Code = 29 }, shout]), 1, """{"cause":"rain"}""").Why);

    [Theory]
    [InlineData("", "damaged")]
    [InlineData("{", "damaged")]
    [InlineData("[]", "is no object")]
    [InlineData("null", "is no object")]
    [InlineData("{}", "does not read as version 1")]
    public void A_body_that_is_not_what_its_version_says_is_named(string body, string why)
    {
        var (lifted, said) = Lifted(new([rename, shout]), 1, body);

        Assert.Null(lifted);
        Assert.Contains(why, said, StringComparison.Ordinal);
    }

    [Fact]
    public void One_version_of_an_event_has_one_step_up() =>
        Assert.Throws<ArgumentException>(() => new Upcasts([rename, shout with { From = 1 }]));

    /// <summary>Raise a version and forget the step, and every game that has the event would be put aside.</summary>
    [Fact]
    public void Every_event_of_this_build_can_be_reached_from_its_first_version() => Assert.All(WireNames.Events, wire =>
    {
        for (short version = 1; version < wire.Version; version++)
            Assert.DoesNotContain("no step", Upcasts.Known.Lift(wire, version, "{}"u8).Why ?? "", StringComparison.Ordinal);
    });
}
