using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Everything that may come of a play, by the very charts: each is read by each of its outcomes in turn, weighed by its cells. No dice.
/// </summary>
internal sealed class PlayTree
{
    private readonly Game game;
    private readonly PlayUnderWay play;
    private readonly List<string> told;
    private readonly double[] chances = new double[End.Codes];

    private PlayTree(Game game, PlayUnderWay play, ReadOnlySpan<string> told) =>
        (this.game, this.play, this.told) = (game, play, [.. told]);

    /// <summary>How the play may end, from where it stands.</summary>
    /// <param name="play">Whoever wants to be asked about a runner, and was not yet, goes as the chart has it.</param>
    /// <param name="told">What the first charts are taken to say.</param>
    public static Ends Of(Game game, PlayUnderWay play, params ReadOnlySpan<string> told)
    {
        if (play.Offense.Boldness == Boldness.AskMe) play = play with { Offense = play.Offense with { Boldness = Boldness.Normal } };
        var tree = new PlayTree(game, play, told);
        tree.Walk(1);
        return Ends.Of(tree.chances, 0);
    }

    private void Walk(double chance)
    {
        var table = new OutcomeTable(game, play, told);
        var sheet = new PlaySheet(game);
        if (PlateAppearance.Resolve(table, sheet))
        {
            chances[End.CodeOf(game, sheet.Written())] += chance;
            return;
        }

        foreach (var (outcome, _, cells) in table.Open!.Shares)
        {
            told.Add(outcome);
            Walk(chance * cells / Rounding.Cells);
            told.RemoveAt(told.Count - 1);
        }
    }
}
