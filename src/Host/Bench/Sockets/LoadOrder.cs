using System.Text.Json.Serialization;

namespace AkkaGame.Host.Bench.Sockets;

/// <summary>
/// What a load generator is to do: at each game so many send in turns and so many look on, and the next command goes when all of them have
/// heard what the last one came to, and its sender has his answer.
/// </summary>
/// <param name="Server">Its process, whose processor time is read.</param>
/// <param name="Games">All of them are there, and begun.</param>
/// <param name="Spectators">Of each game.</param>
/// <param name="Token">Of whoever sends; null where the server asks for none.</param>
/// <param name="ThinkMs">Between two commands of a game, on average, in milliseconds; half of it at least.</param>
/// <param name="Plays">Plays of full size, instead of small notes.</param>
internal sealed record LoadOrder(
    Uri Url, int Server, IReadOnlyList<Guid> Games, int Senders, int Spectators, string? Token = null, int ThinkMs = 0, bool Plays = false);

/// <summary>What one run of it came to.</summary>
/// <param name="Count">Commands that went the whole way.</param>
/// <param name="P50">Milliseconds, from the sending until the last one had heard; so the others.</param>
/// <param name="Processor">Microseconds of the server's processor time, all together.</param>
internal sealed record LoadReport(int Count, double Seconds, double P50, double P99, double Most, double Processor);

/// <summary>What two processes of a measurement say to one another, a line each.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LoadOrder))]
[JsonSerializable(typeof(LoadReport))]
internal sealed partial class LoadJson : JsonSerializerContext;
