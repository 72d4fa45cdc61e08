using System.Text.Json;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;

namespace AkkaGame.Host.Operating;

/// <summary>A server in numbers.</summary>
/// <param name="Process">The id of its process.</param>
/// <param name="Uptime">Seconds since it began to answer.</param>
internal sealed record StatsAnswer(
    string Version, int Process, double Uptime, JournalStats Journal, ShardStats Shards, GameStats Games, CommandStats Commands,
    SnapshotStats Snapshots, ReadModelSight ReadModel, long Faults, IReadOnlyList<LatencyStats> Latencies);

/// <param name="Store">The file, or the database without its password.</param>
/// <param name="Fault">Why it does not answer; null where it does.</param>
internal sealed record JournalStats(string Store, string? Fault);

/// <param name="Owned">Shards that this node may write.</param>
internal sealed record ShardStats(int Owned, int Of);

/// <param name="Activated">Since the start: games that came into memory; so <paramref name="Left"/>.</param>
/// <param name="Aside">In quarantine.</param>
internal sealed record GameStats(int Live, int AtWork, int Aside, long Activated, long Left);

/// <param name="PerSecond">Commands accepted a second, over the last ten.</param>
/// <param name="Refused">By code.</param>
/// <param name="Waiting">In all inboxes.</param>
/// <param name="DeepestInbox">Waiting for the one game with the most.</param>
internal sealed record CommandStats(
    long Accepted, long Repeated, double PerSecond, IReadOnlyDictionary<string, long> Refused, int Waiting, int DeepestInbox);

/// <param name="Age">Events of the game with the most that are in no snapshot.</param>
internal sealed record SnapshotStats(long Kept, long Faults, int Age);

/// <summary>Milliseconds, rounded up to the histogram's next bound.</summary>
internal sealed record LatencyStats(string What, long Count, double P50, double P99);

/// <summary>A page of games.</summary>
/// <param name="Next">What to ask for with <c>after</c> to go on; null at the end.</param>
internal sealed record OpsGamesAnswer(IReadOnlyList<OpsGame> Games, string? Next);

