using System.Text.Json.Serialization;

namespace AkkaGame.Host.Bench.Sockets;

/// <summary>
/// What a load generator is to do: at each game so many send in turns and so many look on, and the next command goes when all of them have
/// heard what the last one came to, and its sender has his answer.
/// </summary>
/// <param name="Servers">One, or the nodes that share the games.</param>
/// <param name="Games">All of them are there, and begun.</param>
/// <param name="Spectators">Of each game.</param>
/// <param name="Token">Of whoever sends; null where the servers ask for none.</param>
/// <param name="ThinkMs">Between two commands of a game, on average, in milliseconds; half of it at least.</param>
/// <param name="Plays">Plays of full size, instead of small notes.</param>
/// <param name="Seats">
/// Of each game, of each who sends and then of each who looks on, at which of the servers he is; null for all at the first.
/// </param>
/// <param name="Resends">Each command is sent a second time under its id, when it has gone the whole way.</param>
internal sealed record LoadOrder(
    IReadOnlyList<ServerAt> Servers, IReadOnlyList<Guid> Games, int Senders, int Spectators, string? Token = null, int ThinkMs = 0,
    bool Plays = false, IReadOnlyList<IReadOnlyList<int>>? Seats = null, bool Resends = false);

/// <param name="Process">Its id, whose processor time is read.</param>
internal sealed record ServerAt(Uri Url, int Process);

/// <summary>What one run of it came to.</summary>
/// <param name="Count">Commands that went the whole way.</param>
/// <param name="P50">Milliseconds, from the sending until the last one had heard; so the others.</param>
/// <param name="Processor">Microseconds of the servers' processor time, all together.</param>
/// <param name="Senders">How long each of them waited for his own answers, over all games.</param>
internal sealed record LoadReport(
    int Count, double Seconds, double P50, double P99, double Most, double Processor, IReadOnlyList<SenderReport> Senders);

/// <summary>Milliseconds from the sending until the sender has his answer.</summary>
/// <param name="Fresh">Of new commands.</param>
/// <param name="Again">Of commands that were sent a second time; null where none was.</param>
internal sealed record SenderReport(Percentiles Fresh, Percentiles? Again);

/// <summary>Milliseconds that so many of a hundred took at most.</summary>
internal sealed record Percentiles(double P50, double P99);

/// <summary>What two processes of a measurement say to one another, a line each.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LoadOrder))]
[JsonSerializable(typeof(LoadReport))]
internal sealed partial class LoadJson : JsonSerializerContext;
