namespace AkkaGame.Messages.Tests;

public class ContentCheckTests
{
    private static readonly GameId game = new(Guid.Parse("0195b3c8-7a10-7000-8000-0123456789ab"));

    /// <summary>
    /// Computed by another program:
    /// <c>printf 'delay-game\n{"reason":"Rain"}'
    /// | openssl dgst -sha256 -mac HMAC -macopt hexkey:0195b3c87a10700080000123456789ab</c>
    /// </summary>
    [Fact]
    public void It_is_the_head_of_an_hmac_over_name_and_json_under_the_games_id() =>
        Assert.Equal(0xF2676BBBu, ContentCheck.Of(game, new DelayGame("Rain")));

    [Fact]
    public void Equal_commands_have_equal_checks() =>
        Assert.Equal(ContentCheck.Of(game, Facts(60)), ContentCheck.Of(game, Facts(60)));

    [Fact]
    public void Another_content_another_kind_or_another_game_has_another_check()
    {
        uint[] checks =
        [
            ContentCheck.Of(game, new DelayGame("Rain")), ContentCheck.Of(game, new DelayGame("rain")),
            ContentCheck.Of(game, new CallGame("Rain")), ContentCheck.Of(new GameId(Guid.Empty), new DelayGame("Rain")),
            ContentCheck.Of(game, Facts(60)), ContentCheck.Of(game, Facts(61)),
        ];

        Assert.Equal(checks.Length, checks.Distinct().Count());
    }

    /// <summary>Long enough to leave the stack for the heap.</summary>
    private static NoteFacts Facts(int count) =>
        new(new EquatableArray<GameFact>(
            [.. Enumerable.Range(0, count).Select(i => new GameFact($"key{i}", $"a value of some length {i}"))]));
}
