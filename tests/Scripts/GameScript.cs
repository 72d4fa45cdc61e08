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
public sealed class GameScript(int seed, IFront front, RuleSet rules, bool persons = true)
{
    private const int StepsMax = 12_000;
    private const int StuckMax = 60;

    private static readonly Author commissioner = new("commissioner@example.org", Role.Commissioner);
    private static readonly Author scorer = new("scorer@example.org", Role.Scorer);

    private readonly Chance chance = new(seed);
    private readonly Dictionary<string, int> refused = [];
    private Dictionary<Side, Person> people = [];
    private int accepted, stuck, corrections;
    private bool closed;

    public async Task<Played> Play()
    {
        people = new[] { Side.Away, Side.Home }.ToDictionary(side => side, side => new Person(side, $"{side}-{seed}@example.org", chance.Bytes(32)));
        for (var steps = 0; steps < StepsMax; steps++)
        {
            var state = await front.Look();
            if (Invariants.Broken(state.Game) is { } broken) throw Wrong(state, $"the invariant {broken} is broken");
            if (state.Game.Status == GameStatus.Postponed || state.Game.IsOver && closed) return new(state, accepted, refused);
            await Step(state);
            stuck = (await front.Look()).Ledger.Seq > state.Ledger.Seq ? 0 : stuck + 1;
            if (stuck > StuckMax) throw Wrong(state, $"nothing moves any more; refused: {string.Join(", ", refused.Keys)}; {state.Game.Live!.Window}; {state.Ledger.Live}");
        }

        throw Wrong(await front.Look(), $"it does not end; refused: {string.Join(", ", refused.Select(one => $"{one.Value} x {one.Key}"))}");
    }

    private async Task Step(GameState state)
    {
        switch (state.Game.Status)
        {
            case var _ when state.Game.IsOver: await AfterTheEnd(state); break;
            case GameStatus.None: await Create(state); break;
            case GameStatus.Scheduled: await Prepare(state); break;
            case GameStatus.Delayed or GameStatus.Suspended: await Resume(state); break;
            case var _ when chance.Of(1, 30): await Incident(state); break;
            default: await Duty(state); break;
        }
    }

    private Task Create(GameState state) => Say(
        state, commissioner, new CreateGame("league", new("AWY"), new("HOM"), new(2024, 4, 6), 0, "PARK1", GameMode.Played, rules));

    private async Task Prepare(GameState state)
    {
        foreach (var side in new[] { Side.Away, Side.Home })
        {
            if (state.Ledger.Live!.Of(side).IsTaken) continue;
            if (persons && (chance.Of(5, 6) || rules.Dice == DiceMode.Physical && side == Side.Away)) await Say(state, people[side].Author, new TakeSeat(side, 0, chance.Of(4, 5) ? people[side].Tip : null));
            else await Say(state, commissioner, new TakeSeat(side, 1));
            return;
        }

        if (chance.Of(1, 20)) await Nonsense(state);
        else if (chance.Of(1, 400)) await Say(state, commissioner, new CancelGame("rain"));
        else if (state.Game.AwayUp == 0) await HandInCards(state);
        else await Say(state, commissioner, new StartGame());
    }

    private async Task HandInCards(GameState state)
    {
        if (!persons || chance.Of(1, 6))
        {
            await Say(state, commissioner, new ExchangeLineups(RandomCards.For(Side.Away, rules, chance), RandomCards.For(Side.Home, rules, chance)));
            return;
        }

        var side = chance.From(Side.Away, Side.Home);
        var by = state.Ledger.Live!.Of(side).IsComputer ? new Author(commissioner.Who, Role.Commissioner, side) : people[side].Author;
        await Say(state, by, new SealLineup(RandomCards.For(side, rules, chance)));
    }

    private async Task Resume(GameState state)
    {
        if (chance.Of(1, 20)) await Nonsense(state);
        else if (state.Game.DueOf(TimerKind.DelayEnds) is not null && chance.Of(1, 2)) await front.Wait(state);
        else await Say(state, commissioner, state.Game.Status == GameStatus.Suspended && chance.Of(1, 2)
            ? new ResumeGame(new(2024, 4, 7), "PARK2")
            : new ResumeGame());
    }

