using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Specs;

/// <summary>What no store, whatever it is, and nobody who asks it, learns of what a manager decides unseen.</summary>
public abstract class SecrecySpec : EngineHarness
{
    private static readonly GameId game = new(new Guid(0x2018_0407, 1, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]));

    private static readonly DefensiveDecision shift = new() { Alignment = Alignment.ShadePull, Infield = Infield.GuardLines };

    private static readonly (Role Role, Side? Side)[] eyes =
    [
        (Role.Manager, Side.Away), (Role.Manager, Side.Home), (Role.Spectator, null), (Role.Scorer, null), (Role.Commissioner, null),
        (Role.Ops, null),
    ];

    protected abstract IReadModel Model { get; }

    /// <summary>Every value of every table: text as UTF-8, bytes as they are.</summary>
    protected abstract Task<IReadOnlyList<byte[]>> Everything();

    [Fact]
    public async Task Games_that_differ_only_in_what_is_sealed_are_the_same_to_everybody_until_it_is_shown()
    {
        var other = new VolatileJournal();
        var options = new EngineOptions { SnapshotEvery = 1 };
        var mine = new Seen(Store, Start(Ports(), options));
        var elsewhere = Ports() with { Journal = other, Snapshots = other, Games = other, Quarantine = other, Secrets = other };
        var yours = new Seen(other, Start(elsewhere, options));

        async Task Both(Func<Table, bool, Task> move)
        {
            await move(mine.Table, true);
            await move(yours.Table, false);
            Assert.Equal(await mine.Everything(), await yours.Everything());
        }

        await Both(static (table, _) => table.Do(Table.Commissioner, Table.Creation()));
        await Both(static (table, _) => table.Sit(Side.Away));
        await Both(static (table, _) => table.Sit(Side.Home));
        // A card that is replaced before anybody sees it, orders that never come to bear, a decision that is replaced, one that is not.
        await Both(static (table, first) => table.Do(Table.Manager(Side.Away), new SealLineup(Table.Card(first ? 'x' : 'y'))));
        await Both(static (table, _) => table.Do(Table.Manager(Side.Away), new SealLineup(Table.Card('a'))));
        await Both(static (table, _) => table.Do(Table.Manager(Side.Home), new SealLineup(Table.Card('h'))));
        await Both(static (table, first) => table.Do(
            Table.Manager(Side.Away), new SealStandingOrders(first ? new(Defense: shift) : new(Throw: new(Throwing.Concede)))));
        await Both(static (table, _) => table.Do(Table.Commissioner, new StartGame()));
        await Both(static (table, _) => table.ToThePitch());
        await Both(static (table, first) => table.Defend(first ? shift : new()));
        await Both(static (table, _) => table.Defend());
        await Both(static (table, _) => table.Attack());
        await Both(static (table, _) => table.Play(static state => state.Game.Plays == 3 && Table.IsAt(state, WindowKind.Pitch)));
        await Both(static (table, first) => table.Defend(first ? shift : new()));
        await Both(static (table, _) => table.Engine.Evict(game).AsTask());
        await Both(static (table, _) => PinchHit(table));
        await Both(static (table, first) => table.Defend(first ? shift : new()));

        await mine.Table.Attack();
        await yours.Table.Attack();
        Assert.NotEqual(await mine.Everything(), await yours.Everything());
    }

    [Fact]
    public async Task No_table_holds_a_secret_or_anything_made_of_it_or_what_is_not_shown()
    {
        var table = new Table(Start(new() { SnapshotEvery = 3 }), game);
        await table.Do(Table.Commissioner, Table.Creation());
        await table.Sit(Side.Away);
        await table.Sit(Side.Home);
        var card = Table.Card('a');
        var odd = card with { Bench = new([new(new("quux"), "Zebulon Quuxworth")]) };
        await table.Do(Table.Manager(Side.Away), new SealLineup(odd));
        await table.Do(Table.Manager(Side.Away), new SealLineup(card));
        await table.Do(Table.Manager(Side.Home), new SealLineup(Table.Card('h')));
        await table.Do(Table.Manager(Side.Home), new SealStandingOrders(new(Defense: shift)));
        await table.Do(Table.Commissioner, new StartGame());
        await table.Play(static state => state.Game.Plays == 12 && Table.IsAt(state, WindowKind.Pitch));
        await table.Defend(shift);
        await table.Engine.Evict(game);
        await new Projector(new((IFeed)Store, Store, (IGames)Store, Model, Time), new()).CatchUp();

        var needles = Hidden(
            (await ((ISecrets)Store).Find(game)).Secret!, await table.State(), (await Store.Read(game, 0)).Groups)
            .Add("a man on a card that nobody saw", "Zebulon Quuxworth").Add("a decision", "GuardLines").Add("its word", "guardLines");

        var everything = await Everything();
        Assert.True(everything.Count > 100, "The tables were not read.");
        Assert.Empty(everything.SelectMany(needles.In).Distinct());
        var published = new Needles().Add("the published end", (await table.State()).Ledger.Live!.Dice.S0!);
        Assert.NotEmpty(everything.SelectMany(published.In));
    }

    /// <summary>Another batter: what the side in the field has decided is never read.</summary>
    private static async Task PinchHit(Table table)
    {
        var now = (await table.State()).Game;
        var name = now.Batting == Side.Away ? "ab1" : "hb1";
        await table.Do(
            Table.Manager(now.Batting),
            new Substitute([new(now.Batting, now.Up(now.Batting), new(name), name, Position.PinchHitter, Count.Unknown)]));
    }

    /// <summary>The secret, what comes of it that is not shown yet, and the salts of what never was.</summary>
    public static Needles Hidden(GameSecret secret, GameState state, IReadOnlyList<EventGroup> groups)
    {
        var needles = new Needles().Add("the root", secret.Root).Add("the content key", secret.CheckKey);
        var dice = state.Ledger.Live!.Dice;
        for (var key = dice.Revealed + 1; key < dice.Revealed + 4; key++) needles.Add($"s({key})", secret.Key(key));
        var shown = groups.SelectMany(static group => group.Events).SelectMany(Shown).ToHashSet();
        foreach (var group in groups)
        {
            for (var i = 0; i < group.Events.Count; i++)
            {
                if (secret.Open(group.Events[i], group.First + i) is not { } content || shown.Contains(content.Salt)) continue;
                needles.AddHex($"the salt of event {group.First + i}", content.Salt);
            }
        }

        return needles;
    }

    private static IEnumerable<string?> Shown(GameEvent happened) => happened switch
    {
        DecisionsRevealed revealed => [revealed.DefenseBy.Salt, revealed.OffenseBy.Salt],
        LineupsExchanged cards => [cards.AwaySalt, cards.HomeSalt],
        _ => [],
    };

    /// <summary>A game as everybody but its host may see it, as text.</summary>
    private sealed class Seen(IJournal store, IEngine engine)
    {
        public Table Table { get; } = new(engine, game);

        public async Task<string> Everything()
        {
            var state = await Table.State();
            var history = (await store.Read(game, 0)).Groups;
            var snapshot = await ((ISnapshots)store).Latest(game);
            var said = new List<string>
            {
                Convert.ToHexString(StateHash.Of(state)), Text(StateJson.Write(state)), $"{snapshot?.Seq} {Text(snapshot?.Body ?? [])}",
                Text((await ((IGames)store).Find(game))!.Summary.ToArray()), $"{Live()}",
                JsonSerializer.Serialize(GameRows.Of(game, history)), string.Join(';', await ((IGames)store).Alarms()),
            };
            foreach (var (role, side) in eyes)
            {
                said.Add(JsonSerializer.Serialize(Views.Of(state, role, side), ViewJson.Default.GameView!));
                said.AddRange(history.SelectMany(group => group.Events).Select(happened => Wire(Views.Of(happened, role, side))));
            }

            return string.Join('\n', said);
        }

        /// <summary>An answer may be faster than the end of the turn that gave it, so what it is at is left out.</summary>
        private LiveGame? Live() =>
            ((IEngineInspector)engine).Find(game) is { } live ? live with { Activity = default } : null;

        private static string Text(byte[] utf8) => System.Text.Encoding.UTF8.GetString(utf8);

        private static string Wire(GameEvent happened) => JsonSerializer.Serialize(happened, (JsonTypeInfo)WireNames.Of(happened).Json);
    }
}
