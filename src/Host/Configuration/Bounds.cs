namespace AkkaGame.Host.Configuration;

/// <summary>How many may come, and how often. Zero: no bound.</summary>
/// <remarks>
/// What counts by address does not count this machine's own unless it was set: behind a proxy on it everybody has that address. What
/// counts by person holds in development only where it was set: there one name plays a hundred games.
/// </remarks>
internal sealed record Bounds
{
    /// <summary>Connections to the public port, of whatever kind.</summary>
    public int Connections { get; init; } = 10_000;

    /// <summary>The same from one address, or one /64 of IPv6.</summary>
    public PerAddress ConnectionsPerAddress { get; init; } = new(50);

    /// <summary>WebSockets that are opened a second; twice as many wait for their turn.</summary>
    public int Handshakes { get; init; } = 500;

    /// <summary>WebSockets of one person at one game.</summary>
    public int SocketsPerPerson { get; init; } = 4;

    /// <summary>WebSockets of spectators from one address who do not say who they are.</summary>
    public PerAddress SpectatorsPerAddress { get; init; } = new(20);

    /// <summary>Tickets that an address is given a minute.</summary>
    public PerAddress Tickets { get; init; } = new(60);

    /// <summary>Commands over HTTP that a person may keep up a second; twice as many at once.</summary>
    public int Commands { get; init; } = 10;

    /// <summary>Games that a person may set up a minute.</summary>
    public int Games { get; init; } = 5;

    /// <summary>Games that one person set up and that are not over.</summary>
    public int UnfinishedGames { get; init; } = 20;

    /// <exception cref="BadSettingException">One of them makes no sense.</exception>
    public static Bounds Read(SettingLevels levels, bool isDevelopment)
    {
        var usual = new Bounds();
        return new()
        {
            Connections = Number(Setting.Connections, usual.Connections),
            ConnectionsPerAddress = OfAnAddress(Setting.ConnectionsPerAddress, usual.ConnectionsPerAddress),
            Handshakes = Number(Setting.Handshakes, usual.Handshakes),
            SocketsPerPerson = OfAPerson(Setting.SocketsPerPerson, usual.SocketsPerPerson),
            SpectatorsPerAddress = OfAnAddress(Setting.SpectatorsPerAddress, usual.SpectatorsPerAddress),
            Tickets = OfAnAddress(Setting.Tickets, usual.Tickets),
            Commands = OfAPerson(Setting.Commands, usual.Commands),
            Games = OfAPerson(Setting.Games, usual.Games),
            UnfinishedGames = OfAPerson(Setting.UnfinishedGames, usual.UnfinishedGames),
        };

        int Number(Setting setting, int unless) => levels.Number(setting, 0, 1_000_000, unless);

        int OfAPerson(Setting setting, int unless) => Number(setting, isDevelopment ? 0 : unless);

        PerAddress OfAnAddress(Setting setting, PerAddress unless) =>
            levels.Find(setting) is null ? unless : new(Number(setting, 0), ForThisMachineToo: true);
    }
}

/// <param name="Most">0: no bound.</param>
internal readonly record struct PerAddress(int Most, bool ForThisMachineToo = false);
