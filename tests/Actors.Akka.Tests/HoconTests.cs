using Akka.Configuration;

namespace AkkaGame.OnAkka.Tests;

/// <summary>What an operator lays over the files, and what he is told where it turns nothing.</summary>
public sealed class HoconTests
{
    private static readonly Config files = Hocon.Read("akka.conf").WithFallback(Hocon.Read("cluster.conf"));

    [Fact]
    public void A_layer_counts_more_than_those_after_it_and_than_the_files()
    {
        var config = Hocon.Lay(files, ("one", "akkagame.ask-timeout = 3s"), ("two", "akkagame.ask-timeout = 4s\nakka.loglevel = DEBUG"));

        Assert.Equal(TimeSpan.FromSeconds(3), config.GetTimeSpan("akkagame.ask-timeout"));
        Assert.Equal("DEBUG", config.GetString("akka.loglevel"));
        Assert.Equal(files.GetTimeSpan("akkagame.cluster.heard-within"), config.GetTimeSpan("akkagame.cluster.heard-within"));
    }

    [Theory]
    [InlineData("akkagame.ask-timeuot = 3s", "akkagame.ask-timeuot")]
    [InlineData("akkagame { cluster { heard-wihtin = 1s } }", "akkagame.cluster.heard-wihtin")]
    [InlineData("akkagame.cluster.heard-within.most = 1s", "akkagame.cluster.heard-within")]
    public void A_key_of_ours_that_there_is_not_is_named(string text, string key)
    {
        var refused = Assert.Throws<FormatException>(() => Hocon.Lay(files, ("my.conf", text)));

        Assert.Equal($"my.conf: there is no key {key}; all that there are stand in hocon/ with their reasons.", refused.Message);
    }

    /// <summary>Akka's reader is lenient; this is what it does not take.</summary>
    [Fact]
    public void What_is_not_HOCON_is_refused_by_the_name_of_where_it_stands()
    {
        var refused = Assert.Throws<FormatException>(() => Hocon.Lay(files, ("my.conf", "akka.loglevel = ${nobody.said.it}")));

        Assert.StartsWith("my.conf is not HOCON: ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("Password='a;b\"c\\d'")]
    public void A_secret_goes_through_as_it_is(string text) =>
        Assert.Equal(text, ConfigurationFactory.ParseString($"a = {Hocon.Quoted(text)}").GetString("a"));
}
