using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Whether a reading agrees with itself: the code with the moves, the outs with those who made them, the errors with those who made those,
/// and no run on a third out that comes before it. The situation has been asked already.
/// </summary>
internal static class ReadingSense
{
    private const string ErrorNames = "An error names the fielder who made it, 1 to 9.";
    private const int Several = 6;
    private const int WordMax = 16;

    /// <summary>
    /// Why it cannot be written down as it stands, or null: words of other letters than a scorer's, more of a kind than any play has, a
    /// ruling, which is the scorer's and no card's.
    /// </summary>
    public static Refusal? Written(ScoredPlay play)
    {
        if (play.Parts.Count > Several) return TooMany("reading.parts");
        if (play.Annotations.Count > Several) return TooMany("reading.annotations");
        for (var i = 0; i < play.Parts.Count; i++)
            if (Written(play.Parts[i].Handlings, $"reading.parts[{i}].handlings") is { } refused) return refused;
        for (var i = 0; i < play.Advances.Count; i++)
        {
            if (Written(play.Advances[i].Handlings, $"reading.advances[{i}].handlings") is { } refused) return refused;
            if ((play.Advances[i].Ruling & ~(Ruling.OnWildPitch | Ruling.OnPassedBall | Ruling.Earned)) != Ruling.None)
                return Refusal.Illegal($"reading.advances[{i}].ruling", "scorers-word", "What a run counts for is the scorer's word.");
        }

        foreach (var annotation in play.Annotations)
            if (!IsWord(annotation)) return NoWord("reading.annotations");
        return play.Location is null || IsWord(play.Location) ? null : NoWord("reading.location");
    }

    public static Refusal? Refuse(Game game, ScoredPlay play) =>
        Alongside(play) ?? CodeAndMoves(game, play) ?? Batter(play) ?? Errors(play) ?? PutOuts(play) ?? ThirdOut(game, play);

    /// <summary>What may be written beside a primary event: runners' plays beside a strikeout or walk, or beside one another.</summary>
    private static Refusal? Alongside(ScoredPlay play)
    {
        for (var i = 1; i < play.Parts.Count; i++)
        {
            if (play.Code is PlayCode.Strikeout or PlayCode.Walk) continue;
            if (!play.Code.EndsTurnAtBat() && play.Code != PlayCode.FoulError) continue;
            return Refusal.Illegal(
                $"reading.parts[{i}].code", "alongside", $"Nothing is written beside {play.Code}: its moves say the rest.");
        }

        return null;
    }

    /// <summary>Whoever the code speaks of stands among the moves, and they say no less of him.</summary>
    private static Refusal? CodeAndMoves(Game game, ScoredPlay play)
    {
        Span<Implied> said = stackalloc Implied[Implied.Max];
        foreach (var implied in said[..Implied.By(play.Parts, play.Annotations, play.Trajectory, said)])
        {
            // The batter of a strikeout is out, or the third strike was dropped: that is a rule of its own.
            if (implied.From == Base.Batter && play.Code == PlayCode.Strikeout) continue;
            var code = play.Parts[implied.Part].Code;
            if (implied.From != Base.Batter && game.Bases[implied.From] is null)
                return Refusal.Illegal($"reading.parts[{implied.Part}]", "empty-base", $"There is nobody on {implied.From} for {code}.");
            if (ReadingRules.Find(play, implied.From) is not { } move || !Agrees(implied, move))
            {
                return Refusal.Illegal(
                    "reading.advances", "code-and-moves", $"{code} says something else of the man from {implied.From} than the moves do.");
            }
        }

        return null;
    }

    private static bool Agrees(Implied said, Advance move) => said.Fate switch
    {
        Fate.Out => move.Fate == Fate.Out,
        _ when move.Fate != Fate.Out => move.To >= said.To,
        // Safe first, and then out: the batter on his way to more, a runner also where he slides past his base.
        _ => said.From == Base.Batter ? move.To > said.To : move.To >= said.To,
    };

    /// <summary>An out retires somebody; a batter who is out on strikes is out at the plate or at first.</summary>
    private static Refusal? Batter(ScoredPlay play) => play.Code switch
    {
        PlayCode.Out when ReadingRules.Outs(play) == 0 && !HasError(play.Parts[0].Handlings) =>
            Refusal.Illegal("reading.advances", "nobody-out", "An out puts somebody out."),
        PlayCode.HomeRun when ReadingRules.Outs(play) > 0 =>
            Refusal.Illegal("reading.advances", "home-run", "On a home run everybody scores."),
        PlayCode.FieldersChoice when play.Advances.Count < 2 =>
            Refusal.Illegal("reading.advances", "no-runner", "A fielder's choice is between the batter and a runner who goes."),
        _ => null,
    };

