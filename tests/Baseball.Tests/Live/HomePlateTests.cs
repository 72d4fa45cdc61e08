using AkkaGame.Messages;
using static AkkaGame.Messages.Side;

namespace AkkaGame.Baseball.Tests.Live;

public class HomePlateTests
{
    private static readonly LineupCard away = LiveScenario.Card('a');
    private static readonly LineupCard home = LiveScenario.Card('h');

    private static LiveScenario Seated => LiveScenario.Created().Seated(Away).Seated(Home);

    [Fact]
    public void A_card_stays_unseen_until_the_other_one_is_in()
    {
        var game = Seated.Do(Away, new SealLineup(away));

        Assert.Equal(["LineupSealed"], game.LastTypes);
        Assert.Equal(0, game.Game.AwayUp);
        Assert.DoesNotContain("a1", StateJson.Encode(game.Game).Json);

        game.Do(Home, new SealLineup(home));
        var shown = game.Only<LineupsExchanged>();
        Assert.Equal((away, home), (shown.Away, shown.Home));
        Assert.Empty(game.Live.Seals);
    }

    [Fact]
    public void What_is_shown_is_what_was_sealed()
    {
        var game = Seated.Do(Away, new SealLineup(away)).Do(Home, new SealLineup(home));

        var sealings = game.Events.OfType<LineupSealed>().ToList();
        var shown = game.Only<LineupsExchanged>();
        Assert.True(Boxes.Fits(sealings[0].Commit, shown.AwaySalt, shown.Away));
        Assert.True(Boxes.Fits(sealings[1].Commit, shown.HomeSalt, shown.Home));
        Assert.All(sealings, sealing => Assert.Equal(SealedBox.PaperSize, Convert.FromBase64String(sealing.Box).Length));
    }

    [Fact]
    public void A_card_is_replaced_until_both_are_in()
    {
        var other = LiveScenario.Card('a', dh: false);
        var game = Seated.Do(Away, new SealLineup(away)).Do(Away, new SealLineup(other)).Do(Home, new SealLineup(home));

        Assert.Equal(other, game.Only<LineupsExchanged>().Away);
        game.Refused(Home, new SealLineup(home)).Names("command", "exchanged");
    }

    [Fact]
    public void A_card_names_nine_men_and_each_once()
    {
        var places = away.Places.AsSpan().ToArray();
        var twice = away with { Places = new([.. places[..8], places[8] with { Player = new("a1") }, .. places[9..]]) };
        var noCatcher = away with { Places = new([.. places.Where(place => place.Position != Position.Catcher)]) };
        var game = Seated;

        game.Refused(Away, new SealLineup(twice)).Names("card.places[8].player", "player-twice");
        game.Refused(Away, new SealLineup(noCatcher)).Names("card.places", "nine-batters");
        game.Refused(Away, new SealLineup(away with
        {
            Places = new([.. places.Select(place =>
            place.Position == Position.Catcher ? place with { Position = Position.Pitcher } : place)])
        }))
            .Names("card.places[9].position", "position-twice");
    }

    [Fact]
    public void A_lineup_without_a_catcher_is_refused()
    {
        var places = LiveScenario.Card('a', dh: false).Places.AsSpan().ToArray();
        var noCatcher = places.Select(place => place.Position == Position.Catcher
            ? place with { Position = Position.DesignatedHitter } : place).ToArray();

        Seated.Refused(Away, new SealLineup(new(new(noCatcher)))).Names("card.places", "nine-fielders");
    }

    [Fact]
    public void The_men_beside_the_nine_stand_on_the_card_once()
    {
        var game = Seated;

        game.Refused(Away, new SealLineup(away with { Bench = [new(new("a1"), "a1")] })).Names("card.bench[0].player", "player-twice");
        game.Refused(Away, new SealLineup(away with { Bullpen = [new(new("ab1"), "ab1")] }))
            .Names("card.bullpen[0].player", "player-twice");
        game.Refused(Away, new SealLineup(away with { Unavailable = [new(new("a1"), "a1")] }))
            .Names("card.unavailable[0].player", "unavailable");
        game.Refused(Away, new SealLineup(away with { Bench = [new(new(""), "nobody")] })).Names("card.bench[0].player", "player-id");
        game.Refused(Away, new SealLineup(away with { Bench = [new(new("ab9"), null!)] })).Names("card.bench[0].name", "missing");
        game.Refused(Away, new SealLineup(null!)).Names("card", "missing");
    }

