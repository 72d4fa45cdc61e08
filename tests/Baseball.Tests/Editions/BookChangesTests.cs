using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests.Editions;

/// <summary>Whom a computer manager who knows the cards puts on his lineup card, and whom he sends in.</summary>
public class BookChangesTests
{
    private const byte Level = 2;

    private static readonly Edition cards = SmallLeague.Of(19);
    private static readonly List<Game> games = CardedGame.Situations(cards);

    [Fact]
    public void The_last_inning_of_a_small_lead_is_the_closers()
    {
        var game = Mound(Score(Fresh(9, Half.Top), home: 2), batters: 3, outs: 3);

        var sent = Assert.Single(ComputerManager.Change(game, Side.Home, out var why, Level)!.Announcements);

        Assert.Equal((Position.Pitcher, "bbb24"), (sent.Position, sent.Player.Value));
        Assert.Contains("a lead of 2 is the closer's", why, StringComparison.Ordinal);
        // With a lead of five he stays where he is, and so he does where he is on the mound already.
        Assert.DoesNotContain(Sent(Mound(Score(Fresh(9, Half.Top), home: 5), batters: 3, outs: 3)), static one => one == "bbb24");
    }

    [Fact]
    public void A_starter_goes_when_he_has_faced_what_his_card_has()
    {
        var game = Fresh(6, Half.Top);
        var card = cards.Pitching(game.Pitcher!.Value.Player);

        Assert.DoesNotContain(Arms(Mound(game, batters: card.Stamina - 3, outs: 12, started: true)), static one => one is not null);
        var sent = Assert.Single(Arms(Mound(game, batters: card.Stamina + 6, outs: 15, started: true)));
        Assert.NotEqual(PitchingRole.Starter, cards.Pitching(new(sent!)).Role);
        // Six runs are enough for anybody.
        Assert.Single(Arms(Mound(game, batters: 12, outs: 3, started: true, runs: 6)));
    }

    /// <summary>The visitors have a designated hitter, the home side's pitcher bats.</summary>
    [Fact]
    public void Late_and_behind_somebody_bats_for_the_pitcher()
    {
        var game = Score(Fresh(8, Half.Bottom), home: -1);
        game = game.WithUp(Side.Home, game.HomeLineup.At(Position.Pitcher)!.Value.Entry.Slot);
        game = WithPitchersAtBat(game with { HomeLineup = Worked(game.HomeLineup) });

        var sent = Assert.Single(ComputerManager.Change(game, Side.Home, out var why, Level)!.Announcements);

        Assert.Equal(Position.PinchHitter, sent.Position);
        Assert.Null(cards.Find(sent.Player)!.Pitching);
        Assert.Contains(" bats for ", why, StringComparison.Ordinal);
        // Early he bats himself.
        var early = Score(game with { Inning = 2, HomeLineup = Fresh(2, Half.Bottom).HomeLineup }, home: -1);
        Assert.Null(ComputerManager.Change(early, Side.Home, Level));
    }

    /// <summary>Who has one catcher left does not spend him.</summary>
    [Fact]
    public void The_last_catcher_on_the_bench_stays_there()
    {
        var seen = 0;
        foreach (var game in games)
        {
            foreach (var side in (Side[])[Side.Away, Side.Home])
            {
                var bench = game.Live!.ReservesOf(side).Bench.Where(man => game.Lineup(side).LastPlaceOf(man.Player) is null).ToList();
                var catchers = bench.Where(static man => cards.Find(man.Player)!.At(Position.Catcher) is not null).ToList();
                if (catchers is not [var only]) continue;
                seen++;
                foreach (var (inning, lead) in (ReadOnlySpan<(byte, int)>)[(8, -1), (9, 2), (9, 9), (7, -8)])
                {
                    var late = Score(game with { Inning = inning, Tally = default }, side == Side.Home ? lead : -lead);
                    if (ComputerManager.Change(late, side, Level) is not { } sent || late.Live!.MustLeave.Count > 0) continue;
                    Assert.DoesNotContain(sent.Announcements, one => one.Player == only.Player);
                }
            }
        }

        Assert.True(seen > 50, $"{seen}");
    }

    [Fact]
    public void A_better_glove_comes_for_a_lead_late_and_the_best_bat_rests_where_all_is_decided()
    {
        var (gloves, rests) = (0, 0);
        foreach (var game in games.Where(static game => game.Half == Half.Top))
        {
            var late = Quiet(Score(game with { Inning = 9, Outs = 0, Bases = default, Tally = default }, home: 3));
            if (ComputerManager.Change(late, Side.Home, out var why, Level) is { } glove
                && why!.Contains(" plays in 1000 more", StringComparison.Ordinal))
            {
                var (into, position) = (Assert.Single(glove.Announcements).Player, glove.Announcements[0].Position);
                var before = late.HomeLineup.At(position)!.Value.Player;
                Assert.True(cards.Find(into)!.At(position)!.Range >= cards.Find(before)!.At(position)?.Range + 25);
                gloves++;
            }

            var decided = Quiet(Score(game with { Inning = 8, Outs = 0, Bases = default, Tally = default }, home: 9));
            if (ComputerManager.Change(decided, Side.Home, out why, Level) is { } rest
                && why!.Contains(", who rests: ", StringComparison.Ordinal))
            {
                Assert.NotNull(cards.Find(Assert.Single(rest.Announcements).Player)!.At(rest.Announcements[0].Position));
                rests++;
            }
        }

        Assert.True(gloves > 0 && rests > 0, $"{gloves} {rests}");
    }

