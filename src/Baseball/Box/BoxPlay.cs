using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>Counts one play: the turn at bat, the runners, the fielders, and the footnotes it is worth.</summary>
internal readonly ref struct BoxPlay(BoxPeople people, BoxTally[] sides, List<BoxNoteDraft> notes)
{
    public void Count(PlayMade play)
    {
        var marks = Marks.Of(play.Annotations);
        if (play.Code.EndsTurnAtBat()) CountTurn(play, marks);
        CountRunners(play);
        CountRunning(play);
        CountPitchesAway(play);
        CountOuts(play);
        CountFielding(play, marks);
    }

    /// <summary>What the annotations of a play mean for the box.</summary>
    private readonly record struct Marks(bool Sacrifice, bool SacrificeFly, bool DoublePlay, bool GroundedIntoDoublePlay, bool TriplePlay)
    {
        public static Marks Of(EquatableArray<string> annotations)
        {
            Marks marks = default;
            foreach (var annotation in annotations)
            {
                marks = annotation switch
                {
                    "SH" => marks with { Sacrifice = true },
                    "SF" => marks with { SacrificeFly = true },
                    "GDP" or "BGDP" => marks with { DoublePlay = true, GroundedIntoDoublePlay = true },
                    "DP" or "LDP" or "FDP" or "BPDP" => marks with { DoublePlay = true },
                    "TP" or "GTP" or "LTP" or "FTP" => marks with { TriplePlay = true },
                    _ => marks,
                };
            }

            return marks;
        }
    }

    private void CountTurn(PlayMade play, Marks marks)
    {
        var batter = people.In(play.ChargedBatter);
        var pitcher = people.In(play.ChargedPitcher);
        ref var bat = ref people.Batting(batter);
        ref var pitch = ref people.Pitching(pitcher);
        bat.PlateAppearances++;
        pitch.BattersFaced++;
        people[pitcher].FacedThisHalf++;
        var isAtBat = false;
        switch (play.Code)
        {
            case PlayCode.Walk: bat.Walks++; pitch.Walks++; break;
            case PlayCode.IntentionalWalk:
                bat.Walks++; pitch.Walks++; bat.IntentionalWalks++; pitch.IntentionalWalks++;
                Note(BoxNoteKind.IntentionalWalk, play, batter, pitcher);
                break;
            case PlayCode.HitByPitch:
                bat.HitByPitch++; pitch.HitBatters++;
                Note(BoxNoteKind.HitByPitch, play, batter, pitcher);
                break;
            case PlayCode.Interference:
                bat.Interference++; pitch.Interference++;
                Note(BoxNoteKind.Interference, play, batter, pitcher);
                break;
            case PlayCode.Strikeout: bat.Strikeouts++; pitch.Strikeouts++; isAtBat = true; break;
            case var _ when marks.Sacrifice:
                bat.SacrificeHits++; pitch.SacrificeHits++;
                Note(BoxNoteKind.SacrificeHit, play, batter, pitcher);
                break;
            case var _ when marks.SacrificeFly:
                bat.SacrificeFlies++; pitch.SacrificeFlies++;
                Note(BoxNoteKind.SacrificeFly, play, batter, pitcher);
                break;
            default: isAtBat = true; break;
        }

        if (play.Code.IsHit()) CountHit(play, batter, pitcher);
        if (isAtBat)
        {
            bat.AtBats++;
            pitch.AtBats++;
            if ((play.BasesBefore & 0b110) != 0)
            {
                bat.ScoringPositionAtBats++;
                if (play.Code.IsHit()) bat.ScoringPositionHits++;
            }
        }

        if (marks.GroundedIntoDoublePlay)
        {
            bat.GroundedIntoDoublePlays++;
            pitch.GroundedIntoDoublePlays++;
            Note(BoxNoteKind.GroundedIntoDoublePlay, play, batter, pitcher);
        }

        if (play.Outs > 0 && play.Code is PlayCode.Out or PlayCode.Strikeout or PlayCode.FieldersChoice) bat.LeftOnBase += LeftBehind(play);
    }

    private void CountHit(PlayMade play, int batter, int pitcher)
    {
        ref var bat = ref people.Batting(batter);
        ref var pitch = ref people.Pitching(pitcher);
        bat.Hits++;
        pitch.Hits++;
        switch (play.Code.HitBases())
        {
            case 2: bat.Doubles++; pitch.Doubles++; Note(BoxNoteKind.Double, play, batter, pitcher); break;
            case 3: bat.Triples++; pitch.Triples++; Note(BoxNoteKind.Triple, play, batter, pitcher); break;
            case 4: bat.HomeRuns++; pitch.HomeRuns++; Note(BoxNoteKind.HomeRun, play, batter, pitcher); break;
        }
    }

    private static short LeftBehind(PlayMade play)
    {
        var left = System.Numerics.BitOperations.PopCount(play.BasesBefore);
        foreach (var move in play.Moves) if (move.From != Base.Batter && (move.IsOut || move.Scores)) left--;
        return (short)left;
    }

    private void CountRunners(PlayMade play)
    {
        if (play.Runs == 0) return;
        var pitcher = people.In(play.Pitcher);
        foreach (var move in play.Moves)
        {
            if (!move.Scores) continue;
            people.Batting(people.In(move.Runner)).Runs++;
            var charged = people.In(move.Charged);
            people.Pitching(charged).Runs++;
            if (charged != pitcher) people.Pitching(pitcher).InheritedScored++;
            if (!move.Rbi) continue;
            ref var batter = ref people.Batting(people.In(play.Batter));
            batter.RunsBattedIn++;
            if (play.OutsBefore == 2) batter.TwoOutRunsBattedIn++;
        }

        sides[(int)play.Batter.Side].Scores(play.Runs);
    }

    private void CountRunning(PlayMade play)
    {
        var pitcher = people.In(play.Pitcher);
        foreach (var part in play.Parts)
        {
            switch (part.Code)
            {
                case PlayCode.StolenBase when Runner(play, part.Base - 1) is var thief and not BoxPeople.Nobody:
                    people.Batting(thief).StolenBases++;
                    Note(BoxNoteKind.StolenBase, play, thief, people.In(play.Catcher), part.Base);
                    break;
                case PlayCode.CaughtStealing or PlayCode.PickedOffStealing
                    when Runner(play, part.Base - 1) is var caught and not BoxPeople.Nobody:
                    people.Batting(caught).CaughtStealing++;
                    Note(BoxNoteKind.CaughtStealing, play, caught, people.In(play.Catcher), part.Base);
                    break;
                case PlayCode.PickedOff when play.MoveFrom(part.Base) is { IsOut: true } move:
                    Note(BoxNoteKind.PickedOff, play, people.In(move.Runner), pitcher, part.Base);
                    break;
                case PlayCode.Balk:
                    people.Pitching(pitcher).Balks++;
                    Note(BoxNoteKind.Balk, play, pitcher, BoxPeople.Nobody);
                    break;
            }
        }
    }

    /// <summary>A pitch that got away counts once a play, whether it was the play or let a man advance within another.</summary>
    private void CountPitchesAway(PlayMade play)
    {
        var ruling = Ruling.None;
        foreach (var move in play.Moves) ruling |= move.Ruling;
        if (play.Has(PlayCode.WildPitch) || ruling.HasFlag(Ruling.OnWildPitch))
        {
            var pitcher = people.In(play.Pitcher);
            people.Pitching(pitcher).WildPitches++;
            Note(BoxNoteKind.WildPitch, play, pitcher, BoxPeople.Nobody);
        }

        if ((play.Has(PlayCode.PassedBall) || ruling.HasFlag(Ruling.OnPassedBall))
            && people.In(play.Catcher) is var catcher and not BoxPeople.Nobody)
        {
            people.Fielding(catcher, Position.Catcher).PassedBalls++;
            Note(BoxNoteKind.PassedBall, play, catcher, BoxPeople.Nobody);
        }
    }

    private int Runner(PlayMade play, Base from) => play.MoveFrom(from) is { } move ? people.In(move.Runner) : BoxPeople.Nobody;

    private void CountOuts(PlayMade play)
    {
        if (play.Outs == 0) return;
        var side = play.Pitcher.Side;
        sides[(int)side.Other()].Outs += play.Outs;
        var pitcher = people.In(play.Pitcher);
        people.Pitching(pitcher).Outs += play.Outs;
        people[pitcher].OutsThisHalf += play.Outs;
        for (var position = Position.Pitcher; position <= Position.RightField; position++)
        {
            var fielder = people.At(side, position);
            if (fielder != BoxPeople.Nobody) people.Fielding(fielder, position).Outs += play.Outs;
        }
    }

    private void CountFielding(PlayMade play, Marks marks)
    {
        var side = play.Pitcher.Side;
        var hands = 0;
        var (putOuts, assists, errors) = (play.Credits.PutOuts, play.Credits.Assists, play.Credits.Errors);
        for (var i = 0; i < putOuts.Length; i++)
        {
            if (Fielder(side, putOuts[i]) is var man && man == BoxPeople.Nobody) { sides[(int)side].Unnamed++; continue; }
            people.Fielding(man, (Position)putOuts[i]).PutOuts++;
            hands |= 1 << putOuts[i];
        }

        for (var i = 0; i < assists.Length; i++)
        {
            if (Fielder(side, assists[i]) is var man && man == BoxPeople.Nobody) continue;
            people.Fielding(man, (Position)assists[i]).Assists++;
            hands |= 1 << assists[i];
            if (assists[i] >= (int)Position.LeftField)
                Note(BoxNoteKind.OutfieldAssist, play, man, BoxPeople.Nobody, at: (Position)assists[i]);
        }

        for (var i = 0; i < errors.Length; i++)
        {
            if (Fielder(side, errors[i]) is var man && man == BoxPeople.Nobody) continue;
            people.Fielding(man, (Position)errors[i]).Errors++;
            Note(BoxNoteKind.Error, play, man, BoxPeople.Nobody, at: (Position)errors[i]);
            if (play.Code == PlayCode.Interference && errors[i] == (int)Position.Catcher)
                people.Fielding(man, Position.Catcher).Interference++;
        }

        if (play.Outs > putOuts.Length && IsUnseen(play)) sides[(int)side].Unnamed += (short)(play.Outs - putOuts.Length);
        if (marks.TriplePlay && play.Outs == 3) CountTogether(play, hands, BoxNoteKind.TriplePlay);
        else if ((marks.DoublePlay || marks.TriplePlay) && play.Outs >= 2) CountTogether(play, hands, BoxNoteKind.DoublePlay);
    }

    /// <summary>True where the scorer did not see who made an out.</summary>
    public static bool IsUnseen(PlayMade play)
    {
        foreach (var part in play.Parts)
            foreach (var handling in part.Handlings) if (handling.By.IsUnknown || handling.By.Names(Position.None)) return true;
        foreach (var move in play.Moves)
            foreach (var handling in move.Handlings) if (handling.By.IsUnknown || handling.By.Names(Position.None)) return true;
        return false;
    }

    private void CountTogether(PlayMade play, int hands, BoxNoteKind kind)
    {
        var side = play.Pitcher.Side;
        if (kind == BoxNoteKind.DoublePlay) sides[(int)side].DoublePlays++;
        else sides[(int)side].TriplePlays++;
        for (var position = Position.Pitcher; position <= Position.RightField; position++)
        {
            if ((hands & 1 << (int)position) == 0) continue;
            ref var line = ref people.Fielding(people.At(side, position), position);
            if (kind == BoxNoteKind.DoublePlay) line.DoublePlays++;
            else line.TriplePlays++;
        }

        var chain = Chain(play);
        var by = new short[chain.Length];
        for (var i = 0; i < chain.Length; i++) by[i] = (short)Fielder(side, chain[i]);
        notes.Add(new(kind, people.In(play.Pitcher), BoxPeople.Nobody, play, Base.Batter, Position.None, by));
    }

    /// <summary>Who handled the ball through the whole play, in order: 64 and 43 make 643.</summary>
    private static Fielding Chain(PlayMade play)
    {
        Fielding chain = default;
        foreach (var part in play.Parts)
            foreach (var handling in part.Handlings) if (!handling.By.HasError) chain = chain.Then(handling.By);
        foreach (var move in play.Moves)
        {
            if (!move.IsOut || move.Implied) continue;
            foreach (var handling in move.Handlings) if (!handling.By.HasError) chain = chain.Then(handling.By);
        }

        return chain.IsEmpty ? play.Credits.Assists.Then(play.Credits.PutOuts) : chain;
    }

    private int Fielder(Side side, int position) => position is > 0 and <= 9 ? people.At(side, (Position)position) : BoxPeople.Nobody;

    private void Note(BoxNoteKind kind, PlayMade play, int man, int against, Base on = Base.Batter, Position at = Position.None) =>
        notes.Add(new(kind, man, against, play, on, at, null));
}

/// <summary>A footnote before it is drawn: it holds the play, which the history holds anyway.</summary>
internal readonly record struct BoxNoteDraft(
    BoxNoteKind Kind, int Man, int Against, PlayMade Play, Base Base, Position Position, short[]? By)
{
    public BoxNote Note(BoxPeople people)
    {
        var man = people[Man];
        return new(
            Kind, man.Entry.Side, man.Player, man.Name, Play.Inning, (byte)System.Numerics.BitOperations.PopCount(Play.BasesBefore),
            Play.OutsBefore, Play.Number, Against == BoxPeople.Nobody ? null : people[Against].Name, Base, Position,
            By is null ? [] : [.. By.Where(n => n != BoxPeople.Nobody).Select(n => people[n].Name)]);
    }
}
