using System.Globalization;
using System.Text.Json;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Probe;

/// <summary>
/// An engine behind a pipe: requests on standard input, a line each, answers on standard output as they come.
/// <code>
/// 7 ask GAME COMMAND PLAY WIRE-NAME JSON   ->   7 ok LAST DUPLICATE  |  7 no CODE RETRY
/// 8 look GAME                              ->   8 at SEQ HASH        |  8 none
/// </code>
/// </summary>
internal static class Served
{
    public static async Task Run(IEngine engine)
    {
        using var saying = new SemaphoreSlim(1);
        await Say("ready");
        while (await Console.In.ReadLineAsync() is { } line) _ = Task.Run(() => Answer(line));

        async Task Answer(string line) => await Say(line.Split(' ', 7) switch
        {
            [var number, "ask", var game, var id, var play, var name, var json] => $"{number} {Of(await engine.Ask(
                new(Guid.Parse(game)),
                new(new(Guid.Parse(id)), Sample.Scorer, int.Parse(play, CultureInfo.InvariantCulture), Command(name, json))))}",
            [var number, "look", var game] => $"{number} {Of(await engine.Look(new(Guid.Parse(game))))}",
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
        ? $"no {refused.Code} {refused.Retry}"
        : $"ok {answer.Receipt.Last} {answer.Receipt.Duplicate}";

    private static string Of(Sight sight) => sight.State is { } state
        ? $"at {state.Ledger.Seq} {Convert.ToHexStringLower(StateHash.Of(state))}"
        : "none";
}
