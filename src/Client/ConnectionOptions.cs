using System.Net.WebSockets;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Client;

/// <summary>Where a connection leads, in whose name, and what it follows.</summary>
/// <param name="Server">Its address, <c>http(s)</c> or <c>ws(s)</c>; a path behind it is not kept.</param>
public sealed record ConnectionOptions(Uri Server, GameId Game)
{
    public Role Role { get; init; } = Role.Spectator;

    /// <summary>A manager's side.</summary>
    public Side? Side { get; init; }

    /// <summary>Asked anew for each connection, because a ticket counts once. Null for a spectator who does not say who he is.</summary>
    public Func<CancellationToken, ValueTask<string?>>? Token { get; init; }

    /// <summary>This device, or tab: kept over all its connections, another one for another.</summary>
    public Guid Session { get; init; } = Guid.CreateVersion7();

    /// <summary>Where to go on; null to begin with a snapshot.</summary>
    public ResumeAt? Resume { get; init; }

    /// <summary>Keeps the game as a view (<see cref="GameConnection.View"/>). What only counts events is lighter without.</summary>
    public bool View { get; init; }

    /// <summary>With <see cref="View"/>: each hash the server sends is compared with that of the view held here.</summary>
    public bool CheckHashes { get; init; } = true;

    /// <summary>Name and version of the program, for operators.</summary>
    public string Program { get; init; } = "akkagame";

    /// <summary>How long a server may be away before the connection is given up; null for ever.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>How long the answer to a command may take on an open socket before it is sent again, under the same id.</summary>
    public TimeSpan AnswerTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Spreads those who come back at the same time; must bear threads where connections share it.</summary>
    public Random Luck { get; init; } = Random.Shared;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Makes the network connection, where that is to be done in a special way; many connections may share one.</summary>
    public HttpMessageInvoker? Invoker { get; init; }

    /// <summary>Sets what else a handshake is to carry, such as <c>Origin</c>.</summary>
    public Action<ClientWebSocketOptions>? Handshake { get; init; }

    /// <summary>Sees each frame as it came in, before anything is made of it, on the connection's own turn: must not block.</summary>
    public Action<ReadOnlyMemory<byte>>? Frame { get; init; }
}
