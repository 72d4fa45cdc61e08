using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What a command must hold before any rule can be asked: members that JSON may leave out, and choices that JSON may write as a number
/// that names none. Here they are refused by name, so that the rules need not expect them.
/// </summary>
internal static class CommandShape
{
    public static Refusal? Refuse(GameCommand command) => command switch
    {
        RecordPlay play => Play(play),
        Substitute batch => Batch(batch),
        CreateGame create => Create(create),
        ExchangeLineups cards => Card(cards.Away, "away") ?? Card(cards.Home, "home"),
        NoteFacts facts => Facts(facts.Facts),
        EjectPlayer ejection => Text(ejection.Person, "person") ?? Text(ejection.Role, "role") ?? Text(ejection.Umpire, "umpire")
            ?? Text(ejection.Reason, "reason"),
        DelayGame(var reason, _) => Text(reason, "reason"),
        SuspendGame(var reason) => Text(reason, "reason"),
        CallGame(var reason) => Text(reason, "reason"),
        ForfeitGame forfeit => Choice(forfeit.Winner, "winner") ?? Text(forfeit.Reason, "reason"),
        TakeSeat take => Choice(take.Side, "side"),
        HandOverSeat over => Choice(over.Side, "side"),
        SealLineup lineup => Card(lineup.Card, "card"),
        SealDecision sealing => Calls(sealing.Throw, sealing.Advance, ""),
        SealStandingOrders { Orders: null } => Missing("orders"),
        SealStandingOrders { Orders: var orders } => Calls(orders.Throw, orders.Advance, "orders."),
        NoteInjury(_, var until) => Text(until, "until"),
        ReadRow(_, var outcome) => Text(outcome, "outcome"),
        ReadOutcome read => Cell(read.Cell) ?? Scored(read.Reading, "reading"),
        DisputeOutcome { Reading: { } objection } => Scored(objection, "reading"),
        RuleOutcome ruling => Scored(ruling.Reading, "reading"),
        RollForCard(var purpose) => Text(purpose, "for"),
        CancelGame(var reason) => Text(reason, "reason"),
        ConcedeGame(var reason) => Text(reason, "reason"),
        ChangeScoring change => Scored(change.Play, "play") ?? Words(change.Rule, "rule"),
        CorrectHistory correction => Words(correction.Ruling, "ruling"),
        AskTakeBack { Kind: EditKind.None } => Refusal.Illegal("kind", "choice", "A take-back is a reread or takes back a decision."),
        AskTakeBack ask => Choice(ask.Kind, "kind") ?? (ask.Reading is { } reading ? Scored(reading, "reading") : null),
        _ => null,
    };

    private static Refusal? Calls(ThrowDecision? thrown, AdvanceDecision? advance, string of) =>
        (thrown is null ? null : Choice(thrown.Throw, $"{of}throw.throw"))
        ?? (advance is null ? null : Choice(advance.Runner, $"{of}advance.runner"));

    private static Refusal? Create(CreateGame create)
    {
        if (create.Rules is not { } rules) return Missing("rules");
        return Text(create.League, "league") ?? Choice(create.Mode, "mode") ?? Rules(rules) ?? Facts(create.Facts);
    }

    private static Refusal? Rules(RuleSet rules) =>
        Text(rules.Name, "rules.name")
        ?? Choice(rules.BattingFirst, "rules.battingFirst")
        ?? Choice(rules.CalledMidInning, "rules.calledMidInning")
        ?? Choice(rules.CalledTie, "rules.calledTie")
        ?? Choice(rules.AutoRunner.Base, "rules.autoRunner.base")
        ?? Choice(rules.Dh, "rules.dh")
        ?? Choice(rules.Reentry, "rules.reentry")
        ?? Choice(rules.Shift, "rules.shift")
        ?? Choice(rules.FielderMayPitch, "rules.fielderMayPitch")
        ?? Choice(rules.Dice, "rules.dice");

