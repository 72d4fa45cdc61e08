using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Faults.Checking;
using AkkaGame.Messages;
using AkkaGame.Simulation.Load;
using AkkaGame.Simulation.Machinery;
using AkkaGame.Simulation.Nodes;
using AkkaGame.Simulation.Store;

namespace AkkaGame.Simulation;

/// <summary>Holds what everybody heard in a night against what the database has when it is over.</summary>
internal sealed class Judgement(
    World world, Database database, Clients clients, Watchers watchers, IReadOnlyList<Node> nodes, IReadOnlyList<GameId> games)
{
    /// <summary>Each game's states at the ends of its groups.</summary>
    private readonly Dictionary<Guid, SortedList<int, GameState>> states = [];

    /// <param name="wasCalm">Nothing was made to go wrong.</param>
    /// <param name="wishes">Shards that operators wanted to be moved, at most.</param>
    public void Judge(bool wasCalm, int wishes)
    {
        foreach (var game in games) Fold(game);
        var rows = Rows(static (game, command) => Clients.Key(game, command));
        foreach (var broken in Checker.Check(clients.Judged, rows, StateHashAt)) world.Broken($"{broken}");
        var shown = Rows(static (_, command) => command);
        foreach (var broken in SocketChecker.Check(watchers.Lines, shown, ViewHashAt)) world.Broken($"{broken}");
        NobodyWroteButThoseWhoAsked();
        RefusalsAreTrue();
        NoMeansNo();
        NothingIsLeftOpen();
        NobodyWaitsForNothing();
        OneOwner();
        if (!wasCalm) return;
        NobodyWasKeptWaiting();
        NothingWentToAndFro(wishes);
    }

    /// <summary>
    /// Where nobody comes or goes each shard finds its place once; for what an operator moves, another one may have to come back.
    /// </summary>
    private void NothingWentToAndFro(int wishes)
    {
        if (database.Moves > Shard.Count + (2 * wishes))
            world.Broken($"P14 {database.Moves} moves of shards in a night in which nobody came or went, {wishes} of them wanted");
    }

    private void Fold(GameId game)
    {
        var folded = new SortedList<int, GameState>();
        var state = GameState.New(game);
        folded.Add(0, state);
        states.Add(game.Value, folded);
        foreach (var group in NodeJournal.Read(database, game, 0, int.MaxValue).Groups)
        {
            state = GameRules.Evolve(state, group);
            folded.Add(group.Last, state);
        }
    }

    private List<Row> Rows(Func<Guid, Guid, Guid> key) =>
    [
        .. database.Games.Values.SelectMany(static rows => rows)
            .Select(row => new Row(row.Game, row.Seq, row.Last, row.Epoch, key(row.Game, row.Command))),
    ];

    private string? StateHashAt(Guid game, int seq) =>
        states[game].TryGetValue(seq, out var state) ? Convert.ToHexStringLower(StateHash.Of(state)) : null;

    private string? ViewHashAt(Guid game, int seq) =>
        states[game].TryGetValue(seq, out var state) && Views.Of(state, Role.Spectator) is { } view
            ? ViewText.Hash(ViewText.Of(view))
            : null;

    /// <summary>What nobody sent under that id had no business in the journal: the retry of a command is the same command.</summary>
    private void NobodyWroteButThoseWhoAsked()
    {
        foreach (var row in database.Games.Values.SelectMany(static rows => rows))
            if (row.Cause == (short)Cause.Command && !clients.Sent.Contains((row.Game, row.Command)))
                world.Broken($"P2 event {row.Seq} of game {row.Game} is of command {row.Command}, which nobody sent to it");
    }

    /// <summary>A "no" is said by the rules to a state that may have stood between asking and hearing, not to one that was over.</summary>
    private void RefusalsAreTrue()
    {
        foreach (var no in clients.RefusedForGood)
        {
            var game = states[no.Game.Value];
            var known = clients.History
                .Where(one => one.Game == no.Game.Value && one.Heard == Heard.Ok && one.Done < no.Invoked && one.Seq is not null)
                .Select(static one => one.Seq!.Value).DefaultIfEmpty(0).Max();
            var newest = database.Head(no.Game.Value, no.Done);
            var possible = game.Where(one => one.Key >= known && one.Key <= newest).Select(static one => one.Value);
            if (!possible.Any(state => Says(state, no)))
                world.Broken(
                    $"P7 {no.Envelope.Command.GetType().Name} {no.Envelope.Id} of game {no.Game} was refused as {no.Code}, "
                        + $"when {known} was known to be written");
        }
    }

    private static bool Says(GameState state, Refused no) =>
        GameRules.Decide(state, no.Envelope, new(0)).Refused is { } refused ? refused.Code == no.Code : false;

    /// <summary>What a journal said was not written is not there, unless it was decided anew, at another moment.</summary>
    private void NoMeansNo()
    {
        foreach (var (group, epoch) in database.SaidNo)
            if (database.Games.GetValueOrDefault(group.Game.Value)?.ElementAtOrDefault(group.First - 1) is { } row
                && row.Command == group.Command.Value && row.Epoch == epoch && row.At == group.At)
                world.Broken($"P4 event {group.First} of game {group.Game} is there, the journal of its node said it would not be");
    }

    /// <summary>A timer is the owner's: where no game has one any more, no node's clock has either.</summary>
    private void NobodyWaitsForNothing()
    {
        if (database.Cards.Values.Any(static card => card.Card.Due is not null)) return;
        foreach (var node in nodes)
            if (node.IsServing && node.Engine!.Clock.Queued is > 0 and var left)
                world.Broken($"P14 {node.Name} has {left} alarms set, though no game waits for one");
    }

    /// <summary>What is done on purpose, such as a hand-over, nobody who plays notices.</summary>
    private void NobodyWasKeptWaiting()
    {
        foreach (var one in clients.History.Where(static one => one.Heard == Heard.Unknown && one.Command is not null))
            world.Broken($"P13 command {one.Command} of game {one.Game} was answered {one.Code} in a night in which nothing went wrong");
        if (database.Fenced > 0) world.Broken($"P13 {database.Fenced} appends were fenced in a night in which nothing went wrong");
    }

    private void NothingIsLeftOpen()
    {
        foreach (var node in nodes)
            if (!node.IsGone && node.Open > 0) world.Broken($"P12 {node.Name} has not answered {node.Open} of the questions that it took");
    }

    private void OneOwner()
    {
        foreach (var shard in Shard.All)
        {
            var row = database.Shards[shard.Number];
            var owners = nodes.Where(node => node.IsServing && node.Keeper!.EpochOf(shard) == row.Epoch).ToList();
            if (owners.Count != 1) world.Broken($"P14 shard {shard} has {owners.Count} owners in the end");
        }

        foreach (var stray in world.Strays) world.Broken($"somebody left the world's thread: {stray}");
    }
}
