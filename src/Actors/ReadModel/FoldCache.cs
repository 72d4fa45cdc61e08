using System.Diagnostics.CodeAnalysis;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>A game as it was written last.</summary>
/// <param name="Number">Its place in the list of games.</param>
/// <param name="Build">Under which it was written.</param>
internal sealed record KeptFold(RowFold Fold, GameRows Rows, long Number, int Build);

/// <summary>The folds of the games that moved last; the one not asked for longest goes first.</summary>
internal sealed class FoldCache(int max)
{
    private readonly Dictionary<GameId, LinkedListNode<(GameId Game, KeptFold Kept)>> byGame = [];
    private readonly LinkedList<(GameId Game, KeptFold Kept)> byUse = [];

    /// <summary>Takes it out: a fold that is being added to is in the cache again only when what came of it is stored.</summary>
    public bool Take(GameId game, [MaybeNullWhen(false)] out KeptFold kept)
    {
        kept = null;
        if (!byGame.Remove(game, out var node)) return false;
        byUse.Remove(node);
        kept = node.Value.Kept;
        return true;
    }

    public void Keep(GameId game, KeptFold kept)
    {
        byGame.Add(game, byUse.AddLast((game, kept)));
        if (byUse.Count <= max) return;
        byGame.Remove(byUse.First!.Value.Game);
        byUse.RemoveFirst();
    }
}
