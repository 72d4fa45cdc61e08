using System.Diagnostics;
using System.Text;
using System.Text.Json;
using AkkaGame.Messages.Wire;
using AkkaGame.Tests;

namespace AkkaGame.Messages.Tests;

/// <summary>What comes as a command is one, or a refusal says by field and rule why not; never anything else.</summary>
public class CommandFrameTests
{
    private static readonly Author by = new("ann", Role.Manager, Side.Away);

    [Fact]
    public void Every_frame_that_is_spoilt_is_made_from_one_that_is_sound() => Assert.All(
        Mutations.Frames.Where(static frame => frame.Contains("\"cmd\"", StringComparison.Ordinal)), static frame =>
        {
            Assert.NotNull(Read(Encoding.UTF8.GetBytes(frame), out var refused));
            Assert.Null(refused);
        });

    [Fact]
    public void A_spoilt_frame_is_a_command_or_refused_by_field_or_no_json_and_never_anything_else()
    {
        var mutations = new Mutations();
        var (commands, refusals, others) = (0, 0, 0);
        for (var tried = 0; tried < Mutations.Count; tried++)
        {
            var frame = mutations.Next();
            var watch = Stopwatch.StartNew();
            try
            {
                var envelope = Read(frame, out var refused);
                Assert.NotEqual(envelope is null, refused is null);
                if (refused is null) commands++;
                else refusals++;
                Assert.True(refused is null || refused is { Code: RefusalCode.BadFrame or RefusalCode.UnknownType, Message.Length: > 0 });
            }
            catch (JsonException)
            {
                others++;
            }
            catch (Exception e)
            {
                Assert.Fail($"{e.GetType().Name} for {Convert.ToBase64String(frame)} ({Encoding.UTF8.GetString(frame)}): {e}");
            }

            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It hangs on {Convert.ToBase64String(frame)}");
        }

        Assert.True(commands > 0 && refusals > 0 && others > 0, $"{commands} commands, {refusals} refusals, {others} that are none");
    }

    [Theory]
    [InlineData(256, null)]
    [InlineData(257, "too-long")]
    public void A_text_has_its_length(int length, string? rule) =>
        Assert.Equal(rule, Facts($$"""[{"key":"a","value":"{{new string('x', length)}}"}]""")?.Rule);

    [Theory]
    [InlineData(64, null)]
    [InlineData(65, "too-many")]
    public void A_list_has_its_length(int length, string? rule) =>
        Assert.Equal(rule, Facts($"[{string.Join(',', Enumerable.Repeat("""{"key":"a","value":"b"}""", length))}]")?.Rule);

    [Fact]
    public void Of_numbers_a_list_holds_what_the_frame_has_room_for() => Assert.Null(
        Fitness.Unfit(JsonSerializer.SerializeToElement(Enumerable.Range(0, 1000).ToArray()), "d"));

    [Theory]
    [InlineData(8, null)]
    [InlineData(9, "too-deep")]
    public void What_stands_in_each_other_has_its_depth(int depth, string? rule)
    {
        using var deep = JsonDocument.Parse(new string('[', depth) + new string(']', depth));

        Assert.Equal(rule, Fitness.Unfit(deep.RootElement, "d")?.Rule);
    }

    private static Refusal? Facts(string facts)
    {
        Read(Encoding.UTF8.GetBytes($$"""{"id":"{{Guid.NewGuid()}}","k":"note-facts","d":{"facts":{{facts}} } }"""), out var refused);
        return refused;
    }

    private static Envelope? Read(byte[] frame, out Refusal? refused)
    {
        refused = null;
        if (JsonSerializer.Deserialize(frame, FrameJson.Default.CommandFrame) is { } command) return command.Read(by, out refused);
        throw new JsonException("null");
    }
}
