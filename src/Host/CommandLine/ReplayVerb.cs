using System.CommandLine;
using System.Diagnostics;
using AkkaGame.Actors;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Operating;
using AkkaGame.Host.Replay;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame replay</c>: real games through the rules, and into the journal.</summary>
internal static class ReplayVerb
{
    private const string Description = """
        Replay Retrosheet event files: each game runs through the rules and, if it passes whole, into the journal.

        Prints a line a game (teams, innings, runs-hits-errors, left on base, verdict) and a summary. An import that
        was broken off goes on where the journal ends. Where a server holds the journal's file, that server is fed.
        Exit code 1 if a game was refused or differs from the reference.
        """;

    public static Command Create()
    {
        var files = Verbs.Files();
        var noJournal = new Option<bool>("--no-journal") { Description = "Rules only: write nothing." };
        var box = new Option<bool>("--box") { Description = "Print each game's box score as a newspaper would." };
        var against = new Option<string?>("--against")
        {
            Description = "Print every difference from the reference's tables in this folder: event.csv, game.csv, ..., or gzipped.",
            HelpName = "FOLDER",
        };
        var serve = new Option<bool>("--serve") { Description = "Serve the games, during the import and afterwards." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead of text." };
        var replay = new Command("replay", Description) { files, noJournal, box, against, serve, json };
        var settings = new SettingOptions(replay, Setting.All);
        replay.Validators.Add(result =>
        {
            if (result.GetValue(noJournal) && result.GetValue(serve)) result.AddError("--serve needs a journal: leave out --no-journal.");
        });
        replay.SetAction((parsed, _) => Run(
            new(parsed.GetRequiredValue(files), parsed.GetValue(box), parsed.GetValue(json)),
            parsed.GetValue(noJournal) ? null : settings.Load(parsed),
            parsed.GetValue(against), parsed.GetValue(serve)));
        return replay;
    }

    private static async Task<int> Run(ReplayOptions options, Settings? settings, string? against, bool serve)
    {
        using var stop = new ToldToEnd();
        try
        {
            var reference = against is null ? null : Reference.Open(against);
            // Who serves needs the journal itself.
            using var holder = settings is null || serve ? null : await HeldFile.Server(settings, stop.Token);
            await using var house = settings is null || holder is not null ? null : await House.Open(settings, stop.Token);
            if (house is not null) await OwnsAll(house, settings!, stop.Token);
            // Whoever reads JSON reads nothing else on standard output.
            var says = options.Json ? Console.Error : Console.Out;
            await using var operators = serve ? await OperatorsServer.Start(settings!.OpsUrls, house!, stop.Token) : null;
            await using var server = serve ? await Server.Start(settings!, house!, says, stop.Token) : null;
            if (operators is not null) await operators.Say(says);
            var code = await Replay(options, holder is null ? house?.Engine : new RemoteEngine(holder), reference, stop.Token);
            if (server is null) return code;
            await Console.Error.WriteLineAsync("Serving; SIGTERM or Ctrl+C ends it.");
            await server.Stopped(stop.Token);
            return code;
        }
        catch (ReferenceMissingException e)
        {
            return Verbs.Fail(e.Message, Verbs.Usage);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return Verbs.Fail("stopped; the same command goes on where the journal ends.");
        }
    }

    /// <summary>A node that died gives its games up when its lease has run out; one that lives does not.</summary>
    /// <exception cref="HouseClosedException">Another node has games.</exception>
    private static async Task OwnsAll(House house, Settings settings, CancellationToken stop)
    {
        for (var began = Stopwatch.GetTimestamp(); Missing() > 0; await Task.Delay(settings.ObserveEvery, stop))
        {
            if (Stopwatch.GetElapsedTime(began) < settings.LeaseTime * 2) continue;
            throw new HouseClosedException(
                $"{Missing()} of {Shard.Count} shards of {house.JournalName} belong to a server that runs: "
                + "stop it for the import, and start it again afterwards.");
        }

        int Missing() => Shard.All.Count(shard => house.Ownership.EpochOf(shard) is null);
    }

    private static async Task<int> Replay(ReplayOptions options, IEngine? engine, Reference? reference, CancellationToken stop)
    {
        using var output = new ReplayOutput(options.Json, options.Files.Sum(Length));
        using var feeder = engine is null ? null : new Feeder(engine);
        var run = new ReplayRun(options, new EventFile(reference, options.Box, feeder is not null), feeder, output);
        var summary = await run.Run(stop);
        output.Summary(summary, feeder is not null);
        return summary.IsOk ? 0 : Verbs.NotOk;
    }

    private static long Length(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;
}
