using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// A play as the scorer calls it, held against the situation: the right half and batter, runners where they stand, nobody passed, no
/// two on a base, at most three outs. What the scorer left to the rules is added: who is charged, runs batted in, credits, what ended.
/// </summary>
internal static class PlayDecision
{
    public static Verdict On(Game game, RecordPlay command)
    {
        if (Decision.Running(game) is { } stopped) return stopped;
        if (game.Fixture!.Mode != GameMode.Scored)
            return Refusal.Illegal("command", "scored-games-only",
                "Plays are recorded in a scored game; in a played one the dice make them.");
        if (WrongHalf(game, command) is { } wrong) return wrong;

        var events = new List<GameEvent>(4);
        if (Adjustments.Make(ref game, command, events) is { } refused) return refused;
        if (Refuse(game, command) is { } no) return no;

        var play = Made(game, command.Play, command.Count, command.Pitches);
        events.Add(play);
        if (play.Ended >= Ended.Half) GameEnd.Follow(Evolution.After(game, play), play, events);
        return Verdict.Accept(events);
    }

    /// <summary>What the play comes to as the game stands, its adjustments already made; where it cannot be, why, and no play.</summary>
    public static Refusal? Recorded(Game game, RecordPlay command, out PlayMade? play)
    {
        var refused = WrongHalf(game, command) ?? Refuse(game, command);
        play = refused is null ? Made(game, command.Play, command.Count, command.Pitches) : null;
        return refused;
    }

    /// <summary>What the scorer wrote of a play that was made: its facts without what the rules added.</summary>
    public static ScoredPlay Scored(PlayMade made)
    {
        var advances = new List<Advance>(made.Moves.Count);
        foreach (var move in made.Moves)
        {
            // Of a man who stays there is nothing to write: he is named only because another pitcher answers for him now.
            if (move is { Implied: true, Fate: Fate.Safe } && move.To == move.From) continue;
            advances.Add(new(move.From, move.To, move.Fate, move.Implied, move.Handlings, move.Ruling));
        }

        return new(made.Parts, new([.. advances]), made.Trajectory, made.Location, made.Annotations);
    }

    private static Refusal? WrongHalf(Game game, RecordPlay command) => command.Inning == game.Inning && command.Half == game.Half
        ? null
        : Refusal.Illegal(
            command.Inning != game.Inning ? "inning" : "half", "wrong-half",
            $"The play is for the {command.Half} of inning {command.Inning}, but it is the {game.Half} of inning {game.Inning}.");

    private static Refusal? Refuse(Game game, RecordPlay command)
    {
        var due = game.Batter!.Value;
        if (due.Player != command.Batter)
        {
            return game.Lineup(game.Batting).Find(command.Batter) is null
                ? Refusal.Illegal(
                    "batter", "not-in-lineup", $"{command.Batter} is not in the lineup of the side at bat; {due.Player} is due.")
                : Refusal.Illegal("batter", "batting-order", $"{command.Batter} bats, but {due.Player} is due in slot {due.Entry.Slot}.");
        }

        for (var on = Base.First; on <= Base.Third; on++)
        {
            // After batting out of turn the order may come round to a runner; the scorer then names the slot that bats.
            if (game.Bases[on]?.Entry == due.Entry)
                return Refusal.Illegal("batter", "on-base", $"{due.Player} stands on {on} and cannot bat: name the slot that does.");
        }

        if (game.Lineup(game.Fielding).Gap() is { } gap)
            return Refusal.Illegal("command", "nine-fielders", $"The side in the field has nobody, or two men, as {gap}.");
        if (command.Count.IsKnown && (command.Count.Balls > 3 || command.Count.Strikes > 2))
            return Refusal.Illegal("count", "count", "A count has 0 to 3 balls and 0 to 2 strikes.");
        return Refuse(game, command.Play);
    }

    /// <summary>Why that cannot happen as things stand, or null: the same whether a scorer saw it or dice made it.</summary>
    public static Refusal? Refuse(Game game, ScoredPlay play) => Limits(game) ?? Parts(play) ?? Advances(game, play);

    /// <summary>Counts are kept in bytes: no game comes near, but a scorer gone wild must hear why.</summary>
    private static Refusal? Limits(Game game)
    {
        const int Most = 240;
        var (atBat, inField) = (game.Totals(game.Batting), game.Totals(game.Fielding));
        return game.Inning > Most || atBat.Runs > Most || atBat.Hits > Most || atBat.LeftOnBase > Most || inField.Errors > Most
            || game.Tally.Turns > Most || game.Plays == short.MaxValue
            ? Refusal.Illegal("command", "limits",
                $"A game has at most {Most} innings, and a side {Most} runs, hits, errors and men left on base.")
            : null;
    }

    /// <summary>Why the parts of a play do not make one, or null.</summary>
    public static Refusal? Parts(ScoredPlay play)
    {
        if (play.Parts.Count == 0) return Refusal.Illegal("play.parts", "empty", "A play has at least its primary event.");
        for (var i = 0; i < play.Parts.Count; i++)
        {
            var part = play.Parts[i];
            if (part.Code is PlayCode.None or > PlayCode.FoulError)
                return Refusal.Illegal($"play.parts[{i}].code", "code", "There is no such play.");
            if (part.Code.NamesABase() && part.Base is < Base.First or > Base.Home)
                return Refusal.Illegal($"play.parts[{i}].base", "base", $"{part.Code} names a base, first to home.");
            if (i > 0 && part.Code.EndsTurnAtBat() && part.Code != PlayCode.ErrorMade)
                return Refusal.Illegal($"play.parts[{i}].code", "one-turn", "A play ends one turn at bat, by its primary event.");
        }

        return null;
    }

