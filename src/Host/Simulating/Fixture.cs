using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating;

/// <summary>A game of a season, and who manages it.</summary>
/// <param name="Season">From 1.</param>
/// <param name="Number">In the season, from 0.</param>
/// <param name="Cards">By which it is played; null where every man is an average one.</param>
/// <param name="Dice">Games with the same number here, of one season, are played with the same dice.</param>
/// <param name="AwayLevel">
/// Of the visitors' computer manager, or <see cref="Haphazard.Level"/>; so <paramref name="HomeLevel"/>.
/// </param>
internal sealed record Fixture(
    int Season, int Number, ScheduledGame Game, Edition? Cards, RuleSet Rules, int Dice, byte AwayLevel, byte HomeLevel)
{
    /// <summary>The league of all of them.</summary>
    public const string League = "sim";

    /// <summary>What comes before the first pitch.</summary>
    public IEnumerable<GameCommand> Preparations() =>
    [
        new CreateGame(League, Game.Away, Game.Home, Game.Date, Game.Number, null, GameMode.Played, Rules) { Cards = Cards?.Id },
        new TakeSeat(Side.Away, AwayLevel), new TakeSeat(Side.Home, HomeLevel),
        new ExchangeLineups(Game.AwayCard, Game.HomeCard), new StartGame(),
    ];
}
