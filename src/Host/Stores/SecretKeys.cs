using AkkaGame.Host.Configuration;
using AkkaGame.Journal;

namespace AkkaGame.Host.Stores;

/// <summary>Where the keys for the secrets of played games come from.</summary>
internal static class SecretKeys
{
    /// <summary>Said at the start of a server that has none.</summary>
    public static readonly string Missing =
        "There is no key for the secrets of played games, so no game can be played here: name its file with "
        + $"{Setting.SecretKeyFile.Option}, the same one on every node (openssl rand -hex 32 makes a key). Scored games are not concerned.";

    /// <exception cref="JournalOpenException">The file that was named cannot be used.</exception>
    public static HouseKeyFile? Of(Settings settings) =>
        settings.SecretKeyFile is { } named ? HouseKeyFile.Given(named)
        : settings.MakesSecretKey ? HouseKeyFile.Beside(settings.Database)
        : null;
}
