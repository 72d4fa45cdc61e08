using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Whose turn it is to substitute before a pitch: offense, defense, and the offense once more where the defense changed its pitcher. A
/// computer manager takes its turn as soon as it comes.
/// </summary>
internal static class Turns
{
    /// <summary>Opens a pitch window; whoever has to be replaced by a computer manager, or at once, is replaced before.</summary>
    public static void Open(Draft draft, Turn turn)
    {
        if (!Changes.Mend(draft)) return;
        while (Whose(draft.Game, turn) is { } side && draft.Live.Of(side).IsComputer)
            turn = After(turn, Changes.ByComputer(draft, side));
        draft.Open(Windows.New(draft, WindowKind.Pitch, Windows.Persons(draft), turn));
    }

    public static Refusal? Pass(Draft draft, Envelope envelope)
    {
        if (Authority.Manager(draft, envelope, out var side) is { } forbidden) return forbidden;
        if (Windows.Asked(draft, side, WindowKind.Pitch) is { } refused) return refused;
        var window = draft.Window!;
        if (Whose(draft.Game, window.Turn) != side) return NotHis(side);
        if (Changes.Unready(draft.Game, side) is { } unready) return unready;
        draft.Add(new SubstitutionTurnPassed(window.Id, side));
        draft.Open(At(draft, window, After(window.Turn, default)));
        Windows.Settle(draft);
        return null;
    }

    /// <summary>
    /// Moves on from those who have nothing to say any more, because they have sealed or let their time pass, and hears computers; answers
    /// the turn that then is it, for whoever keeps the window open. A change of batter, pitcher or runner opens a new one at once.
    /// </summary>
    public static Turn Run(Draft draft)
    {
        var window = draft.Window!;
        var turn = window.Turn;
        while (Whose(draft.Game, turn) is { } side)
        {
            var computer = draft.Live.Of(side).IsComputer;
            if (!computer && window.Asked.Has(side) && !Windows.HasSealed(draft, window, side)) break;
            var change = computer ? Changes.ByComputer(draft, side) : default;
            turn = After(turn, change);
            if (!change.OpensAnew) continue;
            draft.Open(Windows.New(draft, WindowKind.Pitch, Windows.Persons(draft), turn));
            window = draft.Window!;
        }

        return turn;
    }

    /// <summary>The same window at another turn: whose turn comes has a whole clock from now.</summary>
    public static Window At(Draft draft, Window window, Turn turn)
    {
        var next = window with { Turn = turn };
        return Whose(draft.Game, turn) is { } side && Windows.WaitsFor(draft, window, side)
            && window.Due is { } until && Windows.Due(draft, WindowKind.Pitch) is { } due && due > until
            ? next with { Opened = draft.Moment.At, Due = due }
            : next;
    }

    /// <summary>The turn after <paramref name="turn"/>, in which that change was made.</summary>
    public static Turn After(Turn turn, Change change) => turn switch
    {
        Turn.Offense => Turn.Defense,
        Turn.Defense when change.Pitcher => Turn.OffenseAgain,
        _ => Turn.Over,
    };

    public static Side? Whose(Game game, Turn turn) => turn switch
    {
        Turn.Offense or Turn.OffenseAgain => game.Batting,
        Turn.Defense => game.Fielding,
        _ => null,
    };

    public static Refusal NotHis(Side side) => new(
        RefusalCode.NotYourDecision, "by", "turn", $"It is not the {Authority.Name(side)} side's turn to substitute.", Retry.NewId);
}
