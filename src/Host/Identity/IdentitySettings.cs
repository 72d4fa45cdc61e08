using System.Net;
using AkkaGame.Host.Configuration;

namespace AkkaGame.Host.Identity;

/// <summary>What can be set about who is believed.</summary>
internal static class IdentitySettings
{
    /// <summary>Null where nobody else's tokens are taken.</summary>
    /// <exception cref="BadSettingException">Only a part of it is set, or it makes no sense.</exception>
    public static OutsideIssuerNamed? Issuer(SettingLevels levels)
    {
        Setting[] parts = [Setting.Issuer, Setting.IssuerKeys, Setting.IssuerAudience];
        var given = parts.Select(part => levels.Find(part)).ToArray();
        if (given.All(static part => part is null)) return null;
        for (var i = 0; i < parts.Length; i++)
        {
            if (given[i] is null)
                throw new BadSettingException($"{parts[i].Option} is missing: an issuer has a name, keys and an audience.");
        }

        var (name, keys, audience) = (given[0]!.Value, given[1]!.Value, given[2]!.Value);
        if (name.Text == TokenReader.Issuer) throw name.Wrong($"another name than {TokenReader.Issuer}, which is this server's own");
        if (!Uri.TryCreate(keys.Text, UriKind.Absolute, out var at) || at.IsFile)
            return new(name.Text, audience.Text, Path.GetFullPath(at is null ? keys.Text : at.LocalPath));
        // Whoever can change what comes from there can be anybody here.
        return at.Scheme == "https" || (at.Scheme == "http" && at.IsLoopback)
            ? new(name.Text, audience.Text, keys.Text)
            : throw keys.Wrong("a file or https://HOST/PATH");
    }

    /// <exception cref="BadSettingException">One of them is none.</exception>
    public static IReadOnlyList<string> Origins(SettingLevels levels)
    {
        if (levels.Find(Setting.Origins) is not { } found) return [];
        var origins = found.Text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var origin in origins)
        {
            var isOne = Uri.TryCreate(origin, UriKind.Absolute, out var at) && at.Scheme is "http" or "https"
                && at.GetLeftPart(UriPartial.Authority) == origin;
            if (!isOne) throw new BadSettingException($"{found.Called}: {origin} is no origin: expected https://HOST, without a path.");
        }

        return origins;
    }

    /// <summary>Whoever is believed for being on this machine must not be able to come from another one.</summary>
    /// <exception cref="BadSettingException">An address that is listened on reaches beyond this machine.</exception>
    public static void RefuseDevelopmentBeyondLoopback(Settings settings)
    {
        if (!settings.Development) return;
        if (BeyondLoopback(settings.Urls) is { } url)
            throw new BadSettingException(
                $"{Setting.Development.Option} believes whoever is on this machine, so it listens on this machine only: {url} in "
                + $"{Setting.Urls.Option} reaches beyond it. Leave one of them out ({Setting.Development.Variable}=false).");
    }

    /// <summary>The first of these addresses, parted by semicolons, that others than this machine reach; null where none is.</summary>
    public static string? BeyondLoopback(string urls) =>
        urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .FirstOrDefault(static url => BindingAddress.Parse(url).Host is var host && host != "localhost"
                && !(IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));
}
