using System.Diagnostics;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>From decisions to a play: the dice fall, managers are asked where the chart leaves them a choice, the play is made.</summary>
internal static class Plays
{
    /// <summary>Nobody was asked: computers play on.</summary>
    public static void GoOn(Draft draft)
    {
        if (draft.Play.UnderWay is null) Reveal.Pitch(draft);
        else Continue(draft, mayRoll: true);
    }

    /// <summary>Goes on with the play under way until it is made or somebody has to be asked.</summary>
    /// <param name="mayRoll">False where the key was mixed in this very group: it is durable before its first roll.</param>
    public static void Continue(Draft draft, bool mayRoll)
    {
        while (draft.Play.UnderWay is { } play)
        {
            if (draft.Rules.Dice == DiceMode.Physical)
            {
                Reading.Continue(draft, mayRoll);
                return;
            }

            if (Rows.IsUnread(draft, play))
            {
                if (Rows.Ask(draft, play)) return;
                continue;
            }

            switch (Resolver.Next(draft.Game, play))
            {
                case ResolutionStep.Roll when !mayRoll:
                    draft.Open(Windows.New(draft, WindowKind.Play, Sides.None));
                    return;
                case ResolutionStep.Roll(var purpose):
                    if (!Roll(draft, purpose)) return;
                    break;
                case ResolutionStep.Ask(var contest):
                    if (Ask(draft, contest)) return;
                    break;
                case ResolutionStep.Done(var scored, var chart):
                    if (Make(draft, scored, chart) is { } refused)
                        throw new UnreachableException($"The charts made a play that the rules refuse: {refused}");
                    return;
            }
        }
    }

    /// <summary>Four dice fall; false where the key's secret is lost, and a new key has to be mixed first.</summary>
    /// <param name="what">What a further roll is for that a card asks for; null for every other one.</param>
    public static bool Roll(Draft draft, RollPurpose purpose, string? what = null)
    {
        var dice = draft.Live.Dice;
        if (Keys.IsLost(draft) || dice.Mixed is null || dice.Revealed >= dice.Key)
        {
            Keys.Renew(draft);
            return false;
        }

        var number = dice.Rolls + 1;
        draft.Add(new DiceRolled(
            number, dice.Key, purpose, draft.Secret.Dice(draft.Id, dice).Roll(number), draft.Play.UnderWay!.Decision, what));
        return true;
    }

    /// <summary>
    /// Makes the play under way of what the charts or the cards say, and goes on to the next pitch, half, or end of the game. The rules
    /// that check a scored play check it, and their refusal changes nothing.
    /// </summary>
    /// <param name="chart">What the rolls hit; empty where a person read them off his cards.</param>
    public static Refusal? Make(Draft draft, ScoredPlay scored, EquatableArray<ChartEntry> chart)
    {
        var under = draft.Play.UnderWay!;
        if (PlayDecision.Refuse(draft.Game, scored) is { } refused) return refused;
        var play = PlayDecision.Made(draft.Game, scored, Count.Unknown, pitches: null) with
        {
            Decision = under.Decision,
            Rolls = new([.. under.Rolls.Select(roll => roll.Number)]),
            Chart = chart,
        };
        draft.Add(play);
        Halves.After(draft, play);
        return null;
    }

    /// <summary>True where the side at bat said before the pitch that it wants to decide about its runners itself.</summary>
    public static bool WantsToBeAsked(Draft draft) => draft.Play.UnderWay!.Offense.Boldness == Boldness.AskMe;

    /// <summary>
    /// Puts the question to those persons who have not answered it by standing orders; false where nobody is left to ask.
    /// </summary>
    private static bool Ask(Draft draft, Contest contest)
    {
        var asked = Windows.Persons(draft);
        if (!WantsToBeAsked(draft) || Reveal.Orders(draft, draft.Game.Batting) is { Orders.Advance: not null })
            asked = asked.Without(draft.Game.Batting);
        if (Reveal.Orders(draft, draft.Game.Fielding) is { Orders.Throw: not null }) asked = asked.Without(draft.Game.Fielding);
        draft.Open(Windows.New(draft, WindowKind.Play, asked, contest: contest));
        if (asked != Sides.None) return true;
        Reveal.Contest(draft);
        return false;
    }
}
