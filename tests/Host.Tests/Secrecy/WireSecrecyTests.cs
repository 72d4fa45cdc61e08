using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Host.Tests.Secrecy;

/// <summary>
/// Whole games over real sockets, played twice so that they differ in what one manager seals and in nothing else: until it is shown, not
/// one byte that anybody is sent, asks for, or finds in the log tells them apart.
/// </summary>
public sealed class WireSecrecyTests
{
    private static readonly DefensiveDecision shift = new()
    {
        Alignment = Alignment.ShadePull, Infield = Infield.GuardLines, Outfield = Outfield.Back,
    };

    private static readonly RuleSet rules = RuleSet.Mlb2018 with { Name = "short", ScheduledInnings = 3, OfficialAfter = 2 };

    private static readonly RuleSet delayed = rules with { SpectatorDelayMs = 20_000 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_whole_game_tells_nothing_of_what_was_sealed_and_replaced(bool isDelayed)
    {
        var ruled = isDelayed ? delayed : rules;

        var one = await Played(ruled, first: true);
        var other = await Played(ruled, first: false);

        Same(one, other);
        Assert.Contains(one, said => said.What.Contains("game-ended", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_sealed_makes_no_difference_to_anybody_until_it_is_shown(bool isDelayed)
    {
        var ruled = isDelayed ? delayed : rules;

        var (before, after) = await Sealed(ruled, shift);
        var (beforeToo, afterToo) = await Sealed(ruled, new());

        Same(before, beforeToo);
        Assert.NotEqual(after, afterToo);
    }

    [Fact]
    public async Task Why_a_seal_was_refused_only_its_sender_is_told()
    {
        var one = await Refused(new(First: Hold.Off));
        var other = await Refused(new(Third: Hold.Hold));

        Assert.NotEqual(one.Single(static said => said.Who == "home").What, other.Single(static said => said.Who == "home").What);
        Same([.. one.Where(static said => said.Who != "home")], [.. other.Where(static said => said.Who != "home")]);
    }

    [Fact]
    public async Task No_key_no_salt_and_no_decision_is_in_any_byte_that_leaves_the_server_or_lies_in_its_log_or_its_files()
    {
        await using var park = await Begun(rules);
        await park.Table.Play(static state => state.Game.Plays == 7 && Table.IsAt(state, WindowKind.Pitch));
        await park.Table.Defend(shift);
        await park.LookAround();

        var secret = (await ((ISecrets)park.House.Journal).Find(Ballpark.Game)).Secret!;
        var groups = (await park.House.Journal.Read(Ballpark.Game, 0)).Groups;
        var hidden = SecrecySpec.Hidden(secret, await park.Table.State(), groups)
            .Add("a decision", "GuardLines").Add("its word", "guardLines").Add("another", "ShadePull");
        var boxes = new Needles();
        foreach (var sealing in groups.SelectMany(static group => group.Events).OfType<DecisionSealed>())
            boxes.Add("a box", sealing.Box).Add("a commit", sealing.Commit);

        Assert.Empty(park.Everything().SelectMany(
            said => hidden.In(said.What).Concat(boxes.In(said.What)).Select(found => (said.Who, found))));
        Assert.Empty(park.Files().SelectMany(file => hidden.In(file.Bytes).Select(found => (file.Name, found))));
        // Each of them was looked at, and a box is where it belongs.
        Assert.Contains(park.Everything(), static said => said.What.Contains("decision-sealed", StringComparison.Ordinal));
        Assert.Contains(park.Everything(), static said => said.What.Contains("is asked: SealDecision", StringComparison.Ordinal));
        Assert.Contains(park.Files(), file => boxes.In(file.Bytes).Any());
    }

    /// <summary>A game to its end, in which some seals are replaced before they are shown, one run by other ones than the other.</summary>
    private static async Task<IReadOnlyList<(string Who, string What)>> Played(RuleSet ruled, bool first)
    {
        await using var park = await Begun(ruled, first);
        var table = park.Table;
        for (var plays = 2; !(await table.State()).Game.IsOver; plays += 4)
        {
            await table.Play(state => state.Game.IsOver || (state.Game.Plays >= plays && IsOpen(state)));
            if ((await table.State()).Game.IsOver) break;
            await table.Defend(first ? shift : new());
            await table.Defend();
            await table.Attack();
            await table.Play(static state => state.Game.IsOver || IsOpen(state));
            if ((await table.State()).Game.IsOver) break;
            await table.Attack(first ? new() { Approach = Approach.Power } : new());
            await table.Attack();
            if (plays == 10) await park.LookAround();
            await park.Advance(TimeSpan.FromSeconds(3));
        }

        await park.Advance(TimeSpan.FromSeconds(60));
        await park.LookAround();
        return [.. park.Everything()];
    }

    private static async Task<(IReadOnlyList<(string Who, string What)> Before, string After)> Sealed(
        RuleSet ruled, DefensiveDecision decision)
    {
        await using var park = await Begun(ruled);
        await park.Table.Play(static state => state.Game.Plays == 5 && IsOpen(state));
        await park.Table.Defend(decision);
        await park.Advance(TimeSpan.FromSeconds(21));
        await park.Evict(Ballpark.Game);
        await park.LookAround();
        (string, string)[] before = [.. park.Everything()];
        await park.Table.Attack();
        return (before, park.Everything().Single(static said => said.Who == "away").What);
    }

    private static async Task<IReadOnlyList<(string Who, string What)>> Refused(Holds holds)
    {
        await using var park = await Begun(rules);
        await park.Table.ToThePitch();
        Assert.Equal(Side.Home, (await park.Table.State()).Game.Fielding);
        var answer = await park.Ask(Ballpark.Game, await park.Table.Write(
            Table.Manager(Side.Home), new SealDecision(Defense: new() { Hold = holds })));
        Assert.Equal(RefusalCode.Illegal, answer.Refused?.Code);
        await park.Table.Defend();
        await park.LookAround();
        return [.. park.Everything()];
    }

    /// <summary>Seated, with cards and orders that one run replaces by others than the other; nothing of that is ever shown.</summary>
    private static async Task<Ballpark> Begun(RuleSet ruled, bool first = true)
    {
        var park = await Ballpark.Open(ruled);
        var table = park.Table;
        await table.Sit(Side.Away);
        await table.Sit(Side.Home);
        await table.Do(Table.Manager(Side.Away), new SealLineup(Table.Card(first ? 'x' : 'y')));
        await table.Do(Table.Manager(Side.Away), new SealLineup(Table.Card('a')));
        await table.Do(Table.Manager(Side.Home), new SealLineup(Table.Card('h')));
        await table.Do(
            Table.Manager(Side.Away), new SealStandingOrders(first ? new(Defense: shift) : new(Throw: new(Throwing.Concede))));
        await table.Do(Table.Manager(Side.Away), new SealStandingOrders(new()));
        await table.Do(Table.Commissioner, new StartGame());
        return park;
    }

    private static bool IsOpen(GameState state) => Table.IsAt(state, WindowKind.Pitch)
        && !state.Ledger.Live!.Seals.Any(static seal => seal.Kind == SealKind.Decision);

    private static void Same(IReadOnlyList<(string Who, string What)> one, IReadOnlyList<(string Who, string What)> other)
    {
        Assert.Equal(one.Count, other.Count);
        for (var i = 0; i < one.Count; i++)
        {
            Assert.Equal(one[i].Who, other[i].Who);
            Assert.Equal($"{one[i].Who}\n{one[i].What}", $"{other[i].Who}\n{other[i].What}");
        }
    }
}
