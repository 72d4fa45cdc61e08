using System.CommandLine;
using AkkaGame.Host.Configuration;

namespace AkkaGame.Host.CommandLine;

/// <summary>The settings that a verb takes on its command line; all others still come from the environment and from the file.</summary>
internal sealed class SettingOptions
{
    private readonly Dictionary<Setting, Option<string?>> options = [];

    public SettingOptions(Command command, params IEnumerable<Setting> settings)
    {
        foreach (var setting in settings)
        {
            var option = new Option<string?>(setting.Option) { Description = setting.Says, HelpName = setting.Takes };
            if (setting.Takes is null) option.Arity = ArgumentArity.Zero;
            options.Add(setting, option);
            command.Add(option);
        }
    }

    /// <exception cref="BadSettingException">A setting makes no sense, wherever it was given.</exception>
    public Settings Load(ParseResult parsed) => Settings.Load(setting =>
    {
        if (!options.TryGetValue(setting, out var option) || parsed.GetResult(option) is not { } given) return null;
        // A switch is on where it stands.
        return setting.Takes is null ? "true" : given.GetValueOrDefault<string?>();
    });
}
