namespace AkkaGame.Journal.Probe;

/// <summary>Programs around a journal that tests kill.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) => arguments switch
    {
        ["append", var file] => Appender.Run(file),
        ["engine", var store, .. var options] => EngineProcess.Run(store, options),
        _ => Usage(),
    };

    private static async Task<int> Usage()
    {
        await Console.Error.WriteLineAsync(
            """
            append FILE    creates games in FILE and appends to them until it is killed; one line "game seq" for each receipt
            engine STORE [--die POINT:COUNT] [--idle MS] [--keys FILE]   an engine behind standard input and output; see Served
            """);
        return 2;
    }
}