    [Fact]
    public void A_roster_has_a_limit_and_so_have_its_pitchers()
    {
        var game = LiveScenario.Created(RuleSet.Mlb2018 with { Roster = 18, PitcherLimit = 5 }).Seated(Away);

        game.Refused(Away, new SealLineup(away)).Names("card", "roster");
        game.Refused(Away, new SealLineup(away with { Bench = default })).Names("card.bullpen", "pitcher-limit");
        game.Do(Away, new SealLineup(away with { Bench = default, Bullpen = new([.. away.Bullpen.Take(4)]) }));
    }

    [Fact]
    public void Nobody_stands_on_both_cards()
    {
        var game = Seated.Do(Away, new SealLineup(away));

        game.Refused(Home, new SealLineup(home with { Bench = [new(new("ax1"), "ax1")] })).Names("card", "player-on-both-cards");
        game.Refused(LiveScenario.Commissioner, new ExchangeLineups(away, home with { Bench = [new(new("ax1"), "ax1")] }))
            .Names("home", "player-on-both-cards");
    }

    [Fact]
    public void A_card_too_long_for_its_box_is_refused()
    {
        var long60 = new string('x', 60);
        var men = Enumerable.Range(0, 60).Select(i => new NamedPlayer(new($"am{i}"), long60)).ToArray();

        LiveScenario.Created(RuleSet.Mlb2018 with { Roster = 0 }).Seated(Away)
            .Refused(Away, new SealLineup(away with { Bench = new(men) })).Names("card", "too-large");
    }

    [Fact]
    public void Only_who_manages_a_side_hands_in_its_card()
    {
        var game = LiveScenario.Created().Seated(Away);

        game.Refused(Home, new SealLineup(home)).IsForbidden("own-seat");
        game.Refused(LiveScenario.Commissioner, new SealLineup(home)).IsForbidden("managers-only");
        game.Refused(Away, new ExchangeLineups(away, home)).IsForbidden("officials-only");
    }

    [Fact]
    public void The_commissioner_hands_in_the_card_of_a_computers_side()
    {
        var forHome = new Author("commissioner", Role.Commissioner, Home);
        var game = LiveScenario.Created().Seated(Away).Seated(Home, level: 1);

        game.Do(forHome, new SealLineup(home)).Do(Away, new SealLineup(away));

        Assert.Equal(home, game.Only<LineupsExchanged>().Home);
        game = Seated;
        game.Refused(forHome, new SealLineup(home)).IsForbidden("managers-only");
    }

    [Fact]
    public void A_game_starts_with_two_lineups_and_two_managers()
    {
        var empty = LiveScenario.Created();
        empty.Refused(LiveScenario.Commissioner, new StartGame()).Names("command", "no-lineups");
        empty.Do(LiveScenario.Commissioner, new ExchangeLineups(away, home));
        empty.Refused(LiveScenario.Commissioner, new StartGame()).Names("command", "seats");
        empty.Seated(Away);
        empty.Refused(Home, new StartGame()).IsForbidden("officials-only");
        empty.Seated(Home).Do(Home, new StartGame());

        Assert.Equal(["GameStarted", "HalfOpened", "KeyMixed"], empty.LastTypes);
        Assert.Equal((WindowKind.Pitch, Sides.Both, Turn.Offense), (empty.Window!.Kind, empty.Window.Asked, empty.Window.Turn));
        empty.Refused(LiveScenario.Commissioner, new StartGame()).Names("command", "started");
        empty.Refused(LiveScenario.Commissioner, new CancelGame("late")).Names("command", "started");
        empty.Refused(LiveScenario.Commissioner, new ExchangeLineups(away, home)).Names("command", "started");
        empty.Refused(Home, new SealLineup(home)).Names("command", "started");
    }

    [Fact]
    public void A_game_that_never_starts_is_cancelled()
    {
        var game = Seated;
        game.Refused(Home, new CancelGame("rain")).IsForbidden("commissioner-only");

        game.Do(LiveScenario.Commissioner, new CancelGame("rain"));

        Assert.Equal(GameStatus.Postponed, game.Game.Status);
        Assert.Equal(RefusalCode.GameOver, game.Refused(LiveScenario.Commissioner, new StartGame()).Code);
        Assert.Equal(RefusalCode.GameOver, game.Refused(Away, new TakeSeat(Away)).Code);
        Assert.Equal(RefusalCode.GameOver, game.Refused(Away, new SealLineup(away)).Code);
    }

    [Fact]
    public void Nobody_writes_plays_into_a_played_game()
    {
        var game = LiveScenario.Start();
        var play = new RecordPlay(1, Half.Top, new("a1"), Count.Unknown, null, Scenario.Read("K"));

        game.Refused(LiveScenario.Commissioner, play).Names("command", "scored-games-only");
        game.Refused(Home, new NoteFacts([new("weather", "sun")])).IsForbidden("officials-only");
        game.Do(LiveScenario.Commissioner, new NoteFacts([new("weather", "sun")]));
    }
}
