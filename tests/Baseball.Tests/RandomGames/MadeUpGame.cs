using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests.RandomGames;

/// <summary>
/// A whole game made up from bytes: lineups, plays, substitutions, delays, until it ends or the bytes do. Every command it proposes is
/// legal, so a refusal is a fault, of the rules or of this game.
/// </summary>
internal sealed class MadeUpGame
{
    private static readonly RuleSet[] rules =
    [
        RuleSet.Mlb2018, RuleSet.Mlb2020, RuleSet.Mlb1982,
        RuleSet.Mlb2018 with { ScheduledInnings = 2, OfficialAfter = 1, MaxInnings = 3 },
        RuleSet.Mlb2018 with { ScheduledInnings = 7, BattingFirst = Side.Home, Mercy = [new(6, 4)] },
        RuleSet.Mlb2020 with { ScheduledInnings = 1, OfficialAfter = 1, AutoRunner = new(2, Base.Second) },
    ];

    private readonly Choices choose;
    private readonly List<Step> steps = [];
    private int commands;

    private MadeUpGame(byte[] bytes) => choose = new(bytes);

    /// <summary>One accepted command: the state before it, what it yielded, the state after it.</summary>
    public readonly record struct Step(GameState Before, GameCommand Command, EventGroup Group, GameState After);

    public GameState State { get; private set; } = GameState.New(new(new Guid("00000000-0000-7000-8000-000000000002")));

    public IReadOnlyList<Step> Steps => steps;

    public IEnumerable<GameEvent> Events => steps.SelectMany(step => step.Group.Events);

    public static MadeUpGame From(byte[] bytes)
    {
        var game = new MadeUpGame(bytes);
        game.Play();
        return game;
    }

    private void Play()
    {
        var set = choose.Of(rules);
        Do(new CreateGame("test", new("AWY"), new("HOM"), new(2018, 4, 6), 0, null, GameMode.Scored, set));
        Do(new ExchangeLineups(Scenario.Card('a', choose.Chance(1, 2)), Scenario.Card('h', choose.Chance(1, 2))));
        Do(new StartGame());
        var manager = new Manager(choose);
        while (!State.Game.IsOver && !choose.Exhausted)
        {
            if (manager.Mend(State.Game) is { } mended) Do(mended);
            if (choose.Chance(1, 8) && manager.Change(State.Game) is { } change) Do(change);
            if (choose.Chance(1, 60)) Interrupt();
            if (manager.Mend(State.Game) is { } again) Do(again);
            if (!State.Game.IsOver) Do(Scorer.Play(State.Game, choose));
        }
    }

    private void Interrupt()
    {
        switch (choose.Below(8))
        {
            case 0: Do(new NoteFacts([new("weather", "rain"), new("attendance", "12000")])); break;
            case 1: Do(new EjectPlayer("smitj001", "M", "umpire1", "words")); break;
            case 2: Do(new ReviewPlay(["1", "away", "upheld"])); break;
            case 3: Do(new SuspendGame("dark")); Do(new ResumeGame(new(2018, 4, 7), "elsewhere")); break;
            case 4 when choose.Chance(1, 6): Do(new CallGame("rain")); break;
            case 5 when choose.Chance(1, 6): Do(new ForfeitGame(choose.Of([Side.Away, Side.Home]), "no ball left")); break;
            default: Do(new DelayGame("rain", choose.Chance(1, 2) ? commands + 1_000 : null)); Do(new ResumeGame()); break;
        }
    }

    private void Do(GameCommand command)
    {
        var id = new CommandId(new Guid(++commands, 1, 0, new byte[8]));
        var verdict = GameRules.Decide(State, new(id, Author.System, State.Ledger.Seen, command), new(commands));
        if (verdict.Refused is { } refused) throw new InvalidOperationException($"Refused: {refused}\n{command}\nin {State.Game}");
        var group = new EventGroup(
            State.Id, State.Ledger.Seq + 1, id, (uint)commands, commands, Author.System, Cause.Command, GameRules.Version, verdict.Events);
        var after = GameRules.Evolve(State, group);
        if (after != GameRules.Evolve(State, group, verdict)) throw new InvalidOperationException($"{command} was looked ahead wrongly.");
        steps.Add(new(State, command, group, after));
        State = after;
    }
}
