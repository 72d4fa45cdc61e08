using Microsoft.Extensions.Logging.Console;

namespace AkkaGame.Host;

/// <summary>Where the log goes: standard error, because standard output belongs to the verbs. As text, or a JSON object a line.</summary>
internal static class Logs
{
    /// <summary>Which categories are written from which level on; the console's own settings stand beside it.</summary>
    private const string Section = "Logging";

    private const string Moment = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static ILoggerFactory Open(Settings settings) => LoggerFactory.Create(to =>
    {
        if (settings.LogLevel is { } level) to.SetMinimumLevel(level).AddFilter("Microsoft", Quieter(level));
        else to.AddConfiguration(File().GetSection(Section));
        // A start that failed is told by the verb, in one line.
        to.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        to.AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (settings.Log == LogForm.Json)
            to.AddJsonConsole(static json => (json.IncludeScopes, json.UseUtcTimestamp, json.TimestampFormat) = (true, true, Moment));
        else
            to.AddSimpleConsole(static text =>
            {
                (text.IncludeScopes, text.UseUtcTimestamp, text.TimestampFormat) = (true, true, Moment + " ");
                (text.SingleLine, text.ColorBehavior) = (true, LoggerColorBehavior.Disabled);
            });
    });

    /// <summary>What the web server says of itself at these levels is for its makers.</summary>
    private static LogLevel Quieter(LogLevel level) => level < LogLevel.Warning ? LogLevel.Warning : level;

    private static IConfigurationRoot File() => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
        .Build();
}
