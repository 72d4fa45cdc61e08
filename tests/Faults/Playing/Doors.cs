using AkkaGame.Client;
using AkkaGame.Messages;

namespace AkkaGame.Faults.Playing;

/// <summary>How people connect to a server for development on this machine, each in his own name.</summary>
public sealed class Doors : IDisposable
{
    private readonly List<GameApi> apis = [];

    /// <param name="port">Where he connects, on this machine.</param>
    public ConnectionOptions Connecting(GameId game, Role role, Side? side, string who, int port)
    {
        var url = new Uri($"http://127.0.0.1:{port}");
        if (role == Role.Spectator) return new(url, game);
        var api = new GameApi(url, new(As: side?.ToString().ToLowerInvariant() ?? role.ToString().ToLowerInvariant(), Who: who));
        lock (apis) apis.Add(api);
        return api.Connecting(game, role, side);
    }

    public void Dispose()
    {
        foreach (var api in apis) api.Dispose();
    }
}
