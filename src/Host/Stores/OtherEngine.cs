using AkkaGame.Host.Configuration;
using AkkaGame.Host.Engines;
using AkkaGame.Journal;

namespace AkkaGame.Host.Stores;

/// <summary>Both engines use one journal, and never at the same time: neither knows of the other's fence.</summary>
internal static class OtherEngine
{
    /// <summary>Comes before the node joins; makes what Akka.NET wants of the database, where it is to be used.</summary>
    /// <exception cref="HouseClosedException">Nodes of the other engine live here, or it cannot be made ready.</exception>
    public static async Task Refuse(Settings settings, PostgresAddress at, CancellationToken stop)
    {
        try
        {
            var (areMade, native, akka) = await AkkaTables.Look(at.Connection, stop);
            if (settings.Engine == EngineKind.Native)
            {
                if (akka) throw Lives("Akka.NET's", "akka");
                return;
            }

            if (native) throw Lives("the native", "native");
            if (!areMade || settings.Migrate) await AkkaTables.PreparePostgres(at.Connection, stop);
        }
        catch (JournalOpenException e)
        {
            throw new HouseClosedException(
                $"{e.Message.TrimEnd('.')}. What Akka.NET needs there its owner makes: akkagame migrate {Setting.Engine.Option} akka", e);
        }
    }

    private static HouseClosedException Lives(string whose, string engine) => new(
        $"Nodes with {whose} engine play on this database: stop all of them first, or take {Setting.Engine.Option} {engine} here too.");
}