    /// <summary>An error names a fielder, and who is safe on one says whose.</summary>
    private static Refusal? Errors(ScoredPlay play)
    {
        var somewhere = false;
        for (var i = 0; i < play.Parts.Count; i++)
        {
            var part = play.Parts[i];
            var named = part.Code is not (PlayCode.ErrorMade or PlayCode.FoulError) || HasError(part.Handlings);
            if (!named || !AreNamed(part.Handlings))
                return Refusal.Illegal($"reading.parts[{i}].handlings", "error-fielder", ErrorNames);
            somewhere |= HasError(part.Handlings);
        }

        for (var i = 0; i < play.Advances.Count; i++)
        {
            if (!AreNamed(play.Advances[i].Handlings))
                return Refusal.Illegal($"reading.advances[{i}].handlings", "error-fielder", ErrorNames);
            if (play.Advances[i].Fate == Fate.SafeOnError && !somewhere && !HasError(play.Advances[i].Handlings))
                return Refusal.Illegal($"reading.advances[{i}].fate", "error-fielder", "Who is safe on an error is so by somebody's.");
        }

        return null;
    }

    private static bool HasError(EquatableArray<Handling> handlings)
    {
        foreach (var handling in handlings) if (handling.By.HasError) return true;
        return false;
    }

    private static bool AreNamed(EquatableArray<Handling> handlings)
    {
        foreach (var handling in handlings)
        {
            var by = handling.By;
            for (var i = 0; i < by.Length; i++)
                if (by[i] < 0 && (i + 1 == by.Length || by[i + 1] < 1)) return false;
        }

        return true;
    }

    private static Refusal? PutOuts(ScoredPlay play)
    {
        var (outs, named) = (ReadingRules.Outs(play), Fieldwork.Credits(play).PutOuts.Length);
        return outs == named
            ? null
            : Refusal.Illegal("reading.parts[0].handlings", "put-outs", $"{outs} outs are made, and {named} of them name who made them.");
    }

    /// <summary>
    /// No run scores on a play whose third out is the batter's before he reaches first, or a forced runner's (rule 5.08(a)). Any other
    /// third out may come after the run.
    /// </summary>
    private static Refusal? ThirdOut(Game game, ScoredPlay play)
    {
        var outs = ReadingRules.Outs(play);
        if (game.Outs + outs != 3 || !Scores(play)) return null;
        var isTooLate = play.Code == PlayCode.Strikeout && outs == 1
            || play.Code == PlayCode.Out && LastOut(play) is { } last && IsBeforeTheRun(game, play, last);
        return isTooLate
            ? Refusal.Illegal("reading.advances", "third-out", "The third out is the batter's, or a forced man's: no run scores on it.")
            : null;
    }

    private static bool Scores(ScoredPlay play)
    {
        foreach (var advance in play.Advances) if (advance is { To: Base.Home, Fate: not Fate.Out }) return true;
        return false;
    }

    /// <summary>The man whom the fielders of the batted ball retired last; null where another out was made on the bases.</summary>
    private static Base? LastOut(ScoredPlay play)
    {
        var handlings = play.Parts[0].Handlings;
        return handlings.Count > 0 && handlings.Count == ReadingRules.Outs(play) ? handlings[^1].On ?? Base.Batter : null;
    }

    private static bool IsBeforeTheRun(Game game, ScoredPlay play, Base last)
    {
        if (last == Base.Batter) return true;
        // Once the batter is out nobody is forced any more.
        foreach (var handling in play.Parts[0].Handlings) if ((handling.On ?? Base.Batter) == Base.Batter) return false;
        return game.Bases.Forces(last);
    }

    private static Refusal? Written(EquatableArray<Handling> handlings, string field)
    {
        if (handlings.Count > Several) return TooMany(field);
        foreach (var handling in handlings)
            if (handling.Note is { } note && !IsWord(note)) return NoWord(field);
        return null;
    }

    private static bool IsWord(string? word) =>
        word is { Length: > 0 and <= WordMax }
        && word.All(static letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter is '/' or '+' or '-');

    private static Refusal TooMany(string field) => Refusal.Illegal(field, "length", $"No play has more than {Several} of these.");

    private static Refusal NoWord(string field) =>
        Refusal.Illegal(field, "word", $"Such a word is 1 to {WordMax} capital letters, digits, +, - and /.");
}
