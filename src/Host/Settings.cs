using AkkaGame.Gateway;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Engines;
using AkkaGame.Host.Identity;
using AkkaGame.Journal.Sqlite;

namespace AkkaGame.Host;

/// <summary>
/// What can be set from outside, read and found right. Later ones win: <c>appsettings.json</c> beside the program, the environment, the
/// command line.
/// </summary>
internal sealed record Settings
{
    public const string DefaultUrls = "http://localhost:5080";
    public const string DefaultOpsUrls = "http://localhost:5081";
    public const int DefaultPeerPort = 5082;
    public const string DefaultClusterName = "akkagame";

    private const int ClusterNameMost = 40;

    private static readonly TimeSpan leaseTimeUnlessSaid = TimeSpan.FromSeconds(3);

    /// <summary>The SQLite file, a full path; its folder is made when it is opened. Unused where <see cref="Postgres"/> is set.</summary>
    public required string Database { get; init; }

    /// <summary>Null where the journal is an SQLite file.</summary>
    public PostgresAddress? Postgres { get; init; }

    /// <summary>For measuring: nothing is kept, and nothing else of where the journal is counts. Cannot be set from outside.</summary>
    public bool Volatile { get; init; }

    /// <summary>What games live in.</summary>
    public EngineKind Engine { get; init; }

    /// <summary>Where the first nodes of an Akka cluster are, host:port; none where this one is alone.</summary>
    public IReadOnlyList<string> AkkaSeeds { get; init; } = [];

    /// <summary>HOCON that is laid over the program's own; null where none was named.</summary>
    public string? AkkaConfig { get; init; }

    /// <summary>HOCON that is laid over that in turn; null where there is none.</summary>
    public string? AkkaSet { get; init; }

    /// <summary>League files by which games may be played, and folders of them; full paths.</summary>
    public IReadOnlyList<string> Leagues { get; init; } = [];

    /// <summary>Addresses to listen on, parted by semicolons.</summary>
    public string Urls { get; init; } = DefaultUrls;

    /// <summary>Addresses for operators, parted by semicolons.</summary>
    public string OpsUrls { get; init; } = DefaultOpsUrls;

    /// <summary>The server that operators ask; null where none was named.</summary>
    public Uri? Ops { get; init; }

    /// <summary>0 for a free one. Used with PostgreSQL only.</summary>
    public int PeerPort { get; init; } = DefaultPeerPort;

    /// <summary>Where other nodes reach this one, host:port; null for this machine's name and the peer port.</summary>
    public string? PeerAddress { get; init; }

    /// <summary>The cluster that the database must be of.</summary>
    public string ClusterName { get; init; } = DefaultClusterName;

    /// <summary>A game that heard nothing for so long leaves memory. Zero: never.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromMinutes(10);

    public int SnapshotEvery { get; init; } = 200;

    public TimeSpan LeaseTime { get; init; } = leaseTimeUnlessSaid;

    public TimeSpan RenewEvery { get; init; } = leaseTimeUnlessSaid / 3;

    public TimeSpan ObserveEvery { get; init; } = leaseTimeUnlessSaid / 6;

    /// <summary>How long the same nodes have to be there before shards are moved to make their numbers even.</summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(10);

    public int Lanes { get; init; } = 2;

    public SqliteCheck Check { get; init; } = SqliteCheck.Auto;

    /// <summary>Whether serving brings an older schema of a PostgreSQL database up to date by itself.</summary>
    public bool Migrate { get; init; }

    /// <summary>Commands from this machine are believed the name and role that they give.</summary>
    public bool Development { get; init; }

    /// <summary>The file with the keys for the secrets of played games; null where none was named.</summary>
    public string? SecretKeyFile { get; init; }

    /// <summary>Whether a file with such a key is made where none was named.</summary>
    public bool MakesSecretKey { get; init; } = true;

    public Bounds Bounds { get; init; } = new();

    /// <summary>Whether a server's read model follows its journal; only who measures can do without.</summary>
    public bool Follows { get; init; } = true;

    /// <summary>What the protocol says of sockets; only who measures moves it.</summary>
    public GatewayOptions Gateway { get; init; } = new();

    /// <summary>The file with the keys for tokens; null where none was named.</summary>
    public string? TokenKeyFile { get; init; }

    /// <summary>Whoever else's tokens are taken; null for nobody's.</summary>
    public OutsideIssuerNamed? Issuer { get; init; }

