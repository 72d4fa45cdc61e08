using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>
/// What the host of a played game knows beside its state, found again: the secret, and what is in the open seals. The state says only where
/// a seal stands, so its event is read from the journal and its box opened.
/// </summary>
internal static class Unsealing
{
    private const string NoSecretsHere = "this server keeps no secrets, so it cannot go on with a played game";

    /// <summary>A game just read, with what is known of it; one whose seals cannot be opened can be read but not written.</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    public static async ValueTask<HostedGame> Of(HostedGame game, EnginePorts ports)
    {
        if (game.State.Ledger.Live is not { } live) return game;
        if (ports.Secrets is not { } secrets) return Aside(game, NoSecretsHere);
        var found = await secrets.Find(game.State.Id);
        if (found.Result == SecretResult.Unavailable) throw new JournalUnavailableException(found.Why!);
        if (found.Result == SecretResult.Closed) return Aside(game, found.Why!);
        var (secret, refused) = found.Secret is { } there ? (there, null) : await Make(game.State.Id, ports);
        if (refused is { Retry: Retry.SameId }) throw new JournalUnavailableException(refused.Message);
        if (secret is null) return Aside(game, refused!.Message);
        game = game with { Known = new() { Secret = secret } };
        // What was sealed under a secret that is lost stays unread: the rules ask again.
        if (game.Quarantined is not null || !secret.Made(live.Dice)) return game;

        var opened = new OpenedSeal[live.Seals.Count];
        for (var i = 0; i < opened.Length; i++)
        {
            var at = live.Seals[i].Seq;
            if (await EventAt(game.State, at, ports.Journal) is not { } happened || secret.Open(happened, at) is not { } content)
                return Aside(game, $"what is sealed at event {at} cannot be opened");
            opened[i] = content;
        }

        return game with { Known = game.Known! with { Opened = new(opened) } };
    }

    /// <summary>A game's secret, durable; or why there is none.</summary>
    public static async ValueTask<(GameSecret? Secret, Refusal? Refused)> Make(GameId game, EnginePorts ports)
    {
        if (ports is not { Secrets: { } secrets, Entropy: { } entropy }) return (null, Refusals.NoSecrets(NoSecretsHere));
        var root = new byte[GameSecret.Size];
        entropy(root);
        var found = await secrets.FindOrKeep(game, new(root));
        return found.Result switch
        {
            SecretResult.Found => (found.Secret, null),
            SecretResult.Closed => (null, Refusals.NoSecrets(found.Why!)),
            _ => (null, Refusals.Unavailable(found.Why ?? "The game's secret was not kept.")),
        };
    }

    /// <summary>What is known of a game, and beside it what the rules asked for.</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    public static async ValueTask<Known> Told(HostedGame game, Need need, EnginePorts ports)
    {
        var known = game.Known ?? Known.Nothing;
        if (need.Kind == NeedKind.Cells) return known with { Cells = ports.Cells is { } cells ? await cells.Recall(need.Cells) : [] };
        if (need is { Kind: NeedKind.Edition, Edition: { } id })
            return ports.Editions?.Find(id) is { } edition ? known with { Edition = edition } : known with { NoEdition = id };
        if (need.Kind != NeedKind.History) throw new InvalidOperationException($"Nobody here knows of a {need.Kind}.");
        var read = await ports.Journal.Read(game.State.Id, 0, game.State.Ledger.Seq);
        if (read.Groups.Count == 0 || read.Groups[^1].Last != game.State.Ledger.Seq)
            throw new JournalUnavailableException("The journal does not give back what it took.");
        return known with { History = read.Groups };
    }

    /// <summary>The group of just these events; null where the journal does not have it, or cannot read it.</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    public static async ValueTask<EventGroup?> Group(GameId game, int first, int last, IJournal journal)
    {
        var read = await journal.Read(game, first - 1, last);
        return read.Groups is [var group] && group.First == first && group.Last == last ? group : null;
    }

    private static async ValueTask<GameEvent?> EventAt(GameState state, int seq, IJournal journal)
    {
        // Every group has its receipt, so the receipts say where it begins and ends.
        var receipts = state.Ledger.Receipts;
        if (receipts.Of(seq) is not { } receipt) return null;
        var group = await Group(state.Id, receipts.FirstOf(receipt), receipt.Last, journal);
        return group?.Events[seq - group.First];
    }

    private static HostedGame Aside(HostedGame game, string why) => game with { Quarantined = game.Quarantined ?? why };
}
