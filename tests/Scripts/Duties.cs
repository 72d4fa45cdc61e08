using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Scripts;

/// <summary>What a game waits for, done by whoever has to.</summary>
internal sealed class Duties(Table table)
{
    /// <summary>One thing that the game waits for, or a wait until its time is up.</summary>
    public async Task Do(GameState state)
    {
        var live = state.Ledger.Live!;
        if (live.TakeBack is { } asked && table.Chance.Of(3, 4))
        {
            var other = asked.By.Other();
            if (!live.Of(other).IsComputer)
            {
                var answer = new AnswerTakeBack(table.Chance.Of(2, 3), table.Chance.Of(1, 2) ? "no" : null);
                await table.Say(state, table.People[other].Author, answer);
                return;
            }
        }

        switch (state.Game.Live!.Window)
        {
            case null or { Asked: Sides.None }:
                if (!await table.Front.Wait(state)) throw table.Wrong(state, "nobody is asked, and nothing is due");
                break;
            case { Due: not null } when table.Chance.Of(1, 40):
                await table.Front.Wait(state);
                break;
            case { Kind: WindowKind.Key } window: await Key(state, window); break;
            case { Kind: WindowKind.Pitch } window: await Pitch(state, window); break;
            case { Kind: WindowKind.Play } window: await OnTheBases(state, window); break;
            case { Kind: WindowKind.Reading } window when table.Rules.Dice == DiceMode.Chart: await ReadRow(state, window); break;
            case { Kind: WindowKind.Reading } window: await Read(state, window); break;
            case var window: await Confirm(state, window); break;
        }
    }

    private async Task Key(GameState state, Window window)
    {
        var dice = state.Ledger.Live!.Dice;
        var asked = window.Asked;
        if (dice.AwayNonce is not null && asked == Sides.Both) asked = Sides.Home;
        if (dice.HomeNonce is not null && asked == Sides.Both) asked = Sides.Away;
        var person = table.People[AnyOf(asked)];
        var shown = person.Side == Side.Away ? dice.AwayTip : dice.HomeTip;
        if (person.After(shown) is { } nonce) await table.Say(state, person.Author, new GiveNonce(dice.Key + 1, nonce), window.Id);
        else await table.Front.Wait(state);
    }

    private async Task Pitch(GameState state, Window window)
    {
        var game = state.Game;
        var side = Unready(game, window.Asked) ?? Waiting(state, window);
        var person = table.People[side];
        var turn = window.Turn switch
        {
            Turn.Offense or Turn.OffenseAgain => game.Batting,
            Turn.Defense => game.Fielding,
            _ => (Side?)null,
        };
        var ideas = new RandomChanges(game, side, table.Chance);
        if (IsUnready(game, side) && ideas.Mend() is { } mended) await table.Say(state, person.Author, mended);
        else if (turn == side && table.Chance.Of(1, 14) && ideas.Change() is { } change) await table.Say(state, person.Author, change);
        else if (turn == side && table.Chance.Of(1, 10)) await table.Say(state, person.Author, new PassTurn());
        else if (side == game.Fielding && table.Chance.Of(1, 60)) await table.Say(state, person.Author, new VisitMound());
        else
            await table.Say(
                state, person.Author,
                side == game.Fielding
                    ? new SealDecision(Defense: RandomDecisions.Defense(game, table.Chance))
                    : new SealDecision(Offense: RandomDecisions.Offense(game, table.Chance)),
                window.Id);
    }

    private async Task OnTheBases(GameState state, Window window)
    {
        var side = Waiting(state, window);
        await table.Say(
            state, table.People[side].Author,
            side == state.Game.Fielding
                ? new SealDecision(Throw: RandomDecisions.Throw(table.Chance))
                : new SealDecision(Advance: RandomDecisions.Advance(table.Chance)),
            window.Id);
    }

    /// <summary>Nearly always what stands there; now and then something else, which is refused.</summary>
    private async Task ReadRow(GameState state, Window window)
    {
        var (game, play) = (state.Game, state.Game.Live!.UnderWay!);
        // Where a front shows no cards the row is found by the game's pinned ones.
        var known = game.Fixture!.Cards is null ? game : game.With(ScriptLeague.Cards);
        var hit = Resolver.Hits(known, play)[^1];
        var author = table.People[AnyOf(window.Asked)].Author;
        if (table.Chance.Of(1, 20)) await table.Said(state, author, new ReadRow(play.Rolls[^1].Number, "3X?"), window.Id);
        else await table.Say(state, author, new ReadRow(play.Rolls[^1].Number, hit.Outcome), window.Id);
    }

    private async Task Read(GameState state, Window window)
    {
        var game = state.Game;
        if (game.Live!.UnderWay is { Disputed: true, Reading: { } disputed } && table.Chance.Of(1, 3))
        {
            await table.Say(state, Table.Commissioner, new RuleOutcome(disputed.Roll, disputed.Reading));
            return;
        }

        var person = table.People[AnyOf(window.Asked)];
        if (game.Live!.UnderWay!.Rolls.LastOrDefault(roll => roll.Purpose != RollPurpose.Card) is not { } roll)
        {
            await table.Front.Wait(state);
            return;
        }

        if (table.Chance.Of(1, 12))
            await table.Say(state, person.Author, new RollForCard(table.Chance.From("fielding", "running", "rare")), window.Id);
        else
        {
            var cell = RandomReadings.Cell(game, roll, table.Chance);
            var overrules = table.Chance.Of(1, 3);
            foreach (var reading in RandomReadings.For(game, roll, cell, table.Chance).Distinct())
                if (await table.Said(state, person.Author, new ReadOutcome(roll.Number, cell, reading, overrules), window.Id)) return;
        }
    }

    private async Task Confirm(GameState state, Window window)
    {
        var person = table.People[AnyOf(window.Asked)];
        var read = state.Game.Live!.UnderWay!.Reading!;
        GameCommand answer = table.Chance.Of(1, 8)
            ? new DisputeOutcome(read.Roll, table.Chance.Of(1, 2) ? read.Reading : null)
            : new ConfirmOutcome(read.Roll);
        await table.Say(state, person.Author, answer, window.Id);
    }

    private static bool IsUnready(Game game, Side side) =>
        game.Live!.MustLeave.Any(entry => entry.Side == side)
        || side == game.Fielding && (game.Lineup(side).Gap() is not null || game.Lineup(side).InTwice() is not null);

    private static Side? Unready(Game game, Sides asked)
    {
        foreach (var side in new[] { game.Batting, game.Fielding }) if (asked.Has(side) && IsUnready(game, side)) return side;
        return null;
    }

    /// <summary>A side that has not sealed; where both have, one that may think better of it.</summary>
    private Side Waiting(GameState state, Window window)
    {
        var waiting = new[] { Side.Away, Side.Home }
            .Where(side => window.Asked.Has(side) && state.Ledger.Live!.Find(SealKind.Decision, side, window.Id) is null).ToList();
        return waiting.Count > 0 && !table.Chance.Of(1, 25) ? table.Chance.From(waiting) : AnyOf(window.Asked);
    }

    private Side AnyOf(Sides asked) =>
        asked == Sides.Both ? table.Chance.From(Side.Away, Side.Home) : asked.Has(Side.Away) ? Side.Away : Side.Home;
}
