using Npgsql;
using NpgsqlTypes;

namespace AkkaGame.Journal.Postgres;

/// <summary>
/// The values of one append, a list a column. They outlive the connection: what has to be sent again is sent as it was, to the byte.
/// </summary>
internal sealed class AppendColumns
{
    private readonly List<long> tokens = [];

    private readonly List<Guid> gameBefore = [];
    private readonly List<int> seqBefore = [];

    private readonly List<Guid> game = [], command = [];
    private readonly List<int> seq = [], last = [];
    private readonly List<short> shard = [], role = [], cause = [], rules = [], type = [], version = [];
    private readonly List<short?> side = [];
    private readonly List<long> epoch = [], position = [], content = [], at = [];
    private readonly List<string> who = [];
    private readonly List<string?> why = [];
    private readonly List<byte[]> body = [];

    private readonly List<Guid> cardGame = [];
    private readonly List<short> cardShard = [];
    private readonly List<long> cardAt = [];
    private readonly List<string?> cardRetrosheet = [];
    private readonly List<byte[]?> cardSummary = [];
    private readonly List<long?> cardDue = [];
    private readonly List<bool> cardFirst = [];

    private readonly List<System.Collections.IList> all;

    public AppendColumns() => all =
    [
        tokens, gameBefore, seqBefore, game, command, seq, last, shard, role, cause, rules, type, version, side, epoch, position, content,
        at, who, why, body, cardGame, cardShard, cardAt, cardRetrosheet, cardSummary, cardDue, cardFirst,
    ];

    /// <summary>The node that sends it.</summary>
    public Guid Owner { get; private set; }

    /// <summary>Each shard of the batch once, with the epoch under which it is written.</summary>
    public IReadOnlyList<long> Tokens => tokens;

    public int Events => game.Count;

    public void Fill(IReadOnlyList<Entry> batch, Guid by, ShardPositions positions)
    {
        foreach (var column in all) column.Clear();
        Owner = by;
        positions.Begin();
        foreach (var entry in batch)
        {
            if (!tokens.Contains(entry.Token)) tokens.Add(entry.Token);
            AddEvents(entry, positions);
            AddCard(entry);
        }
    }

    /// <summary>Parameters over these very lists, in the order of the statement. Each connection has its own.</summary>
    public IEnumerable<NpgsqlParameter> Parameters() =>
    [
        Of(tokens, NpgsqlDbType.Bigint), new NpgsqlParameter<Guid> { NpgsqlDbType = NpgsqlDbType.Uuid },
        Of(gameBefore, NpgsqlDbType.Uuid), Of(seqBefore, NpgsqlDbType.Integer),
        Of(game, NpgsqlDbType.Uuid), Of(seq, NpgsqlDbType.Integer), Of(last, NpgsqlDbType.Integer), Of(shard, NpgsqlDbType.Smallint),
        Of(epoch, NpgsqlDbType.Bigint), Of(position, NpgsqlDbType.Bigint), Of(command, NpgsqlDbType.Uuid), Of(content, NpgsqlDbType.Bigint),
        Of(at, NpgsqlDbType.Bigint), Of(who, NpgsqlDbType.Text), Of(role, NpgsqlDbType.Smallint), Of(side, NpgsqlDbType.Smallint),
        Of(cause, NpgsqlDbType.Smallint), Of(rules, NpgsqlDbType.Smallint), Of(why, NpgsqlDbType.Text), Of(type, NpgsqlDbType.Smallint),
        Of(version, NpgsqlDbType.Smallint), Of(body, NpgsqlDbType.Bytea),
        Of(cardGame, NpgsqlDbType.Uuid), Of(cardShard, NpgsqlDbType.Smallint), Of(cardAt, NpgsqlDbType.Bigint),
        Of(cardRetrosheet, NpgsqlDbType.Text), Of(cardSummary, NpgsqlDbType.Bytea), Of(cardDue, NpgsqlDbType.Bigint),
        Of(cardFirst, NpgsqlDbType.Boolean),
    ];

    private void AddEvents(Entry entry, ShardPositions positions)
    {
        var group = entry.Group;
        if (group.First > 1)
        {
            gameBefore.Add(group.Game.Value);
            seqBefore.Add(group.First - 1);
        }

        for (var i = 0; i < entry.Events.Length; i++)
        {
            game.Add(group.Game.Value);
            seq.Add(group.First + i);
            last.Add(group.Last);
            shard.Add(entry.Shard.Number);
            epoch.Add(entry.Epoch);
            position.Add(positions.Next(entry.Shard));
            command.Add(group.Command.Value);
            content.Add(group.Check);
            at.Add(group.At);
            who.Add(group.By.Who);
            role.Add((short)group.By.Role);
            side.Add((short?)group.By.Side);
            cause.Add((short)group.Cause);
            rules.Add(group.Rules);
            why.Add(group.Why);
            type.Add(entry.Events[i].Type);
            version.Add(entry.Events[i].Version);
            body.Add(entry.Events[i].Body);
        }
    }

    private void AddCard(Entry entry)
    {
        var first = entry.Group.First == 1;
        if (!first && entry.Card is null) return;
        cardGame.Add(entry.Group.Game.Value);
        cardShard.Add(entry.Shard.Number);
        cardAt.Add(entry.Group.At);
        cardRetrosheet.Add(entry.Card?.Retrosheet);
        cardSummary.Add(entry.Card?.Summary);
        cardDue.Add(entry.Card?.Due);
        cardFirst.Add(first);
    }

    private static NpgsqlParameter<List<T>> Of<T>(List<T> column, NpgsqlDbType type) =>
        new() { TypedValue = column, NpgsqlDbType = NpgsqlDbType.Array | type };
}

/// <summary>What the server said to an append.</summary>
/// <param name="Held">The tokens that it locked; null where those were all.</param>
/// <param name="Standing">Those under which this node still owns the shard, locked or not; null where all were locked.</param>
internal readonly record struct Landing(int Inserted, IReadOnlyList<long>? Held, IReadOnlyList<long>? Standing);

/// <summary>The append, prepared on one connection.</summary>
internal sealed class AppendStatement : IDisposable
{
    private readonly AppendColumns columns;
    private readonly NpgsqlCommand command;

    public AppendStatement(NpgsqlConnection connection, AppendColumns columns)
    {
        this.columns = columns;
        command = new(PostgresSql.Statement("append"), connection);
        foreach (var parameter in columns.Parameters()) command.Parameters.Add(parameter);
    }

    public bool IsPrepared => command.IsPrepared;

    public Task Prepare(CancellationToken stop) => command.PrepareAsync(stop);

    /// <summary>Sends the columns as they are filled. Returns only when the commit is confirmed.</summary>
    public async Task<Landing> Run()
    {
        ((NpgsqlParameter<Guid>)command.Parameters[1]).TypedValue = columns.Owner;
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        await reader.ReadAsync().ConfigureAwait(false);
        var landing = new Landing(reader.GetInt32(0), Tokens(reader, 1), Tokens(reader, 2));
        // The row is sent before the commit. What comes after it is the word that counts, or the error instead of it.
        while (await reader.NextResultAsync().ConfigureAwait(false)) { }
        return landing;
    }

    public void Dispose() => command.Dispose();

    private static long[]? Tokens(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<long[]>(column);
}
