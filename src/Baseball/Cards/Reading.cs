using System.Diagnostics;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// A game whose cards the server does not know: once both sides have decided, one roll falls, the owner of the card that it names reads it,
/// and the other side confirms. A d6 of 1-3 is the batter's card and his side reads, 4-6 the pitcher's. A computer manager has no cards:
/// the person on the other side reads for both, and the computer confirms whatever is possible and contradicts no cell.
/// </summary>
internal static class Reading
{
    /// <summary>Further rolls a play, each for something else.</summary>
    public const int FurtherMax = 6;

    private const int WordMax = 24;
    private const int EditionMax = 32;

    public static Verdict On(Draft draft, Envelope envelope)
    {
        if (draft.Rules.Dice != DiceMode.Physical)
            return Refusal.Illegal("command", "cards-only", "Only where cards are on the table is an outcome read.");
        if (Decision.Running(draft.Game) is { } stopped) return stopped;
        var refused = envelope.Command switch
        {
            ReadOutcome read => Read(draft, envelope, read),
            ConfirmOutcome confirmation => Confirm(draft, envelope, confirmation),
            DisputeOutcome dispute => Dispute(draft, envelope, dispute),
            RuleOutcome ruling => Rule(draft, envelope, ruling),
            RollForCard roll => Roll(draft, envelope, roll),
            _ => throw new UnreachableException($"{envelope.Command.GetType().Name} is not read off a card."),
        };
        return refused is null ? draft.Done() : refused;
    }

    /// <summary>A play whose decisions are known goes on: the roll falls, or its reader is asked again, or who is to confirm.</summary>
    /// <param name="mayRoll">False where the key was mixed in this very group: it is durable before its first roll.</param>
    public static void Continue(Draft draft, bool mayRoll)
    {
        var play = draft.Play.UnderWay!;
        if (play.Defense.Pitch == PitchPlan.IntentionalWalk) Unrefused(Make(draft, IntentionalWalk(draft.Game)));
        else if (Matchup(play) is not null) Unrefused(AskAgain(draft, play));
        else if (!mayRoll) draft.Open(Windows.New(draft, WindowKind.Play, Sides.None));
        else if (Plays.Roll(draft, RollPurpose.Matchup)) AskReader(draft);
    }

    /// <summary>Somebody has left his seat or taken one: the open window is put to whoever can answer it now.</summary>
    public static void Settle(Draft draft)
    {
        var window = draft.Window!;
        var persons = Windows.Persons(draft);
        if ((window.Asked & persons) != Sides.None) return;
        if (window.Kind == WindowKind.Reading) draft.Open(ToRead(draft) with { Id = window.Id });
        else Unrefused(Silent(draft, draft.Play.UnderWay!.Reading!));
    }

    /// <summary>
    /// The deadline of a reading or a confirmation. Silence confirms, but not a reading against the league's memory. A reader who is silent
    /// may be read for by the other side; after that there is no clock any more, for somebody has to read.
    /// </summary>
    public static void Fall(Draft draft)
    {
        var window = draft.Window!;
        var asked = new List<Side>(2);
        foreach (var side in (ReadOnlySpan<Side>)[draft.Game.Batting, draft.Game.Fielding]) if (window.Asked.Has(side)) asked.Add(side);
        if (window.Kind == WindowKind.Reading && asked is [var reader] && Deadlines.Bank(draft, reader) > 0)
        {
            Deadlines.Pay(draft, window, reader);
            return;
        }

        foreach (var side in asked) draft.Add(new DeadlinePassed(window.Id, side));
        if (window.Kind == WindowKind.Confirmation)
        {
            Unrefused(Silent(draft, draft.Play.UnderWay!.Reading!));
            return;
        }

        var persons = Windows.Persons(draft);
        var next = Windows.New(draft, WindowKind.Reading, persons);
        draft.Open(window.Asked == persons ? next with { Due = null } : next);
    }

    /// <summary>Why a computer manager cannot have that side, or null: somebody has to read the cards.</summary>
    public static Refusal? NeedsAPerson(Draft draft, Side side) =>
        draft.Rules.Dice == DiceMode.Physical && draft.Live.Of(side.Other()).IsComputer
            ? Refusal.Illegal(
                "side", "cards-need-a-person", "The other side is a computer's, and a computer has no cards: one of the two is a person.")
            : null;

