using System.Globalization;
using AkkaGame.Host;

namespace AkkaGame.Deploy;

/// <summary>The unit for systemd and its file of settings.</summary>
public sealed class SystemdTests
{
    private static readonly ILookup<string, string> unit =
        Pairs("akkagame.service").ToLookup(static one => one.Key, static one => one.Value);

    [Fact]
    public void Its_settings_are_settings_of_the_program()
    {
        using var connection = new ConnectionFile();
        var settings = Configured.Read(Environment, connection.InPlaceOf(Environment));

        Assert.True(settings is { Postgres: not null, SecretKeyFile: not null, TokenKeyFile: not null, OpsTokens: false });
        Assert.Equal(settings.PeerPort, new Uri($"http://{settings.PeerAddress}").Port);
        // Whoever may ask operators' questions without a token is on this machine.
        Assert.True(new Uri(settings.OpsUrls).IsLoopback);
        foreach (var file in Environment.Values.Where(static value => value.StartsWith("%d/", StringComparison.Ordinal)))
            Assert.Contains(unit["LoadCredential"], one => one.StartsWith(file[3..] + ":", StringComparison.Ordinal));
    }

    [Fact]
    public void It_is_given_the_time_that_it_needs_to_stop()
    {
        using var connection = new ConnectionFile();
        var settings = Configured.Read(Environment, connection.InPlaceOf(Environment));
        var given = TimeSpan.FromSeconds(int.Parse(unit["TimeoutStopSec"].Single(), CultureInfo.InvariantCulture));
        Assert.True(given > Configured.LongestStop(settings));
        // However long a database is away, somebody starts the node again.
        Assert.Equal("0", unit["StartLimitIntervalSec"].Single());
        Assert.Equal(Host.CommandLine.Verbs.Usage.ToString(CultureInfo.InvariantCulture), unit["RestartPreventExitStatus"].Single());
    }

    [SkippableFact]
    public async Task Systemd_takes_it_and_finds_it_closed_up()
    {
        Tool.Need("systemd-analyze", "is not installed: install the package systemd.");
        var folder = Directory.CreateTempSubdirectory("akkagame-unit-");
        try
        {
            // The program is not installed here: any other one stands for it.
            var text = Repository.Read("deploy", "systemd", "akkagame.service")
                .Replace("/opt/akkagame/akkagame", "/bin/true", StringComparison.Ordinal);
            var copy = Path.Combine(folder.FullName, "akkagame.service");
            await File.WriteAllTextAsync(copy, text);

            await Tool.Content("systemd-analyze", "verify", "--man=no", copy);
            await Tool.Content("systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=20", copy);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Dictionary<string, string> Environment => Pairs("akkagame.env")
        .Concat(unit["Environment"].Select(static one => one.Split('=', 2)).Select(static one => KeyValuePair.Create(one[0], one[1])))
        .ToDictionary();

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string file) => Repository.Read("deploy", "systemd", file).Split('\n')
        .Where(static line => line.Contains('=', StringComparison.Ordinal) && !line.StartsWith('#'))
        .Select(static line => line.Split('=', 2)).Select(static one => KeyValuePair.Create(one[0], one[1]));
}
