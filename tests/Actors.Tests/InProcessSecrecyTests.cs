using System.Text.Json;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Actors.Tests;

public sealed class InProcessSecrecyTests : SecrecySpec
{
    private readonly VolatileJournal journal = new();

    protected override IJournal Store => journal;

    protected override IReadModel Model { get; } = new VolatileReadModel();

    protected override IEngine Make(EnginePorts ports, EngineOptions options) => new InProcessEngine(ports, options);

    /// <summary>What it would hand to whoever reads it: bodies of events, snapshots, the list.</summary>
    protected override async Task<IReadOnlyList<byte[]>> Everything()
    {
        var all = new List<byte[]>();
        foreach (var listing in await journal.List(0, 100))
        {
            all.Add(listing.Summary.ToArray());
            for (var below = long.MaxValue; await journal.Latest(listing.Game, below) is { } snapshot; below = snapshot.Seq)
                all.Add(snapshot.Body);
            foreach (var happened in (await journal.Read(listing.Game, 0)).Groups.SelectMany(static group => group.Events))
                all.Add(JsonSerializer.SerializeToUtf8Bytes(happened, WireNames.Of(happened).Json));
        }

        return all;
    }
}
