using System.Globalization;

namespace AkkaGame.Journal.Probe;

/// <summary>Programs around a journal: one that tests kill, and one that measures.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) => arguments switch
    {
        ["append", var file] => Appender.Run(file),
        ["engine", var store, .. var options] => EngineProcess.Run(store, options),
        ["bench", .. var options] => Bench.Run(options),
        ["memory", var games, var commands] =>
            Memory.Run(int.Parse(games, CultureInfo.InvariantCulture), int.Parse(commands, CultureInfo.InvariantCulture)),
        _ => Usage(),
    };

    private static async Task<int> Usage()
    {
        await Console.Error.WriteLineAsync(
            """
            append FILE    creates games in FILE and appends to them until it is killed; one line "game seq" for each receipt
            engine STORE [--die POINT:COUNT] [--idle MS]   an engine behind standard input and output; see Served
            memory GAMES COMMANDS
            bench [--games 256] [--seconds 5] [--file PATH | --volatile] [--bare]
            """);
        return 2;
    }
}
