using AkkaGame.Actors;

namespace AkkaGame.Journal.Sqlite;

/// <summary>What is remembered of tokens, in the journal's file: written with the games' next commit, by the same writer.</summary>
internal sealed class SqliteTokens(SqliteWriter writer, SqliteReaders readers) : ITokens
{
    public async ValueTask<bool> Use(Guid ticket, long until)
    {
        var use = new Pending.UseTicket(ticket, until);
        await Written(use);
        return use.IsFirst;
    }

    public async ValueTask Revoke(Revocation revocation) => await Written(new Pending.Revoke(revocation));

    public ValueTask<IReadOnlyList<Revocation>> Revoked(long since, CancellationToken stop = default) =>
        new(readers.Read(connected => connected.Revoked(since)));

    public async ValueTask<bool> Forget(long before) =>
        (await writer.Enqueue(new Pending.ForgetTickets(before))).Result == AppendResult.Appended;

    private async ValueTask Written(Pending pending)
    {
        var outcome = await writer.Enqueue(pending);
        if (outcome.Result != AppendResult.Appended) throw new JournalUnavailableException(outcome.Why!);
    }
}
