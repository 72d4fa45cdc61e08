namespace AkkaGame.Host.Configuration;

/// <summary>
/// Something that can be set from outside, under one name in three places: <c>--ops-urls</c> on the command line, <c>AKKAGAME_OPS_URLS</c>
/// in the environment, where <c>AkkaGame__OpsUrls</c> is taken as well, <c>opsUrls</c> in <c>appsettings.json</c>.
/// </summary>
/// <param name="Takes">What stands after the option, as the help shows it; null where it is a switch.</param>
internal sealed record Setting(string Name, string? Takes, string Says)
{
    public static readonly Setting Database = new(
        "db", "FILE", "The SQLite file of the journal. Default: games.db in akkagame's folder under the user's data folder.");

    public static readonly Setting Postgres = new(
        "postgres", "CONNECTION", "The PostgreSQL database of the journal: Host=db;Database=akkagame;Username=games;Password=...");

    public static readonly Setting PostgresFile = new(
        "postgres-file", "FILE", "A file that holds the text of --postgres, so that no password stands in a command line.");

    public static readonly Setting Engine = new(
        "engine", "NAME", "What games live in: native, or akka (Akka.NET, in a build with it; see docs/operations.md). Default: native");

    public static readonly Setting AkkaSeeds = new(
        "akka-seeds", "ADDRESSES",
        "Engine akka: where the first nodes of the cluster are, HOST:PORT parted by commas, the same list on every node; the first of "
        + "them begins a cluster where none of the others has. Default: this node alone");

    public static readonly Setting AkkaConfig = new(
        "akka-config", "FILE", "Engine akka: HOCON that is laid over the program's own (hocon/). Default: none");

    public static readonly Setting AkkaSet = new(
        "akka-set", "HOCON", "Engine akka: HOCON in one line, laid over that of --akka-config: akka.loglevel = DEBUG. Default: none");

    public static readonly Setting Leagues = new(
        "leagues", "PATHS",
        "League files by whose cards games may be played, and folders of them, parted by semicolons (docs/cards.md). Default: none");

    public static readonly Setting Urls = new(
        "urls", "URLS", $"Addresses to listen on, parted by semicolons; port 0 takes a free one. Default: {Settings.DefaultUrls}");

    public static readonly Setting OpsUrls = new(
        "ops-urls", "URLS", $"Addresses for operators, never for the public. Default: {Settings.DefaultOpsUrls}");

    public static readonly Setting Ops = new(
        "ops", "URL", $"The server to ask, on its operators' port. Default: who holds the journal's file, else {Settings.DefaultOpsUrls}");

    public static readonly Setting PeerPort = new(
        "peer-port", "PORT", $"PostgreSQL: the port for other nodes; 0 takes a free one. Default: {Settings.DefaultPeerPort}");

    public static readonly Setting PeerAddress = new(
        "peer-address", "HOST:PORT", "PostgreSQL: where other nodes reach this one. Default: this machine's name and its peer port");

    public static readonly Setting ClusterName = new(
        "cluster-name", "NAME", "PostgreSQL: the cluster whose database this is; the first node writes it there. Default: akkagame");

    public static readonly Setting IdleTime = new(
        "idle-time", "TIME", "A game that heard nothing for so long leaves memory; 0s: never. Default: 10m");

    public static readonly Setting SnapshotEvery = new("snapshot-every", "N", "Events between two snapshots of a game. Default: 200");

    public static readonly Setting LeaseTime = new(
        "lease-time", "TIME", "PostgreSQL: a node not heard of for so long may be succeeded by another. Default: 3s");

    public static readonly Setting RenewEvery = new(
        "renew-every", "TIME", "PostgreSQL: how often a node says that it lives. Default: a third of the lease time");

    public static readonly Setting ObserveEvery = new(
        "observe-every", "TIME", "PostgreSQL: how often a node looks for others. Default: a sixth of the lease time");

    public static readonly Setting SettleTime = new(
        "settle-time", "TIME", "PostgreSQL: the same nodes are there for so long before shards are moved to even them out. Default: 10s");

    public static readonly Setting Lanes = new(
        "lanes", "N", "PostgreSQL: connections that append, one commit in flight on each. Default: 2");

    public static readonly Setting Check = new(
        "check", "WHAT", "SQLite, before it is used: auto (whole if small), quick, full (indexes too), none. Default: auto");

    public static readonly Setting Migrate = new(
        "migrate", null, "PostgreSQL: bring an older schema up to date when serving. Default: only if DOTNET_ENVIRONMENT is Development");

    public static readonly Setting Development = new(
        "development", null, "Believe whoever is on this machine what name and role he gives. Default: as for --migrate");

