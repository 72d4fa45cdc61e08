using AkkaGame.Host.Configuration;
using AkkaGame.Host.Engines;
using AkkaGame.Journal.Sqlite;

namespace AkkaGame.Host.Tests;

public sealed class SettingsTests : IDisposable
{
    private const string Secret = "h0tcorner";

    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_any_setting_there_is_a_file_and_three_ports_of_which_only_one_is_the_publics()
    {
        var settings = Load();

        Assert.Null(settings.Postgres);
        Assert.EndsWith(Path.Combine("akkagame", "games.db"), settings.Database, StringComparison.Ordinal);
        Assert.Equal(("http://localhost:5080", "http://localhost:5081", 5082), (settings.Urls, settings.OpsUrls, settings.PeerPort));
        Assert.Equal(new Settings { Database = settings.Database }, settings);
    }

    [Fact]
    public void The_command_line_is_stronger_than_the_environment_and_that_than_the_file()
    {
        var levels = new SettingLevels(
            Level("cli", ("lanes", "1")), Level("env", ("lanes", "2"), ("peer-port", "2")),
            Level("file", ("lanes", "3"), ("peer-port", "3"), ("snapshot-every", "3")));

        var settings = Settings.Read(levels, isDevelopment: false);

        Assert.Equal((1, 2, 3), (settings.Lanes, settings.PeerPort, settings.SnapshotEvery));
    }

    [Fact]
    public void A_stronger_place_may_name_the_other_kind_of_journal()
    {
        var levels = new SettingLevels(Level("cli", ("db", "mine.db")), Level("env", ("postgres", "Host=db")));

        var settings = Settings.Read(levels, isDevelopment: false);

        Assert.Null(settings.Postgres);
        Assert.Equal(Path.GetFullPath("mine.db"), settings.Database);
    }

    [Theory]
    [InlineData("db", "x.db", "postgres", "Host=db")]
    [InlineData("db", "x.db", "postgres-file", "x")]
    [InlineData("postgres", "Host=db", "postgres-file", "x")]
    public void Two_journals_in_one_place_are_refused(string one, string first, string other, string second) =>
        Assert.Equal($"cli {one} and cli {other} exclude each other: name one.", Refused((one, first), (other, second)));

    [Theory]
    [InlineData("peer-port", "65536", "a whole number from 0 to 65535")]
    [InlineData("peer-port", "-1", "a whole number from 0 to 65535")]
    [InlineData("peer-address", "node-1", "HOST:PORT")]
    [InlineData("peer-address", "node-1:0", "HOST:PORT")]
    [InlineData("peer-address", "node-1:65536", "HOST:PORT")]
    [InlineData("peer-address", "http://node-1:5082", "HOST:PORT")]
    [InlineData("peer-address", "node-1:5082/peer", "HOST:PORT")]
    [InlineData("cluster-name", "my games", "1 to 40 letters, digits, and - _ .")]
    [InlineData("cluster-name", "a;b", "1 to 40 letters, digits, and - _ .")]
    [InlineData("cluster-name", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "1 to 40 letters, digits, and - _ .")]
    [InlineData("lanes", "0", "a whole number from 1 to 64")]
    [InlineData("lanes", "two", "a whole number from 1 to 64")]
    [InlineData("lanes", "99999999999", "a whole number from 1 to 64")]
    [InlineData("snapshot-every", "0", "a whole number from 1 to 100000")]
    [InlineData("idle-time", "10", "a time from 0s to 24h, such as 500ms, 3s, 10m or 1h")]
    [InlineData("idle-time", "-1s", "a time from 0s to 24h, such as 500ms, 3s, 10m or 1h")]
    [InlineData("idle-time", "25h", "a time from 0s to 24h, such as 500ms, 3s, 10m or 1h")]
    [InlineData("lease-time", "299ms", "a time from 300ms to 1m, such as 500ms, 3s, 10m or 1h")]
    [InlineData("renew-every", "1100ms", "a time from 20ms to 1s, such as 500ms, 3s, 10m or 1h")]
    [InlineData("check", "thorough", "auto, quick, full, none")]
    [InlineData("log", "xml", "text, json")]
    [InlineData("log-level", "loud", "trace, debug, information, warning, error, critical, none")]
    [InlineData("migrate", "maybe", "true or false")]
    [InlineData("urls", ";", "http://HOST:PORT")]
    public void What_makes_no_sense_is_refused_in_a_line_that_names_setting_and_rule(string name, string text, string expected) =>
        Assert.Equal($"cli {name} is \"{text}\": expected {expected}.", Refused((name, text)));

