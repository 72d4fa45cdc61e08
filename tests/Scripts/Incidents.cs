using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Scripts;

/// <summary>What a game does not wait for: stops, edits, seats that change, and what has to be refused.</summary>
internal sealed class Incidents(Table table)
{
    private int corrections;

    /// <summary>Something that the game does not wait for.</summary>
    public async Task Happen(GameState state)
    {
        var side = table.Chance.From(Side.Away, Side.Home);
        var person = table.People[side];
        var seat = state.Ledger.Live!.Of(side);
        switch (table.Chance.Below(18))
        {
            case 0:
                var ends = state.Game.Live!.Window?.Opened + 2 * table.Rules.DecisionClockMs;
                await table.Say(state, Table.Commissioner, new DelayGame("rain", table.Chance.Of(1, 2) ? ends : null));
                break;
            case 1 when table.Chance.Of(1, 3): await table.Say(state, Table.Commissioner, new SuspendGame("dark")); break;
            case 2: await table.Say(state, Table.Commissioner, Ejection(state.Game, side)); break;
            case 3: await table.Say(state, Table.Scorer, new NoteFacts([new("attendance", $"{table.Chance.Below(50_000)}")])); break;
            case 4 when !seat.IsComputer:
                await table.Say(state, table.Chance.Of(1, 2) ? person.Author : Table.Commissioner, new HandOverSeat(side, 1));
                break;
            case 5 or 6 when seat.Absent is not null:
                await table.Say(state, person.Author, new TakeSeat(side, 0, table.Chance.Of(1, 2) ? person.Tip : null));
                break;
            case 7 when !seat.IsComputer:
                table.Seat(side, person.Author.Who);
                await table.Say(state, person.Author, new TakeSeat(side, 0, table.People[side].Tip));
                break;
            case 8 or 9 when !seat.IsComputer:
                await table.Say(state, person.Author, new SealStandingOrders(RandomDecisions.Standing(table.Chance)));
                break;
            case 10 or 11 or 12 when !seat.IsComputer: await AskBack(state, person); break;
            case 13 or 14: await Rescore(state); break;
            case 15: await Correct(state); break;
            case 16 when table.Chance.Of(1, 40): await Stop(state, side); break;
            default: await Nonsense(state); break;
        }
    }

    public Task AskBack(GameState state, Person person) => table.Say(
        state, person.Author,
        table.Rules.Dice == DiceMode.Physical && state.Game.Live!.UnderWay is { Reading: { } read } && table.Chance.Of(1, 2)
            ? new AskTakeBack(EditKind.Reread, read.Reading)
            : new AskTakeBack(EditKind.Decision));

    private Task Stop(GameState state, Side side) => table.Chance.Below(3) switch
    {
        0 => table.Say(state, Table.Commissioner, new CallGame("rain")),
        1 => table.Say(state, Table.Commissioner, new ForfeitGame(side, "no ball left")),
        _ => table.Say(state, table.People[side].Author, new ConcedeGame("enough")),
    };

    public async Task Rescore(GameState state)
    {
        var plays = EffectiveHistory.Of(await table.Front.History()).Where(placed => placed.Event is PlayMade).ToList();
        if (plays.Count == 0) return;
        var one = plays[Math.Max(0, plays.Count - 1 - table.Chance.Below(12))];
        var otherwise = Rescoring.Of((PlayMade)one.Event, table.Chance);
        await table.Say(state, Table.Scorer, new ChangeScoring(one.Seq, otherwise, "on second thought"));
    }

    /// <summary>A play of the last dozen did not happen so; of what came after it some may be said to hold.</summary>
    public async Task Correct(GameState state)
    {
        if (corrections >= 3) return;
        var effective = EffectiveHistory.Of(await table.Front.History()).ToList();
        var plays = effective.Where(placed => placed.Event is PlayMade).ToList();
        if (plays.Count == 0) return;
        var from = plays[Math.Max(0, plays.Count - 1 - table.Chance.Below(12))];
        var later = effective.Where(placed => placed.Seq >= from.Seq && WireNames.Of(placed.Event).Voidable)
            .Select(placed => placed.Seq).ToList();
        var keep = table.Chance.Below(3) switch
        {
            0 => [],
            1 => later.Take(table.Chance.Below(later.Count + 1)),
            _ => later.Skip(1).Take(table.Chance.Below(4)),
        };
        if (await table.Said(state, Table.Commissioner, new CorrectHistory(from.Seq, new([.. keep]), "the umpire's report"))) corrections++;
    }

    private EjectPlayer Ejection(Game game, Side side)
    {
        var men = game.Lineup(side).Men.Where(man => man.IsIn).ToList();
        return men.Count == 0 || table.Chance.Of(1, 4)
            ? new("manager01", "M", "umpire01", "words")
            : new(men[table.Chance.Below(men.Count)].Player.Value, "P", "umpire01", "words");
    }

    /// <summary>What has to be refused, or comes from who is not asked now: whatever the answer, the game stays sound.</summary>
    public async Task Nonsense(GameState state)
    {
        var side = table.Chance.From(Side.Away, Side.Home);
        var stranger = new Author("stranger@example.org", Role.Manager, side);
        var by = table.Chance.From(
            table.People[side].Author, table.People[side.Other()].Author, stranger, Table.Commissioner, new Author("fan", Role.Spectator));
        GameCommand command = table.Chance.Below(12) switch
        {
            0 => new SealDecision(Defense: new() { Pickoff = Base.Third, Pitchout = true }),
            1 => new SealDecision(Offense: new() { Bunt = Bunt.Squeeze }, Defense: new()),
            2 => new TakeSeat(side, 99),
            3 => new GiveNonce(table.Chance.Below(3), new('0', 64)),
            4 => new StartGame(),
            5 => new Substitute([new(side, (byte)table.Chance.Below(12), new("nobody"), "Nobody", Position.PinchHitter, Count.Unknown)]),
            6 => new RecordPlay(1, Half.Top, new("nobody"), Count.Unknown, null, new([new(PlayCode.Balk)], [])),
            7 => new ConfirmOutcome(table.Chance.Below(40)),
            8 => new AnswerTakeBack(true),
            9 => new VisitMound(),
            10 => new ChangeScoring(table.Chance.Below(200), new([new(PlayCode.Strikeout)], []), "none"),
            _ => new SealLineup(new([])),
        };
        var answers = table.Chance.Below(3) switch { 0 => state.Game.Live?.Window?.Id, 1 => table.Chance.Id(), _ => (Guid?)null };
        await table.Say(state, by, command, answers);
    }
}