    /// <summary>Web sites whose pages may send something, beside the server's own.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>Whether operators have to bring a token.</summary>
    public bool OpsTokens { get; init; }

    public LogForm Log { get; init; } = LogForm.Text;

    /// <summary>Null where <c>Logging</c> in <c>appsettings.json</c> says it.</summary>
    public LogLevel? LogLevel { get; init; }

    /// <summary>The journal as a line for people names it.</summary>
    public string JournalName => Volatile ? "memory" : Postgres?.ToString() ?? Database;

    /// <param name="commandLine">What the command line says.</param>
    /// <exception cref="BadSettingException">One of them makes no sense.</exception>
    public static Settings Load(Func<Setting, string?> commandLine)
    {
        var file = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .Build();
        return Read(
            new(
                new(static setting => setting.Option, commandLine),
                new(static setting => setting.Variable, static setting => Environment.GetEnvironmentVariable(setting.Variable)),
                new(static setting => setting.Section, static setting => Environment.GetEnvironmentVariable(setting.Section)),
                new(static setting => $"{setting.Key} in appsettings.json", setting => file[setting.Key])),
            IsDevelopment());
    }

    /// <exception cref="BadSettingException">One of them makes no sense.</exception>
    internal static Settings Read(SettingLevels levels, bool isDevelopment)
    {
        var store = levels.OneOf(Setting.Journal);
        var lease = levels.Time(Setting.LeaseTime, TimeSpan.FromMilliseconds(300), TimeSpan.FromMinutes(1), leaseTimeUnlessSaid);
        var shortest = TimeSpan.FromMilliseconds(20);
        return new()
        {
            Database = Path.GetFullPath(store is { } on && on.Setting == Setting.Database ? on.Found.Text : DefaultDatabase()),
            Postgres = store is { } named && named.Setting != Setting.Database ? Address(named.Setting, named.Found) : null,
            Engine = Chosen(levels),
            AkkaSeeds = Seeds(levels),
            AkkaConfig = levels.Find(Setting.AkkaConfig) is { } config ? Path.GetFullPath(config.Text) : null,
            AkkaSet = levels.Find(Setting.AkkaSet)?.Text,
            Leagues = levels.Find(Setting.Leagues) is { } leagues ? Paths(leagues.Text) : [],
            Urls = Addresses(levels, Setting.Urls, DefaultUrls),
            OpsUrls = Addresses(levels, Setting.OpsUrls, DefaultOpsUrls),
            Ops = Server(levels),
            PeerPort = levels.Number(Setting.PeerPort, 0, ushort.MaxValue, DefaultPeerPort),
            PeerAddress = Reached(levels),
            ClusterName = Cluster(levels),
            IdleTime = levels.Time(Setting.IdleTime, TimeSpan.Zero, TimeSpan.FromHours(24), TimeSpan.FromMinutes(10)),
            SnapshotEvery = levels.Number(Setting.SnapshotEvery, 1, 100_000, 200),
            LeaseTime = lease,
            // Two renewals may fail before the lease runs out.
            RenewEvery = levels.Time(Setting.RenewEvery, shortest, lease / 3, lease / 3),
            ObserveEvery = levels.Time(Setting.ObserveEvery, shortest, lease / 3, lease / 6),
            SettleTime = levels.Time(Setting.SettleTime, TimeSpan.Zero, TimeSpan.FromHours(1), TimeSpan.FromSeconds(10)),
            Lanes = levels.Number(Setting.Lanes, 1, 64, 2),
            Check = levels.Word(Setting.Check, SqliteCheck.Auto),
            Migrate = levels.Switch(Setting.Migrate, isDevelopment),
            Development = levels.Switch(Setting.Development, isDevelopment),
            SecretKeyFile = levels.Find(Setting.SecretKeyFile) is { } keys ? Path.GetFullPath(keys.Text) : null,
            MakesSecretKey = store is null || store.Value.Setting == Setting.Database || levels.Switch(Setting.Development, isDevelopment),
            Bounds = Bounds.Read(levels, levels.Switch(Setting.Development, isDevelopment)),
            TokenKeyFile = levels.Find(Setting.TokenKeyFile) is { } tokens ? Path.GetFullPath(tokens.Text) : null,
            Issuer = IdentitySettings.Issuer(levels),
            Origins = IdentitySettings.Origins(levels),
            OpsTokens = levels.Switch(Setting.OpsTokens, false),
            Log = levels.Word(Setting.Log, LogForm.Text),
            LogLevel = levels.Find(Setting.LogLevel) is null ? null : levels.Word(Setting.LogLevel, default(LogLevel)),
        };
    }

