using System.Text.Json;
using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests;

/// <summary>
/// One thing in a played game's journal is changed by hand, be it early, in the middle or late: it is found, where it stands, under the
/// number of its play and by the rule that it breaks.
/// </summary>
public class TamperedJournalTests
{
    private static readonly Tampered computers = Tampered.Computers;
    private static readonly Tampered persons = Tampered.Persons;

    /// <summary>What is changed: an event, and another one in its place, or null where it is none to be changed so.</summary>
    private static readonly Dictionary<string, (string Rule, Func<GameEvent, GameEvent?> Change)> ofEveryGame = new()
    {
        ["a key's home part"] = ("mixed", static it => it is KeyMixed mixed ? mixed with { Home = Turned(mixed.Home) } : null),
        ["a key's away part"] = ("mixed", static it => it is KeyMixed mixed ? mixed with { Away = Turned(mixed.Away) } : null),
        ["a key's number"] = ("key", static it => it is KeyMixed mixed ? mixed with { Key = mixed.Key + 1 } : null),
        ["a key's secret"] = ("chain", static it => it is KeyRevealed key ? key with { Secret = Turned(key.Secret) } : null),
        ["the secret of another key"] = ("shown", static it => it is KeyRevealed key ? key with { Key = key.Key + 1 } : null),
        ["the d6"] = ("roll", static it => Thrown(it, static dice => dice with { D6 = Other(dice.D6, 6) })),
        ["the red die"] = ("roll", static it => Thrown(it, static dice => dice with { Red = Other(dice.Red, 6) })),
        ["the white die"] = ("roll", static it => Thrown(it, static dice => dice with { White = Other(dice.White, 6) })),
        ["the d20"] = ("roll", static it => Thrown(it, static dice => dice with { D20 = Other(dice.D20, 20) })),
        ["a roll's number"] = ("number", static it => it is DiceRolled roll ? roll with { Number = roll.Number + 1 } : null),
        ["a roll's key"] = ("key", static it => it is DiceRolled roll ? roll with { Key = roll.Key - 1 } : null),
        ["a roll's decision"] = ("decision", static it => it is DiceRolled roll ? roll with { Decision = Guid.Empty } : null),
        ["a roll's purpose"] = ("purpose", static it => it is DiceRolled { Purpose: RollPurpose.Matchup } roll
            ? roll with { Purpose = RollPurpose.Rare } : null),
        ["a chart's name"] = ("chart", static it => Hit(it, static entry => entry with { Chart = "rare" })),
        ["a chart's row"] = ("chart", static it => Hit(it, static entry => entry with { Row = "1-7 1-20 " })),
        ["a chart's outcome"] = ("chart", static it => Hit(it, static entry => entry with { Outcome = "HR/F!" })),
        ["a chart's hash"] = ("chart", static it => Hit(it, static entry => entry with { Hash = Turned(entry.Hash) })),
        ["a play's charts"] = ("chart", static it => it is PlayMade { Chart.Count: > 0 } play ? play with { Chart = default } : null),
        ["a play's rolls"] = ("rolls", static it => it is PlayMade { Rolls.Count: > 0 } play
            ? play with { Rolls = play.Rolls.With(0, play.Rolls[0] + 1) } : null),
        ["a play's number"] = ("play", static it => it is PlayMade play ? play with { Number = play.Number + 7 } : null),
        ["a play's outs"] = ("play", static it => it is PlayMade play ? play with { Outs = (byte)(play.Outs ^ 1) } : null),
        ["a play's runs"] = ("play", static it => it is PlayMade play ? play with { Runs = (byte)(play.Runs + 1) } : null),
        ["a play's code"] = ("play", static it => it is PlayMade { Code: PlayCode.Strikeout } play
            ? play with { Parts = play.Parts.With(0, play.Parts[0] with { Code = PlayCode.Walk }) } : null),
        ["where a man goes"] = ("play", Moved),
        ["who pitched"] = ("play", static it => it is PlayMade play ? play with { ChargedPitcher = play.Batter } : null),
        ["who fielded"] = ("play", static it => it is PlayMade play && play.Credits != default
            ? play with { Credits = default } : null),
        ["that a play comes of a decision"] = ("play", static it => it is PlayMade play ? play with { Decision = null } : null),
        ["that a play is said for the first time"] = ("play", static it => it is PlayMade play ? play with { Replays = 3 } : null),
        ["a half's runs"] = ("end", static it => it is HalfClosed half ? half with { Runs = (byte)(half.Runs + 1) } : null),
        ["on which play a run scored"] = ("end", static it => it is HalfClosed { Settlement.Count: > 0 } half
            ? half with { Settlement = half.Settlement.With(0, half.Settlement[0] with { Play = half.Settlement[0].Play + 1 }) } : null),
        ["who leads off"] = ("end", static it => it is HalfOpened { Inning: > 1 } half
            ? half with { LeadOff = (byte)(half.LeadOff % 9 + 1) } : null),
        ["the id of a window"] = ("window", static it => it.Opens is { } window && it is PlayMade
            ? it with { Opens = window with { Id = Guid.Empty } } : null),
        ["what became pointless"] = ("moot", static it => it is DecisionsRevealed { Offense: not null } reveal
            ? reveal with { Moot = [new(Side.Away, "bunt", "steal"), new(Side.Home, "pitch", "steal")] } : null),
    };

