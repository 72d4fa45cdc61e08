using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Probe;

/// <summary>
/// An engine behind a pipe: requests on standard input, a line each, answers on standard output as they come.
/// <code>
/// 7 ask GAME COMMAND PLAY DECISION ROLE SIDE WHO WIRE-NAME JSON   ->   7 ok LAST DUPLICATE  |  7 no CODE RETRY FIELD RULE
/// 8 look GAME      ->   8 at SEQ HASH            |  8 none
/// 9 state GAME     ->   9 at STATE (base64)      |  9 none CODE
/// 10 history GAME  ->  10 events EVENTS (base64: an array of first, and in events name and body)
/// </code>
/// A - stands for null.
/// </summary>
internal static class Served
{
    private const string Nothing = "-";

    public static async Task Run(IEngine engine, IJournal journal)
    {
        using var saying = new SemaphoreSlim(1);
        await Say("ready");
        while (await Console.In.ReadLineAsync() is { } line) _ = Task.Run(() => Answer(line));

        async Task Answer(string line) => await Say(line.Split(' ', 11) switch
        {
            [var number, "ask", var game, var id, var play, var decision, var role, var side, var who, var name, var json] =>
                $"{number} {Of(await engine.Ask(new(Guid.Parse(game)), new(
                    new(Guid.Parse(id)),
                    new(who, Enum.Parse<Role>(role), side == Nothing ? null : Enum.Parse<Side>(side)),
                    int.Parse(play, CultureInfo.InvariantCulture), Command(name, json),
                    decision == Nothing ? null : Guid.Parse(decision))))}",
            [var number, "look", var game] => $"{number} {Of(await engine.Look(new(Guid.Parse(game))))}",
            [var number, "state", var game] => $"{number} {Whole(await engine.Look(new(Guid.Parse(game))))}",
            [var number, "history", var game] => $"{number} events {Events((await journal.Read(new(Guid.Parse(game)), 0)).Groups)}",
            _ => $"what is \"{line}\"?",
        });

        async Task Say(string what)
        {
            await saying.WaitAsync();
            try
            {
                await Console.Out.WriteLineAsync(what);
                await Console.Out.FlushAsync();
            }
            finally
            {
                saying.Release();
            }
        }
    }

    private static GameCommand Command(string name, string json) =>
        (GameCommand)JsonSerializer.Deserialize(json, WireNames.Commands.Single(w => w.Name == name).Json)!;

    private static string Of(Answer answer) => answer.Refused is { } refused
        ? $"no {refused.Code} {refused.Retry} {refused.Field ?? Nothing} {refused.Rule ?? Nothing}"
        : $"ok {answer.Receipt.Last} {answer.Receipt.Duplicate}";

    private static string Of(Sight sight) => sight.State is { } state
        ? $"at {state.Ledger.Seq} {Convert.ToHexStringLower(StateHash.Of(state))}"
        : "none";

    private static string Whole(Sight sight) => sight is { State: { } state, Quarantined: null }
        ? $"at {Convert.ToBase64String(StateJson.Write(state))}"
        : $"none {sight.Refused?.Code ?? RefusalCode.Quarantined}";

    private static string Events(IReadOnlyList<EventGroup> groups)
    {
        var all = new JsonArray();
        foreach (var group in groups)
        {
            var events = new JsonArray();
            foreach (var happened in group.Events)
            {
                var wire = WireNames.Of(happened);
                events.Add(new JsonObject { ["name"] = wire.Name, ["body"] = JsonSerializer.SerializeToNode(happened, wire.Json) });
            }

            all.Add(new JsonObject { ["first"] = group.First, ["events"] = events });
        }

        return Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes<JsonNode>(all));
    }
}
