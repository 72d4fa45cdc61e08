using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AkkaGame.Baseball.Tests;

public class ViewTextTests
{
    /// <summary>What <c>JSON.stringify</c> makes of these texts.</summary>
    [Theory]
    [InlineData("Núñez", "\"Núñez\"")]
    [InlineData("中田 翔", "\"中田 翔\"")]
    [InlineData("a\u3000b\u00a0c\u2028d", "\"a\u3000b\u00a0c\u2028d\"")]
    [InlineData("Slugger 💥⚾", "\"Slugger 💥⚾\"")]
    [InlineData("<&'+>", "\"<&'+>\"")]
    [InlineData("back\\u0041slash \"q\"", "\"back\\\\u0041slash \\\"q\\\"\"")]
    [InlineData("\\💥", "\"\\\\💥\"")]
    [InlineData("tab\tbell\u0007unit\u001fdel\u007f", "\"tab\\tbell\\u0007unit\\u001fdel\u007f\"")]
    public void Texts_stand_as_a_browser_writes_them(string text, string stringified)
    {
        using var written = new MemoryStream();
        using (var writer = new Utf8JsonWriter(written, ViewText.Writing)) writer.WriteStringValue(text);

        Assert.Equal(stringified, Encoding.UTF8.GetString(ViewText.Plain(written.ToArray())));
    }

    [Fact]
    public void A_view_read_as_any_json_and_written_again_is_the_same_text()
    {
        var game = Scenario.Start();
        var text = ViewText.Of(Views.Of(game.State, Messages.Role.Spectator)!);

        using var written = new MemoryStream();
        using (var writer = new Utf8JsonWriter(written, ViewText.Writing)) JsonNode.Parse(text)!.WriteTo(writer);

        Assert.Equal(Encoding.UTF8.GetString(text), Encoding.UTF8.GetString(ViewText.Plain(written.ToArray())));
        Assert.Matches("^[0-9a-f]{16}$", ViewText.Hash(text));
        Assert.NotEqual(ViewText.Hash(text), ViewText.Hash([.. text, (byte)' ']));
    }
}
