using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests.Editions;

/// <summary>League files: what is read back is what was written, and what cannot be played by is refused by field and rule.</summary>
public class EditionTests
{
    [Fact]
    public void A_league_file_is_read_back_as_it_was_written()
    {
        var edition = SmallLeague.Of(seed: 1);
        var file = EditionJson.Write(edition);
        var read = EditionJson.Read(file, out var faults);
        Assert.Empty(faults);
        Assert.Equal(file, EditionJson.Write(read!));
        Assert.Equal(edition.Id, read!.Id);
        Assert.Matches("^[0-9a-f]{16}$", edition.Id);
        Assert.NotEqual(edition.Id, (edition with { Name = "another" }).Id);
    }

    public static TheoryData<string, string, Func<Edition, Edition>> Bad() => new()
    {
        { "format", "format", edition => edition with { Format = "akkagame-league-9" } },
        { "name", "name", edition => edition with { Name = " " } },
        { "men[0].batting.left[3]", "odds", edition => Batting(edition, card => card with { Left = card.Left.With(3, 10_000_001) }) },
        { "men[0].batting.right[0]", "odds", edition => Batting(edition, card => card with { Right = card.Right.With(0, -1) }) },
        {
            "men[0].batting.left", "odds-sum",
            edition => Batting(edition, card => card with { Left = card.Left.With(0, card.Left[0] + 1) })
        },
        { "men[0].batting.left", "length", edition => Batting(edition, card => card with { Left = card.Left.Add(0) }) },
        { "men[0].batting.doublePlays", "factor", edition => Batting(edition, card => card with { DoublePlays = 5_001 }) },
        { "men[1].id", "man-twice", edition => edition with { Men = edition.Men.With(1, edition.Men[0]) } },
        { "men[0].bats", "hand", edition => First(edition, man => man with { Bats = Hand.Unknown }) },
        { "men[0].throws", "hand", edition => First(edition, man => man with { Throws = Hand.Both }) },
        { "men[0].running.caught", "share", edition => First(edition, man => man with { Running = man.Running with { Caught = 1_001 } }) },
        {
            "clubs[0].men[0]", "no-card",
            edition => edition with { Clubs = edition.Clubs.With(0, edition.Clubs[0] with { Men = [new("nobody")] }) }
        },
        {
            "clubs[1].men[0]", "man-twice",
            edition => edition with { Clubs = edition.Clubs.With(1, edition.Clubs[1] with { Men = edition.Clubs[0].Men }) }
        },
        { "clubs[1].team", "club-twice", edition => edition with { Clubs = edition.Clubs.With(1, edition.Clubs[0]) } },
        { "clubs[0].park", "length", edition => edition with { Clubs = edition.Clubs.With(0, edition.Clubs[0] with { Park = [1_000] }) } },
        { "league.atHome", "length", edition => edition with { League = edition.League with { AtHome = [] } } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_cannot_be_played_by_is_refused_by_field_and_rule(string field, string rule, Func<Edition, Edition> spoil)
    {
        Assert.Null(EditionJson.Read(EditionJson.Write(spoil(SmallLeague.Of(seed: 2))), out var faults));
        Assert.Contains(faults, fault => fault.Field == field && fault.Rule == rule);
    }

    [Theory]
    [InlineData("", "file")]
    [InlineData("[]", "file")]
    [InlineData("{\"format\":1}", "format")]
    [InlineData("{\"nonsense\":1}", "nonsense")]
    public void What_is_no_league_file_is_refused_where_it_goes_wrong(string text, string field)
    {
        Assert.Null(EditionJson.Read(System.Text.Encoding.UTF8.GetBytes(text), out var faults));
        Assert.Equal((field, "json"), (faults.Single().Field, faults.Single().Rule));
    }

    [Fact]
    public void A_match_ups_cells_lie_within_one_of_its_odds_and_both_halves_deal_whole()
    {
        var random = new Random(5);
        var edition = SmallLeague.Of(seed: 3);
        const int Matchups = 3_000;
        for (var i = 0; i < Matchups; i++)
        {
            var chart = new MatchupChart(SmallLeague.Matchup(edition, random));
            var sum = chart.Shares.Aggregate(0UL, (so, share) => so + share.Odds);
            Assert.Equal(Rounding.Cells, chart.Shares.Sum(share => share.Cells));
            Assert.Equal(Rounding.Cells / 2, chart.BattersCells.Sum());
            for (var s = 0; s < chart.Shares.Count; s++)
            {
                var share = chart.Shares[s];
                Assert.InRange(share.Cells - (double)Rounding.Cells * share.Odds / sum, -1, 1);
                Assert.InRange(chart.BattersCells[s], 0, share.Cells);
            }

            var entries = chart.Entries.GroupBy(entry => entry.Outcome).ToDictionary(of => of.Key, of => of.Sum(one => one.Cells));
            foreach (var share in chart.Shares) Assert.Equal(share.Cells, entries[share.Outcome]);
        }
    }

    [Fact]
    public void Halves_look_like_their_mens_cards()
    {
        var edition = SmallLeague.Of(seed: 4);
        var (walker, wild) = (edition.Men[0], edition.Men[1]);
        var chart = new MatchupChart(new(
            edition, walker.Id, false, wild.Id, Hand.Right, Hand.Right, 0, 0, null, null, 0, 1_000, 1_000, default));
        for (var s = 0; s < chart.Shares.Count; s++)
        {
            var at = Outcomes.IndexOf(chart.Shares[s].Outcome);
            if (at is < 0 or >= Outcomes.CardCount || chart.Shares[s].Cells < 40) continue;
            var apart = chart.Matchup.BattersRates[at] - chart.Matchup.PitchersRates[at];
            if (Math.Abs(apart) < Outcomes.Whole / 200) continue;
            var more = chart.BattersCells[s] - (chart.Shares[s].Cells - chart.BattersCells[s]);
            Assert.Equal(Math.Sign(apart), Math.Sign(more));
        }
    }

    [Fact]
    public void A_game_by_cards_is_played_to_its_end_and_audited()
    {
        var edition = SmallLeague.Of(seed: 6);
        foreach (var level in (byte[])[1, 2, 3])
        {
            var game = new CardedGame(edition, level);
            game.Play();
            Assert.True(game.State.Game.IsOver);
            var entries = game.Groups.SelectMany(group => group.Events).OfType<PlayMade>().SelectMany(play => play.Chart);
            Assert.Contains(entries, entry =>
                entry.Chart.StartsWith("matchup", StringComparison.Ordinal) && entry.Chart.Split(' ').Length == 5);
            Assert.Null(game.Audited());
            // Read back from its events it knows the edition by its id alone.
            Assert.Equal(game.State.Game, game.Folded());
            Assert.Null(game.Folded().Edition);
        }
    }

    [Fact]
    public void Without_its_cards_nothing_of_a_game_is_decided()
    {
        var game = new CardedGame(SmallLeague.Of(seed: 7), 2);
        var ask = game.Create(new() { Secret = game.Secret });
        Assert.Equal(NeedKind.Edition, ask.Needs.Kind);
        Assert.Equal("no-such-cards", game.Create(new() { Secret = game.Secret, NoEdition = game.Cards }).Refused!.Rule);
        Assert.Equal("physical", game.Create(new() { Secret = game.Secret }, RuleSet.Tabletop).Refused!.Rule);
        Assert.Equal("scored", game.Create(new(), mode: GameMode.Scored).Refused!.Rule);
    }

    private static Edition First(Edition edition, Func<ManCard, ManCard> change) =>
        edition with { Men = edition.Men.With(0, change(edition.Men[0])) };

    private static Edition Batting(Edition edition, Func<BattingCard, BattingCard> change) =>
        First(edition, man => man with { Batting = change(man.Batting!) });
}
