using System.Diagnostics;
using AkkaGame.Host.Operating;
using AkkaGame.Messages;

namespace AkkaGame.Host.Bench;

/// <summary>How long this program takes from its start to its first answer: with nothing, and after it was killed under load.</summary>
internal sealed class StartBench
{
    private static readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });

    private readonly int runs;
    private readonly string folder;
    private readonly Action<string> begins;
    private readonly Series version, empty, firstGame, allGames;

    /// <param name="folder">Where files are made.</param>
    public StartBench(int runs, string folder, Action<string> begins)
    {
        (this.runs, this.folder, this.begins) = (runs, folder, begins);
        version = new("the program says its version and ends", "ms");
        empty = new("server on an empty SQLite file, first request answered", "ms", version);
        firstGame = new("server killed under load, first game takes a command", "ms", version);
        allGames = new("server killed under load, all games have taken one", "ms", version);
    }

    /// <param name="games">Games that are played when it is killed; 0 for none of that.</param>
    /// <param name="load">For how long they are played.</param>
    public async Task<IReadOnlyList<Figure>> Run(int games, TimeSpan load, CancellationToken stop)
    {
        var script = await Script.OfNotes(300);
        for (var run = 0; run <= runs; run++)
        {
            begins(run == 0 ? "warming" : $"run {run} of {runs}");
            await Once(run, games, script, load, stop);
        }

        return games == 0
            ? [version.Figure(), empty.Figure()]
            : [version.Figure(), empty.Figure(), firstGame.Figure(), allGames.Figure()];
    }

    private async Task Once(int run, int games, Script script, TimeSpan load, CancellationToken stop)
    {
        var counts = run > 0;
        var started = Stopwatch.GetTimestamp();
        await ServerProcess.SayVersion(stop);
        if (counts) version.Add(Milliseconds(started));

        var file = Path.Combine(folder, $"{run}.db");
        started = Stopwatch.GetTimestamp();
        var players = Enumerable.Range(0, games).Select(_ => new Player(script)).ToArray();
        using (var server = await ServerProcess.Serve(file, stop))
        {
            using (var answer = await http.GetAsync(new Uri(server.Url, "api/v1/games"), stop)) answer.EnsureSuccessStatusCode();
            if (counts) empty.Add(Milliseconds(started));
            if (games == 0) return;
            using var operators = new OperatorsClient(server.Ops);
            var playing = players.Select(player => player.Play(new RemoteEngine(operators), stop)).ToArray();
            await Task.Delay(load, stop);
            server.Kill();
            await Task.WhenAll(playing);
        }

        started = Stopwatch.GetTimestamp();
        using var again = await ServerProcess.Serve(file, stop);
        using var asked = new OperatorsClient(again.Ops);
        var engine = new RemoteEngine(asked);
        await players[0].GoOn(engine, stop);
        if (counts) firstGame.Add(Milliseconds(started));
        await Task.WhenAll(players.Skip(1).Select(player => player.GoOn(engine, stop)));
        if (counts) allGames.Add(Milliseconds(started));
    }

    private static double Milliseconds(long since) => Stopwatch.GetElapsedTime(since).TotalMilliseconds;

    /// <summary>One game, and the last receipt that was given for it.</summary>
    private sealed class Player(Script script)
    {
        private readonly GameId game = new(Guid.CreateVersion7());
        private int sent, acknowledged;

        /// <summary>Until the server is gone.</summary>
        public async Task Play(RemoteEngine engine, CancellationToken stop)
        {
            while (await Step(engine, stop)) { }
        }

        /// <summary>Creates the game where it was killed before it was there.</summary>
        public async Task GoOn(RemoteEngine engine, CancellationToken stop)
        {
            if (acknowledged == 0) sent = (await engine.Look(game, stop)).State is null ? 0 : 1;
            var before = acknowledged;
            if (!await Step(engine, stop)) throw new InvalidOperationException($"Game {game} did not take a command after the restart.");
            if (acknowledged <= before) throw new InvalidOperationException($"Game {game} has lost what it had acknowledged.");
        }

        private async Task<bool> Step(RemoteEngine engine, CancellationToken stop)
        {
            // What a long run sends beyond the script are notes like its last one.
            var answer = await engine.Ask(game, script[Math.Min(sent, script.Commands - 1)], stop);
            if (answer.Refused is not null) return false;
            sent++;
            acknowledged = answer.Receipt.Last;
            return true;
        }
    }
}
