using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// A play told by outcomes: after the rolls that have fallen, each chart is read by a word instead of dice. Where the words end
/// <see cref="Open"/> is the chart that the next roll would be read on.
/// </summary>
internal sealed class OutcomeTable(Game game, PlayUnderWay play, IReadOnlyList<string> told) : DiceTable(game, play)
{
    private int said;

    /// <summary>Null where the play is over, or a manager has to be asked.</summary>
    public Chart? Open { get; private set; }

    protected override bool IsNextToldOf => true;

    protected override ChartLine? Next(Chart chart)
    {
        if (base.Next(chart) is { } fallen) return fallen;
        if (said < told.Count) return new("", told[said++]);
        Open = chart;
        return null;
    }
}
