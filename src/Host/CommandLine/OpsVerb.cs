using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Identity;
using AkkaGame.Host.Operating;
using AkkaGame.Journal.Sqlite;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame ops</c>: what operators ask of a running server, and tell it.</summary>
internal static class OpsVerb
{
    private static readonly TimeSpan often = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var ops = new Command("ops", "Ask or tell a running server, on its operators' port.")
        {
            Ready(), Stats(), Games(), Game(), Sessions(), Evict(), Quarantine(), Release(), Revoke(),
            DrillVerb.Create(),
        };
        foreach (var verb in OpsClusterVerbs.Create()) ops.Add(verb);
        return ops;
    }

    private static Command Ready() => Verb(
        new("ready", "Whether the server can be used, as a supervisor asks it: exit code 0 or 1."),
        async asked => Shown.Of(await asked.Server.Ready(asked.Stop), HostJson.Default.HealthAnswer, OpsTables.Ready));

    private static Command Stats()
    {
        var watch = new Option<bool>("--watch") { Description = "Again every second, until Ctrl+C." };
        return Verb(
            new("stats", "The server in numbers.") { watch },
            async asked => Shown.Of(await asked.Server.Stats(asked.Stop), HostJson.Default.StatsAnswer, OpsTables.Stats), watch);
    }

    private static Command Games()
    {
        var state = new Option<string>("--state") { Description = "live, aside or all. Default: all", HelpName = "STATE" };
        state.AcceptOnlyFromAmong("live", "aside", "all");
        var after = new Option<string?>("--after") { Description = "Go on after a page: what it gave as next.", HelpName = "NEXT" };
        var limit = new Option<int?>("--limit") { Description = "At most so many. Default: 100", HelpName = "N" };
        return Verb(new("games", "The games, in memory or not.") { state, after, limit }, async asked => Shown.Of(
            await asked.Server.Games(asked.Value(state), asked.Value(after), asked.Value(limit), asked.Stop),
            HostJson.Default.OpsGamesAnswer, OpsTables.Games));
    }

    private static Command Game()
    {
        var id = Verbs.Game();
        return Verb(
            new("game", "A game's flight record: where it stands, what it is at, its last commands.") { id },
            async asked => Shown.Of(
                await asked.Server.Game(asked.Value(id)!, asked.Stop), HostJson.Default.FlightRecord, OpsTables.Flight));
    }

    private static Command Sessions()
    {
        var id = Verbs.Game();
        id.Arity = ArgumentArity.ZeroOrOne;
        var limit = new Option<int?>("--limit") { Description = "At most so many, the last seen first. Default: 100", HelpName = "N" };
        return Verb(
            new("sessions", "Who is, or was, connected: to one game, or to any.") { id, limit },
            async asked => Shown.Of(
                await asked.Server.Sessions(asked.Value(id), asked.Value(limit), asked.Stop), HostJson.Default.SessionsAnswer,
                OpsTables.Sessions));
    }

    private static Command Evict()
    {
        var id = Verbs.Game();
        return Verb(
            new("evict", "Take a game out of memory, its state kept; the next message brings it back.") { id },
            async asked => Shown.Of(await asked.Server.Evict(asked.Value(id)!, asked.Stop), HostJson.Default.DoneAnswer, OpsTables.Done));
    }

    private static Command Quarantine()
    {
        var id = Verbs.Game();
        id.Arity = ArgumentArity.ZeroOrOne;
        var why = new Option<string?>("--why") { Description = "The reason, for all who are refused.", HelpName = "TEXT" };
        const string Says = "The games that can be read but not written; with an id, put that game aside.";
        var quarantine = new Command("quarantine", Says) { id, why };
        quarantine.Validators.Add(result =>
        {
            if (result.GetValue(id) is null == result.GetValue(why) is null) return;
            result.AddError("Putting a game aside takes its id and --why.");
        });
        return Verb(quarantine, async asked => asked.Value(id) is { } game
            ? Shown.Of(
                await asked.Server.PutAside(game, asked.Value(why)!, Environment.UserName, asked.Stop), HostJson.Default.DoneAnswer,
                OpsTables.Done)
            : Shown.Of(await asked.Server.Quarantine(asked.Stop), HostJson.Default.AsideAnswer, OpsTables.Aside));
    }

    private static Command Release()
    {
        var id = Verbs.Game();
        return Verb(
            new("release", "Let a game that was put aside be written again, if it can be read.") { id },
            async asked => Shown.Of(await asked.Server.Release(asked.Value(id)!, asked.Stop), HostJson.Default.DoneAnswer, OpsTables.Done));
    }

    private static Command Revoke()
    {
        var token = new Option<string?>("--token") { Description = "A token, by its id as logs show it or its jti.", HelpName = "ID" };
        var who = new Option<string?>("--who") { Description = "A person, all of whose tokens are revoked.", HelpName = "NAME" };
        var why = new Option<string?>("--why") { Description = "The reason, for the log.", HelpName = "TEXT" };
        const string Says = "What was revoked; with --token or --who, revoke that: at once, and open sockets are closed.";
        var revoke = new Command("revoke", Says) { token, who, why };
        revoke.Validators.Add(result =>
        {
            if (result.GetValue(token) is not null && result.GetValue(who) is not null)
                result.AddError("--token and --who exclude each other");
        });
        return Verb(revoke, async asked => asked.Value(token) is null && asked.Value(who) is null
            ? Shown.Of(await asked.Server.Revocations(asked.Stop), HostJson.Default.RevocationsAnswer, OpsTables.Revocations)
            : Shown.Of(
                await asked.Server.Revoke(
                    new(asked.Value(token), asked.Value(who), asked.Value(why), Environment.UserName), asked.Stop),
                HostJson.Default.RevocationItem, OpsTables.Revoked));
    }

    /// <summary>Asks, and shows the answer; again every second where <paramref name="watch"/> is given.</summary>
    internal static Command Verb(Command verb, Func<Asked, Task<Shown>> ask, Option<bool>? watch = null)
    {
        var json = new Option<bool>("--json") { Description = "JSON instead of a table." };
        verb.Add(json);
        var settings = new SettingOptions(verb, Setting.Ops, Setting.Database, Setting.OpsTokens, Setting.TokenKeyFile);
        verb.SetAction(async (parsed, stop) =>
        {
            var known = settings.Load(parsed);
            using var server = new OperatorsClient(Server(known), OperatorsToken.Of(known));
            var asked = new Asked(parsed, server, stop);
            var (asJson, again) = (parsed.GetValue(json), watch is not null && parsed.GetValue(watch));
            while (true)
            {
                var shown = await ask(asked);
                // From the top of the screen, so that the numbers stand still.
                if (again && !asJson && !Console.IsOutputRedirected) Console.Out.Write("\u001b[H\u001b[2J");
                if (asJson) Console.Out.WriteLine(shown.Json());
                else shown.Table();
                if (!again) return 0;
                await Task.Delay(often, stop);
            }
        });
        return verb;
    }

    /// <summary>The one that is named, else who holds the journal's file, else where a server listens unless told otherwise.</summary>
    private static Uri Server(Settings settings) =>
        settings.Ops
        ?? (settings.Postgres is null ? SqliteJournal.HolderOf(settings.Database)?.Operators : null)
        ?? new(Settings.DefaultOpsUrls);
}