    private static Refusal? Read(Draft draft, Envelope envelope, ReadOutcome read)
    {
        if (Authority.Manager(draft, envelope, out var side) is { } forbidden) return forbidden;
        if (Windows.Asked(draft, side, WindowKind.Reading) is { } notAsked) return notAsked;
        var play = draft.Play.UnderWay!;
        if (Newest(play, read.Roll) is { } old) return old;
        if (Cell(draft.Game, play, read.Cell) is { } wrong) return wrong;
        if (ReadingRules.Refuse(draft.Game, play, read.Reading) is { } impossible) return impossible;

        var reading = ReadingRules.Taken(read.Reading);
        var outcome = new OutcomeRead(read.Roll, side, read.Cell, reading);
        if (Conflict(draft, play, outcome, out var remembered)) return null;
        if (remembered is not null && !read.Overrules) return Contradicts(remembered);
        draft.Add(outcome with { Overrules = remembered is not null });
        if (play is { Disputed: true, Objection: { } objection } && objection == reading) return Make(draft, reading);
        return AskOther(draft, outcome with { Overrules = remembered is not null });
    }

    private static Refusal? Confirm(Draft draft, Envelope envelope, ConfirmOutcome confirmation)
    {
        if (Authority.Manager(draft, envelope, out var side) is { } forbidden) return forbidden;
        if (Windows.Asked(draft, side, WindowKind.Confirmation) is { } notAsked) return notAsked;
        var play = draft.Play.UnderWay!;
        if (Newest(play, confirmation.Roll) is { } old) return old;
        var reading = play.Reading!;
        // Another game may have read the same cell since: both sides know of it before they agree.
        if (!reading.Overrules)
        {
            if (Conflict(draft, play, reading, out var remembered)) return null;
            if (remembered is not null) return Contradicts(remembered);
        }

        return Make(draft, reading.Reading);
    }

    private static Refusal? Dispute(Draft draft, Envelope envelope, DisputeOutcome dispute)
    {
        if (Authority.Manager(draft, envelope, out var side) is { } forbidden) return forbidden;
        if (Windows.Asked(draft, side, WindowKind.Confirmation) is { } notAsked) return notAsked;
        var play = draft.Play.UnderWay!;
        if (Newest(play, dispute.Roll) is { } old) return old;
        var objection = dispute.Reading;
        if (objection is not null)
        {
            if (ReadingRules.Refuse(draft.Game, play, objection) is { } impossible) return impossible;
            objection = ReadingRules.Taken(objection);
            if (objection == play.Reading!.Reading) return Refusal.Illegal("reading", "same-reading", "That is what was read: confirm it.");
        }

        Object(draft, side, objection);
        return null;
    }

    private static Refusal? Rule(Draft draft, Envelope envelope, RuleOutcome ruling)
    {
        if (Authority.Commissioner(envelope) is { } forbidden) return forbidden;
        if (draft.Play.UnderWay is not { Disputed: true, Reading: { } disputed } play)
            return Refusal.Illegal("command", "nothing-disputed", "No reading is disputed.");
        if (Newest(play, ruling.Roll) is { } old) return old;
        if (ReadingRules.Refuse(draft.Game, play, ruling.Reading) is { } impossible) return impossible;
        var reading = ReadingRules.Taken(ruling.Reading);
        draft.Add(disputed with { Reading = reading, Overrules = true, Opens = null });
        return Make(draft, reading);
    }

    private static Refusal? Roll(Draft draft, Envelope envelope, RollForCard roll)
    {
        if (Authority.Manager(draft, envelope, out var side) is { } forbidden) return forbidden;
        if (Windows.Asked(draft, side, WindowKind.Reading) is { } notAsked) return notAsked;
        if (!IsWord(roll.For))
            return Refusal.Illegal("for", "word", $"A purpose is a word of at most {WordMax} letters, digits and hyphens.");
        var further = 0;
        foreach (var fallen in draft.Play.UnderWay!.Rolls)
        {
            if (fallen.Purpose != RollPurpose.Card) continue;
            if (string.Equals(fallen.For, roll.For, StringComparison.OrdinalIgnoreCase))
                return Refusal.Illegal("for", "once-a-play", $"The dice have fallen for {roll.For} already, in this play.");
            further++;
        }

        if (further >= FurtherMax)
            return Refusal.Illegal("command", "six-rolls", $"A card asks for at most {FurtherMax} further rolls a play.");
        Plays.Roll(draft, RollPurpose.Card, roll.For);
        return null;
    }

    private static bool IsWord(string word) =>
        word.Length is > 0 and <= WordMax && word.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    /// <summary>Null where that is the roll that lies.</summary>
    private static Refusal? Newest(PlayUnderWay play, int roll) => Matchup(play) is { } lies && lies.Number == roll
        ? null
        : new(
            RefusalCode.StaleDecision, "roll", "newest-roll",
            $"Roll {roll} is not the one that lies; that is {Matchup(play)?.Number}.", Retry.NewId);

