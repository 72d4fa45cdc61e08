using AkkaGame.Gateway;
using AkkaGame.Host;
using AkkaGame.Host.Configuration;

namespace AkkaGame.Deploy;

/// <summary>What an environment comes to in the program, as the program itself reads it.</summary>
internal static class Configured
{
    private const string Prefix = "AKKAGAME_";

    /// <summary>The last step of a stop that has a bound of its own: requests under way.</summary>
    private static readonly TimeSpan requests = TimeSpan.FromSeconds(5);

    /// <param name="files">Other paths for files that are only there where it is deployed.</param>
    public static Settings Read(IReadOnlyDictionary<string, string> environment, IReadOnlyDictionary<string, string>? files = null)
    {
        var known = Setting.All.Append(Setting.Ops).Select(static setting => setting.Variable).ToHashSet();
        Assert.Subset(known, environment.Keys.Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToHashSet());
        var none = new SettingLevel(static setting => setting.Name, static _ => null);
        return Settings.Read(
            new(none, new(static setting => setting.Variable, Given), none), isDevelopment: false);

        string? Given(Setting setting) =>
            environment.TryGetValue(setting.Variable, out var text) ? files?.GetValueOrDefault(text) ?? text : null;
    }

    /// <summary>
    /// How long a node may take to end: games handed over, sockets told and closed, requests, what waits for the journal, a lease.
    /// </summary>
    public static TimeSpan LongestStop(Settings settings)
    {
        var sockets = new GatewayOptions();
        var writing = new Journal.Postgres.PostgresWriterOptions();
        return House.HandsOverWithin + (2 * sockets.GoAwayIn) + sockets.GoAwayJitter + requests + writing.CloseWithin + writing.FenceFor
            + settings.LeaseTime;
    }
}
