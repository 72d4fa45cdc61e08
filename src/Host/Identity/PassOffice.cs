using AkkaGame.Actors;
using AkkaGame.Gateway;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Identity;

/// <summary>
/// Who somebody is: keys, tokens, tickets and what was revoked, brought together. It looks after them every few seconds while it serves.
/// </summary>
internal sealed class PassOffice : IAsyncDisposable
{
    /// <summary>Said at the start of a server that can make no tickets.</summary>
    private static readonly string keyless =
        "There is no key for tokens, so nobody can prove here who he is: name its file with "
        + $"{Configuration.Setting.TokenKeyFile.Option}, the same one on every node (akkagame keys add makes it).";

    /// <summary>What other nodes revoke is known here after so long; so are keys that an operator changes.</summary>
    private static readonly TimeSpan often = TimeSpan.FromSeconds(5);

    /// <summary>Used tickets are forgotten so long after their time.</summary>
    private static readonly TimeSpan remembered = TimeSpan.FromMinutes(5);

    private readonly TokenKeyFile? file;
    private readonly OutsideIssuer? outside;
    private readonly RevokedList revoked;
    private readonly ITokens store;
    private readonly ILogger log;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource closing = new();
    private Task looking = Task.CompletedTask;
    private string? lastTrouble;

    public PassOffice(Settings settings, ITokens store, IGames games, Entrance entrance, ILogger log, TimeProvider time)
    {
        (this.store, this.log, this.time, Entrance) = (store, log, time, entrance);
        file = Identity.TokenKeyFile.Of(settings);
        outside = settings.Issuer is { } named ? new(named, time) : null;
        revoked = new(store);
        AsksOperators = settings.OpsTokens;
        Reader = new(file, outside, revoked);
        Gate = new Turnstile(Reader, revoked, store, entrance, games);
    }

    /// <summary>Holds tokens against all of it.</summary>
    public TokenReader Reader { get; }

    /// <summary>Who may come into a game, and as what.</summary>
    public Entrance Entrance { get; }

    /// <summary>The gateway's.</summary>
    public IGate Gate { get; }

    /// <summary>Whether operators bring tokens too.</summary>
    public bool AsksOperators { get; }

    /// <summary>How nodes know one another.</summary>
    public PeerPass Peers => new(() => file?.Keys, time);

    /// <summary>Makes tokens; null where there is no key.</summary>
    public Mint? Mint => file?.Keys is { } keys ? new(keys, time) : null;

    /// <summary>Reads the keys and what was revoked, and looks after them from now on.</summary>
    /// <exception cref="HouseClosedException">A file with keys cannot be used.</exception>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    public async Task Start(CancellationToken stop)
    {
        if (file is null) Log.Warned(log, keyless);
        else
        {
            file.Open();
            if (file.IsOpenToOthers)
                Log.Warned(log, $"{file.Path}, the file with the keys for tokens, can be read by others: chmod 600 {file.Path}");
        }

        await revoked.Read(stop);
        await LookAtTheIssuer(stop);
        looking = Look(closing.Token);
    }

    /// <summary>A token or a person, durably and at once; other nodes follow within seconds.</summary>
    /// <param name="from">The operator's address.</param>
    /// <exception cref="JournalUnavailableException">The store did not take it.</exception>
    public async Task<Revocation> Revoke(Revoked kind, string name, string by, string? why, string from)
    {
        var revocation = new Revocation(kind, name, time.GetUtcNow().ToUnixTimeMilliseconds(), by, why);
        await revoked.Add(revocation);
        Log.Revoked(log, by, kind.ToString(), name, from, why ?? "no reason given");
        return revocation;
    }

    /// <summary>All that was ever revoked, the earliest first.</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    public ValueTask<IReadOnlyList<Revocation>> Revoked(CancellationToken stop) => store.Revoked(0, stop);

    /// <summary>A bearer token; null where there is no key.</summary>
    /// <param name="from">To where it goes.</param>
    public Minted? Issue(Bearer of, TimeSpan during, string from)
    {
        if (Mint?.Bearer(of, during) is not { } made) return null;
        var until = DateTimeOffset.FromUnixTimeMilliseconds(made.Expires);
        Log.TokenIssued(log, made.Id, WireWords.Of(of.Role), of.Who, of.Game?.ToString() ?? "any", Said(of.Side), until, from);
        return made;
    }

    /// <summary>A ticket for whoever may come in; null where there is no key.</summary>
    /// <param name="from">To where it goes.</param>
    public Minted? Ticket(Asker who, Role role, GameId game, Side? side, string from)
    {
        if (Mint?.Ticket(who.Who, role, game, side, who.Badge) is not { } made) return null;
        Log.TicketIssued(
            log, made.Id, who.Badge?.TokenId ?? "none", WireWords.Of(role), who.Who, game.ToString(), Said(side), from);
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await looking;
        outside?.Dispose();
        closing.Dispose();
    }

    private async Task Look(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(often, time);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (!await timer.WaitForNextTickAsync(stop)) return;
                LookAtTheFile();
                await LookAtTheStore(stop);
                await LookAtTheIssuer(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) // Whatever it was, what is revoked is asked for again.
            {
                Log.Warned(log, $"Keys and revocations were not looked at: {e}");
            }
        }
    }

    private void LookAtTheFile()
    {
        try
        {
            if (file?.Look() == true) Log.KeysRead(log, Ids(file.Keys!));
        }
        catch (HouseClosedException e)
        {
            Log.Warned(log, e.Message);
        }
    }

    private async Task LookAtTheIssuer(CancellationToken stop)
    {
        if (outside is null) return;
        try
        {
            if (await outside.Look(isMissed: false, stop))
                Log.Noticed(log, $"The keys of the issuer {outside.Name} are now {Ids(outside.Keys!)}.");
        }
        catch (HouseClosedException e)
        {
            Log.Warned(log, e.Message);
        }
    }

    private async Task LookAtTheStore(CancellationToken stop)
    {
        try
        {
            await revoked.Read(stop);
            await store.Forget((time.GetUtcNow() - remembered).ToUnixTimeMilliseconds());
            lastTrouble = null;
        }
        catch (JournalUnavailableException e)
        {
            // One line an outage: the journal tells the rest.
            if (lastTrouble is null) Log.RevocationsUnknown(log, e.Message);
            lastTrouble = e.Message;
        }
    }

    private static string Ids(TokenKeys keys) => string.Join(", ", keys.All.Select(static key => key.Id));

    private static string Said(Side? side) => side is { } one ? WireWords.Of(one) : "none";
}
