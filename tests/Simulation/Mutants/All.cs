namespace AkkaGame.Simulation.Mutants;

/// <summary>The mistakes that must be found. Where code of theirs is rewritten, they are rewritten with it.</summary>
public static class All
{
    private const string
        Entity = "Actors/GameEntity.cs", Behavior = "Actors/GameBehavior.cs", Clock = "Actors/AlarmClock.cs",
        Committer = "Journal/Postgres/Committer.cs", Resolution = "Journal/Postgres/Resolution.cs",
        Broadcast = "Gateway/Broadcast.cs", Routed = "Cluster/RoutedEngine.cs",
        Keeper = "Cluster/ShardKeeper.cs", Tenure = "Cluster/Tenure.cs", Standstill = "Cluster/Standstill.cs";

    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        new("M1", "the receipt is given before the commit", [new(
            Entity,
            """
                    if (!await Commit(persist, message)) return false;
                    if (message is Waiting.Command) engine.Meter.Accepted();
                    else engine.Meter.TimerDone();
                    message.Accept(persist.Receipt);
            """,
            """
                    message.Accept(persist.Receipt);
                    if (!await Commit(persist, message)) return false;
            """)]),
        new("M2", "the audience is told before the commit",
        [
            new(
                Entity,
                "        var outcome = await AtTheJournal(persist);\n",
                "        Publish(persist);\n        var outcome = await AtTheJournal(persist);\n"),
            new(Entity, "        Publish(persist);\n        await Remember(", "        await Remember("),
        ]),
        new("M3", "the epoch is read without locking it", [new("Journal/Postgres/Statements/append.sql", " for share skip locked", "")]),
        new("M4", "after an unknown outcome somebody looks, and believes what he sees",
        [
            new(
                Resolution,
                """
                            if (await Resend(batch) is { } rest) return rest;
                            await Fence(batch, cause);
                """,
                """
                            foreach (var entry in await Compare(await connection.Get(stop), batch))
                                entry.TrySetResult(AppendOutcome.Unavailable("It is not there."));
                """),
            new(
                "Journal/Postgres/LaneConnection.cs",
                "        if (session is { } old) left.Add(old.Id);\n", ""),
        ]),
        new("M5", "an unknown outcome passes for a failure",
        [
            new(
                "Journal/Postgres/Failure.cs",
                """
                        PostgresException { SqlState: var state } => OfState(state),
                        _ => Fate.Unknown,
                """,
                """
                        PostgresException { SqlState: var state } => OfState(state),
                        _ => Fate.Refused,
                """),
        ]),
        new("M6", "a snapshot does not know which commands were accepted", [new(
            "Actors/Recovery.cs", "StateJson.Write(state)",
            "StateJson.Write(state with { Ledger = state.Ledger with { Receipts = ReceiptBook.Empty } })")]),
        new("M7", "an accepted id is looked for without its game",
        [
            new(
                Behavior, "    private const uint NoContent = 0;\n",
                """
                    private const uint NoContent = 0;

                    private static readonly Dictionary<CommandId, Receipt> everywhere = [];

                """),
            new(
                Behavior, "\n        var verdict = GameRules.Decide(game.State, envelope, at, game.Known);",
                """

                        if (everywhere.TryGetValue(envelope.Id, out var known)) return new Effect.Repeat(known with { Duplicate = true });
                        var verdict = GameRules.Decide(game.State, envelope, at, game.Known);
                """),
            new(
                Behavior, "        // Computed here, taken on only when durable",
                "        everywhere[group.Command] = new(group.Command, group.Last, First: group.First);\n"
                + "        // Computed here, taken on only when durable"),
        ]),
        new("M8", "a game leaves while a command waits", [new(Entity, "gone = closed = first is null;", "gone = closed = true;")]),
        new("M9", "an alarm outlives the shard on this node",
        [
            new(
                Clock, "foreach (var entry in entries.Values) if (entry.Shard == change.Shard) entries.Remove(entry.Game);\n", "\n"),
            new(Clock, "        var mine = ports.Ownership.EpochOf(entry.Shard) is not null;\n", "        var mine = true;\n"),
        ]),
        new("M10", "who was held during a hand-over is forgotten", [new(
            Routed, "Interlocked.Exchange(ref gates[shard.Number], null)?.Open();\n    }\n\n    ValueTask",
            "Interlocked.Exchange(ref gates[shard.Number], null);\n    }\n\n    ValueTask")]),
        new("M11", "a shard is given away while its games still write", [new(
            "Cluster/Handovers.cs", "            await games.Close(owned.Shard).WaitAsync(times.Lease, time, stop);\n", "")]),
        new("M12", "what happens while somebody finds his place is not told to him",
            [new(Broadcast, "                early.Add((state, group));\n", "")]),
        new("M13", "what the last owner says is taken for news",
        [
            new(Broadcast, "        else if (group.Last < Stand.Oldest && !IsSurelyOurs) Doubt();\n", ""),
            new(Broadcast, " || !Stand.IsKnown || group.Last <= Stand.Head.Last.Last) return;", " || !Stand.IsKnown) return;"),
            new(Broadcast, "isNext = group.First == Stand.Head.Last.Last + 1;", "isNext = group.First <= Stand.Head.Last.Last + 1;"),
            new(
                Broadcast, "                if (group.First != head.Last.Last + 1) continue;",
                "                if (group.First > head.Last.Last + 1) continue;"),
        ]),
        new("M14", "the lease is judged by the clock on the wall",
        [
            new(
                Tenure, "        (Node, renewed, this.silentAfter, this.time) = (node, sent, silentAfter, time);",
                "        (Node, this.silentAfter, this.time) = (node, silentAfter, time);\n        Renewed(sent);"),
            new(
                Tenure, "public TimeSpan SinceRenewal => time.GetElapsedTime(Volatile.Read(ref renewed));",
                "public TimeSpan SinceRenewal => TimeSpan.FromTicks(time.GetUtcNow().UtcTicks - Volatile.Read(ref renewed));"),
            new(
                Tenure, "Volatile.Write(ref renewed, sent);",
                "Volatile.Write(ref renewed, time.GetUtcNow().UtcTicks - time.GetElapsedTime(sent).Ticks);"),
        ]),
        new("M15", "a renewal counts from its answer",
            [new(Keeper, "mine.Renewed(sent);", "mine.Renewed(time.GetTimestamp());")]),
        new("M16", "a command that is sent again to its owner has another id", [new(
            Routed, "            at => peers.Ask(at, game, envelope, stop),",
            """
                        async at =>
                        {
                            var reply = await peers.Ask(at, game, envelope, stop);
                            envelope = envelope with { Id = envelope.Id.OfPart("again") };
                            return reply;
                        },
            """)]),
        new("M17", "one shard of a batch is fenced, and all are told that it was written", [new(
            Committer, "else entry.TrySetResult(AppendOutcome.Fenced(entry.Group, entry.Epoch));",
            "else entry.TrySetResult(AppendOutcome.Appended);")]),
        new("M18", "a snapshot is kept of what is not yet committed", [new(
            Entity, "        if (!await Commit(persist, message)) return false;\n        if (message is Waiting.Command)",
            """
                    if (persist.Snapshot) await engine.Ports.Snapshots.Save(Recovery.Pack(persist.Then));
                    if (!await Commit(persist, message)) return false;
                    if (message is Waiting.Command)
            """)]),
        new("M19", "what a game comes to depends on the order in which this process has met things",
        [
            new(
                "Baseball/Evolution.cs", "        GameInfoNoted or PlayReviewed",
                """
                        GameInfoNoted(_, var value) => game with { Tally = game.Tally with { Placed = Met(value) } },
                        PlayReviewed
                """),
            new(
                "Baseball/Evolution.cs", "    private static Game Created(GameCreated created)",
                """
                    private static readonly Dictionary<string, byte> met = [];

                    private static byte Met(string value)
                    {
                        if (!met.TryGetValue(value, out var number)) met.Add(value, number = (byte)met.Count);
                        return number;
                    }

                    private static Game Created(GameCreated created)
                """),
        ]),
        new("M20", "who may have been succeeded still refuses", [new(
            Behavior, "            Effect.Show or Effect.WakeAt or Effect.Refuse or Effect.PutAside",
            "            Effect.Show or Effect.WakeAt or Effect.PutAside")]),
        new("M21", "who has least is to have one more, so that each planner sends it elsewhere", [new(
            "Cluster/Balance.cs", "places.Values.OrderByDescending(static place => place.Count)",
            "places.Values.OrderBy(static place => place.Count)")]),
        new("M22", "after an outage everybody is dead",
        [
            new(Standstill, "        if (this.asked is { } before && time.GetElapsedTime(before, asked) > lease / 2) seen.Clear();\n", ""),
            new(Standstill, "        seen.Clear();\n        asked = null;\n", ""),
        ]),
    ];
}