    [Fact]
    public void Nine_stand_where_they_can_and_each_day_another_man_starts()
    {
        foreach (var club in cards.Clubs)
        {
            var starters = new HashSet<PlayerId>();
            for (var day = 0; day < 5; day++)
            {
                var card = LineupMaker.Of(cards, club, day, dh: true, out var why);
                Assert.Null(why);
                foreach (var place in card!.Places)
                {
                    var man = cards.Find(place.Player)!;
                    if (place.Position == Position.Pitcher) starters.Add(man.Id);
                    else if (place.Position.IsFielder()) Assert.NotNull(man.At(place.Position));
                }

                Assert.Contains(card.Bench, static man => cards.Find(man.Player)!.At(Position.Catcher) is not null);
                Assert.DoesNotContain(card.Bullpen, man => cards.Pitching(man.Player).Role == PitchingRole.Starter);
                // The best bat is second in the order, and no worse man bats before a better one further down.
                var worth = card.Places.Where(static place => place.Slot > 0).OrderBy(static place => place.Slot)
                    .Select(static place => place.Player)
                    .Select(man => (2 * Worth.Of(cards, man, false, Hand.Right) + Worth.Of(cards, man, false, Hand.Left)) / 3).ToArray();
                Assert.Equal(worth.Max(), worth[1]);
                Assert.True(worth[4] >= worth[8]);
            }

            Assert.Equal(5, starters.Count);
        }
    }

    [Fact]
    public void Who_has_no_catcher_makes_no_lineup()
    {
        var club = cards.Clubs[0];
        var without = club with { Men = new([.. club.Men.Where(static id => cards.Find(id)!.At(Position.Catcher) is null)]) };

        Assert.Null(LineupMaker.Of(cards, without, 0, dh: false, out var why));
        Assert.Equal("AAA has nobody who plays Catcher", why);
        var bats = club with { Men = new([.. club.Men.Where(static id => cards.Find(id)!.Pitching is null)]) };
        Assert.Null(LineupMaker.Of(cards, bats, 0, dh: false, out why));
        Assert.Equal("AAA has nobody who starts games", why);
    }

    /// <summary>The beginning of a half, with the men of the game's first one.</summary>
    private static Game Fresh(byte inning, Half half)
    {
        var game = games.First(static game => game is { Inning: 1, Half: Half.Top });
        return Quiet(game with { Inning = inning, Half = half, Outs = 0, Bases = default, Tally = default });
    }

    private static Game Quiet(Game game) => game with { Live = game.Live! with { MustLeave = default } };

    /// <param name="home">The home side's lead.</param>
    private static Game Score(Game game, int home) =>
        game.With(Side.Away, game.Away with { Runs = 20 }).With(Side.Home, game.Home with { Runs = (byte)(20 + home) });

    /// <summary>The home side's pitcher has done so much.</summary>
    private static Game Mound(Game game, int batters, int outs, bool started = false, int runs = 0)
    {
        var line = game.HomeLineup.Pitchers[^1] with { Started = started, Batters = (short)batters, Outs = (short)outs, Runs = (byte)runs };
        return game.With(Side.Home, game.HomeLineup with { Pitchers = [line] });
    }

    /// <summary>Pitchers who strike out six times in ten, and ground out else.</summary>
    private static Game WithPitchersAtBat(Game game)
    {
        var rates = new int[Outcomes.CardCount];
        (rates[Outcomes.K], rates[Outcomes.Ground]) = (6_000_000, 4_000_000);
        var weak = new BattingCard(new(rates), new(rates), 100, 1_000, 500);
        return game.With(cards with { Men = new([.. cards.Men.Select(man => man.Pitching is null ? man : man with { Batting = weak })]) });
    }

    /// <summary>He has one man left by his card.</summary>
    private static TeamLineup Worked(TeamLineup lineup)
    {
        var line = lineup.Pitchers[^1];
        return lineup with { Pitchers = [line with { Batters = (short)(cards.Pitching(line.Player).Stamina + 2) }] };
    }

    private static IEnumerable<string> Sent(Game game) =>
        ComputerManager.Change(game, Side.Home, Level)?.Announcements.Select(static one => one.Player.Value) ?? [];

    private static List<string?> Arms(Game game) =>
        [.. (ComputerManager.Change(game, Side.Home, Level)?.Announcements ?? []).Where(static one => one.Position == Position.Pitcher)
            .Select(static one => one.Player.Value)];
}