    [Theory]
    [InlineData("urls", "ftp://x")]
    [InlineData("urls", "https://localhost:1")]
    [InlineData("ops-urls", "http://localhost:0")]
    [InlineData("ops-urls", "http://127.0.0.1:70000")]
    [InlineData("ops-urls", "http://127.0.0.1:1/path")]
    public void An_address_that_cannot_be_listened_on_is_named(string name, string url) =>
        Assert.StartsWith($"cli {name}: {url} is no address to listen on", Refused((name, url)), StringComparison.Ordinal);

    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("3s", 3_000)]
    [InlineData("10m", 600_000)]
    [InlineData("24h", 86_400_000)]
    [InlineData("0s", 0)]
    public void Times_are_numbers_with_units(string text, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Load(("idle-time", text)).IdleTime);

    [Theory]
    [InlineData("node-1:5082")]
    [InlineData("Node-1.games:80")]
    [InlineData("10.0.0.1:5082")]
    [InlineData("[::1]:5082")]
    public void A_node_may_be_reached_elsewhere_than_where_it_listens(string address) =>
        Assert.Equal(address, Load(("peer-address", address)).PeerAddress);

    [Fact]
    public void The_times_of_a_lease_follow_from_its_length()
    {
        var settings = Load(("lease-time", "900ms"));

        Assert.Equal((300.0, 150.0), (settings.RenewEvery.TotalMilliseconds, settings.ObserveEvery.TotalMilliseconds));
    }

    [Fact]
    public void Shards_are_evened_out_when_the_same_nodes_have_been_there_for_a_while() => Assert.Equal(
        (10.0, 0.0), (Load().SettleTime.TotalSeconds, Load(("settle-time", "0s")).SettleTime.TotalSeconds));

    [Theory]
    [InlineData(true, null, true)]
    [InlineData(true, "false", false)]
    [InlineData(false, null, false)]
    [InlineData(false, "true", true)]
    public void Serving_migrates_by_itself_only_in_development_or_when_told(bool isDevelopment, string? told, bool migrates)
    {
        var level = told is null ? Level("cli") : Level("cli", ("migrate", told));

        Assert.Equal(migrates, Settings.Read(new(level), isDevelopment).Migrate);
    }

    [Fact]
    public void What_is_counted_by_person_holds_in_development_only_where_it_is_set()
    {
        Assert.Equal(new Bounds(), Load().Bounds);

        var development = Settings.Read(new(Level("cli", ("unfinished-games", "7"))), isDevelopment: true).Bounds;

        var none = new Bounds { SocketsPerPerson = 0, Commands = 0, Games = 0, UnfinishedGames = 7 };
        Assert.Equal(none, development);
    }

    [Fact]
    public void What_is_counted_by_address_counts_this_machine_only_where_it_is_set()
    {
        Assert.Equal(new PerAddress(50), Load().Bounds.ConnectionsPerAddress);
        Assert.Equal(new PerAddress(3, ForThisMachineToo: true), Load(("connections-per-address", "3")).Bounds.ConnectionsPerAddress);
    }

    [Fact]
    public void The_words_of_a_setting_know_no_case() => Assert.Equal(SqliteCheck.Full, Load(("check", "FULL")).Check);

    [Fact]
    public void A_connection_string_may_stand_in_a_file_of_its_own()
    {
        var settings = Load(("postgres-file", folder.Write("connection", $"Host=db;Database=games;Password={Secret}\n")));

        Assert.Equal($"Host=db;Database=games;Password={Secret}", settings.Postgres!.Connection);
    }

    [Fact]
    public void No_password_is_printed_whatever_prints_the_settings()
    {
        var settings = Load(("postgres", $"Host=db;Port=6000;Database=games;Username=app;Password={Secret}"));

        Assert.DoesNotContain(Secret, $"{settings}", StringComparison.Ordinal);
        Assert.Equal("database games on db:6000", settings.JournalName);
    }

    [Theory]
    [InlineData($"Host;Password={Secret}")]
    [InlineData($"Password={Secret}")]
    [InlineData($"postgres://app:{Secret}@db/games")]
    [InlineData($"Host=db;Password='{Secret}")]
    [InlineData($"postgres://app:{Secret}@db/games?sslmode=require")]
    public void A_wrong_connection_string_is_refused_without_being_repeated(string connection)
    {
        var said = Refused(("postgres", connection)) + Refused(("postgres-file", folder.Write("connection", connection)));

        Assert.Contains("expected keys and values", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"Host=db;Password={Secret}", "names no Database")]
    [InlineData($"Host=db;Database=games;Port=abc;Password={Secret}", "cannot be read")]
    [InlineData($"Host=db;Database=games;Pass={Secret}", "cannot be read")]
    [InlineData($"postgres://app:{Secret}@db/games?sslmode=require", "is a URL")]
    public void What_the_database_driver_would_not_take_is_refused_with_the_other_settings(string connection, string why)
    {
        var said = Refused(("postgres", connection));

        Assert.StartsWith("cli postgres", said, StringComparison.Ordinal);
        Assert.Contains(why, said, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, said, StringComparison.Ordinal);
    }

    [Fact]
    public void Games_live_in_our_own_engine_unless_another_is_named()
    {
        Assert.Equal(EngineKind.Native, Load().Engine);
        Assert.Equal(EngineKind.Native, Load(("engine", "native")).Engine);
        Assert.Equal("cli engine is \"orleans\": expected native, akka.", Refused(("engine", "orleans")));
    }

    [Fact]
    public void An_engine_that_this_build_is_without_is_refused_in_one_line()
    {
        if (AkkaEngines.AreHere) Assert.Equal(EngineKind.Akka, Load(("engine", "akka")).Engine);
        else
            Assert.Equal(
                "cli engine is akka, and this build is without the Akka.NET engine: take native, or build it with "
                + "dotnet build -p:WithAkka=true.",
                Refused(("engine", "akka")));
    }

    [Fact]
    public void Seeds_are_hosts_with_ports()
    {
        Assert.Equal(["a.example:5082", "10.0.0.2:5083"], Load(("akka-seeds", "a.example:5082, 10.0.0.2:5083")).AkkaSeeds);
        Assert.Equal(
            "cli akka-seeds is \"a.example\": expected HOST:PORT, or several parted by commas.", Refused(("akka-seeds", "a.example")));
    }

    [Fact]
    public void What_is_refused_is_shown_on_one_line() =>
        Assert.StartsWith("cli lanes is \"1??2\": ", Refused(("lanes", "1\r\n2")), StringComparison.Ordinal);

    [Fact]
    public void Every_setting_has_one_name_in_three_places()
    {
        Assert.Equal(
            ("--ops-urls", "AKKAGAME_OPS_URLS", "opsUrls"), (Setting.OpsUrls.Option, Setting.OpsUrls.Variable, Setting.OpsUrls.Key));
        Assert.Equal("AkkaGame__OpsUrls", Setting.OpsUrls.Section);
        Assert.Distinct(Setting.All.Select(static setting => setting.Key));
    }

    private static Settings Load(params (string Name, string Text)[] given) =>
        Settings.Read(new(Level("cli", given)), isDevelopment: false);

    private static string Refused(params (string Name, string Text)[] given) =>
        Assert.Throws<BadSettingException>(() => Load(given)).Message;

    private static SettingLevel Level(string place, params (string Name, string Text)[] given) => new(
        setting => $"{place} {setting.Name}",
        setting => given.FirstOrDefault(one => one.Name == setting.Name).Text);
}
