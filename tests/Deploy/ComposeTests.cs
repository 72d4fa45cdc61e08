using System.Globalization;
using AkkaGame.Host;
using AkkaGame.Postgres;
using Npgsql;

namespace AkkaGame.Deploy;

/// <summary>
/// The file for compose: held against the program, and carried out with real processes as far as that goes without containers.
/// </summary>
public sealed class ComposeTests : IDisposable
{
    private const string Mounted = "/run/secrets/";

    private static readonly Yaml compose = Yaml.Read("deploy/docker-compose.yml");
    private static readonly string[] nodes =
        [.. compose["services"].Keys.Where(static name => name.StartsWith("node", StringComparison.Ordinal))];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("akkagame-secrets-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Three_nodes_differ_in_nothing_but_their_names_and_ports()
    {
        Assert.Equal(3, nodes.Length);
        List<Settings> all = [];
        using var connection = new ConnectionFile();
        foreach (var name in nodes)
        {
            var given = Environment(name);
            var settings = Configured.Read(given, connection.InPlaceOf(given));
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{name}:{settings.PeerPort}"), settings.PeerAddress);
            Assert.Equal(name, new Uri(settings.OpsUrls).Host);
            Assert.True(settings.OpsTokens);
            Assert.Equal(
                [new Uri(settings.Urls).Port, new Uri(settings.OpsUrls).Port],
                compose["services"][name].List("ports").Select(static port => int.Parse(port.Split(':')[2], CultureInfo.InvariantCulture)));
            all.Add(settings with { Postgres = null, PeerAddress = null, OpsUrls = "" });
        }

        Assert.Equal(3, nodes.SelectMany(static name => compose["services"][name].List("ports")).Select(static port => port.Split(':')[1])
            .Where(static port => port.EndsWith('0')).Distinct().Count());
        Assert.All(all, settings => Assert.Equal(all[0].SecretKeyFile, settings.SecretKeyFile));
        Assert.All(all, settings => Assert.Equal(all[0].TokenKeyFile, settings.TokenKeyFile));
    }

    [Fact]
    public void Nothing_can_be_written_and_nothing_gained_in_a_node()
    {
        using var connection = new ConnectionFile();
        foreach (var name in nodes)
        {
            var service = compose["services"][name];
            Assert.Equal("true", service["read_only"].Text);
            Assert.Equal(["ALL"], service.List("cap_drop"));
            Assert.Equal(["no-new-privileges:true"], service.List("security_opt"));
            Assert.All(service.List("ports"), static port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
            var given = Environment(name);
            var stop = TimeSpan.FromSeconds(int.Parse(service["stop_grace_period"].Text.TrimEnd('s'), CultureInfo.InvariantCulture));
            Assert.True(stop > Configured.LongestStop(Configured.Read(given, connection.InPlaceOf(given))));
        }
    }

    [Fact]
    public void Every_secret_is_a_file_that_somebody_uses()
    {
        var used = compose["services"].Keys.SelectMany(static name => compose["services"][name].List("secrets")).ToHashSet();
        Assert.Equal(compose["secrets"].Keys.Order(), used.Order());
        foreach (var name in compose["services"].Keys)
        {
            var given = compose["services"][name].List("secrets");
            foreach (var (variable, value) in Given(name).Where(static one => one.Value.StartsWith(Mounted, StringComparison.Ordinal)))
                Assert.True(given.Contains(value[Mounted.Length..]), $"{name}: {variable}");
        }

        // Only who migrates may change the schema.
        Assert.All(nodes, static name => Assert.DoesNotContain("owner-connection", compose["services"][name].List("secrets")));
    }

    [SkippableFact]
    public async Task Nodes_start_as_they_are_set_up_here_over_a_database_that_the_scripts_here_made()
    {
        Tool.Need("openssl", "is not installed: install its package.");
        Tool.Need("psql", "is not installed: install the package postgresql-client.");
        await using var postgres = await PostgresServer.Own();
        var admin = new NpgsqlConnectionStringBuilder((await postgres.NewDatabase(migrated: false)).Admin);
        var (made, said) = await Tool.Run(
            Repository.Path("deploy", "make-secrets"), new Dictionary<string, string>(), folder.FullName,
            string.Create(CultureInfo.InvariantCulture, $"{admin.Host};Port={admin.Port}"));
        Assert.True(made == 0, said);
        var asAdmin = new Dictionary<string, string>
        {
            ["AKKAGAME_SECRETS"] = folder.FullName, ["PGHOST"] = admin.Host!, ["PGUSER"] = admin.Username!,
            ["PGPASSWORD"] = admin.Password!, ["PGPORT"] = admin.Port.ToString(CultureInfo.InvariantCulture),
        };
        var (roles, why) = await Tool.Run(Repository.Path("deploy", "postgres", "roles.sh"), asAdmin);
        Assert.True(roles == 0, why);

        var (migrated, how) = await Node.Run(Here(Environment("migrate")), [.. compose["services"]["migrate"].List("command")]);
        Assert.True(migrated == 0, how);

        List<Node> running = [];
        try
        {
            foreach (var name in nodes) running.Add(Node.Start(Here(Environment(name)), "serve"));
            foreach (var node in running)
            {
                await node.Listens();
                var (ready, answer) = await node.BecomesReady(Dockerfile.Healthcheck);
                Assert.True(ready, answer);
            }
        }
        finally
        {
            foreach (var node in running) node.Stop();
            foreach (var node in running) node.Dispose();
        }

        // Run again it leaves everything as it is: whoever runs it twice must not lose the keys of his games.
        var before = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "secret-keys"));
        await Tool.Run(Repository.Path("deploy", "make-secrets"), new Dictionary<string, string>(), folder.FullName);
        Assert.Equal(before, await File.ReadAllTextAsync(Path.Combine(folder.FullName, "secret-keys")));
    }

    /// <summary>What the image sets, and what the service sets above it.</summary>
    private static Dictionary<string, string> Environment(string service)
    {
        var given = new Dictionary<string, string>(Dockerfile.Environment);
        foreach (var (name, value) in Given(service)) given[name] = value;
        return given;
    }

    private static Dictionary<string, string> Given(string service) =>
        compose["services"][service].Has("environment") ? compose["services"][service].Texts("environment") : [];

    /// <summary>The same on this machine: files where they were made, free ports on loopback.</summary>
    private Dictionary<string, string> Here(Dictionary<string, string> given)
    {
        var here = given.ToDictionary(
            static one => one.Key,
            one => one.Value.StartsWith(Mounted, StringComparison.Ordinal)
                ? Path.Combine(folder.FullName, compose["secrets"][one.Value[Mounted.Length..]]["file"].Text["secrets/".Length..])
                : one.Value);
        (here["AKKAGAME_URLS"], here["AKKAGAME_OPS_URLS"], here["AKKAGAME_PEER_PORT"]) = ("http://127.0.0.1:0", "http://127.0.0.1:0", "0");
        here.Remove("AKKAGAME_PEER_ADDRESS");
        return here;
    }
}