    public static readonly Setting SecretKeyFile = new(
        "secret-key-file", "FILE",
        "Keys for the secrets of played games, 64 hex digits a line, the newest last; one file for all nodes. Default: made beside the "
        + "SQLite file; on PostgreSQL none unless --development, and no game can be played");

    public static readonly Setting TokenKeyFile = new(
        "token-key-file", "FILE",
        "Keys for tokens, as PEM or JWKS: the first signs, the others verify; one file for all nodes. Default: made beside the SQLite "
        + "file; on PostgreSQL none unless --development");

    public static readonly Setting Issuer = new(
        "issuer", "NAME", "Whoever else's bearer tokens are taken: their iss. Needs --issuer-keys and --issuer-audience");

    public static readonly Setting IssuerKeys = new(
        "issuer-keys", "PLACE", "The public keys of --issuer as a JWKS: a file, or an https address that is asked again every 10 minutes");

    public static readonly Setting IssuerAudience = new("issuer-audience", "NAME", "The aud that tokens of --issuer must have");

    public static readonly Setting Origins = new(
        "origins", "ORIGINS", "Web sites whose pages may send something, as https://games.example, parted by semicolons. Default: its own");

    public static readonly Setting OpsTokens = new(
        "ops-tokens", null, "Operators' calls need a bearer token with the role ops. Default: whoever reaches their port is one");

    public static readonly Setting Log = new("log", "FORM", "text for people or json for machines, on standard error. Default: text");

    public static readonly Setting LogLevel = new(
        "log-level", "LEVEL", "trace, debug, information, warning or error; debug follows each command. Default: information");

    public static readonly Setting Connections = new(
        "connections", "N", "Connections to the public port; 0, here and below: no bound. Default: 10000");

    public static readonly Setting ConnectionsPerAddress = new(
        "connections-per-address", "N", "Connections from one address. Default: 50, and no bound for this machine's own");

    public static readonly Setting Handshakes = new("handshakes", "N", "WebSockets that are opened a second. Default: 500");

    public static readonly Setting SocketsPerPerson = new(
        "sockets-per-person", "N", "WebSockets of one person at one game. Default: 4, in development no bound");

    public static readonly Setting SpectatorsPerAddress = new(
        "spectators-per-address", "N",
        "WebSockets of unnamed spectators from one address. Default: 20, and no bound for this machine's own");

    public static readonly Setting Tickets = new(
        "tickets", "N", "Tickets that an address is given a minute. Default: 60, and no bound for this machine's own");

    public static readonly Setting Commands = new(
        "commands", "N", "Commands a second that a person may keep up over HTTP. Default: 10, in development no bound");

    public static readonly Setting Games = new(
        "games", "N", "Games that a person may set up a minute. Default: 5, in development no bound");

    public static readonly Setting UnfinishedGames = new(
        "unfinished-games", "N", "Games of one person's making that are not over. Default: 20, in development no bound");

    /// <summary>Where the journal is: what every verb that opens one takes.</summary>
    public static readonly Setting[] Journal = [Database, Postgres, PostgresFile];

    /// <summary>What games live in.</summary>
    public static readonly Setting[] Engines = [Engine, AkkaSeeds, AkkaConfig, AkkaSet];

    /// <summary>How many may come, and how often.</summary>
    public static readonly Setting[] Bounds =
    [
        Connections, ConnectionsPerAddress, Handshakes, SocketsPerPerson, SpectatorsPerAddress, Tickets, Commands, Games, UnfinishedGames,
    ];

    public static readonly Setting[] All =
    [
        .. Journal, .. Engines, Leagues, Urls, OpsUrls, PeerPort, PeerAddress, ClusterName, IdleTime, SnapshotEvery, LeaseTime, RenewEvery,
        ObserveEvery, SettleTime, Lanes, Check, Migrate, Development, SecretKeyFile, TokenKeyFile, Issuer, IssuerKeys, IssuerAudience,
        Origins, OpsTokens, .. Bounds, Log, LogLevel,
    ];

    public string Option => $"--{Name}";

    public string Variable => $"AKKAGAME_{Name.Replace('-', '_').ToUpperInvariant()}";

    /// <summary>As the frameworks of .NET write it.</summary>
    public string Section => $"AkkaGame__{char.ToUpperInvariant(Key[0])}{Key[1..]}";

    /// <summary>In JSON, where upper and lower case are one.</summary>
    public string Key { get; } = string.Concat(
        Name.Split('-').Select(static (word, place) => place == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}

/// <summary>A setting makes no sense. The message is one line, names the setting as it was given, and says what is expected.</summary>
internal sealed class BadSettingException(string message) : Exception(message);
