using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using AkkaGame.Host.Launching;

namespace AkkaGame.Host.Tests.Cluster;

/// <summary>Several nodes on one machine with one command.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ClusterVerbTests : IDisposable
{
    private const int NotOk = 1, Usage = 2;

    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task Without_a_PostgreSQL_it_starts_one_whose_games_the_next_run_finds_and_leaves_nothing_behind()
    {
        Skip.IfNot(PostgresPrograms.Missing is null, PostgresPrograms.Missing);
        // PostgreSQL's own user has to get in.
        File.SetUnixFileMode(folder.Path, (UnixFileMode)Convert.ToInt32("755", 8));
        var game = Guid.CreateVersion7();
        using (var first = await LaunchedCluster.Start(folder, 2))
        {
            using var http = new HttpClient { DefaultRequestHeaders = { { "AkkaGame-As", "scorer" } } };
            using var made = await http.PostAsync(
                new Uri(first.Pages[0], "/api/v1/games"),
                new StringContent($$"""{"id":"{{game}}","away":"AWY","home":"HOM","mode":"Scored"}""", Encoding.UTF8, "application/json"));
            Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
            Assert.Equal(1, await Seq(first.Pages[1], game));
            await first.Stop();
            Assert.Null(await Postmaster());
        }

        using var second = await LaunchedCluster.Start(folder, 2);
        Assert.Equal(1, await Seq(second.Pages[1], game));
        int[] running = [.. second.Notes.Nodes.Select(static node => node.Process), (await Postmaster())!.Value];
        Assert.All(running, static process => Assert.True(LaunchedCluster.Runs(process)));

        second.Process.Kill();
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (running.Any(LaunchedCluster.Runs)) await Task.Delay(50, late.Token);
    }

    [Fact]
    public async Task Only_one_cluster_runs_in_a_folder_and_no_other_folder_is_emptied()
    {
        using (ClusterFolder.Take(folder["taken"]))
            await Refuses(NotOk, $"another cluster runs in {folder["taken"]}: end it, or", "2", "--folder", folder["taken"]);
        Directory.CreateDirectory(folder["other"]);
        await File.WriteAllTextAsync(Path.Combine(folder["other"], "mine"), "mine");
        await Refuses(
            NotOk, $"{folder["other"]} holds something else than a cluster: name another folder with --folder.",
            "2", "--fresh", "--folder", folder["other"]);
        Assert.True(File.Exists(Path.Combine(folder["other"], "mine")));
    }

    [Theory]
    [InlineData("nodes is \"0\": expected a whole number from 1 to 16", "0")]
    [InlineData("nodes is \"three\": expected a whole number from 1 to 16", "three")]
    [InlineData("--port is \"x\": expected a whole number from 0 to 65535", "3", "--port", "x")]
    [InlineData("--port 65500 is too high: these nodes would need ports up to 65702", "3", "--port", "65500")]
    [InlineData("--postgres is a URL: expected keys and values", "2", "--postgres", "postgres://u@db/games")]
    public Task What_makes_no_sense_is_refused_by_its_name(string why, params string[] arguments) => Refuses(Usage, why, arguments);

    [Fact]
    public Task A_PostgreSQL_that_is_named_and_not_there_is_said_to_be_missing() => Refuses(
        NotOk, "Nobody listens at 127.0.0.1:1: start PostgreSQL there", "2", "--postgres", "Host=127.0.0.1;Port=1;Database=g;Username=u");

    [Fact]
    public async Task A_folder_is_emptied_when_it_is_told_to_be()
    {
        using var taken = ClusterFolder.Take(folder["own"]);
        var keys = await File.ReadAllTextAsync(taken.SecretKeys);
        Directory.CreateDirectory(taken.Postgres);
        taken.Empty();
        Assert.False(Directory.Exists(taken.Postgres));
        Assert.NotEqual(keys, await File.ReadAllTextAsync(taken.SecretKeys));
        const UnixFileMode OnlyOurs = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(OnlyOurs, File.GetUnixFileMode(taken.SecretKeys));
        Assert.Equal(OnlyOurs, File.GetUnixFileMode(taken.TokenKeys));
    }

    [Fact]
    public void Ports_lie_a_hundred_apart_and_free_ones_are_given_once()
    {
        Assert.Equal([new(6080, 6081, 6082), new(6180, 6181, 6182)], NodePorts.Of(2, 6080));
        var free = NodePorts.Of(16, 0).SelectMany(static one => (int[])[one.People, one.Operators, one.Peers]).ToList();
        Assert.Equal(48, free.Distinct().Count());
    }

    private async Task<int?> Postmaster()
    {
        var file = folder[".cluster/postgres/data/postmaster.pid"];
        return File.Exists(file) ? int.Parse((await File.ReadAllLinesAsync(file))[0], CultureInfo.InvariantCulture) : null;
    }

    private static async Task<int> Seq(Uri page, Guid game)
    {
        using var http = new HttpClient();
        var body = await http.GetFromJsonAsync<JsonElement>(new Uri(page, $"/api/v1/games/{game}"));
        return body.GetProperty("seq").GetInt32();
    }

    private async Task Refuses(int expected, string why, params string[] arguments)
    {
        var (code, _, errors) = await AkkaGameProcess.Run(folder.Path, ["cluster", .. arguments]);
        Assert.Contains(why, errors, StringComparison.Ordinal);
        Assert.Equal(expected, code);
    }
}