    /// <summary>Null where that is the card which the d6 names.</summary>
    private static Refusal? Cell(Game game, PlayUnderWay play, CardCell cell)
    {
        var isBatters = IsBatters(play);
        var owner = isBatters ? game.Batter!.Value : game.Pitcher!.Value;
        if (cell.Card != owner.Player)
        {
            return Refusal.Illegal(
                "cell.card", "wrong-card",
                $"The d6 shows {Matchup(play)!.Dice.D6}: it is the {(isBatters ? "batter" : "pitcher")}'s card, that of {owner.Player}.");
        }

        if (cell.Edition.Length is 0 or > EditionMax || cell.Edition.Any(char.IsControl))
            return Refusal.Illegal("cell.edition", "edition", $"An edition has a name of 1 to {EditionMax} characters.");
        var against = isBatters ? game.Turn.ThrowsNow : game.Turn.BatsNow;
        var isAnother = against is Hand.Left or Hand.Right && cell.Against is not Hand.Unknown && cell.Against != against;
        return isAnother || cell.Against == Hand.Both
            ? Refusal.Illegal("cell.against", "hand", "In a turn at bat a man uses one hand, left or right: the one he uses here.")
            : null;
    }

    private static DiceRolled? Matchup(PlayUnderWay play)
    {
        foreach (var roll in play.Rolls) if (roll.Purpose == RollPurpose.Matchup) return roll;
        return null;
    }

    private static bool IsBatters(PlayUnderWay play) => Matchup(play)!.Dice.D6 <= 3;

    private static Refusal? AskAgain(Draft draft, PlayUnderWay play)
    {
        if (play is { Reading: { } reading, Disputed: false }) return AskOther(draft, reading);
        AskReader(draft);
        return null;
    }

    private static void AskReader(Draft draft) => draft.Open(ToRead(draft));

    private static Window ToRead(Draft draft)
    {
        var play = draft.Play.UnderWay!;
        var owner = IsBatters(play) ? draft.Game.Batting : draft.Game.Fielding;
        var persons = Windows.Persons(draft);
        var asked = persons.Has(owner) ? owner.Alone() : persons;
        var window = Windows.New(draft, WindowKind.Reading, asked);
        // Where nobody is there the dice wait, however long: no computer can read them.
        return asked == Sides.None ? window with { Due = null } : window;
    }

    private static Refusal? AskOther(Draft draft, OutcomeRead reading)
    {
        var other = reading.Reader.Other();
        if (!Windows.Persons(draft).Has(other)) return Silent(draft, reading);
        draft.Open(Windows.New(draft, WindowKind.Confirmation, other.Alone()));
        return null;
    }

    /// <summary>Nobody says a word against it: it stands, unless the league remembers another reading of the cell.</summary>
    private static Refusal? Silent(Draft draft, OutcomeRead reading)
    {
        if (reading.Overrules)
        {
            Object(draft, reading.Reader.Other(), null);
            return null;
        }

        if (Conflict(draft, draft.Play.UnderWay!, reading, out var remembered)) return null;
        if (remembered is null) return Make(draft, reading.Reading);
        Object(draft, reading.Reader.Other(), null);
        return null;
    }

    /// <summary>The same roll is read again, unless the commissioner rules.</summary>
    private static void Object(Draft draft, Side side, ScoredPlay? objection)
    {
        draft.Add(new OutcomeDisputed(Matchup(draft.Play.UnderWay!)!.Number, side, objection));
        AskReader(draft);
    }

    /// <summary>True where the league's memory has to be asked first: then nothing else is decided.</summary>
    private static bool Conflict(Draft draft, PlayUnderWay play, OutcomeRead reading, out CellMemory? remembered)
    {
        remembered = null;
        var said = LeagueCards.Said(draft.Id, draft.Game, play, reading, draft.Moment.At);
        if (draft.Known.Cells is not { } known)
        {
            draft.Ask(new(NeedKind.Cells, new([.. said.Select(one => one.Key)])));
            return true;
        }

        remembered = LeagueCards.Conflict(said, known);
        return false;
    }

    private static Refusal Contradicts(CellMemory remembered) => Refusal.Illegal(
        "reading", "card-conflict",
        $"The league read \"{remembered.Says}\" in that cell, at roll {remembered.Roll} of game {remembered.Game}: read it so, or ask the "
        + "other side to agree that the new reading stands.");

    /// <summary>What was possible when it was read is so still: nothing has happened since.</summary>
    private static void Unrefused(Refusal? refused)
    {
        if (refused is not null) throw new UnreachableException($"A reading that was possible is so no more: {refused}");
    }

    private static Refusal? Make(Draft draft, ScoredPlay reading) => Plays.Make(draft, reading, default);

    private static ScoredPlay IntentionalWalk(Game game)
    {
        var moves = new List<Advance>(4);
        for (var on = Base.Third; on >= Base.First; on--) if (game.Bases.Forces(on)) moves.Add(new(on, on + 1, Fate.Safe));
        moves.Add(new(Base.Batter, Base.First, Fate.Safe, Implied: true));
        return new([new(PlayCode.IntentionalWalk)], new([.. moves]));
    }
}
