using System.Threading.Channels;

namespace AkkaGame.Host.Replay;

/// <summary>
/// Replays files: the rules on every core, a file to each, then the journal for those games that passed whole, then the lines, in the
/// order in which the files were named and the games stand in them.
/// </summary>
internal sealed class ReplayRun(ReplayOptions options, EventFile rules, Feeder? feeder, IReplayOutput output)
{
    /// <summary>Files worked on ahead of the one that is being printed.</summary>
    private static readonly int filesAhead = Environment.ProcessorCount + 2;

    /// <summary>Games of one file that wait to be looked at; its reader waits when there are so many.</summary>
    private const int GamesOfFileAhead = 64;

    /// <summary>Games that wait for their line.</summary>
    private const int GamesAhead = 1024;

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    /// <exception cref="OperationCanceledException">It was told to stop; the next run takes up the games that are half fed.</exception>
    public async Task<ReplaySummary> Run(CancellationToken stop)
    {
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var summary = new ReplaySummary();
        var waiting = Channel.CreateBounded<Task<GameReport>>(GamesAhead);
        var supply = Supply(waiting.Writer, abandoned.Token);
        try
        {
            await foreach (var task in waiting.Reader.ReadAllAsync(stop))
            {
                var report = await task;
                summary.Add(report);
                output.Game(report);
            }
        }
        finally
        {
            await abandoned.CancelAsync();
            await supply.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await supply;
        return summary;
    }

    private async Task Supply(ChannelWriter<Task<GameReport>> waiting, CancellationToken stop)
    {
        try
        {
            await foreach (var report in Reports(stop)) await waiting.WriteAsync(Journalled(OncePerRun(report), stop), stop);
            waiting.Complete();
        }
        catch (Exception e)
        {
            waiting.Complete(e);
        }
    }

    /// <summary>The same game in two files: the second is refused, whichever file was read first.</summary>
    private GameReport OncePerRun(GameReport report) =>
        report is { Game: { } game, Final: not null } && !seen.Add(game)
            ? report.Refuse($"{report.File}:{report.Line}: {game}: expected each game id once, found {game} again")
            : report;

    private async Task<GameReport> Journalled(GameReport report, CancellationToken stop)
    {
        if (feeder is null || report.Feed is not { } feed) return report;
        var why = await feeder.Feed(feed, stop);
        return why is null ? report with { Feed = null } : report.Refuse($"{report.File}: {report.Game}: {why}");
    }

    /// <summary>All reports in order, while the workers run ahead by a few files.</summary>
    private async IAsyncEnumerable<GameReport> Reports([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var files = Channel.CreateBounded<Channel<GameReport>>(filesAhead);
        var work = Task.Run(() => Work(files.Writer, stop), CancellationToken.None);
        await foreach (var file in files.Reader.ReadAllAsync(stop))
            await foreach (var report in file.Reader.ReadAllAsync(stop)) yield return report;
        await work;
    }

    private async Task Work(ChannelWriter<Channel<GameReport>> files, CancellationToken stop)
    {
        using var cores = new SemaphoreSlim(Environment.ProcessorCount);
        var running = new List<Task>();
        try
        {
            foreach (var file in options.Files)
            {
                await cores.WaitAsync(stop);
                var reports = Channel.CreateBounded<GameReport>(GamesOfFileAhead);
                running.Add(Task.Run(() => One(file, reports.Writer, cores, stop), CancellationToken.None));
                await files.WriteAsync(reports, stop);
            }
        }
        finally
        {
            files.TryComplete();
            await Task.WhenAll(running);
        }
    }

    private async Task One(string file, ChannelWriter<GameReport> reports, SemaphoreSlim cores, CancellationToken stop)
    {
        try
        {
            await Read(file, reports, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nobody reads the reports any more.
        }
        finally
        {
            reports.Complete();
            cores.Release();
        }
    }

    private async Task Read(string file, ChannelWriter<GameReport> reports, CancellationToken stop)
    {
        try
        {
            foreach (var report in rules.Games(file)) await reports.WriteAsync(report, stop);
        }
        catch (Exception e) when (e is not OperationCanceledException) // A defect of ours: it costs this file's rest, not the run.
        {
            var why = $"the rest of the file was left out: {e.GetType().Name}: {e.Message}";
            await reports.WriteAsync(GameReport.OfFile(file, why), stop);
        }
    }
}

/// <summary>Counts over a whole run.</summary>
internal sealed class ReplaySummary
{
    public int Games { get; private set; }

    public int Ok { get; private set; }

    public int Different { get; private set; }

    public int Refused { get; private set; }

    public long Plays { get; private set; }

    public long Differences { get; private set; }

    public bool IsOk => Ok == Games;

    public void Add(GameReport report)
    {
        Games++;
        Plays += report.Plays;
        Differences += report.Differences.Count;
        if (report.IsOk) Ok++;
        else if (report.Refused is not null) Refused++;
        else Different++;
    }
}
