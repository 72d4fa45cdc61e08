using System.Diagnostics;
using AkkaGame.Faults.Checking;
using AkkaGame.Messages;

namespace AkkaGame.Faults.Playing;

/// <summary>One question to a server, as an operation of the history.</summary>
public static class Asking
{
    /// <param name="patience">How long an answer is waited for.</param>
    /// <param name="client">A number of who asks.</param>
    public static Task<Operation> Command(
        IServed server, GameId game, Envelope command, TimeSpan patience, int client = -1, Asked asked = Asked.Command) => Ask(
        new(client, game.Value, asked, command.Id.Value, Stopwatch.GetTimestamp()), patience, async (begun, stop) =>
        {
            var answer = await server.Send(game, command, stop);
            return answer.Refused is { } refused
                ? begun with { Heard = Meaning(refused), Code = Problem(refused) }
                : begun with { Heard = Heard.Ok, Seq = answer.Receipt.Last, Duplicate = answer.Receipt.Duplicate };
        });

    public static Task<Operation> Look(IServed server, GameId game, TimeSpan patience, int client = -1) => Ask(
        new(client, game.Value, Asked.Read, null, Stopwatch.GetTimestamp()), patience, async (begun, stop) =>
            await server.Look(game, stop) is var (seq, hash)
                ? begun with { Heard = Heard.Ok, Seq = seq, Hash = hash }
                : begun with { Heard = Heard.Unknown, Code = "not-shown" });

    private static async Task<Operation> Ask(Operation begun, TimeSpan patience, Func<Operation, CancellationToken, Task<Operation>> ask)
    {
        Operation ended;
        try
        {
            using var late = new CancellationTokenSource(patience);
            ended = await ask(begun, late.Token);
        }
        catch (Exception e) // Whatever broke on the way: there is no answer.
        {
            ended = begun with { Heard = Heard.Unknown, Code = e.GetType().Name };
        }

        return ended with { Done = Stopwatch.GetTimestamp() };
    }

    /// <summary>Where he is to send it again, a client does not know yet.</summary>
    private static Heard Meaning(Refusal refused) => refused.Retry is Retry.SameId or Retry.After ? Heard.Unknown : Heard.Refused;

    private static string Problem(Refusal refused) => refused.Code == RefusalCode.IdReused ? "ID_REUSED" : refused.Code.ToString();
}
