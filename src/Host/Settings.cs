namespace AkkaGame.Host;

/// <summary>
/// What can be set from outside. Later ones win: <c>appsettings.json</c> beside the program, environment (<c>AKKAGAME_DB</c>,
/// <c>AKKAGAME_URLS</c>), command line.
/// </summary>
/// <param name="Database">The SQLite file; its folder is made when it is opened.</param>
/// <param name="Urls">Addresses to listen on, parted by semicolons.</param>
internal sealed record Settings(string Database, string Urls)
{
    public const string DefaultUrls = "http://localhost:5080";

    public static Settings Load(string? database, string? urls)
    {
        var configured = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables("AKKAGAME_")
            .Build();
        return new(
            Path.GetFullPath(Given(database) ?? Given(configured["db"]) ?? DefaultDatabase()),
            Given(urls) ?? Given(configured["urls"]) ?? DefaultUrls);
    }

    /// <summary>Null where each of the addresses can be listened on; otherwise what is wrong with the first that cannot.</summary>
    public string? BadUrl()
    {
        foreach (var url in Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (Wrong(url) is { } why) return $"{url} is no address to listen on: {why}";
        return null;
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
    private static string DefaultDatabase() =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "akkagame", "games.db");

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