    private static readonly Dictionary<string, (string Rule, Func<GameEvent, GameEvent?> Change)> ofComputers = new()
    {
        ["a computer's defense"] = ("computer", static it => it is DecisionsRevealed { Defense: not null } ? Decided(it) : null),
        ["a computer's offense"] = ("computer", static it => it is DecisionsRevealed { Offense: not null } ? Swung(it) : null),
        ["a computer's reason"] = ("computer", static it => it is DecisionsRevealed reveal
            ? reveal with { OffenseBy = reveal.OffenseBy with { Why = "He had seen the dice." } } : null),
        ["a computer's decision that nobody asked for"] = ("not-asked", static it =>
            Swung(it) is { } reveal ? reveal with { OffenseBy = new(TakenFrom.NotAsked) } : null),
        ["a computer's decision as one that was ordered"] = ("no-seal", static it =>
            Decided(it) is { } reveal ? reveal with { DefenseBy = new(TakenFrom.StandingOrders, new('0', 32)) } : null),
        ["a computer's decision as one that was sealed"] = ("no-seal", static it =>
            Decided(it) is { } reveal ? reveal with { DefenseBy = new(TakenFrom.Seal, new('0', 32)) } : null),
        ["a computer's decision as one of a person who was late"] = ("computer", static it => it is DecisionsRevealed reveal
            ? reveal with { DefenseBy = reveal.DefenseBy with { From = TakenFrom.Deadline } } : null),
        ["that a computer sends him in for the first time"] = ("computer", static it => it is SubstitutionMade change
            ? change with { Replays = 3 } : null),
        ["whom a computer sends in"] = ("computer", static it => it is SubstitutionMade change
            ? change with { Player = new(change.Player.Value + "x") } : null),
    };

