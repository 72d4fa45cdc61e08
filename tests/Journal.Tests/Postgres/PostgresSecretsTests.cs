using AkkaGame.Actors;
using AkkaGame.Journal.Postgres;
using AkkaGame.Postgres;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Tests.Postgres;

/// <summary>Secrets in a database that two nodes share.</summary>
public sealed class PostgresSecretsTests : SecretsSpec, IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private PostgresDatabase database = null!;
    private PostgresJournal journal = null!, neighbour = null!;

    protected override ISecrets Secrets => journal;

    public async Task InitializeAsync()
    {
        database = await PostgresServer.Fresh();
        File.WriteAllText(folder.File("keys"), new string('7', 64));
        journal = await Open(HouseKeyFile.Given(folder.File("keys")));
        neighbour = await Open(HouseKeyFile.Given(folder.File("keys")));
    }

    public async Task DisposeAsync()
    {
        if (journal is not null) await journal.DisposeAsync();
        if (neighbour is not null) await neighbour.DisposeAsync();
        folder.Dispose();
    }

    private Task<PostgresJournal> Open(HouseKeyFile? keys) => PostgresJournal.Open(new(database.App) { Keys = keys });

    [Fact]
    public async Task Two_nodes_agree()
    {
        var games = Enumerable.Range(0, 30).Select(static _ => Sample.NewGame()).ToArray();

        var pairs = await Task.WhenAll(games.Select(async game => await Task.WhenAll(
            Task.Run(() => journal.FindOrKeep(game, Secret(1)).AsTask()), Task.Run(() => neighbour.FindOrKeep(game, Secret(2)).AsTask()))));

        Assert.All(pairs, static pair => Assert.Equal(Root(pair[0]), Root(pair[1])));
    }

    [Fact]
    public async Task Without_a_key_nothing_is_kept_and_the_reason_says_what_to_do()
    {
        var game = Sample.NewGame();
        await using var keyless = await Open(null);

        var refused = await keyless.FindOrKeep(game, Secret(1));
        await journal.FindOrKeep(game, Secret(2));
        var closed = await ((ISecrets)keyless).Find(game);

        Assert.All((SecretFound[])[refused, closed], static one => Assert.Equal(SecretResult.Closed, one.Result));
        Assert.All((SecretFound[])[refused, closed], static one => Assert.Contains("--secret-key-file", one.Why, StringComparison.Ordinal));
        Assert.Equal(Root(2), Root(await Secrets.Find(game)));
    }

    [Fact]
    public async Task A_journal_that_is_closed_says_that_it_does_not_answer()
    {
        var closed = await Open(null);
        await closed.DisposeAsync();

        Assert.Equal(SecretResult.Unavailable, (await ((ISecrets)closed).Find(Sample.NewGame())).Result);
        Assert.Equal(SecretResult.Unavailable, (await closed.FindOrKeep(Sample.NewGame(), Secret(1))).Result);
    }
}
