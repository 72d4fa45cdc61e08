using AkkaGame.Baseball;

namespace AkkaGame.Host.Tests;

/// <summary><c>akkagame cards</c> on a real game, and seasons by what it makes.</summary>
public sealed class CardsTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_game_is_counted_checked_and_shown_and_warned_of()
    {
        var file = folder["league.json"];
        var (code, said, warned) = await Run("cards", "build", Game(), "-o", file, "--name", "one game");
        Assert.Contains("Warning: Only 1 games were counted", warned, StringComparison.Ordinal);
        Assert.Contains("every man bats and throws right", warned, StringComparison.Ordinal);
        Assert.Contains("www.retrosheet.org", said, StringComparison.Ordinal);
        Assert.Equal(1, code);
        var edition = EditionJson.Read(await File.ReadAllBytesAsync(file), out var faults)!;
        Assert.Empty(faults);
        Assert.Equal(2, edition.Clubs.Count);
        (code, said, _) = await Run("cards", "check", file);
        Assert.Equal(0, code);
        Assert.Contains(edition.Id, said, StringComparison.Ordinal);
        (code, said, _) = await Run("cards", "show", file, edition.Men[0].Id.Value);
        Assert.Equal(0, code);
        Assert.Contains(edition.Men[0].Name, said, StringComparison.Ordinal);
        // The same games make the same edition.
        await Run("cards", "build", Game(), "-o", folder["again.json"], "--name", "one game");
        Assert.Equal(await File.ReadAllBytesAsync(file), await File.ReadAllBytesAsync(folder["again.json"]));
    }

    [Theory]
    [InlineData("cards", "check", "nowhere.json")]
    [InlineData("sim", "--league", "nowhere.json")]
    public async Task A_league_file_that_is_none_is_named(params string[] line)
    {
        var (code, _, said) = await Run(line);
        Assert.Equal(1, code);
        Assert.StartsWith("akkagame: nowhere.json", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_real_schedule_needs_cards()
    {
        var (code, _, said) = await Run("sim", "--schedule", Game());
        Assert.Equal(2, code);
        Assert.Contains("--schedule needs --league", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_real_games_lineups_are_played_again_by_its_cards()
    {
        var file = folder["league.json"];
        await Run("cards", "build", Game(), "-o", file);
        var (code, said, _) = await Run("sim", "--league", file, "--schedule", Game(), "--seasons", "2", "--json");
        Assert.Equal(0, code);
        Assert.Contains("\"games\":2", said, StringComparison.Ordinal);
    }

    private string Game() => folder.Write("2017ORC.EVN", MadeUpGame.Text);

    private async Task<(int Code, string Said, string Errors)> Run(params string[] line)
    {
        var (code, lines, errors) = await AkkaGameProcess.Run(folder.Path, line);
        return (code, string.Join('\n', lines), errors);
    }
}
