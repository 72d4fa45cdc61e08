using AkkaGame.Host.Playing;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating;

/// <summary>A game of a schedule, and with whom it is played.</summary>
/// <param name="Season">From 1.</param>
/// <param name="Number">In the season, from 0.</param>
/// <param name="AwayGame">How many games the visitors have played before it this season; so <paramref name="HomeGame"/>.</param>
/// <param name="Dice">Games with the same number here, of one season, are played with the same dice.</param>
/// <param name="AwayLevel">Of the visitors' computer manager; so <paramref name="HomeLevel"/>.</param>
internal sealed record Fixture(
    int Season, int Number, DateOnly Date, Club Away, Club Home, int AwayGame, int HomeGame, RuleSet Rules, int Dice, byte AwayLevel,
    byte HomeLevel)
{
    /// <summary>The league of all of them.</summary>
    public const string League = "sim";

    /// <summary>What comes before the first pitch.</summary>
    public IEnumerable<GameCommand> Preparations() =>
    [
        new CreateGame(League, Away.Team, Home.Team, Date, 0, null, GameMode.Played, Rules),
        new TakeSeat(Side.Away, AwayLevel), new TakeSeat(Side.Home, HomeLevel),
        new ExchangeLineups(Away.CardFor(AwayGame), Home.CardFor(HomeGame)), new StartGame(),
    ];
}
