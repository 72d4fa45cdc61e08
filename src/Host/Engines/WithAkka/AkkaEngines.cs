using System.Globalization;
using Akka.Configuration;
using AkkaGame.Cluster;
using AkkaGame.Host.Configuration;
using AkkaGame.Journal;
using AkkaGame.OnAkka;

namespace AkkaGame.Host.Engines;

/// <summary>Akka.NET's engine, as this program's settings want it: alone on a file, one of several on PostgreSQL.</summary>
internal static class AkkaEngines
{
    private static readonly string[] alone = ["akka.conf"], among = [.. alone, "cluster.conf", "sharding.conf"];

    public static bool AreHere => true;

    /// <exception cref="BadSettingException">What is to be laid over the program's own HOCON cannot be.</exception>
    public static IEngineHome Home(Settings settings, ILoggerFactory logs)
    {
        var log = logs.CreateLogger("AkkaGame.Akka");
        var files = (settings.Postgres is null ? alone : among).Select(Hocon.Read)
            .Aggregate(Persistence(settings), static (stronger, weaker) => stronger.WithFallback(weaker));
        try
        {
            var config = Hocon.Lay(files, Layers(settings));
            return settings.Postgres is null ? new AkkaAloneHome(config, Say) : new AkkaHome(new(config, Say), settings);
        }
        catch (FormatException e)
        {
            throw new BadSettingException(e.Message);
        }

        void Say(bool isWrong, string what)
        {
            if (isWrong) Log.Warned(log, what);
            else Log.Noticed(log, what);
        }
    }

    /// <summary>The strongest first: where a node is, only the program's own settings say.</summary>
    private static IEnumerable<(string Called, string Text)> Layers(Settings settings)
    {
        yield return ("What the settings come to", Own(settings));
        if (settings.AkkaSet is { } set) yield return (Setting.AkkaSet.Option, set);
        if (settings.AkkaConfig is { } file) yield return (file, Text(file));
    }

    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadSettingException($"{Setting.AkkaConfig.Option} names a file that cannot be read: {e.Message}");
        }
    }

    private static string Own(Settings settings)
    {
        var reached = settings.PeerAddress is { } address ? new Uri($"http://{address}") : null;
        var seeds = settings.AkkaSeeds.Select(static seed => Hocon.Quoted($"akka.tcp://{AkkaEngine.SystemName}@{seed}"));
        return settings.Postgres is null ? "" : string.Create(CultureInfo.InvariantCulture, $$"""
            akka.remote.dot-netty.tcp {
              port = {{settings.PeerPort}}
              public-hostname = {{Hocon.Quoted(reached?.Host ?? Machine.Read().Host)}}
              public-port = {{reached?.Port ?? settings.PeerPort}}
            }
            akka.cluster.seed-nodes = [{{string.Join(", ", seeds)}}]
            """);
    }

    /// <summary>The file is written by other connections of this process too: each waits for its turn.</summary>
    private static Config Persistence(Settings settings) => settings.Postgres is { } postgres
        ? Hocon.Persistence("PostgreSQL.15", AkkaTables.Connection(postgres.Connection), "akkagame")
        : Hocon.Persistence("SQLite.MS", $"Data Source={settings.Database};Default Timeout=10", null);
}