    private static Refusal? Advances(Game game, ScoredPlay play)
    {
        var named = 0;
        var outs = 0;
        for (var i = 0; i < play.Advances.Count; i++)
        {
            var advance = play.Advances[i];
            var field = $"play.advances[{i}]";
            if (advance.From > Base.Third)
                return Refusal.Illegal($"{field}.from", "base", "A man begins at bat, or on first, second or third.");
            if (advance.To > Base.Home) return Refusal.Illegal($"{field}.to", "base", "A man ends on first, second, third or home.");
            if ((named & 1 << (int)advance.From) != 0)
                return Refusal.Illegal($"{field}.from", "named-twice", $"The man from {advance.From} is named twice.");
            if (advance.From == Base.Batter && !play.Code.EndsTurnAtBat())
                return Refusal.Illegal($"{field}.from", "still-at-bat", $"{play.Code} does not end the turn at bat, so the batter stays.");
            if (advance.From != Base.Batter && game.Bases[advance.From] is null)
                return Refusal.Illegal($"{field}.from", "empty-base", $"There is nobody on {advance.From}.");
            if (advance is { To: Base.Batter, Fate: not Fate.Out })
                return Refusal.Illegal($"{field}.to", "base", "A man who is safe stands on a base or has scored.");
            named |= 1 << (int)advance.From;
            if (advance.Fate == Fate.Out) outs++;
        }

        if (play.Code.EndsTurnAtBat() && (named & 1) == 0)
            return Refusal.Illegal("play.advances", "batter", $"{play.Code} ends the turn at bat, so it says what became of the batter.");
        if (game.Outs + outs > 3)
            return Refusal.Illegal("play.advances", "three-outs", $"{outs} outs with {game.Outs} out make more than three.");
        return (game.Outs + outs == 3 ? null : Order(game, play)) ?? WalkOff(game, play);
    }

    /// <summary>From third to home plate's box: each man who is safe must end behind the one before him, and alone on his base.</summary>
    private static Refusal? Order(Game game, ScoredPlay play)
    {
        var ahead = Base.Home;
        var aheadFrom = Base.Home;
        for (var from = Base.Third; from <= Base.Third; from--)
        {
            if (from == Base.Batter && !play.Code.EndsTurnAtBat()) break;
            if (from != Base.Batter && game.Bases[from] is null) continue;
            var (to, isOut) = Ends(play, from);
            if (isOut) continue;
            if (to == ahead && to != Base.Home)
                return Refusal.Illegal("play.advances", "two-on-a-base", $"The men from {aheadFrom} and {from} would both stand on {to}.");
            if (to > ahead)
                return Refusal.Illegal("play.advances", "passed", $"The man from {from} would pass the man from {aheadFrom}.");
            (ahead, aheadFrom) = (to, from);
            if (from == Base.Batter) break;
        }

        return null;
    }

    private static (Base To, bool IsOut) Ends(ScoredPlay play, Base from)
    {
        foreach (var advance in play.Advances)
            if (advance.From == from) return (advance.To, advance.Fate == Fate.Out);
        return (from, false);
    }

    /// <summary>The winning run ends the game: nobody scores behind it, but on a home run out of the park.</summary>
    private static Refusal? WalkOff(Game game, ScoredPlay play)
    {
        if (play.Parts[0] is { Code: PlayCode.HomeRun, InsideThePark: false } || !GameEnd.MayWalkOff(game)) return null;
        var runs = 0;
        foreach (var advance in play.Advances) if (advance is { To: Base.Home, Fate: not Fate.Out }) runs++;
        return game.LeadOf(game.Batting) + runs > 1
            ? Refusal.Illegal("play.advances", "walk-off", "The game ends when the winning run scores: nobody scores behind it.")
            : null;
    }

    /// <summary>The play with what the rules add to it.</summary>
    public static PlayMade Made(Game game, ScoredPlay scored, Count count, string? pitches)
    {
        var batter = game.Batter!.Value.Entry;
        var pitcher = game.Pitcher!.Value.Entry;
        var chargedPitcher = scored.Code.IsWalk() ? game.Turn.ChargedPitcher ?? pitcher : pitcher;
        var moves = Charges.Moves(game, scored, batter, chargedPitcher);

        byte outs = 0;
        byte runs = 0;
        foreach (var move in moves)
        {
            if (move.IsOut) outs++;
            else if (move.To == Base.Home) runs++;
        }

        var ended = Ended.Nothing;
        if (scored.Code.EndsTurnAtBat()) ended |= Ended.PlateAppearance;
        if (game.Outs + outs == 3) ended |= Ended.Half;
        if (GameEnd.EndsWith(game, game.Outs + outs, runs)) ended |= Ended.Game;
        return new(
            game.Plays + 1, game.Inning, game.Half, game.Outs, game.Bases.Code,
            batter, pitcher, game.Catcher!.Value.Entry,
            ChargedBatter: scored.Code == PlayCode.Strikeout ? game.Turn.ChargedBatter ?? batter : batter, chargedPitcher,
            scored.Parts, moves, Fieldwork.Credits(scored),
            scored.Trajectory, scored.Location, scored.Annotations,
            outs, runs, count, pitches, ended);
    }
}
