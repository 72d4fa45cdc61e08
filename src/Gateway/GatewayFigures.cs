using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Gateway;

/// <summary>A gateway in numbers: its sockets as they stand, the rest counted since it opened.</summary>
/// <param name="Sockets">Connections that are open, those included that have not said hello.</param>
/// <param name="Open">Connections that have, by role; roles without any are left out.</param>
/// <param name="Heard">Frames that clients sent.</param>
/// <param name="Sent">Frames that were sent to clients.</param>
/// <param name="Refused">Frames that were refused, by the gateway or by the game; codes that never occurred are left out.</param>
/// <param name="Closed">Connections that the gateway closed, by code; codes that never occurred are left out.</param>
/// <param name="Desyncs">Clients that came back with another view than they were sent.</param>
/// <param name="Overflows">Times that a client read too slowly and was left out of something.</param>
public sealed record GatewayFigures(
    int Sockets, IReadOnlyDictionary<Role, long> Open, long Heard, long Sent, IReadOnlyDictionary<RefusalCode, long> Refused,
    IReadOnlyDictionary<CloseCode, long> Closed, long Desyncs, long Overflows);