/// <summary>A game on one line, as operators see it.</summary>
/// <param name="Seq">Its last event.</param>
/// <param name="Live">What it is at; null where it is not in memory.</param>
/// <param name="Quarantined">Why it can be read but not written; null where it is well.</param>
internal sealed record OpsGame(
    GameId Id, string? Retrosheet, byte Shard, int Seq, DateOnly? Date, TeamId? Away, TeamId? Home, GameStatus? Status, byte? Inning,
    Half? Half, LiveItem? Live, string? Quarantined)
{
    public static OpsGame Of(GameListing listing, LiveGame? live, AsideGame? aside) => Of(
        listing.Game, listing.Retrosheet, Math.Max(listing.Head, live?.Seq ?? 0), Summary(listing.Summary.Span) ?? live?.Summary, live,
        live?.Quarantined ?? aside?.Why);

    public static OpsGame Of(LiveGame live) =>
        Of(live.Game, live.Summary?.Retrosheet, live.Seq, live.Summary, live, live.Quarantined);

    private static OpsGame Of(GameId game, string? retrosheet, int seq, GameSummary? summary, LiveGame? live, string? quarantined) => new(
        game, retrosheet, Messages.Shard.Of(game).Number, seq, summary?.Date, summary?.Away, summary?.Home, summary?.Status,
        summary?.Inning, summary?.Half, live is null ? null : LiveItem.Of(live), quarantined);

    private static GameSummary? Summary(ReadOnlySpan<byte> json)
    {
        try
        {
            return GameSummary.FromJson(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A game in memory.</summary>
/// <param name="Epoch">The epoch of its shard under which it was loaded.</param>
/// <param name="ForMs">For how many milliseconds it has been at that.</param>
/// <param name="Inbox">Messages that wait.</param>
/// <param name="InWork">The command in work.</param>
/// <param name="SnapshotSeq">The seq of its newest snapshot; 0 where there is none.</param>
internal sealed record LiveItem(long Epoch, GameActivity Activity, long ForMs, int Inbox, CommandId? InWork, int SnapshotSeq)
{
    public static LiveItem Of(LiveGame live) =>
        new(live.Epoch, live.Activity, (long)live.Since.TotalMilliseconds, live.Inbox, live.InWork, live.SnapshotSeq);
}

/// <summary>A game's flight record.</summary>
/// <param name="Created">Unix milliseconds UTC.</param>
/// <param name="Head">The journal's last event of it.</param>
/// <param name="Snapshots">The newest first.</param>
/// <param name="Unread">Why its last commands cannot all be shown; null where they can.</param>
/// <param name="Commands">The last accepted ones, the newest first.</param>
internal sealed record FlightRecord(
    OpsGame Game, long Created, int Head, IReadOnlyList<int> Snapshots, AsideItem? Quarantine, string? Unread,
    IReadOnlyList<CommandLogItem> Commands);

/// <param name="At">Unix milliseconds UTC.</param>
/// <param name="Events">Their wire names.</param>
internal sealed record CommandLogItem(
    CommandId Command, int First, int Last, long At, string Who, Role Role, Cause Cause, short Rules, string? Why,
    IReadOnlyList<string> Events)
{
    public static CommandLogItem Of(EventGroup group) => new(
        group.Command, group.First, group.Last, group.At, group.By.Who, group.By.Role, group.Cause, group.Rules, group.Why,
        [.. group.Events.Select(static happened => WireNames.Of(happened).Name)]);
}

/// <summary>Connections, the last seen first.</summary>
internal sealed record SessionsAnswer(IReadOnlyList<SessionItem> Sessions);

/// <summary>One connection to a game, as it was written down last: seconds ago, or as it was when its node died.</summary>
/// <param name="Session">The client's own id of its device or tab.</param>
/// <param name="Connected">Unix milliseconds UTC, as are <paramref name="Seen"/> and <paramref name="Closed"/>.</param>
/// <param name="Acked">The last seq that the client said it took in; 0 for none.</param>
/// <param name="Sent">The last seq that was sent to it.</param>
/// <param name="Closed">Left out while it is open, as is <paramref name="Code"/>, the WebSocket close code.</param>
internal sealed record SessionItem(
    Guid Id, Guid Session, GameId Game, string Who, Role Role, Side? Side, string From, string? Client, long Connected, long Seen,
    int Acked, int Sent, long? Closed, int? Code)
{
    public static SessionItem Of(SessionRecord one) => new(
        one.Connection, one.Session, one.Game, one.Who, one.Role, one.Side, one.From, one.Client, one.Connected, one.Seen, one.Acked,
        one.Sent, one.Closed, one.Code);
}

internal sealed record AsideAnswer(IReadOnlyList<AsideItem> Games);

/// <summary>A game in quarantine.</summary>
/// <param name="Seq">The last event up to which it can be read.</param>
/// <param name="By">The operator who put it aside; null where its journal cannot be read.</param>
/// <param name="Since">Unix milliseconds UTC.</param>
internal sealed record AsideItem(GameId Id, int Seq, string Why, string? By, long Since)
{
    public static AsideItem Of(AsideGame game) => new(game.Game, game.Seq, game.Why, game.By, game.Since);
}

/// <summary>Put this game aside.</summary>
internal sealed record AsideRequest(string? Why, string? By);

/// <summary>What a game is after an operator did something to it.</summary>
/// <param name="Live">True where it is in memory.</param>
/// <param name="Quarantined">Why it can be read but not written; null where it is well.</param>
internal sealed record DoneAnswer(GameId Id, bool Live, string? Quarantined);

/// <summary>What the check of a game found.</summary>
/// <param name="Head">Its last event.</param>
/// <param name="Seq">The last event up to which it is sound.</param>
/// <param name="StateHash">Of its state at <paramref name="Seq"/>, hexadecimal.</param>
/// <param name="Faults">In the order of the seqs.</param>
/// <param name="Dice">What its dice come to when they are recomputed; null for a game that nobody plays.</param>
internal sealed record CheckAnswer(
    GameId Id, string? Retrosheet, bool Sound, int Head, int Seq, int Groups, string StateHash, IReadOnlyList<GameFault> Faults,
    IReadOnlyList<CheckedSnapshot> Snapshots, AuditedDice? Dice = null)
{
    public static CheckAnswer Of(CheckedGame game, string? retrosheet) => new(
        game.Game, retrosheet, game.IsSound, game.Head, game.Seq, game.Groups, Convert.ToHexStringLower(game.Hash), game.Faults,
        game.Snapshots, game.Dice);
}

/// <summary>The end of a check of all games.</summary>
internal sealed record CheckSummaryLine(CheckSummary Summary);

/// <param name="BrokenSnapshots">Passed over by a recovery, which costs nothing but time.</param>
internal sealed record CheckSummary(int Games, int Sound, int Unsound, long Events, int Snapshots, int BrokenSnapshots, double Seconds);

/// <summary>A connection was ended.</summary>
internal sealed record RemovedAnswer(Guid Connection);
