using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Scripts;

/// <summary>What became of a script.</summary>
/// <param name="Refused">Refusals by command, code and rule, and how often.</param>
/// <param name="Commands">Commands accepted.</param>
public sealed record Played(GameState End, int Commands, IReadOnlyDictionary<string, int> Refused);

/// <summary>A script came to something that must not be.</summary>
public sealed class ScriptException(string message) : Exception(message);

/// <summary>
/// A whole played game by a seed, on whatever front: lineups, decisions, substitutions, deadlines missed, sides handed over, take-backs,
/// corrections, stops. It looks at the game, thinks of something to do, does it, and looks again; what it thinks of is nearly always
/// legal, and now and then deliberately not.
/// </summary>
public sealed class GameScript
{
    private const int StepsMax = 12_000;
    private const int StuckMax = 60;

    private readonly Table table;
    private readonly Duties duties;
    private readonly Incidents incidents;
    private readonly bool persons;
    private readonly string? cards;
    private readonly byte level;
    private int stuck;
    private bool closed;

    /// <summary>One game in eight is between computers, if it is not played with cards.</summary>
    /// <param name="cards">The edition that it is played by; null where every man is an average one.</param>
    public GameScript(int seed, IFront front, RuleSet rules, string? cards = null)
    {
        (this.cards, level) = (cards, cards is null ? (byte)1 : (byte)(1 + seed % ComputerManager.Levels));
        (table, persons) = (new(seed, front, rules), seed % 8 != 0 || rules.Dice == DiceMode.Physical);
        (duties, incidents) = (new(table), new(table));
        foreach (var side in new[] { Side.Away, Side.Home }) table.Seat(side, $"{side}-{seed}@example.org");
    }

    public async Task<Played> Play()
    {
        for (var steps = 0; steps < StepsMax; steps++)
        {
            var state = await table.Front.Look();
            if (Invariants.Broken(state.Game) is { } broken) throw table.Wrong(state, $"the invariant {broken} is broken");
            if (state.Game.Status == GameStatus.Postponed || state.Game.IsOver && closed)
                return new(state, table.Accepted, table.Refused);
            await Step(state);
            stuck = (await table.Front.Look()).Ledger.Seq > state.Ledger.Seq ? 0 : stuck + 1;
            if (stuck > StuckMax) throw table.Wrong(state, $"nothing moves any more at {state.Game.Live!.Window}");
        }

        throw table.Wrong(await table.Front.Look(), "it does not end");
    }

    private async Task Step(GameState state)
    {
        switch (state.Game.Status)
        {
            case var _ when state.Game.IsOver: await AfterTheEnd(state); break;
            case GameStatus.None: await Create(state); break;
            case GameStatus.Scheduled: await Prepare(state); break;
            case GameStatus.Delayed or GameStatus.Suspended: await Resume(state); break;
            case var _ when table.Chance.Of(1, 30): await incidents.Happen(state); break;
            default: await duties.Do(state); break;
        }
    }

    private Task Create(GameState state) => table.Say(
        state, Table.Commissioner,
        new CreateGame("league", new("AWY"), new("HOM"), new(2024, 4, 6), 0, "PARK1", GameMode.Played, table.Rules)
        {
            Cards = cards,
        });

    private async Task Prepare(GameState state)
    {
        foreach (var side in new[] { Side.Away, Side.Home })
        {
            if (state.Ledger.Live!.Of(side).IsTaken) continue;
            var person = table.People[side];
            // A game with cards has a person on one side at least.
            var needed = table.Rules.Dice == DiceMode.Physical && side == Side.Away;
            if (persons && (needed || table.Chance.Of(5, 6)))
                await table.Say(state, person.Author, new TakeSeat(side, 0, table.Chance.Of(4, 5) ? person.Tip : null));
            else await table.Say(state, Table.Commissioner, new TakeSeat(side, level));
            return;
        }

        if (table.Chance.Of(1, 20)) await incidents.Nonsense(state);
        else if (table.Chance.Of(1, 400)) await table.Say(state, Table.Commissioner, new CancelGame("rain"));
        else if (state.Game.AwayUp == 0) await HandInCards(state);
        else await table.Say(state, Table.Commissioner, new StartGame());
    }

    private async Task HandInCards(GameState state)
    {
        if (!persons || table.Chance.Of(1, 6))
        {
            await table.Say(state, Table.Commissioner, new ExchangeLineups(Card(Side.Away), Card(Side.Home)));
            return;
        }

        var side = table.Chance.From(Side.Away, Side.Home);
        var by = state.Ledger.Live!.Of(side).IsComputer ? Table.Commissioner with { Side = side } : table.People[side].Author;
        await table.Say(state, by, new SealLineup(Card(side)));

        LineupCard Card(Side side) => RandomCards.For(side, table.Rules, table.Chance);
    }

    private async Task Resume(GameState state)
    {
        if (table.Chance.Of(1, 20)) await incidents.Nonsense(state);
        else if (state.Game.DueOf(TimerKind.DelayEnds) is not null && table.Chance.Of(1, 2)) await table.Front.Wait(state);
        else await table.Say(state, Table.Commissioner, state.Game.Status == GameStatus.Suspended && table.Chance.Of(1, 2)
            ? new ResumeGame(new(2024, 4, 7), "PARK2")
            : new ResumeGame());
    }

    private async Task AfterTheEnd(GameState state)
    {
        stuck = 0;
        switch (table.Chance.Below(8))
        {
            case 0: await incidents.Rescore(state); break;
            case 1: await incidents.Correct(state); break;
            case 2: await table.Say(state, Table.Scorer, new NamePitchersOfRecord(null, null, null)); break;
            case 3: await incidents.AskBack(state, table.People[table.Chance.From(Side.Away, Side.Home)]); break;
            case 4: await incidents.Nonsense(state); break;
            case 5 when table.Chance.Of(1, 2):
                await table.Say(state, Table.Scorer, new CertifyScore());
                closed = true;
                break;
            default: closed = true; break;
        }
    }
}
