using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Journal;

/// <summary>A store's table of secrets.</summary>
internal interface ISecretRows
{
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    ValueTask<HouseKeys.Box?> Find(GameId game, CancellationToken stop);

    /// <summary>Adds the row durably unless the game has one.</summary>
    /// <exception cref="JournalUnavailableException">The store did not take it, or did not say so.</exception>
    ValueTask Add(GameId game, HouseKeys.Box box);

    /// <summary>Whether there is a secret of any game.</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    ValueTask<bool> Any();
}

/// <summary>Secrets as a store keeps them: encrypted under the house's key, written once and read back.</summary>
/// <param name="file">Null where no key was given.</param>
internal sealed class StoredSecrets(ISecretRows rows, HouseKeyFile? file) : ISecrets
{
    private static readonly SecretFound keyless = SecretFound.Closed(
        "there is no key for the secrets of played games: name its file with --secret-key-file, the same one on every node");

    /// <summary>Why no secret that lies here can be read, whatever its game; null where there is a key, or nobody knows yet.</summary>
    public string? Trouble
    {
        get
        {
            try
            {
                return file is null ? keyless.Why : file.Keys is null ? file.Missing : null;
            }
            catch (JournalOpenException e)
            {
                return e.Message.TrimEnd('.');
            }
        }
    }

    public ValueTask<SecretFound> FindOrKeep(GameId game, GameSecret fresh) => Asked(async () =>
    {
        if (await rows.Find(game, default) is { } there) return Opened(game, there);
        if (file is null) return keyless;
        // A key that is made beside secrets which it does not open would hide that theirs is gone.
        var keys = file.Keys ?? (await rows.Any() ? file.Keys : file.Make());
        if (keys is null) return SecretFound.Closed(file.Missing);
        await rows.Add(game, keys.Seal(game, fresh));
        // Another node may have been faster: what stands there counts.
        return await rows.Find(game, default) is { } added
            ? Opened(game, added)
            : SecretFound.Unavailable("The secret that was just written cannot be found.");
    });

    public ValueTask<SecretFound> Find(GameId game, CancellationToken stop = default) => Asked(
        async () => await rows.Find(game, stop) is { } there ? Opened(game, there) : SecretFound.None);

    private SecretFound Opened(GameId game, HouseKeys.Box box)
    {
        if (file is null) return keyless;
        if (file.Keys is not { } keys) return SecretFound.Closed(file.Missing);
        return keys.Open(game, box) is { } secret ? SecretFound.Of(secret) : SecretFound.Closed(file.Wrong(game));
    }

    private static async ValueTask<SecretFound> Asked(Func<Task<SecretFound>> ask)
    {
        try
        {
            return await ask();
        }
        catch (JournalUnavailableException e)
        {
            return SecretFound.Unavailable(e.Message);
        }
        catch (JournalOpenException e) // The file with the keys.
        {
            return SecretFound.Closed(e.Message.TrimEnd('.'));
        }
    }
}
