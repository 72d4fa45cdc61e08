using System.CommandLine;
using System.Globalization;
using AkkaGame.Baseball;
using AkkaGame.Client;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Playing;
using AkkaGame.Host.Replay;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame play</c>: manage a side, or both, in a terminal.</summary>
internal static class PlayVerb
{
    private const string Description = """
        Manage a side, or both, of a game on a server that was started with --development.

        Without --game it sets up a game between two clubs that it brings with it, by their men's cards, against a computer
        manager. It shows the field, both lineups and the play-by-play; a key turns one thing of your decision, Enter
        hands it in. Where there is no terminal, each letter of a line is a key and an empty line is Enter. With --auto it plays by
        itself, a line a play, to the end of the game.
        """;

    public static Command Create()
    {
        var url = new Argument<Uri?>("url")
        {
            Description = $"The server. Default: {Settings.DefaultUrls}",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = static result =>
            {
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https") return url;
                result.AddError($"{result.Tokens[0].Value} is no address of a server: expected http://HOST:PORT");
                return null;
            },
        };
        var game = new Option<Guid?>("--game") { Description = "A game that is there already.", HelpName = "ID" };
        var side = new Option<Sitting?>("--side")
        {
            Description = "home, away or both. Default: home; both with --auto", HelpName = "SIDE",
        };
        var against = new Option<Opponent?>("--vs")
        {
            Description = "Who has the other side of a new game: computer, or person, whose seat stays free. Default: computer",
            HelpName = "WHO",
        };
        var rules = new Option<string>("--rules")
        {
            Description = "The rules of a new game: mlb1982, mlb2018, mlb2020, mlb2022, mlb2023 or tabletop.",
            HelpName = "PRESET",
            DefaultValueFactory = static _ => "mlb2023",
        };
        rules.Validators.Add(static result =>
        {
            if (RuleSet.Preset(result.GetValueOrDefault<string>() ?? "") is null) result.AddError("--rules is no preset: see --help");
        });
        var cards = new Option<string?>("--cards")
        {
            Description = "By whose cards a new game is played: an edition's id, or none, where every man is an average one. "
                + "Default: those of its two clubs",
            HelpName = "ID",
        };
        var level = new Option<int>("--level")
        {
            Description = "Of the computer manager of a new game, from 1 to 3. Default: 2", HelpName = "N",
            DefaultValueFactory = static _ => LevelUnlessSaid,
            CustomParser = static result => Verbs.Whole(result, "--level", 1, ComputerManager.Levels) ?? LevelUnlessSaid,
        };
        var chart = new Option<bool>("--chart")
        {
            Description = "In a new game you read the charts yourself: each roll whose row is yours, before anything comes of it.",
        };
        var clock = new Option<int>("--clock")
        {
            Description = "Seconds that a decision may take in a new game; 0: as long as it likes.", HelpName = "SECONDS",
            DefaultValueFactory = static _ => 0,
        };
        clock.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 86_400) result.AddError("--clock takes 0 to 86400 seconds");
        });
        var name = new Option<string?>("--name") { Description = "The name you play under. Default: your user's", HelpName = "NAME" };
        name.Validators.Add(static result =>
        {
            if (!CommandFrame.IsLine(result.GetValueOrDefault<string?>()?.Trim() ?? "", CommandFrame.WhoMax))
                result.AddError($"--name is one line of 1 to {CommandFrame.WhoMax} characters");
        });
        var auto = new Option<bool>("--auto") { Description = "Play by itself to the end." };
        var seed = new Option<int>("--seed")
        {
            Description = "What --auto draws its decisions from; the dice are the server's.", HelpName = "N",
            DefaultValueFactory = static _ => 1,
        };
        var proof = new Option<bool>("--proof")
        {
            Description = "At the end, print where it ended: the game's id, its last event and the view's hash.",
        };
        var plain = new Option<bool>("--plain") { Description = "Plain text, also on a terminal." };
        var play = new Command("play", Description)
        {
            url, game, side, against, level, rules, cards, chart, clock, name, auto, seed, plain, proof,
        };
        play.SetAction(parsed => Run(
            new(
                parsed.GetValue(url) ?? new Uri(Settings.DefaultUrls), parsed.GetValue(game),
                parsed.GetValue(side) ?? (parsed.GetValue(auto) ? Sitting.Both : Sitting.Home),
                parsed.GetValue(against) ?? Opponent.Computer, (byte)parsed.GetValue(level), parsed.GetValue(cards),
                Rules(parsed.GetValue(rules)!, parsed.GetValue(clock), parsed.GetValue(chart)),
                (parsed.GetValue(name) ?? Environment.UserName).Trim(), parsed.GetValue(auto), parsed.GetValue(seed),
                parsed.GetValue(plain) || Console.IsInputRedirected || Console.IsOutputRedirected
                || Environment.GetEnvironmentVariable("TERM") is "dumb", parsed.GetValue(proof))));
        return play;
    }

    private static RuleSet Rules(string preset, int clock, bool chart)
    {
        var rules = RuleSet.Preset(preset)! with { DecisionClockMs = clock * 1000 };
        return chart ? rules with { Dice = DiceMode.Chart } : rules;
    }

    /// <summary>How long a server may be away before a game is left.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    private const byte LevelUnlessSaid = 2;

    private enum Sitting { Home, Away, Both }

    private enum Opponent { Computer, Person }

    private sealed record Wanted(
        Uri Server, Guid? Game, Sitting Sitting, Opponent Opponent, byte Level, string? Cards, RuleSet Rules, string Name, bool IsAuto,
        int Seed, bool IsPlain, bool Proves)
    {
        public IReadOnlyList<Side> Sides => Sitting switch
        {
            Sitting.Home => [Side.Home],
            Sitting.Away => [Side.Away],
            _ => [Side.Away, Side.Home],
        };

        /// <summary>Who reads his own cards at a table has no others.</summary>
        public string? Edition => Cards switch
        {
            "none" => null,
            null => Rules.Dice != DiceMode.Physical ? BundledLeague.Edition.Id : null,
            _ => Cards,
        };

        public GameApi Api(string role) => new(Server, new(As: role, Who: Name));
    }

    private static async Task<int> Run(Wanted wanted)
    {
        // A signal that ended the process at once would leave the terminal as the game had it.
        using var ended = new ToldToEnd();
        return await Run(wanted, ended.Token);
    }

    private static async Task<int> Run(Wanted wanted, CancellationToken stop)
    {
        using var away = wanted.Api("away");
        using var home = wanted.Api("home");
        var game = new GameId(wanted.Game ?? await SetUp(wanted, stop));
        var told = new List<string>();
        var api = Of(wanted.Sides[0]);
        var before = await api.State(game, stop: stop);
        if (!before.IsOver && wanted.Sides.Select(side => Dugout.Taken(before, side, wanted.Name)).FirstOrDefault(no => no is not null)
            is { } taken)
        {
            throw new RefusedException(taken);
        }

        using var screen = wanted.IsAuto || wanted.IsPlain ? null : new FullScreen();
        IManager person = wanted.IsAuto ? new ScriptedManager(wanted.Seed, moved => api.Chart(game, moved)) : new PersonAtTheKeys(
            screen is null ? new PlainScreen(Console.Out) : screen, screen is null ? new LineKeys(Console.In) : new TerminalKeys(), told,
            moved => api.Box(game, moved), moved => api.Chart(game, moved));
        var connections = wanted.Sides.Select(side => new GameConnection(Of(side).Connecting(game, Role.Manager, side) with
        {
            View = true,
            // A person is told of the dice from the first on.
            Resume = wanted.IsAuto ? null : new(0),
            Patience = patience,
            Program = "akkagame play",
        })).ToArray();
        var dugouts = wanted.Sides.Zip(connections, (side, connection) => new Dugout(
            side, connection, person, Path.Combine(Settings.DataFolder, "nonces"))).ToArray();
        try
        {
            var end = await new PlayRun(api, game, dugouts, takesTime: !wanted.IsAuto, Tell).Play(before, stop);
            screen?.Dispose();
            Show(end);
            if (wanted.Proves)
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{game} {end.Seq} {ViewText.Hash(ViewText.Of(end))}"));
            return 0;
        }
        catch (Exception e) when (e is EndOfStreamException || stop.IsCancellationRequested)
        {
            screen?.Dispose();
            var why = e is EndOfStreamException ? e.Message : "stopped";
            Console.Out.WriteLine($"{why}. The game goes on with: akkagame play {wanted.Server} --game {game}");
            return e is EndOfStreamException ? 0 : Verbs.NotOk;
        }
        catch (ConnectionEndedException e)
        {
            throw new RefusedException(e.Ending.Why ?? new(RefusalCode.Unavailable, null, "ended", e.Message));
        }
        finally
        {
            foreach (var connection in connections) await connection.DisposeAsync();
        }

        GameApi Of(Side side) => side == Side.Away ? away : home;

        void Tell(string line)
        {
            told.Add(line);
            if (screen is null) Console.Out.WriteLine(line);
        }
    }

    private static async Task<Guid> SetUp(Wanted wanted, CancellationToken stop)
    {
        using var commissioner = wanted.Api("commissioner");
        var computer = wanted.Opponent == Opponent.Computer ? new NewSeat(wanted.Level) : null;
        var seats = wanted.Sitting switch
        {
            Sitting.Home => new(Away: computer),
            Sitting.Away => new(Home: computer),
            _ => new NewSeats(),
        };
        var made = await commissioner.Create(
            new(
                Guid.CreateVersion7(), Clubs.Away.Team, Clubs.Home.Team, wanted.Rules, seats, new(Clubs.Away.Card, Clubs.Home.Card),
                Cards: wanted.Edition),
            stop);
        Console.Out.WriteLine($"Game {made.Id}: the {Clubs.Away.Name} ({Clubs.Away.Team}) at the {Clubs.Home.Name} ({Clubs.Home.Team})");
        return made.Id;
    }

    private static void Show(GameView end)
    {
        Console.Out.WriteLine();
        foreach (var line in Words.LineScore(end)) Console.Out.WriteLine(line);
        if (end.Ending is not { } ending) return;
        var record = new List<string>();
        if (ending.Win is { } win) record.Add($"W {win.Name}");
        if (ending.Loss is { } loss) record.Add($"L {loss.Name}");
        if (ending.Save is { } save) record.Add($"S {save.Name}");
        Console.Out.WriteLine(GameLine.Printable($"{ending.How}. {string.Join(", ", record)}"));
    }
}
