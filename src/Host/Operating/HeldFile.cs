using AkkaGame.Host.Identity;
using AkkaGame.Journal.Sqlite;

namespace AkkaGame.Host.Operating;

/// <summary>A journal's file that a running server holds: whoever wants its games asks that server.</summary>
internal static class HeldFile
{
    /// <summary>The server that holds the file, said on standard error; null where nobody does, or he answers nobody.</summary>
    public static async Task<OperatorsClient?> Server(Settings settings, CancellationToken stop)
    {
        if (settings.Postgres is not null) return null;
        if (SqliteJournal.HolderOf(settings.Database) is not { Operators: { } address } holder) return null;
        var server = new OperatorsClient(address, OperatorsToken.Of(settings));
        try
        {
            // An old note may name a port that is somebody else's by now.
            if ((await server.Stats(stop)).Process == holder.Process)
            {
                await Console.Error.WriteLineAsync(
                    $"akkagame: {settings.Database} is held by process {holder.Process}: asking that server at {address}");
                return server;
            }
        }
        catch (AskedInVainException)
        {
            // It is starting or stopping: opening the file waits a moment for it, and says who holds it.
        }

        server.Dispose();
        return null;
    }
}