    private static readonly Dictionary<string, (string Rule, Func<GameEvent, GameEvent?> Change)> ofPersons = new()
    {
        ["a nonce"] = ("nonce", static it => it is NonceGiven nonce ? nonce with { Nonce = Turned(nonce.Nonce) } : null),
        ["whose nonce it is"] = ("nonce", static it => it is NonceGiven nonce ? nonce with { Side = nonce.Side.Other() } : null),
        ["a nonce's key"] = ("nonce", static it => it is NonceGiven nonce ? nonce with { Key = nonce.Key + 1 } : null),
        ["that a nonce was missing"] = ("missing", static it => it is KeyMixed mixed
            ? mixed with { Home = new('0', 64), Missing = mixed.Missing.With(Side.Home) } : null),
        ["a sealed defense"] = ("commit", static it => it is DecisionsRevealed { DefenseBy.From: TakenFrom.Seal, Defense: not null }
            ? Decided(it) : null),
        ["a sealed offense"] = ("commit", static it => it is DecisionsRevealed { OffenseBy.From: TakenFrom.Seal, Offense: not null }
            ? Swung(it) : null),
        ["a sealed word while the ball is in play"] = ("commit", static it =>
            it is DecisionsRevealed { OffenseBy.From: TakenFrom.Seal, Advance: { } advance } reveal
                ? reveal with { Advance = new(advance.Runner == Advancing.Hold ? Advancing.Send : Advancing.Hold) } : null),
        ["a decision by standing orders"] = ("commit", static it =>
            it is DecisionsRevealed { DefenseBy.From: TakenFrom.StandingOrders, Defense: not null } ? Decided(it) : null),
        ["the defense's salt"] = ("commit", static it =>
            it is DecisionsRevealed { DefenseBy: { From: TakenFrom.Seal, Salt: { } salt } } reveal
                ? reveal with { DefenseBy = reveal.DefenseBy with { Salt = Turned(salt) } } : null),
        ["the offense's salt"] = ("commit", static it =>
            it is DecisionsRevealed { OffenseBy: { From: TakenFrom.Seal, Salt: { } salt } } reveal
                ? reveal with { OffenseBy = reveal.OffenseBy with { Salt = Turned(salt) } } : null),
        ["a sealed decision as a late one's"] = ("seal-passed-over", static it =>
            it is DecisionsRevealed { DefenseBy.From: TakenFrom.Seal, Defense: not null }
                ? Decided(it) is { } reveal ? reveal with { DefenseBy = new(TakenFrom.Deadline, Why: "He was late.") } : null : null),
        ["a sealed decision as an ordered one"] = ("seal-passed-over", static it =>
            it is DecisionsRevealed { DefenseBy.From: TakenFrom.Seal, Defense: not null }
                ? Decided(it) is { } reveal ? reveal with { DefenseBy = new(TakenFrom.StandingOrders, new('0', 32)) } : null : null),
        ["the decision of one who was late"] = ("computer", static it =>
            it is DecisionsRevealed { OffenseBy.From: TakenFrom.Deadline, Offense: not null } ? Swung(it) : null),
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var what in ofEveryGame.Keys.Concat(ofComputers.Keys)) cases.Add("computers", what);
            foreach (var what in ofEveryGame.Keys.Concat(ofPersons.Keys)) cases.Add("persons", what);
            return cases;
        }
    }

    [Fact]
    public void What_nobody_has_touched_is_sound()
    {
        Assert.Null(computers.Untouched);
        Assert.Null(persons.Untouched);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_was_changed_is_found_where_it_stands(string game, string what)
    {
        var journal = game == "computers" ? computers : persons;
        var (rule, change) = ofEveryGame.GetValueOrDefault(what, ofComputers.GetValueOrDefault(what, ofPersons.GetValueOrDefault(what)));
        var places = journal.Events.Where(one => change(one.Happened) is not null).ToArray();
        Assert.True(places.Length >= 3, $"{what} can be changed in {places.Length} places only");

        foreach (var (seq, happened) in Enumerable.Range(0, 5).Select(part => places[part * (places.Length - 1) / 4]))
        {
            var found = journal.With(seq, change(happened)!);

            Assert.Equal((seq, journal.PlayOf(seq), rule), (found?.Seq, found?.Play, found?.Rule));
        }
    }

    /// <summary>A commit says nothing until the decision is shown.</summary>
    [Fact]
    public void A_changed_commit_is_found_where_the_decision_is_shown()
    {
        var sealings = persons.Events.Where(static one => one.Happened is DecisionSealed).ToArray();
        var shown = persons.Events.Where(static one => one.Happened is DecisionsRevealed)
            .ToDictionary(static one => ((DecisionsRevealed)one.Happened).Decision, static one => one.Seq);

        foreach (var at in (int[])[0, sealings.Length / 2, sealings.Length - 1])
        {
            var sealing = (DecisionSealed)sealings[at].Happened;
            var found = persons.With(sealings[at].Seq, sealing with { Commit = Turned(sealing.Commit) });

            var seq = shown[sealing.Decision];
            Assert.Equal((seq, persons.PlayOf(seq), "commit"), (found?.Seq, found?.Play, found?.Rule));
        }
    }

    [Theory]
    [InlineData("computers")]
    [InlineData("persons")]
    public void Another_winner_is_found(string game)
    {
        var journal = game == "computers" ? computers : persons;
        var (seq, happened) = journal.Events.Single(static one => one.Happened is GameEnded);
        var ended = (GameEnded)happened;

        Assert.Equal("end", journal.With(seq, ended with { Winner = ended.Winner!.Value.Other() })?.Rule);
        Assert.Equal("end", journal.With(seq, ended with { Official = new(1, 2) })?.Rule);
    }

    /// <summary>Who chose the ids of windows chose what the computers decide: they have no other luck.</summary>
    [Fact]
    public void A_window_whose_id_somebody_chose_is_found_even_where_everything_fits_it()
    {
        var opened = computers.Events.Where(static one => one.Happened.Opens is { Kind: WindowKind.Pitch }).ToArray();
        foreach (var (seq, first) in (IEnumerable<(int, GameEvent)>)[opened[0], opened[opened.Length / 2], opened[^1]])
        {
            var (id, chosen) = ($"{first.Opens!.Id}", $"{Guid.Empty}");
            var found = computers.With(happened =>
            {
                var (name, text) = (WireNames.Of(happened), JsonSerializer.Serialize(happened, WireNames.Of(happened).Json));
                return text.Contains(id, StringComparison.Ordinal)
                    ? (GameEvent)JsonSerializer.Deserialize(text.Replace(id, chosen, StringComparison.Ordinal), name.Json)!
                    : happened;
            });

            Assert.Equal((seq, "window"), (found?.Seq, found?.Rule));
        }
    }

    private static DecisionsRevealed? Decided(GameEvent it) => it is DecisionsRevealed { Defense: { } defense } reveal
        ? reveal with { Defense = defense with { Outfield = defense.Outfield == Outfield.In ? Outfield.Normal : Outfield.In } }
        : null;

    private static DecisionsRevealed? Swung(GameEvent it) => it is DecisionsRevealed { Offense: { } offense } reveal
        ? reveal with { Offense = offense with { Boldness = offense.Boldness == Boldness.Bold ? Boldness.Normal : Boldness.Bold } }
        : null;

    private static GameEvent? Thrown(GameEvent it, Func<Dice, Dice> other) =>
        it is DiceRolled roll ? roll with { Dice = other(roll.Dice) } : null;

    private static byte Other(byte face, byte sides) => (byte)(face % sides + 1);

    /// <summary>The last thing that the dice hit is another one.</summary>
    private static GameEvent? Hit(GameEvent it, Func<ChartEntry, ChartEntry> other) => it is PlayMade { Chart.Count: > 0 } play
        ? play with { Chart = play.Chart.With(play.Chart.Count - 1, other(play.Chart[^1])) }
        : null;

    /// <summary>The first man who is safe short of home gets another base.</summary>
    private static GameEvent? Moved(GameEvent it)
    {
        if (it is not PlayMade play) return null;
        var at = Array.FindIndex([.. play.Moves], static move => move is { Fate: Fate.Safe, To: < Base.Home });
        return at < 0 ? null : play with { Moves = play.Moves.With(at, play.Moves[at] with { To = play.Moves[at].To + 1 }) };
    }

    private static string Turned(string hex) => $"{hex[..9]}{(hex[9] == '0' ? '1' : '0')}{hex[10..]}";
}
