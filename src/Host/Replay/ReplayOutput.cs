using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using AkkaGame.Baseball;

namespace AkkaGame.Host.Replay;

/// <summary>Where the games' lines go.</summary>
internal interface IReplayOutput
{
    void Game(GameReport report);
}

/// <summary>
/// Lines on standard output, as text or as JSON, and on standard error a bar where that is a terminal. Both are written a few times a
/// second and not for each game: a season takes less than two.
/// </summary>
internal sealed class ReplayOutput : IReplayOutput, IDisposable
{
    private const int BarWidth = 30;
    private const string Erase = "\r\u001b[K";
    private static readonly TimeSpan often = TimeSpan.FromMilliseconds(100);

    private readonly Lock writing = new();
    private readonly StringBuilder lines = new();
    private readonly Stream standardOutput = Console.OpenStandardOutput();
    private readonly bool json;
    private readonly bool bar;
    private readonly long totalBytes;
    private readonly Timer timer;
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private long bytes;
    private int games;
    private long plays;

    public ReplayOutput(bool json, long totalBytes)
    {
        (this.json, this.totalBytes) = (json, totalBytes);
        bar = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";
        timer = new(_ => Flush(), null, often, often);
    }

    /// <summary>Nobody reads the lines any more (<c>| head</c>).</summary>
    public bool IsClosed { get; private set; }

    public void Game(GameReport report)
    {
        lock (writing)
        {
            games++;
            plays += report.Plays;
            bytes += report.Bytes;
            if (json) lines.Append(JsonSerializer.Serialize(ReplayLine.Of(report), HostJson.Default.ReplayLine)).Append('\n');
            else GameLine.Write(lines, report);
        }
    }

    public void Summary(ReplaySummary summary, bool journalled)
    {
        lock (writing)
        {
            var seconds = watch.Elapsed.TotalSeconds;
            if (json)
            {
                var line = new ReplaySummaryLine(new(
                    summary.Games, summary.Ok, summary.Different, summary.Refused, summary.Plays, summary.Differences, journalled,
                    Math.Round(seconds, 3)));
                lines.Append(JsonSerializer.Serialize(line, HostJson.Default.ReplaySummaryLine)).Append('\n');
            }
            else
            {
                lines.Append(Counted(summary.Games, "game")).Append(", ").Append(Counted(summary.Plays, "play"));
                lines.Append(CultureInfo.InvariantCulture, $" in {seconds:0.00} s: {summary.Ok:N0} ok");
                var differences = Counted(summary.Differences, "difference");
                if (summary.Different > 0) lines.Append(CultureInfo.InvariantCulture, $", {summary.Different:N0} with {differences}");
                if (summary.Refused > 0) lines.Append(CultureInfo.InvariantCulture, $", {summary.Refused:N0} refused");
                lines.Append(journalled ? "; in the journal\n" : "; not journalled\n");
                if (summary.Ok + summary.Different > 0) lines.Append(RetrosheetNotice.Text).Append('\n');
            }
        }

        Flush();
    }

    public void Dispose()
    {
        timer.Dispose();
        Flush();
        if (bar) Console.Error.Write(Erase);
        standardOutput.Dispose();
    }

    private void Flush()
    {
        lock (writing)
        {
            if (bar) Console.Error.Write(Erase);
            if (lines.Length > 0 && !IsClosed)
            {
                try
                {
                    standardOutput.Write(Encoding.UTF8.GetBytes(lines.ToString()));
                    standardOutput.Flush();
                }
                catch (IOException)
                {
                    IsClosed = true;
                }
            }

            lines.Clear();
            if (bar) Console.Error.Write(Bar());
        }
    }

    private static string Counted(long number, string what) =>
        number.ToString("N0", CultureInfo.InvariantCulture) + (number == 1 ? $" {what}" : $" {what}s");

    private string Bar()
    {
        var done = totalBytes == 0 ? 1 : Math.Clamp((double)bytes / totalBytes, 0, 1);
        var full = (int)(done * BarWidth);
        var drawn = new string('█', full) + new string('░', BarWidth - full);
        var seconds = watch.Elapsed.TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"{drawn} {done * 100:0} %  {games:N0} games  {plays:N0} plays  {seconds:0} s");
    }
}
