using System.Runtime.CompilerServices;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;

namespace AkkaGame.Host.Operating;

/// <summary>Where whole games are read from: a journal that this process has opened, or the server that holds it.</summary>
internal abstract class Archive : IAsyncDisposable
{
    private const int PageSize = 500;

    /// <exception cref="HouseClosedException">The journal cannot be opened here, and no server answers for it.</exception>
    public static async Task<Archive> Open(Settings settings, CancellationToken stop)
    {
        if (settings.Postgres is null && !File.Exists(settings.Database))
            throw new HouseClosedException($"{settings.Database} is not there: name the journal with --db.");
        return await HeldFile.Server(settings, stop) is { } server
            ? new OfServer(server)
            : new OfHouse(await House.OpenToRead(settings, stop));
    }

    /// <param name="game">Its UUID or its Retrosheet id.</param>
    /// <exception cref="AskedInVainException">There is no such game, or the server did not answer.</exception>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    public abstract Task<CheckAnswer> Verify(string game, CancellationToken stop);

    /// <summary>Its event file.</summary>
    /// <inheritdoc cref="Verify"/>
    public abstract Task<byte[]> Export(string game, CancellationToken stop);

    /// <summary>All games, in the order of their creation.</summary>
    /// <exception cref="AskedInVainException">The server did not answer.</exception>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    public abstract IAsyncEnumerable<GameId> Games(CancellationToken stop);

    public abstract ValueTask DisposeAsync();

    private sealed class OfHouse(House house) : Archive
    {
        public override async Task<CheckAnswer> Verify(string game, CancellationToken stop)
        {
            var listing = await Find(game, stop);
            var found = await GameCheck.Of(listing.Game, house.Journal, house.Snapshots, house.Editions, stop);
            return CheckAnswer.Of(found, listing.Retrosheet);
        }

        public override async Task<byte[]> Export(string game, CancellationToken stop)
        {
            var read = await house.Journal.Read((await Find(game, stop)).Game, 0, stop: stop);
            if (read.Unreadable is { } unreadable)
                throw No(RefusalCode.Quarantined, $"event {unreadable.Seq} of {game} cannot be read: {unreadable.Why}");
            return EventFiles.Of(EffectiveHistory.Events(read.Groups), out var refused)
                ?? throw new AskedInVainException(refused!);
        }

        public override async IAsyncEnumerable<GameId> Games([EnumeratorCancellation] CancellationToken stop)
        {
            for (var (at, more) = (0L, true); more;)
            {
                var page = await house.Games.List(at, PageSize, stop);
                foreach (var listing in page) yield return listing.Game;
                more = page.Count == PageSize;
                if (more) at = page[^1].Number;
            }
        }

        public override ValueTask DisposeAsync() => house.DisposeAsync();

        private async ValueTask<GameListing> Find(string game, CancellationToken stop) =>
            (await NamedGame.Of(game, house.Games, stop)).Listing
            ?? throw No(RefusalCode.NotFound, $"{house.JournalName} holds no game {game}.");

        private static AskedInVainException No(RefusalCode code, string why) => new(new(code, null, null, why));
    }

    private sealed class OfServer(OperatorsClient server) : Archive
    {
        public override Task<CheckAnswer> Verify(string game, CancellationToken stop) => server.Verify(game, stop);

        public override Task<byte[]> Export(string game, CancellationToken stop) => server.Export(game, stop);

        public override async IAsyncEnumerable<GameId> Games([EnumeratorCancellation] CancellationToken stop)
        {
            string? at = null;
            do
            {
                var page = await server.Games(null, at, PageSize, stop);
                foreach (var game in page.Games) yield return game.Id;
                at = page.Next;
            }
            while (at is not null);
        }

        public override ValueTask DisposeAsync()
        {
            server.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