    /// <summary>What the game waits for.</summary>
    private async Task Duty(GameState state)
    {
        var live = state.Ledger.Live!;
        if (live.TakeBack is { } asked && chance.Of(3, 4))
        {
            var other = asked.By.Other();
            if (!live.Of(other).IsComputer)
            {
                await Say(state, people[other].Author, new AnswerTakeBack(chance.Of(2, 3), chance.Of(1, 2) ? "no" : null));
                return;
            }
        }

        switch (state.Game.Live!.Window)
        {
            case null when state.Game.Live.UnderWay is { Disputed: true, Reading: { } read }:
                await Say(state, commissioner, new RuleOutcome(read.Roll, read.Reading));
                break;
            case null or { Asked: Sides.None }:
                if (!await front.Wait(state)) throw Wrong(state, "nobody is asked, and nothing is due");
                break;
            case { Due: not null } when chance.Of(1, 40):
                await front.Wait(state);
                break;
            case { Kind: WindowKind.Key } window: await Key(state, window); break;
            case { Kind: WindowKind.Pitch } window: await Pitch(state, window); break;
            case { Kind: WindowKind.Play } window: await OnTheBases(state, window); break;
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
        var person = people[AnyOf(asked)];
        var shown = person.Side == Side.Away ? dice.AwayTip : dice.HomeTip;
        if (person.After(shown) is { } nonce) await Say(state, person.Author, new GiveNonce(dice.Key + 1, nonce), window.Id);
        else await front.Wait(state);
    }

    private async Task Pitch(GameState state, Window window)
    {
        var game = state.Game;
        var side = Unready(game, window.Asked) ?? Waiting(state, window);
        var person = people[side];
        var turn = window.Turn switch { Turn.Offense or Turn.OffenseAgain => game.Batting, Turn.Defense => game.Fielding, _ => (Side?)null };
        var ideas = new RandomChanges(game, side, chance);
        if (IsUnready(game, side) && ideas.Mend() is { } mended) await Say(state, person.Author, mended);
        else if (turn == side && chance.Of(1, 14) && ideas.Change() is { } change) await Say(state, person.Author, change);
        else if (turn == side && chance.Of(1, 10)) await Say(state, person.Author, new PassTurn());
        else if (side == game.Fielding && chance.Of(1, 60)) await Say(state, person.Author, new VisitMound());
        else
            await Say(
                state, person.Author,
                side == game.Fielding
                    ? new SealDecision(Defense: RandomDecisions.Defense(game, chance))
                    : new SealDecision(Offense: RandomDecisions.Offense(game, chance)),
                window.Id);
    }

    private async Task OnTheBases(GameState state, Window window)
    {
        var side = Waiting(state, window);
        await Say(
            state, people[side].Author,
            side == state.Game.Fielding
                ? new SealDecision(Throw: RandomDecisions.Throw(chance))
                : new SealDecision(Advance: RandomDecisions.Advance(chance)),
            window.Id);
    }

    private async Task Read(GameState state, Window window)
    {
        var game = state.Game;
        var person = people[AnyOf(window.Asked)];
        if (game.Live!.UnderWay!.Rolls.LastOrDefault(roll => roll.Purpose != RollPurpose.Card) is not { } roll)
        {
            await front.Wait(state);
            return;
        }

        if (chance.Of(1, 12)) await Say(state, person.Author, new RollForCard(chance.From("fielding", "running", "rare")), window.Id);
        else
        {
            var cell = RandomReadings.Cell(game, roll, chance);
            var overrules = chance.Of(1, 3);
            foreach (var reading in RandomReadings.For(game, roll, cell, chance))
                if (await Said(state, person.Author, new ReadOutcome(roll.Number, cell, reading, overrules), window.Id)) return;
        }
    }

    private async Task Confirm(GameState state, Window window)
    {
        var person = people[AnyOf(window.Asked)];
        var read = state.Game.Live!.UnderWay!.Reading!;
        if (chance.Of(1, 8)) await Say(state, person.Author, new DisputeOutcome(read.Roll, chance.Of(1, 2) ? read.Reading : null), window.Id);
        else await Say(state, person.Author, new ConfirmOutcome(read.Roll), window.Id);
    }

    /// <summary>Something that the game does not wait for.</summary>
    private async Task Incident(GameState state)
    {
        var side = chance.From(Side.Away, Side.Home);
        var person = people[side];
        var seat = state.Ledger.Live!.Of(side);
        switch (chance.Below(18))
        {
            case 0: await Say(state, commissioner, new DelayGame("rain", chance.Of(1, 2) ? state.Game.Live!.Window?.Opened + 2 * rules.DecisionClockMs : null)); break;
            case 1 when chance.Of(1, 3): await Say(state, commissioner, new SuspendGame("dark")); break;
            case 2: await Say(state, commissioner, Ejection(state.Game, side)); break;
            case 3: await Say(state, scorer, new NoteFacts([new("attendance", $"{chance.Below(50_000)}")])); break;
            case 4 when !seat.IsComputer:
                await Say(state, chance.Of(1, 2) ? person.Author : commissioner, new HandOverSeat(side, 1));
                break;
            case 5 or 6 when seat.Absent is not null:
                await Say(state, person.Author, new TakeSeat(side, 0, chance.Of(1, 2) ? person.Tip : null));
                break;
            case 7 when !seat.IsComputer:
                people[side] = new(side, person.Author.Who, chance.Bytes(32));
                await Say(state, person.Author, new TakeSeat(side, 0, people[side].Tip));
                break;
            case 8 or 9 when !seat.IsComputer: await Say(state, person.Author, new SealStandingOrders(RandomDecisions.Standing(chance))); break;
            case 10 or 11 or 12 when !seat.IsComputer: await AskBack(state, person); break;
            case 13 or 14: await Rescore(state); break;
            case 15: await Correct(state); break;
            case 16 when chance.Of(1, 40): await Stop(state, side); break;
            default: await Nonsense(state); break;
        }
    }

    private Task AskBack(GameState state, Person person) => Say(
        state, person.Author,
        rules.Dice == DiceMode.Physical && state.Game.Live!.UnderWay is { Reading: { } read } && chance.Of(1, 2)
            ? new AskTakeBack(EditKind.Reread, read.Reading)
            : new AskTakeBack(EditKind.Decision));

    private Task Stop(GameState state, Side side) => chance.Below(3) switch
    {
        0 => Say(state, commissioner, new CallGame("rain")),
        1 => Say(state, commissioner, new ForfeitGame(side, "no ball left")),
        _ => Say(state, people[side].Author, new ConcedeGame("enough")),
    };

    private async Task Rescore(GameState state)
    {
        var plays = EffectiveHistory.Of(await front.History()).Where(placed => placed.Event is PlayMade).ToList();
        if (plays.Count == 0) return;
        var one = plays[Math.Max(0, plays.Count - 1 - chance.Below(12))];
        await Say(state, scorer, new ChangeScoring(one.Seq, Rescoring.Of((PlayMade)one.Event, chance), "on second thought"));
    }

    /// <summary>A play of the last dozen did not happen so; of what came after it some may be said to hold.</summary>
    private async Task Correct(GameState state)
    {
        if (corrections >= 3) return;
        var effective = EffectiveHistory.Of(await front.History()).ToList();
        var plays = effective.Where(placed => placed.Event is PlayMade).ToList();
        if (plays.Count == 0) return;
        var from = plays[Math.Max(0, plays.Count - 1 - chance.Below(12))];
        var later = effective.Where(placed => placed.Seq >= from.Seq && WireNames.Of(placed.Event).Voidable).Select(placed => placed.Seq).ToList();
        var keep = chance.Below(3) switch
        {
            0 => [],
            1 => later.Take(chance.Below(later.Count + 1)),
            _ => later.Skip(1).Take(chance.Below(4)),
        };
        if (await Said(state, commissioner, new CorrectHistory(from.Seq, new([.. keep]), "the umpire's report"))) corrections++;
    }

    private EjectPlayer Ejection(Game game, Side side)
    {
        var men = game.Lineup(side).Men.Where(man => man.IsIn).ToList();
        return men.Count == 0 || chance.Of(1, 4)
            ? new("manager01", "M", "umpire01", "words")
            : new(men[chance.Below(men.Count)].Player.Value, "P", "umpire01", "words");
    }

    private async Task AfterTheEnd(GameState state)
    {
        stuck = 0;
        switch (chance.Below(8))
        {
            case 0: await Rescore(state); break;
            case 1: await Correct(state); break;
            case 2: await Say(state, scorer, new NamePitchersOfRecord(null, null, null)); break;
            case 3: await AskBack(state, people[chance.From(Side.Away, Side.Home)]); break;
            case 4: await Nonsense(state); break;
            case 5 when chance.Of(1, 2):
                await Say(state, scorer, new CertifyScore());
                closed = true;
                break;
            default: closed = true; break;
        }
    }

    /// <summary>What has to be refused, or is a command of a person who is not asked now: whatever the answer, the game stays sound.</summary>
    private async Task Nonsense(GameState state)
    {
        var side = chance.From(Side.Away, Side.Home);
        var stranger = new Author("stranger@example.org", Role.Manager, side);
        var by = chance.From(people[side].Author, people[side.Other()].Author, stranger, commissioner, new Author("fan", Role.Spectator));
        GameCommand command = chance.Below(12) switch
        {
            0 => new SealDecision(Defense: new() { Pickoff = Base.Third, Pitchout = true }),
            1 => new SealDecision(Offense: new() { Bunt = Bunt.Squeeze }, Defense: new()),
            2 => new TakeSeat(side, 99),
            3 => new GiveNonce(chance.Below(3), new('0', 64)),
            4 => new StartGame(),
            5 => new Substitute([new(side, (byte)chance.Below(12), new("nobody"), "Nobody", Position.PinchHitter, Count.Unknown)]),
            6 => new RecordPlay(1, Half.Top, new("nobody"), Count.Unknown, null, new([new(PlayCode.Balk)], [])),
            7 => new ConfirmOutcome(chance.Below(40)),
            8 => new AnswerTakeBack(true),
            9 => new VisitMound(),
            10 => new ChangeScoring(chance.Below(200), new([new(PlayCode.Strikeout)], []), "none"),
            _ => new SealLineup(new([])),
        };
        var answers = chance.Below(3) switch { 0 => state.Game.Live?.Window?.Id, 1 => chance.Id(), _ => (Guid?)null };
        await Say(state, by, command, answers);
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
        return waiting.Count > 0 && !chance.Of(1, 25) ? chance.From(waiting) : AnyOf(window.Asked);
    }

    private Side AnyOf(Sides asked) =>
        asked == Sides.Both ? chance.From(Side.Away, Side.Home) : asked.Has(Side.Away) ? Side.Away : Side.Home;

    private async Task Say(GameState state, Author by, GameCommand command, Guid? answers = null) =>
        _ = await Said(state, by, command, answers);

    private async Task<bool> Said(GameState state, Author by, GameCommand command, Guid? answers = null)
    {
        var id = new CommandId(chance.Id());
        var refusal = await front.Send(new(id, by, answers is null ? state.Ledger.Seen : 0, command, answers));
        if (refusal is null)
        {
            accepted++;
            return true;
        }

        if (refusal.Code is RefusalCode.Internal or RefusalCode.Quarantined || refusal is { Code: RefusalCode.Illegal, Field: null } or { Rule: null })
            throw Wrong(state, $"{command} was refused so: {refusal}");
        var what = $"{command.GetType().Name} {refusal.Code} {refusal.Rule}";
        refused[what] = refused.GetValueOrDefault(what) + 1;
        // Too late: what its time brings is on its way.
        if (refusal.Rule == "deadline") await front.Wait(state);
        return false;
    }

    private ScriptException Wrong(GameState state, string what) =>
        new($"Seed {seed} ({rules.Name}, {rules.Dice}), seq {state.Ledger.Seq}, {state.Game.Status} inning {state.Game.Inning}: {what}");
}