    private static Uri? Server(SettingLevels levels)
    {
        if (levels.Find(Setting.Ops) is not { } found) return null;
        return Uri.TryCreate(found.Text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw found.Wrong("http://HOST:PORT");
    }

    private static EngineKind Chosen(SettingLevels levels)
    {
        var engine = levels.Word(Setting.Engine, EngineKind.Native);
        return engine != EngineKind.Akka || AkkaEngines.AreHere
            ? engine
            : throw new BadSettingException(
                $"{levels.Find(Setting.Engine)!.Value.Called} is akka, and this build is without the Akka.NET engine: "
                + "take native, or build it with dotnet build -p:WithAkka=true.");
    }

    private static string? Reached(SettingLevels levels)
    {
        if (levels.Find(Setting.PeerAddress) is not { } found) return null;
        return IsHostAndPort(found.Text) ? found.Text : throw found.Wrong("HOST:PORT");
    }

    private static string[] Seeds(SettingLevels levels)
    {
        if (levels.Find(Setting.AkkaSeeds) is not { } found) return [];
        var seeds = found.Text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return seeds.Length > 0 && seeds.All(IsHostAndPort) ? seeds : throw found.Wrong("HOST:PORT, or several parted by commas");
    }

    private static string[] Paths(string text) =>
        [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Path.GetFullPath)];

    /// <summary>A host without a port, or anything behind it, reads as another text than it is.</summary>
    private static bool IsHostAndPort(string text) =>
        Uri.TryCreate($"http://{text}", UriKind.Absolute, out var at) && at.Port > 0
        && string.Equals($"{at.Host}:{at.Port}", text, StringComparison.OrdinalIgnoreCase);

    private static string Cluster(SettingLevels levels)
    {
        if (levels.Find(Setting.ClusterName) is not { } found) return DefaultClusterName;
        return found.Text.Length <= ClusterNameMost && found.Text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? found.Text
            : throw found.Wrong($"1 to {ClusterNameMost} letters, digits, and - _ .");
    }

    private static PostgresAddress Address(Setting setting, SettingLevels.Found found)
    {
        if (setting == Setting.Postgres) return PostgresAddress.Of(found.Text, found.Called);
        try
        {
            return PostgresAddress.Of(File.ReadAllText(found.Text).Trim(), $"The text of {found.Text}, which {found.Called} names,");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadSettingException($"{found.Called} names a file that cannot be read: {e.Message}");
        }
    }

    private static string Addresses(SettingLevels levels, Setting setting, string unless)
    {
        if (levels.Find(setting) is not { } found) return unless;
        var urls = found.Text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (urls.Length == 0) throw found.Wrong("http://HOST:PORT");
        foreach (var url in urls)
            if (Wrong(url) is { } why) throw new BadSettingException($"{found.Called}: {url} is no address to listen on: {why}");
        return found.Text;
    }

    private static string? Wrong(string url)
    {
        const string Form = "expected http://HOST:PORT";
        if (!url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) return Form;
        try
        {
            var address = BindingAddress.Parse(url);
            if (address.Port is < 0 or > ushort.MaxValue) return Form;
            if (address.PathBase is { Length: > 0 } path) return $"{Form}, without the path {path}";
            // It stands for two addresses, and a free port of one may be taken on the other.
            return address.Port == 0 && string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase)
                ? "localhost takes no free port, expected http://127.0.0.1:0 or a port of 1 or more"
                : null;
        }
        catch (FormatException)
        {
            return Form;
        }
    }

    /// <summary>Under <c>XDG_DATA_HOME</c>, else <c>~/.local/share</c>, and the like of other systems.</summary>
    public static string DataFolder =>
        Path.Combine(
            // Unless told not to look, the name of a folder that is not there yet is empty, and ours would be made wherever we stand.
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "akkagame");

    private static string DefaultDatabase() => Path.Combine(DataFolder, "games.db");

    private static bool IsDevelopment() => string.Equals(
        Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT"),
        "Development", StringComparison.OrdinalIgnoreCase);
}

/// <summary>How the log is written.</summary>
internal enum LogForm : byte { Text, Json }
