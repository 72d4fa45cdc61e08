using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Specs;

/// <summary>Small whole games by the rules, as the journal would take them: strikeouts, and home runs where they are wanted.</summary>
public static class PlayedGames
{
    private static readonly ScoredPlay strikeout =
        new([new(PlayCode.Strikeout)], [new(Base.Batter, Base.First, Fate.Out, Implied: true)]);

    private static readonly ScoredPlay homeRun = new([new(PlayCode.HomeRun)], [new(Base.Batter, Base.Home, Fate.Safe, Implied: true)]);

    /// <summary>The groups of a game whose top halves begin with <paramref name="away"/> home runs in the first inning.</summary>
    /// <param name="away">Home runs of the visitors; so many runs they score.</param>
    /// <param name="plays">It stops after so many plays; it is over where there are fewer.</param>
    public static IReadOnlyList<EventGroup> Of(
        CreateGame create, int away, int home, int plays = int.MaxValue, GameId? id = null)
    {
        var groups = new List<EventGroup>();
        var state = GameState.New(id ?? Sample.NewGame());
        Send(create);
        Send(new ExchangeLineups(Card(create.Away), Card(create.Home)));
        Send(new StartGame());
        for (var made = 0; made < plays && !state.Game.IsOver; made++)
        {
            var game = state.Game;
            if (game is { Inning: 5, Half: Half.Top, Outs: 0 } && game.Tally.Plays == 0)
            {
                var reliever = $"{create.Home.Value}-rel";
                Send(new Substitute([new(Side.Home, 1, new(reliever), reliever, Position.Pitcher, default)]));
            }

            game = state.Game;
            var scores = game.Inning == 1 && game.Tally.Runs < (game.Batting == Side.Away ? away : home);
            Send(new RecordPlay(
                game.Inning, game.Half, game.Batter!.Value.Player, Count.Unknown, null, scores ? homeRun : strikeout));
        }

        return groups;

        void Send(GameCommand command)
        {
            var id = Sample.NewCommand();
            var verdict = GameRules.Decide(state, new(id, Sample.Scorer, state.Ledger.Seen, command), new(At: 0));
            Assert.Null(verdict.Refused);
            var group = new EventGroup(
                state.Id, state.Ledger.Seq + 1, id, 0, 1_523_030_400_000 + state.Ledger.Seq, Sample.Scorer, Cause.Command,
                GameRules.Version, verdict.Events);
            groups.Add(group);
            state = GameRules.Evolve(state, group);
        }
    }

    /// <summary>The group that one more command yields; the rules are told the history where they ask for it.</summary>
    public static EventGroup Next(IReadOnlyList<EventGroup> groups, GameCommand command, Role by = Role.Scorer)
    {
        var state = groups.Aggregate(GameState.New(groups[0].Game), GameRules.Evolve);
        var envelope = new Envelope(Sample.NewCommand(), new("somebody", by), state.Ledger.Seen, command);
        var at = groups[^1].At + 1;
        var verdict = GameRules.Decide(state, envelope, new(at));
        if (verdict.Needs.Kind == NeedKind.History) verdict = GameRules.Decide(state, envelope, new(at), new() { History = groups });
        Assert.Null(verdict.Refused);
        return new(
            state.Id, state.Ledger.Seq + 1, envelope.Id, 0, at, envelope.By, Cause.Command, GameRules.Version, verdict.Events);
    }

    public static CreateGame Create(string away, string home, string date, string league = "test", byte number = 0) => new(
        league, new(away), new(home), DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture), number, "PARK1",
        GameMode.Scored, RuleSet.Mlb2018 with { Dh = DhRule.None }, null);

    private static LineupCard Card(TeamId team) => new(
    [
        .. from slot in Enumerable.Range(1, 9)
           let name = $"{team.Value}-{slot}"
           select new LineupPlace((byte)slot, new(name), name, (Position)slot),
    ]);
}
