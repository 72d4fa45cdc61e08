using AkkaGame.Actors;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Tests;

/// <summary>Secrets in a file, and the key beside it.</summary>
public sealed class SqliteSecretsTests : SecretsSpec, IDisposable
{
    private const string OneKey = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private const string OtherKey = "ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private readonly TempFolder folder = new();
    private SqliteJournal journal;

    public SqliteSecretsTests() => journal = SqliteJournal.Open(folder.File("games.db"));

    protected override ISecrets Secrets => journal;

    public void Dispose()
    {
        journal.Dispose();
        folder.Dispose();
    }

    private void Reopen(HouseKeyFile? keys = null)
    {
        journal.Dispose();
        journal = SqliteJournal.Open(folder.File("games.db"), keys: keys);
    }

    private HouseKeyFile Keys(params string[] lines)
    {
        File.WriteAllLines(folder.File("keys"), lines);
        return HouseKeyFile.Given(folder.File("keys"));
    }

    [Fact]
    public async Task A_secret_survives_its_process_under_the_key_beside_the_file()
    {
        var game = Sample.NewGame();
        await Secrets.FindOrKeep(game, Secret(1));

        Reopen();

        Assert.Equal(Root(1), Root(await Secrets.Find(game)));
    }

    [Fact]
    public async Task The_key_is_made_with_the_first_secret_and_for_its_owner_only()
    {
        var key = folder.File("games.db.key");
        Assert.False(File.Exists(key));

        await Secrets.FindOrKeep(Sample.NewGame(), Secret(1));

        Assert.Equal(64, File.ReadAllText(key).Trim().Length);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
    }

    [Fact]
    public async Task The_file_alone_tells_no_secret()
    {
        await Secrets.FindOrKeep(Sample.NewGame(), Secret(0xA7));
        journal.Dispose();

        foreach (var file in Directory.GetFiles(folder.Path))
            Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(Secret(0xA7).Root[..8]));
    }

    [Fact]
    public async Task A_key_that_is_gone_is_not_replaced_by_another()
    {
        var game = Sample.NewGame();
        await Secrets.FindOrKeep(game, Secret(1));
        journal.Dispose();
        File.Delete(folder.File("games.db.key"));

        Reopen();
        var found = await Secrets.Find(game);
        var made = await Secrets.FindOrKeep(Sample.NewGame(), Secret(2));

        Assert.All((SecretFound[])[found, made], static one => Assert.Equal(SecretResult.Closed, one.Result));
        Assert.All((SecretFound[])[found, made], static one => Assert.Contains("--secret-key-file", one.Why, StringComparison.Ordinal));
        Assert.False(File.Exists(folder.File("games.db.key")));
    }

    [Fact]
    public async Task Another_key_opens_nothing_and_is_said_to_be_another()
    {
        var game = Sample.NewGame();
        Reopen(Keys(OneKey));
        await Secrets.FindOrKeep(game, Secret(1));

        Reopen(Keys(OtherKey));
        var found = await Secrets.Find(game);

        Assert.Equal(SecretResult.Closed, found.Result);
        Assert.Contains("another key", found.Why, StringComparison.Ordinal);
        Assert.Equal(found, await Secrets.FindOrKeep(game, Secret(2)));
    }

    [Fact]
    public async Task A_new_key_is_added_below_and_the_old_games_go_on_under_theirs()
    {
        var (old, young) = (Sample.NewGame(), Sample.NewGame());
        Reopen(Keys(OneKey));
        await Secrets.FindOrKeep(old, Secret(1));

        Reopen(Keys("# the key of 2018", OneKey, "", OtherKey));
        await Secrets.FindOrKeep(young, Secret(2));

        Assert.Equal(Root(1), Root(await Secrets.Find(old)));
        Reopen(Keys(OneKey));
        Assert.Equal(SecretResult.Closed, (await Secrets.Find(young)).Result);
    }

    [Fact]
    public async Task A_key_whose_games_are_over_may_go_and_those_below_it_open_what_they_did()
    {
        var (young, next) = (Sample.NewGame(), Sample.NewGame());
        Reopen(Keys(OneKey, OtherKey));
        await Secrets.FindOrKeep(young, Secret(1));

        Reopen(Keys(OtherKey));
        await Secrets.FindOrKeep(next, Secret(2));

        Assert.Equal(Root(1), Root(await Secrets.Find(young)));
        Assert.Equal(Root(2), Root(await Secrets.Find(next)));
    }

    [Fact]
    public async Task The_key_is_its_owners_whatever_lay_in_its_way_and_has_its_folder_made()
    {
        var key = Path.Combine(folder.File("later"), "games.db.key");
        Reopen(HouseKeyFile.Beside(Path.Combine(folder.File("later"), "games.db")));
        Assert.Equal(SecretResult.Found, (await Secrets.FindOrKeep(Sample.NewGame(), Secret(1))).Result);
        journal.Dispose();
        File.WriteAllText($"{folder.File("games.db.key")}.{Environment.ProcessId}", "left by a process that broke off");
        File.Delete(folder.File("games.db"));

        Reopen();
        await Secrets.FindOrKeep(Sample.NewGame(), Secret(1));

        foreach (var made in (string[])[key, folder.File("games.db.key")])
        {
            Assert.Equal(64, File.ReadAllText(made).Trim().Length);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(made));
        }
    }

    [Fact]
    public async Task The_box_of_one_game_is_none_of_another()
    {
        var (mine, yours) = (Sample.NewGame(), Sample.NewGame());
        await Secrets.FindOrKeep(mine, Secret(1));
        journal.Dispose();
        using (var connection = SqliteFile.Writer(folder.File("games.db")))
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "insert into game_secret (game, key, box) select $game, key, box from game_secret;";
            command.Parameters.AddWithValue("$game", yours.Value.ToByteArray(bigEndian: true));
            command.ExecuteNonQuery();
        }

        Reopen();

        Assert.Equal(SecretResult.Closed, (await Secrets.Find(yours)).Result);
    }

    [Fact]
    public async Task A_closed_store_says_that_it_does_not_answer()
    {
        journal.Dispose();

        Assert.Equal(SecretResult.Unavailable, (await Secrets.Find(Sample.NewGame())).Result);
        Assert.Equal(SecretResult.Unavailable, (await Secrets.FindOrKeep(Sample.NewGame(), Secret(1))).Result);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a key")]
    [InlineData(OneKey + "00")]
    [InlineData(OneKey + "\nshort")]
    public void A_file_that_holds_no_keys_is_refused_and_not_repeated(string text)
    {
        var refused = Assert.Throws<JournalOpenException>(() => Keys(text));

        Assert.Contains("64 hex digits", refused.Message, StringComparison.Ordinal);
        if (text.Length > 0) Assert.DoesNotContain(text.Split('\n')[^1], refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() => Assert.Contains(
        folder.File("none"),
        Assert.Throws<JournalOpenException>(() => HouseKeyFile.Given(folder.File("none"))).Message, StringComparison.Ordinal);
}
