using AkkaGame.Actors;
using AkkaGame.Baseball;

namespace AkkaGame.Specs;

/// <summary>What every store does with the secrets of games.</summary>
public abstract class SecretsSpec
{
    /// <summary>Empty at first.</summary>
    protected abstract ISecrets Secrets { get; }

    [Fact]
    public async Task A_game_that_has_no_secret_is_said_to_have_none() =>
        Assert.Equal(SecretFound.None, await Secrets.Find(Sample.NewGame()));

    [Fact]
    public async Task A_secret_is_made_once_and_found_for_ever()
    {
        var game = Sample.NewGame();

        var kept = await Secrets.FindOrKeep(game, Secret(1));
        var again = await Secrets.FindOrKeep(game, Secret(2));
        var found = await Secrets.Find(game);

        Assert.All((SecretFound[])[kept, again, found], one => Assert.Equal(Root(1), Root(one)));
        Assert.All((SecretFound[])[kept, again, found], static one => Assert.Equal((SecretResult.Found, null), (one.Result, one.Why)));
    }

    [Fact]
    public async Task Each_game_has_its_own()
    {
        var (one, other) = (Sample.NewGame(), Sample.NewGame());
        await Secrets.FindOrKeep(one, Secret(1));
        await Secrets.FindOrKeep(other, Secret(2));

        Assert.Equal(Root(1), Root(await Secrets.Find(one)));
        Assert.Equal(Root(2), Root(await Secrets.Find(other)));
    }

    [Fact]
    public async Task Of_many_who_make_it_at_once_all_get_the_same()
    {
        var game = Sample.NewGame();

        var found = await Task.WhenAll(
            Enumerable.Range(1, 20).Select(number => Task.Run(() => Secrets.FindOrKeep(game, Secret((byte)number)).AsTask())));

        Assert.Single(found.Select(Root).Distinct());
    }

    protected static string Root(byte filler) => Convert.ToHexString(Secret(filler).Root);

    protected static string Root(SecretFound found) => Convert.ToHexString(found.Secret!.Root);

    protected static GameSecret Secret(byte filler)
    {
        var root = new byte[GameSecret.Size];
        Array.Fill(root, filler);
        return new(root);
    }
}
