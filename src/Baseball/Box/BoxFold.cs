using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Counts a game into its box, event by event, beside the evolution of its state. Not safe for two threads; <see cref="Result"/> may
/// be asked at any time and changes nothing.
/// </summary>
public sealed class BoxFold(GameId id)
{
    private readonly BoxPeople people = new();
    private readonly BoxTally[] sides = [new(), new()];
    private readonly List<BoxNoteDraft> notes = new(16);
    private readonly List<GameFact> facts = [];
    private readonly List<BoxEjection> ejections = [];
    private readonly List<BoxReview> reviews = [];
    private readonly List<int>[] pitchers = [[], []];
    private readonly BoxPitches pitches = new();
    private GameCreated? created;
    private GameEnded? ended;
    private string? site;
    private byte? outsWhenWon;
    private bool halfOpen;

    /// <summary>Runners placed in a half that has seen no play: it may never come to one.</summary>
    private short waiting;

    private bool pinchMenForDh;
    private Side fieldingLast;
    private byte inning;

    /// <summary>Counts what happened.</summary>
    /// <param name="before">The state just before <paramref name="happened"/>.</param>
    public void Add(Game before, GameEvent happened)
    {
        switch (happened)
        {
            case PlayMade play: Count(play); break;
            case SubstitutionMade substitution: Enter(before, substitution); break;
            case HalfOpened half: Open(half); break;
            case HalfClosed half: Close(before, half); break;
            case RunnerPlaced: waiting++; break;
            case GameEnded over: End(before, over); break;
            case LineupsExchanged lineups: Enter(Side.Away, lineups.Away); Enter(Side.Home, lineups.Home); break;
            case GameCreated game: Begin(game); break;
            case GameInfoNoted info: Note(info.Key, info.Value); break;
            case PlayerEjected e: ejections.Add(new(before.Inning, e.Person, e.Role, e.Umpire, e.Reason)); break;
            case PlayReviewed review: reviews.Add(new(before.Inning, review.Fields)); break;
            case GameResumed { Site: { } elsewhere }: site = elsewhere; break;
            case PitchersOfRecordNamed named: Name(named); break;
        }
    }

    private void Begin(GameCreated game)
    {
        created = game;
        site = game.Site;
        foreach (var fact in game.Facts) Note(fact.Key, fact.Value);
    }

    private void Note(string key, string value)
    {
        facts.RemoveAll(fact => fact.Key == key);
        facts.Add(new(key, value));
    }

    private void Enter(Side side, LineupCard card)
    {
        foreach (var place in card.Places)
        {
            var man = people.Enter(new(side, place.Slot, 0), place.Player, place.Name);
            people.Place(man, place.Position, starts: true);
            if (place.Position == Position.Pitcher) pitchers[(int)side].Add(man);
        }
    }

    private void Enter(Game before, SubstitutionMade substitution)
    {
        var side = substitution.In.Side;
        var leaving = substitution.Out is { } place ? people.In(place) : BoxPeople.Nobody;
        var pitcherBefore = people.At(side, Position.Pitcher);
        var entering = people.Enter(substitution.In, substitution.Player, substitution.Name);
        if (leaving != BoxPeople.Nobody && leaving != entering) people[leaving].IsOut = true;
        people[entering].ForDh = substitution.ForDh;
        pinchMenForDh |= people[entering].ForDh;
        people.Place(entering, substitution.Position, starts: false);
        if (substitution.Position == Position.Pitcher && entering != pitcherBefore)
            Relieve(before, side, pitcherBefore, entering, substitution.InTheCount);
    }

    private void Relieve(Game before, Side side, int leaving, int entering, Count count)
    {
        var inTheField = halfOpen && side == before.Fielding;
        if (leaving != BoxPeople.Nobody)
        {
            if (inTheField)
            {
                people.Appears(leaving, Position.Pitcher);
                RetiredNobody(people[leaving]);
            }

            pitches.Relieved(leaving, count);
        }

        if (!pitchers[(int)side].Contains(entering)) pitchers[(int)side].Add(entering);
        var man = people[entering];
        (man.FacedThisHalf, man.OutsThisHalf) = (0, 0);
        // Who opens a half inherits nobody: a runner placed by rule is his own.
        if (inTheField && before.Tally.Plays > 0) people.Pitching(entering).Inherited += (short)before.Bases.Count;
    }

    private void RetiredNobody(BoxPeople.Man man)
    {
        if (man.FacedThisHalf > 0 && man.OutsThisHalf == 0) (man.PitchedTo, man.InInning) = (man.FacedThisHalf, inning);
    }

    private void Open(HalfOpened half)
    {
        (halfOpen, inning, fieldingLast) = (true, half.Inning, half.Batting.Other());
        pitches.NextBatter();
        var pitcher = people.At(fieldingLast, Position.Pitcher);
        if (pitcher != BoxPeople.Nobody) (people[pitcher].FacedThisHalf, people[pitcher].OutsThisHalf) = (0, 0);
    }

    private void Count(PlayMade play)
    {
        sides[(int)play.Batter.Side].Bats(play.Inning);
        sides[(int)play.Batter.Side].Placed += waiting;
        waiting = 0;
        people.TakeTheField(play.Pitcher.Side);
        if (pinchMenForDh) PinchMenBecomeDh(play.Pitcher.Side);
        new BoxPlay(people, sides, notes).Count(play);
        pitches.Count(play, people);
    }

