using System.Collections.Concurrent;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.OnAkka;

/// <summary>What the games of one node share: ports, options, counts, the list of games put aside, and who is in memory.</summary>
internal sealed class Clubhouse : IDisposable
{
    private readonly ConcurrentDictionary<GameId, GameActor> games = new();

    /// <param name="shards">Under which incarnation of its shard a game is here (<see cref="ShardWatch"/>).</param>
    public Clubhouse(EnginePorts ports, EngineOptions options, ShardWatch shards)
    {
        (Ports, Options, Shards) = (ports, options, shards);
        Meter = new(this, Survey, ports.Time);
        Aside = new(ports.Quarantine, shards);
        Attendance = new(shards, ports.Time);
        shards.Changed += Attendance.Heed;
    }

    public EnginePorts Ports { get; }
    public EngineOptions Options { get; }
    public ShardWatch Shards { get; }
    public EngineMeter Meter { get; }
    public AsideList Aside { get; }
    public Attendance Attendance { get; }

    /// <summary>Told when a game wants to be woken; set before the first game comes.</summary>
    public Action<Due> Clock { get; set; } = static _ => { };

    public long Now => Ports.Time.GetTimestamp();

    public int Live => games.Count;

    public IEnumerable<LiveGame> Seen => games.Select(static one => one.Value.Seen());

    public LiveGame? Find(GameId game) => games.TryGetValue(game, out var there) ? there.Seen() : null;

    public void Add(GameActor game) => games[game.Id] = game;

    public void Remove(GameActor game) => games.TryRemove(new(game.Id, game));

    /// <summary>Now, for a game of that shard, which was loaded under that epoch.</summary>
    public Moment Moment(Shard shard, long epoch) =>
        new(Ports.Time.GetUtcNow().ToUnixTimeMilliseconds(), Attendance.Since(shard, epoch));

    public void Fault(GameId game, Exception what) => Meter.Fault(Options, game, what);

    public Survey Survey()
    {
        var survey = new Survey();
        foreach (var (_, game) in games) game.CountInto(ref survey);
        return survey;
    }

    public void Dispose()
    {
        Shards.Changed -= Attendance.Heed;
        Aside.Dispose();
        Meter.Dispose();
    }
}
