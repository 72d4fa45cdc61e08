using AkkaGame.Baseball.Tests.RandomGames;
using AkkaGame.Messages;
using AkkaGame.Retrosheet.Events;

namespace AkkaGame.Baseball.Tests.History;

/// <summary>
/// A made-up scored game in which the scorer changes his mind and the commissioner his facts, drawn from the same kind of bytes: plays and
/// substitutions as ever, and every now and then an edit of what counts.
/// </summary>
internal sealed class EditedGame
{
    private static readonly Author commissioner = new("commissioner", Role.Commissioner);

    private readonly Choices choose;
    private readonly List<EventGroup> groups = [];
    private int commands;

    private EditedGame(byte[] bytes) => choose = new(bytes);

    public GameState State { get; private set; } = GameState.New(new(new Guid("00000000-0000-7000-8000-000000000004")));

    public IReadOnlyList<EventGroup> Groups => groups;

    /// <summary>Edits that were accepted, and commands of edits that were refused.</summary>
    public int Edits { get; private set; }

    public int Refused { get; private set; }

    public static EditedGame From(byte[] bytes)
    {
        var game = new EditedGame(bytes);
        game.Play();
        return game;
    }

    private void Play()
    {
        var rules = RuleSet.Mlb2020 with { ScheduledInnings = (byte)(1 + choose.Below(4)), OfficialAfter = 1, MaxInnings = 6 };
        Do(new CreateGame("test", new("AWY"), new("HOM"), new(2018, 4, 6), 0, null, GameMode.Scored, rules));
        Do(new ExchangeLineups(Scenario.Card('a'), Scenario.Card('h', choose.Chance(1, 2))));
        Do(new StartGame());
        var manager = new Manager(choose);
        while (!choose.Exhausted && Edits < 30)
        {
            if (choose.Chance(1, 12)) Edit();
            if (State.Game.IsOver && choose.Chance(1, 2)) return;
            if (State.Game.IsOver) continue;
            if (manager.Mend(State.Game) is { } mended) Do(mended);
            if (choose.Chance(1, 6) && manager.Change(State.Game) is { } change) Do(change);
            if (choose.Chance(1, 90)) Do(new CallGame("rain"));
            if (manager.Mend(State.Game) is { } again && !State.Game.IsOver) Do(again);
            if (State.Game.Status == GameStatus.InProgress) Do(Scorer.Play(State.Game, choose));
            else if (!State.Game.IsOver) Do(new ResumeGame());
        }
    }

    private void Edit()
    {
        var placed = EffectiveHistory.Of(groups);
        var facts = placed.Where(one => one.Event is PlayMade or SubstitutionMade).ToList();
        if (facts.Count == 0) return;
        var at = choose.Below(facts.Count);
        var keep = facts.Skip(at + choose.Below(3)).Where(_ => choose.Chance(9, 10)).Take(60).Select(one => one.Seq);
        var accepted = choose.Chance(1, 2)
            ? Try(new ChangeScoring(facts[at].Seq, Rewritten(facts[at].Event as PlayMade), "second thoughts"), out _)
            : Try(new CorrectHistory(facts[at].Seq, [.. keep], "so it was"), out _);
        if (accepted) Edits++;
        else Refused++;
    }

    /// <summary>A scorer's second thoughts: hit or error, steal or wild pitch, who threw, whether a run is earned.</summary>
    private ScoredPlay Rewritten(PlayMade? made)
    {
        if (made is null) return Scenario.Read("E6");
        var text = EventTextWriter.Write(Scored(made));
        var (code, advances) = text.Split('.') is [var first, var rest] ? (first, "." + rest) : (text, "");
        var fielder = 1 + choose.Below(9);
        var batterOn2nd = advances.Contains('B', StringComparison.Ordinal) ? advances : advances.Length > 0 ? $"{advances};B-2" : ".B-2";
        var anew = choose.Chance(1, 3) ? code + Ruled(advances) : code switch
        {
            ['S', >= '0' and <= '9', ..] => $"E{fielder}{advances}",
            ['E', ..] => $"S{fielder}{advances}",
            ['D', >= '0' and <= '9', ..] => $"E{fielder}{batterOn2nd}",
            "SB2" => $"WP.1-2{advances.Replace('.', ';')}",
            "WP" => $"PB{advances}",
            "PB" => $"WP{advances}",
            [>= '1' and <= '9', '3'] => $"{fielder}3{advances}",
            [>= '1' and <= '9'] => $"{fielder}{advances}",
            _ => text,
        };
        return EventText.TryParse(anew, out var play, out _) ? play : Scored(made);
    }

    private string Ruled(string advances) =>
        advances.Replace("-H", "-H" + choose.Of(["(UR)", "(TUR)", "(NR)", "(RBI)"]), StringComparison.Ordinal);

    /// <summary>What the scorer wrote of a play: men who stayed, for whom only another pitcher answers, stand in no scorebook.</summary>
    public static ScoredPlay Scored(PlayMade made)
    {
        var play = EventTextWriter.Scored(made);
        var advances = play.Advances.Where(advance => !advance.Implied || advance.From != advance.To || advance.Fate == Fate.Out);
        return play with { Advances = [.. advances] };
    }

    private void Do(GameCommand command)
    {
        if (Try(command, out var refused) is false) throw new InvalidOperationException($"{command} was refused: {refused}\n{State.Game}");
    }

    private bool Try(GameCommand command, out Refusal? refused)
    {
        var id = new CommandId(new Guid(++commands, 1, 0, new byte[8]));
        var envelope = new Envelope(id, commissioner, State.Ledger.Seen, command);
        var verdict = GameRules.Decide(State, envelope, new(commands));
        if (verdict.Needs.Kind == NeedKind.History)
            verdict = GameRules.Decide(State, envelope, new(commands), new() { History = groups });
        refused = verdict.Refused;
        if (refused is not null)
        {
            // A rule with a hole would be an invariant that had to step in, or a refusal that says nothing.
            if (refused.Code == RefusalCode.Internal || refused.Field is null || refused.Rule is null)
                throw new InvalidOperationException($"{command}: {refused}");
            return false;
        }

        var group = new EventGroup(
            State.Id, State.Ledger.Seq + 1, id, (uint)commands, commands, commissioner, Cause.Command, GameRules.Version, verdict.Events);
        State = GameRules.Evolve(State, group, verdict);
        groups.Add(group);
        return true;
    }
}
