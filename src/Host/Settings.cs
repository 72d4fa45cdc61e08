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

    /// <summary>Null where each of the addresses can be listened on; otherwise the first that is none.</summary>
    public string? BadUrl()
    {
        foreach (var url in Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) return url;
            try
            {
                if (BindingAddress.Parse(url).Port is < 0 or > ushort.MaxValue) return url;
            }
            catch (FormatException)
            {
                return url;
            }
        }

        return null;
    }

    /// <summary>Under <c>XDG_DATA_HOME</c>, else <c>~/.local/share</c>, and the like of other systems.</summary>
    private static string DefaultDatabase() =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "akkagame", "games.db");

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
