using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Playing;

/// <summary>
/// What may be decided as a view has it, by the very rules that the server asks: the few things they look at, bases, outs and the rule
/// set, stand in the view. The server has the last word.
/// </summary>
internal static class Situation
{
    public static bool Allows(GameView view, DefensiveDecision decision) =>
        DecisionRules.Refuse(Of(view), decision, view.Live?.Pickoffs ?? 0) is null;

    public static bool Allows(GameView view, OffensiveDecision decision) => DecisionRules.Refuse(Of(view), decision) is null;

    /// <summary>
    /// The changes without which the side cannot take the field: who hit or ran for somebody plays where nobody does. Empty where nine
    /// men stand in nine places.
    /// </summary>
    public static IReadOnlyList<Announcement> Gaps(GameView view, Side side)
    {
        var men = view.Of(side).Lineup;
        var open = new Queue<Position>();
        for (var position = Position.Pitcher; position <= Position.RightField; position++)
            if (!Plays(men, position)) open.Enqueue(position);
        var changes = new List<Announcement>();
        foreach (var man in men)
        {
            if (man.Position is not (Position.PinchHitter or Position.PinchRunner) || open.Count == 0) continue;
            var place = open.Dequeue();
            if (place == Position.Pitcher && view.Of(side).Reserves?.Bullpen is [var reliever, ..])
                changes.Add(new(side, man.Entry.Slot, reliever.Player, reliever.Name, place, Count.Unknown));
            else changes.Add(new(side, man.Entry.Slot, man.Player, man.Name, place, Count.Unknown));
        }

        return changes;
    }

    private static bool Plays(EquatableArray<PersonView> men, Position position)
    {
        foreach (var man in men) if (man.Position == position) return true;
        return false;
    }

    private static Game Of(GameView view) => Game.Empty with
    {
        Status = view.Status,
        Outs = view.Outs,
        Fixture = new(view.League, view.Away.Team, view.Home.Team, view.Date, view.Number, view.Site, view.Mode, view.Rules, null),
        Bases = new(Runner(view.Bases.First), Runner(view.Bases.Second), Runner(view.Bases.Third)),
    };

    private static RunnerState? Runner(RunnerView? runner) =>
        runner is null ? null : new(runner.Entry, runner.Charged, PlayCode.None, runner.Placed, 0);
}