    // Nobody announces it: a man who batted or ran for the designated hitter is the designated hitter once his side is in the field.
    private void PinchMenBecomeDh(Side side)
    {
        pinchMenForDh = false;
        for (var i = 0; i < people.Count; i++)
        {
            var man = people[i];
            if (!man.ForDh || man.IsOut) continue;
            if (man.Entry.Side != side)
            {
                pinchMenForDh = true;
                continue;
            }

            man.ForDh = false;
            man.PlaysAt(Position.DesignatedHitter);
        }
    }

    private void Close(Game before, HalfClosed half)
    {
        halfOpen = false;
        var batting = before.Batting;
        sides[(int)batting].LeftOnBase += half.LeftOnBase;
        foreach (var run in half.Settlement)
        {
            var pitcher = people.In(run.Charged);
            if (pitcher != BoxPeople.Nobody && run.Status != EarnedStatus.Unearned) people.Pitching(pitcher).EarnedRuns++;
            if (run.Status == EarnedStatus.Earned) sides[(int)batting.Other()].TeamEarnedRuns++;
        }
    }

    private void End(Game before, GameEnded over)
    {
        ended = over;
        if (halfOpen && before.Tally.Plays > 0) sides[(int)before.Batting].LeftOnBase += (short)before.Bases.Count;
        halfOpen = false;
        if (over.How == HowEnded.WalkOff) outsWhenWon = before.Outs;
        var pitcher = people.At(fieldingLast, Position.Pitcher);
        if (pitcher != BoxPeople.Nobody) RetiredNobody(people[pitcher]);
        var record = over.Pitchers;
        Credit(record.Win, PitchingDecision.Win);
        Credit(record.Loss, PitchingDecision.Loss);
        Credit(record.Save, PitchingDecision.Save);
        foreach (var entry in record.Holds) Credit(entry, PitchingDecision.Hold);
        foreach (var entry in record.BlownSaves) Credit(entry, PitchingDecision.BlownSave);
    }

    private void Credit(LineupEntry? entry, PitchingDecision decision)
    {
        if (entry is { } place && people.In(place) is var man and not BoxPeople.Nobody) people[man].Decision |= decision;
    }

    // A null leaves that one to the rule.
    private void Name(PitchersOfRecordNamed named)
    {
        Rename(named.Win, PitchingDecision.Win);
        Rename(named.Loss, PitchingDecision.Loss);
        Rename(named.Save, PitchingDecision.Save);
    }

    private void Rename(PlayerId? player, PitchingDecision decision)
    {
        if (player is not { } id) return;
        for (var i = 0; i < people.Count; i++) people[i].Decision &= ~decision;
        foreach (var side in pitchers)
            foreach (var man in side) if (people[man].Player == id) people[man].Decision |= decision;
    }

    /// <summary>The box as it stands.</summary>
    /// <exception cref="InvalidOperationException">No <see cref="GameCreated"/> was counted.</exception>
    public BoxScore Result()
    {
        if (created is null) throw new InvalidOperationException("A box begins with the game's creation.");
        var drawn = new EquatableArray<BoxNote>([.. notes.Select(note => note.Note(people))]);
        return new(
            id, created.League, created.Date, created.Number, site, created.Retrosheet,
            ended is not null, ended?.How, ended?.Reason, new((byte)sides[0].Runs, (byte)sides[1].Runs),
            ended?.Official ?? new((byte)sides[0].Runs, (byte)sides[1].Runs), ended?.Winner,
            new(created.Rules.BattingFirst, [.. sides[0].Innings], [.. sides[1].Innings], outsWhenWon),
            BoxOf(Side.Away), BoxOf(Side.Home), drawn, [.. facts], [.. ejections], [.. reviews]);
    }

    private BoxSide BoxOf(Side side)
    {
        var mine = Enumerable.Range(0, people.Count).Where(i => people[i].Entry.Side == side).ToArray();
        var batting = mine.OrderBy(i => people[i].Entry.Slot).ThenBy(i => people[i].Entry.Ordinal)
            .Select(i => new BatterBox(people[i].Entry, people[i].Player, people[i].Name, [.. people[i].Played], people.Batting(i)));
        var pitching = pitchers[(int)side].Select((man, i) => Pitcher(man, i == 0, i == pitchers[(int)side].Count - 1));
        var fielding =
            from position in Enumerable.Range(1, 9).Select(i => (Position)i)
            from man in mine
            where people.HasPlayed(man, position) || people.HasStarted(man, position)
            select new FielderBox(
                people[man].Entry, people[man].Player, people[man].Name, position, people.HasStarted(man, position),
                people.HasPlayed(man, position), people.Fielding(man, position));
        var fielders = new EquatableArray<FielderBox>([.. fielding]);
        var team = side == Side.Away ? created!.Away : created!.Home;
        return new(team, sides[(int)side].Line(mine, people, fielders), [.. batting], [.. pitching], fielders);
    }

    private PitcherBox Pitcher(int man, bool first, bool last)
    {
        var him = people[man];
        return new(
            him.Entry, him.Player, him.Name, him.Decision, first, last && ended is not null, him.PitchedTo, him.InInning,
            people.Pitching(man));
    }
}
