using AkkaGame.Baseball.Tests.RandomGames;
using AkkaGame.Messages;
using FsCheck;
using FsCheck.Fluent;

namespace AkkaGame.Baseball.Tests.History;

/// <summary>What of a history counts, whatever the edits in it say; the events here make no game.</summary>
public class EffectiveHistoryTests
{
    private static readonly GameId game = new(new Guid("00000000-0000-7000-8000-000000000003"));
    private static readonly EncodedGame none = new("{}");
    private static readonly PlayMade play = Scenario.Start().Plays("S8").LastPlay;
    private static readonly HalfClosed half = new(1, Half.Top, 2, 3, 1, 0, []);

    [Fact]
    public void Without_edits_every_event_counts_as_it_is()
    {
        var made = MadeUpGame.From([.. Enumerable.Range(0, 400).Select(n => (byte)(n * 37))]);
        var groups = made.Steps.Select(step => step.Group).ToList();

        var placed = EffectiveHistory.Of(groups);

        Assert.Equal(Enumerable.Range(1, placed.Count), placed.Select(one => one.Seq));
        Assert.All(placed, one => Assert.Same(one.Group.Events[one.Seq - one.Group.First], one.Event));
        Assert.Equal(made.State.Game, EffectiveHistory.Fold(groups));
        Assert.DoesNotContain(groups, EffectiveHistory.IsEdit);
    }

    [Fact]
    public void An_edit_takes_out_the_facts_of_the_game_and_leaves_those_of_the_ledger() => Assert.Equal(
        [1, 4, 6],
        Counting(
            Play(1), Play(2), half, new GameInfoNoted("weather", "rain"), Back(2, 4), Play(2)));

    [Fact]
    public void A_scoring_change_stands_at_the_place_of_its_play_and_the_newest_counts()
    {
        var placed = Of(Play(1), Play(2), Changed(1, "first"), Changed(1, "second"), Back(2, 4));

        Assert.Equal(["second"], placed.Select(one => ((PlayMade)one.Event).Location));
        Assert.Equal(1, Assert.Single(placed).Seq);
    }

    [Fact]
    public void A_scoring_change_falls_with_its_play_and_with_nothing_else()
    {
        Assert.Equal("changed", Location(Of(Play(1), Changed(1, "changed"), Back(2, 2))[0]));
        Assert.Equal([4], Counting(Play(1), Changed(1, "changed"), Back(1, 1), Play(1)));
        Assert.Null(Location(Of(Play(1), Changed(1, "changed"), Back(1, 1), Play(1))[0]));
    }

    [Fact]
    public void A_change_settles_a_half_that_was_closed_before_it_and_no_later_one()
    {
        var anew = new Resettled(1, Half.Top, 9, 9, []);
        var placed = Of(Play(1), half, Changed(1, "x") with { Settlements = [anew] }, Back(2, 2), half);
        Assert.Equal(half, placed[^1].Event);

        placed = Of(Play(1), half, half with { Inning = 2 }, Changed(1, "x") with { Settlements = [anew] });
        Assert.Equal(half with { Hits = 9, Errors = 9 }, placed[1].Event);
        Assert.Equal(half with { Inning = 2 }, placed[2].Event);
    }

    [Fact]
    public void A_change_may_rewrite_later_plays_and_the_pitchers_of_record()
    {
        var entry = new LineupEntry(Side.Away, 1, 0);
        var ended = new GameEnded(HowEnded.Regulation, null, default, default, Side.Away, new(null, null, null));
        var changed = Changed(1, "x") with { Later = [new(2, Play(2) with { Location = "y" })], Pitchers = new(entry, null, null) };

        var placed = Of(Play(1), Play(2), ended, changed);

        Assert.Equal(["x", "y"], placed.Take(2).Select(Location));
        Assert.Equal(entry, ((GameEnded)placed[2].Event).Pitchers.Win);
    }