    private static Refusal? Card(LineupCard? card, string field)
    {
        if (card is null) return Missing(field);
        for (var i = 0; i < card.Places.Count; i++)
            if (Text(card.Places[i].Name, $"{field}.places[{i}].name") is { } no) return no;
        return Men(card.Bench, $"{field}.bench") ?? Men(card.Bullpen, $"{field}.bullpen") ?? Men(card.Unavailable, $"{field}.unavailable");
    }

    private static Refusal? Men(EquatableArray<NamedPlayer> men, string field)
    {
        for (var i = 0; i < men.Count; i++) if (Text(men[i].Name, $"{field}[{i}].name") is { } no) return no;
        return null;
    }

    private static Refusal? Play(RecordPlay command)
    {
        if ((Scored(command.Play, "play") ?? Choice(command.Half, "half")) is { } no) return no;
        for (var i = 0; i < command.BatsNow.Count; i++)
            if (Choice(command.BatsNow[i].Hand, $"batsNow[{i}].hand") is { } hand) return hand;
        for (var i = 0; i < command.ThrowsNow.Count; i++)
            if (Choice(command.ThrowsNow[i].Hand, $"throwsNow[{i}].hand") is { } hand) return hand;
        return command.BattingSlot is { } slot ? Choice(slot.Side, "battingSlot.side") : null;
    }

    private static Refusal? Scored(ScoredPlay? play, string field)
    {
        if (play is null) return Missing(field);
        for (var i = 0; i < play.Parts.Count; i++) if (play.Parts[i] is null) return Missing($"{field}.parts[{i}]");
        for (var i = 0; i < play.Advances.Count; i++)
        {
            if (play.Advances[i] is null) return Missing($"{field}.advances[{i}]");
            if (!IsNamed(play.Advances[i].Fate)) return Choice(play.Advances[i].Fate, $"{field}.advances[{i}].fate");
        }

        for (var i = 0; i < play.Annotations.Count; i++) if (play.Annotations[i] is null) return Missing($"{field}.annotations[{i}]");
        return Choice(play.Trajectory, $"{field}.trajectory");
    }

    private static Refusal? Cell(CardCell? cell) =>
        cell is null ? Missing("cell") : Text(cell.Edition, "cell.edition") ?? Choice(cell.Against, "cell.against");

    private static Refusal? Batch(Substitute batch)
    {
        if (batch.BattingSlot is { } slot && !IsNamed(slot.Side)) return Choice(slot.Side, "battingSlot.side");
        for (var i = 0; i < batch.Announcements.Count; i++)
        {
            if (Choice(batch.Announcements[i].Side, $"announcements[{i}].side") is { } side) return side;
            if (batch.Announcements[i].Name is null) return Missing($"announcements[{i}].name");
        }

        return null;
    }

    private static Refusal? Facts(EquatableArray<GameFact> facts)
    {
        for (var i = 0; i < facts.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(facts[i].Key)) return Refusal.Illegal($"facts[{i}].key", "empty", "A fact has a key.");
            if (facts[i].Value is null) return Missing($"facts[{i}].value");
        }

        return null;
    }

    private static Refusal? Text(string? text, string field) => text is null ? Missing(field) : null;

    private static Refusal? Words(string? text, string field) =>
        string.IsNullOrWhiteSpace(text) ? Refusal.Illegal(field, "empty", $"{field} says why, in words.") : null;

    private static Refusal Missing(string field) => Refusal.Illegal(field, "missing", $"{field} is missing.");

    private static Refusal? Choice<T>(T chosen, string field) where T : struct, Enum =>
        IsNamed(chosen) ? null : Refusal.Illegal(field, "choice", $"{field} is one of {string.Join(", ", Enum.GetNames<T>())}.");

    private static bool IsNamed<T>(T chosen) where T : struct, Enum => Enum.IsDefined(chosen);
}
