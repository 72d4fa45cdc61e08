using System.Collections.Concurrent;
using AkkaGame.Baseball;
using AkkaGame.Retrosheet.Records;

namespace AkkaGame.Retrosheet.Tests;

/// <summary>The boxes of all real games against themselves; against the reference they are held where the whole games are.</summary>
public class BoxesTests
{
    [SkippableFact]
    public void The_boxes_of_real_games_balance_and_fit_a_newspaper_column()
    {
        var wrong = new ConcurrentQueue<string>();
        Parallel.ForEach(RealFiles.All(), file =>
        {
            foreach (var game in RealFiles.Read(file).OfType<RealGame>()) Check(ReplayedGame.Of(game), wrong);
        });

        Assert.True(wrong.IsEmpty, $"{wrong.Count}:\n{string.Join('\n', wrong.Take(20))}");
    }

    private static void Check(ReplayedGame game, ConcurrentQueue<string> wrong)
    {
        var (id, box) = (game.Real.Id, game.Box());
        foreach (var equation in BoxProof.Broken(box)) wrong.Enqueue($"{id}: {equation}");
        if (NewspaperBox.Of(box).Split('\n').Any(line => line.Length > 80)) wrong.Enqueue($"{id}: a line of more than 80 columns");
        foreach (var (before, play, _) in game.Plays)
            if (PlayByPlay.Sentence(before, play).Contains("someone", StringComparison.Ordinal))
                wrong.Enqueue($"{id} play {play.Number}: a man nobody knows is told of");
    }
}
