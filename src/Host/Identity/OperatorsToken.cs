using AkkaGame.Messages;

namespace AkkaGame.Host.Identity;

/// <summary>What a verb of this program shows a server that asks operators for tokens: made from the key file, for a minute.</summary>
internal static class OperatorsToken
{
    private static readonly TimeSpan during = TimeSpan.FromMinutes(1);

    /// <summary>Null where servers are not said to ask.</summary>
    /// <exception cref="HouseClosedException">They are, and there is no key.</exception>
    public static Func<string>? Of(Settings settings)
    {
        if (!settings.OpsTokens) return null;
        var mint = new Mint(CommandLine.KeysVerb.File(settings).Open(), TimeProvider.System);
        return () => mint.Bearer(new(Who, Role.Ops), during).Text;
    }

    /// <summary>In a container whoever runs may be a number without a name.</summary>
    private static string Who => Environment.UserName is { Length: > 0 } name ? name : "operator";
}
