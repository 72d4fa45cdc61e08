using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Scripts;

/// <summary>A whole game in which nobody does more than he has to: the usual decision each time, no changes but a computer's.</summary>
public static class QuietGame
{
    /// <summary>Commands that come before the first pitch.</summary>
    public const int Preparations = 5;

    public static Task<RulesFront> OfComputers(int seed) => Play(seed, persons: false);

    /// <summary>Both sides seal each decision and show each nonce; nobody is late.</summary>
    public static Task<RulesFront> OfPersons(int seed) => Play(seed, persons: true);

    private static async Task<RulesFront> Play(int seed, bool persons)
    {
        var front = new RulesFront(seed);
        var rules = RuleSet.Mlb2018;
        var table = new Table(seed, front, rules);
        await Say(Table.Commissioner, new CreateGame("league", new("AWY"), new("HOM"), new(2024, 4, 6), 0, null, GameMode.Played, rules));
        foreach (var side in new[] { Side.Away, Side.Home })
        {
            table.Seat(side, $"{side}@example.org");
            if (persons) await Say(table.People[side].Author, new TakeSeat(side, 0, table.People[side].Tip));
            else await Say(Table.Commissioner, new TakeSeat(side, 1));
        }

        await Say(Table.Commissioner, new ExchangeLineups(Card(Side.Away), Card(Side.Home)));
        await Say(Table.Commissioner, new StartGame());
        while (!front.State.Game.IsOver)
        {
            if (front.State.Game.Live!.Window is { Asked: not Sides.None } window) await Answer(window);
            else await front.Wait(front.State);
        }

        return front;

        LineupCard Card(Side side) => RandomCards.For(side, rules, new(seed));

        async Task Answer(Window window)
        {
            var game = front.State.Game;
            var (live, asked) = (front.State.Ledger.Live!, window.Asked);
            var side = asked.Has(Side.Away) && !IsIn(Side.Away) ? Side.Away : Side.Home;
            var shown = side == Side.Away ? live.Dice.AwayTip : live.Dice.HomeTip;
            await Say(table.People[side].Author, (window.Kind, side == game.Fielding) switch
            {
                (WindowKind.Key, _) => new GiveNonce(live.Dice.Key + 1, table.People[side].After(shown)!),
                (WindowKind.Play, true) => new SealDecision(Throw: new()),
                (WindowKind.Play, false) => new SealDecision(Advance: new()),
                (_, true) => new SealDecision(Defense: DefensiveDecision.Normal),
                (_, false) => new SealDecision(Offense: OffensiveDecision.Normal),
            }, window.Id);

            bool IsIn(Side side) => window.Kind == WindowKind.Key
                ? (side == Side.Away ? live.Dice.AwayNonce : live.Dice.HomeNonce) is not null
                : live.Find(SealKind.Decision, side, window.Id) is not null;
        }

        async Task Say(Author by, GameCommand command, Guid? answers = null)
        {
            if (!await table.Said(front.State, by, command, answers)) throw table.Wrong(front.State, $"{command} was refused");
        }
    }
}