    [Fact]
    public void Edits_of_edits_come_out_as_a_naive_reading_has_them()
    {
        var bytes = from length in Gen.Choose(0, 160) from some in Gen.Choose(0, 255).Select(n => (byte)n).ArrayOf(length) select some;
        Prop.ForAll(bytes.ToArbitrary(), some =>
        {
            var groups = MadeUp(new Choices(some));
            var placed = EffectiveHistory.Of(groups);
            Assert.Equal(Naive(groups), placed.Select(one => (one.Seq, one.Event)));
            Assert.All(placed, one => Assert.InRange(one.Seq, one.Group.First, one.Group.Last));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    /// <summary>Every event is asked by itself whether anything that came later speaks of it.</summary>
    private static List<(int, GameEvent)> Naive(List<EventGroup> groups)
    {
        var all = groups.SelectMany(group => group.Events.Select((happened, i) => (Seq: group.First + i, Event: happened))).ToList();
        var counting = new List<(int, GameEvent)>();
        foreach (var (seq, happened) in all)
        {
            if (happened is PlayTakenBack or HistoryCorrected or ScoringChanged) continue;
            if (WireNames.Of(happened).Voidable && IsVoid(seq, seq)) continue;
            var reads = happened;
            foreach (var (at, later) in all)
            {
                if (later is not ScoringChanged changed || IsVoid(changed.Of, at)) continue;
                if (reads is PlayMade && changed.Of == seq) reads = changed.Now;
                if (reads is HalfClosed closed && at > seq)
                {
                    foreach (var anew in changed.Settlements)
                        if (anew.Inning == closed.Inning) reads = closed with { Hits = anew.Hits, Errors = anew.Errors };
                }
            }

            counting.Add((seq, reads));
        }

        return counting;

        bool IsVoid(int seq, int since) => all.Any(one => one.Seq > since && one.Event switch
        {
            PlayTakenBack back => back.From <= seq && seq <= back.To,
            HistoryCorrected corrected => corrected.From <= seq && seq <= corrected.To,
            _ => false,
        });
    }

    private static List<EventGroup> MadeUp(Choices choose)
    {
        var groups = new List<EventGroup>();
        var (seq, plays) = (0, 0);
        while (!choose.Exhausted)
        {
            var events = new List<GameEvent>();
            var first = seq + 1;
            for (var i = choose.Below(4); i >= 0; i--, seq++) events.Add(One());
            groups.Add(new(game, first, default, 0, 0, Author.System, Cause.Command, 1, new([.. events])));
        }

        return groups;

        GameEvent One()
        {
            var from = 1 + choose.Below(Math.Max(1, seq));
            var to = Math.Min(seq, from + choose.Below(12));
            return choose.Below(10) switch
            {
                0 => new GameInfoNoted("weather", "rain"),
                1 => half,
                2 or 3 when seq > 0 => Changed(from, $"changed at {seq + 1}") with { Settlements = [new(1, Half.Top, (byte)seq, 0, [])] },
                4 when seq > 0 => Back(from, to),
                5 when seq > 0 => new HistoryCorrected(from, to, "so it was", none),
                _ => Play(++plays),
            };
        }
    }

    private static PlayMade Play(int number) => play with { Number = number, Location = null };

    private static PlayTakenBack Back(int from, int to) => new(from, to, EditKind.Decision, Side.Home, none);

    private static ScoringChanged Changed(int of, string location) =>
        new(of, Play(of) with { Location = location }, [], null, "a rule", none);

    private static string? Location(PlacedEvent placed) => ((PlayMade)placed.Event).Location;

    private static int[] Counting(params GameEvent[] events) => [.. Of(events).Select(one => one.Seq)];

    private static IReadOnlyList<PlacedEvent> Of(params GameEvent[] events) =>
        EffectiveHistory.Of(events.Select((happened, i) => new EventGroup(
            game, i + 1, default, 0, 0, Author.System, Cause.Command, 1, [happened])));
}
