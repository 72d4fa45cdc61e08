using System.Globalization;
using System.Text.Json;
using AkkaGame.Host.CommandLine;

namespace AkkaGame.Host.Bench.Sockets;

/// <summary>Whoever loads a server, all sockets open.</summary>
internal sealed class Load : Companion
{
    private Load() : base(ServerProcess.This(BenchSocketsVerbs.Load)) { }

    /// <exception cref="BenchRefusedException">The server does not let it.</exception>
    public static async Task<Load> Open(LoadOrder order, CancellationToken stop)
    {
        var load = new Load();
        try
        {
            await load.Say(JsonSerializer.Serialize(order, LoadJson.Default.LoadOrder), stop);
            await load.Hear(LoadGenerator.Ready, stop);
            return load;
        }
        catch
        {
            load.Dispose();
            throw;
        }
    }

    /// <exception cref="BenchRefusedException">Something was lost or refused.</exception>
    public async Task<LoadReport> Run(TimeSpan time, CancellationToken stop)
    {
        await Say(time.TotalSeconds.ToString(CultureInfo.InvariantCulture), stop);
        return JsonSerializer.Deserialize("{" + await Hear("{", stop), LoadJson.Default.LoadReport)!;
    }
}
