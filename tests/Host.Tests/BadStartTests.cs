using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;

namespace AkkaGame.Host.Tests;

/// <summary>What keeps the program from starting is said in one line that says what to do.</summary>
public sealed class BadStartTests : IDisposable
{
    private const int NotOk = 1;
    private const int Usage = 2;

    private readonly Folder folder = new();
    private readonly string file;

    public BadStartTests() => file = folder["games.db"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--lanes", "0", "--lanes is \"0\": expected a whole number from 1 to 64.")]
    [InlineData("--urls", "localhost", "--urls: localhost is no address to listen on: expected http://HOST:PORT")]
    [InlineData("--postgres", "postgres://u:h0tcorner@db/games", "--postgres is a URL: expected keys and values")]
    public Task A_setting_that_makes_no_sense(string option, string text, string why) => Refuses(Usage, why, "serve", option, text);

    [Fact]
    public Task Two_journals_at_once() => Refuses(
        Usage, "--db and --postgres exclude each other: name one.", "serve", "--db", file, "--postgres", "Host=db");

    [Fact]
    public Task A_folder_that_nobody_can_make() => Refuses(
        NotOk, "The folder of /proc/akkagame/games.db cannot be made", "serve", "--db", "/proc/akkagame/games.db");

    [Fact]
    public Task Another_kind_of_file() => Refuses(
        NotOk, "is not an SQLite database: name another file with --db.",
        "serve", "--db", folder.Write("games.db", string.Concat(Enumerable.Repeat("id,CLE201804060\n", 500))));

    [Fact]
    public async Task Another_programs_database()
    {
        Execute("create table bookmarks (url text);");
        await Refuses(NotOk, "is the database of another program: name another file with --db.", "serve", "--db", file);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("migrate")]
    [InlineData("migrate", "--status")]
    public async Task A_newer_schema(params string[] verb)
    {
        await Fill();
        Execute("pragma user_version = 99;");
        await Refuses(NotOk, "was written by a newer version (schema 99, this one knows ", [.. verb, "--db", file]);
    }

    [Fact]
    public async Task A_file_cut_short()
    {
        await Fill();
        await using (var stream = File.OpenWrite(file)) stream.SetLength(stream.Length / 3);
        await Refuses(NotOk, "is damaged", "serve", "--db", file);
    }

    [Fact]
    public async Task A_file_that_another_process_holds()
    {
        using var serving = AkkaGameProcess.Start(folder.Path, "serve", "--db", file, "--urls", "http://127.0.0.1:0");
        await serving.Says("Listening on ");
        await Refuses(NotOk, $"{file} is in use by process {serving.Id}", "migrate", "--db", file);
    }

    [Fact]
    public async Task A_port_that_is_taken()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        await Refuses(NotOk, $"cannot listen on {url}: ", "serve", "--db", file, "--urls", url);
    }

    private async Task Fill()
    {
        var imported = await AkkaGameProcess.Run(folder.Path, "replay", folder.Write("a.EVN", MadeUpGame.Text), "--db", file);
        Assert.Equal(0, imported.Code);
    }

    private async Task Refuses(int code, string why, params string[] arguments)
    {
        var ended = await AkkaGameProcess.Run(folder.Path, arguments);

        Assert.Equal(code, ended.Code);
        Assert.Empty(ended.Lines);
        var line = Assert.Single(ended.Errors.TrimEnd().Split('\n'));
        Assert.StartsWith("akkagame: ", line, StringComparison.Ordinal);
        Assert.Contains(why, line, StringComparison.Ordinal);
        Assert.DoesNotContain("h0tcorner", line, StringComparison.Ordinal);
    }

    private void Execute(string text)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
