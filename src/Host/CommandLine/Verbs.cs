using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AkkaGame.Actors;
using AkkaGame.Client;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Editions;
using AkkaGame.Host.Operating;
using AkkaGame.Host.Replay;
using AkkaGame.Host.Serving;
using AkkaGame.Journal;

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

        Without a verb it serves. Every setting of serve can also stand in the environment, --ops-urls as
        AKKAGAME_OPS_URLS, and in appsettings.json beside the program, as opsUrls. The command line is strongest.
        """;

    public static async Task<int> Run(string[] args)
    {
        var parsed = Root().Parse(args);
        // Each verb ends on a signal in its own way: the server lets its games finish, an import stops between two games.
        var how = new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
        try
        {
            var code = await parsed.InvokeAsync(how);
            return parsed.Errors.Count > 0 ? Usage : code;
        }
        catch (BadSettingException e)
        {
            return Fail(e.Message, Usage);
        }
        catch (Exception e) when (e is HouseClosedException or JournalUnavailableException or JournalOpenException or BadLeagueFileException
            or RefusedException)
        {
            return Fail(GameLine.Printable(e.Message));
        }
        catch (OperationCanceledException)
        {
            return Fail("stopped.");
        }
        catch (Exception e) // A defect: whoever reports it needs all of it.
        {
            return Fail(e.ToString());
        }
    }

    /// <summary>A whole number of a command line between bounds; null, and an error that names both, where it is none.</summary>
    public static int? Whole(ArgumentResult result, string name, int least, int most)
    {
        var text = result.Tokens[0].Value;
        if (Durations.Whole(text) is { } number && number >= least && number <= most) return number;
        result.AddError(string.Create(
            CultureInfo.InvariantCulture, $"{name} is \"{text}\": expected a whole number from {least} to {most}"));
        return null;
    }

    private static RootCommand Root()
    {
        var root = new RootCommand(Description)
        {
            ServeVerb.Create(), ClusterVerb.Create(), PlayVerb.Create(), MigrateVerb.Create(), ReplayVerb.Create(), BenchVerb.Create(),
            ExportVerb.Create(), VerifyVerb.Create(), OpsVerb.Create(), ReadModelVerb.Create(), ProxyVerb.Create(), TokenVerb.Create(),
            KeysVerb.Create(), SimVerb.Create(), CardsVerb.Create(), ChartVerb.Create(),
        };
        ServeVerb.MakeDefault(root);
        return root;
    }

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

    public static Argument<string> Game()
    {
        var game = new Argument<string>("game") { Description = "The game's Retrosheet id (CLE201804060) or its UUID." };
        game.Validators.Add(static result =>
        {
            foreach (var id in result.Tokens.Select(static token => token.Value))
            {
                if (NamedGame.Wrong(id) is not null)
                    result.AddError($"{id} is no game's id: expected a Retrosheet id, as CLE201804060, or a UUID");
            }
        });
        return game;
    }

    /// <summary>Says what is wrong, the way every verb does.</summary>
    public static int Fail(string why, int code = NotOk)
    {
        Console.Error.WriteLine($"akkagame: {why}");
        return code;
    }
}
