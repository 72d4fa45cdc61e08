using System.CommandLine;

namespace AkkaGame.Host.CommandLine;

/// <summary>The verbs of <c>akkagame</c>; without one it serves.</summary>
internal static class Verbs
{
    /// <summary>Something was refused, or differs from the reference.</summary>
    public const int NotOk = 1;

    /// <summary>The command line itself makes no sense.</summary>
    public const int Usage = 2;

    private const string Description = """
        A server for baseball games, and a scorekeeper that knows the rules.

        Without a verb it serves. Settings also come from appsettings.json beside the program and from the
        environment: AKKAGAME_DB, AKKAGAME_URLS.
        """;

    public static async Task<int> Run(string[] args)
    {
        var parsed = Root().Parse(args);
        // Each verb ends on a signal in its own way: the server lets its games finish, an import stops between two games.
        var code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
        return parsed.Errors.Count > 0 ? Usage : code;
    }

    private static RootCommand Root()
    {
        var root = new RootCommand(Description) { ServeVerb.Create(), ReplayVerb.Create(), BenchVerb.Create(), ExportVerb.Create() };
        ServeVerb.MakeDefault(root);
        return root;
    }

    public static Option<string?> Database() => new("--db")
    {
        Description = "The SQLite file of the journal. Default: games.db in akkagame's folder under the user's data folder.",
        HelpName = "FILE",
    };

    public static Option<string?> Urls() => new("--urls")
    {
        Description = $"Addresses to listen on, parted by semicolons; port 0 takes a free one. Default: {Settings.DefaultUrls}",
        HelpName = "URLS",
    };

    public static Argument<string[]> Files()
    {
        var files = new Argument<string[]>("files") { Description = "Event files, such as 2018CLE.EVA.", Arity = ArgumentArity.OneOrMore };
        // A misspelt option must not become the name of a file.
        files.Validators.Add(static result =>
        {
            foreach (var file in result.Tokens.Select(static token => token.Value))
                if (file.StartsWith('-')) result.AddError($"{file} is no option. A file of that name is written ./{file}");
        });
        return files;
    }

    /// <summary>Says what is wrong, the way every verb does.</summary>
    public static int Fail(string why, int code = NotOk)
    {
        Console.Error.WriteLine($"akkagame: {why}");
        return code;
    }
}
