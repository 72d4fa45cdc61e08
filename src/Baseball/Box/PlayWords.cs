using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>One play in a sentence: the batter's part, what happened beside it, where the runners went, and a new score.</summary>
internal readonly ref struct PlayWords
{
    private readonly Game before;
    private readonly PlayMade play;

    private PlayWords(Game before, PlayMade play) => (this.before, this.play) = (before, play);

    public static string Of(Game before, PlayMade play) => new PlayWords(before, play).Sentence();

    private string Sentence()
    {
        var clauses = new List<string>(4);
        for (var i = 0; i < play.Parts.Count; i++)
        {
            var told = play.Parts[i].Code.EndsTurnAtBat() && i == 0 ? Turn() : Running(play.Parts[i]);
            if (told.Length > 0) clauses.Add(told);
        }

        for (var from = Base.Third; from <= Base.Third; from--)
        {
            if (play.MoveFrom(from) is { } move && Moved(move) is { Length: > 0 } told) clauses.Add(told);
            if (from == Base.Batter) break;
        }

        var sentence = PlayByPlay.Capital(string.Join("; ", clauses)) + ".";
        return play.Runs == 0 ? sentence : $"{sentence} {PlayByPlay.Score(before, ScoreAfter())}.";
    }

    private Score ScoreAfter() => play.Batter.Side == Side.Away
        ? before.Score with { Away = (byte)(before.Score.Away + play.Runs) }
        : before.Score with { Home = (byte)(before.Score.Home + play.Runs) };

    private string Turn()
    {
        var batter = PlayByPlay.Name(before, play.Batter);
        return batter + " " + play.Code switch
        {
            PlayCode.Out => BattedOut(),
            PlayCode.Strikeout => Strikeout(),
            PlayCode.Walk => "walked",
            PlayCode.IntentionalWalk => "was intentionally walked",
            PlayCode.HitByPitch => "was hit by a pitch",
            PlayCode.Interference => $"was awarded first on interference{By(Erred(play.Parts[0].Handlings))}",
            PlayCode.ErrorMade => $"reached {Reached()} on an error{By(Erred(play.Parts[0].Handlings))}",
            PlayCode.FieldersChoice => $"reached {Reached()} on a fielder's choice{To(play.Parts[0].Handlings)}",
            PlayCode.Single when IsBunt => $"bunted for a single{To(play.Parts[0].Handlings)}",
            PlayCode.Single => $"singled{To(play.Parts[0].Handlings)}",
            PlayCode.Double => $"doubled{To(play.Parts[0].Handlings)}",
            PlayCode.GroundRuleDouble => $"hit a ground-rule double{To(play.Parts[0].Handlings)}",
            PlayCode.Triple => $"tripled{To(play.Parts[0].Handlings)}",
            _ => HomeRun(),
        };
    }

    private string HomeRun()
    {
        var kind = play.Runs switch
        {
            1 => "a solo home run",
            2 => "a two-run home run",
            3 => "a three-run home run",
            4 => "a grand slam",
            _ => "a home run",
        };
        var inside = play.Parts[0].InsideThePark || play.IsAnnotated("IPHR") ? " inside the park" : "";
        return $"hit {kind}{inside}{(To(play.Parts[0].Handlings) is { Length: > 0 } to ? to : Zone())}";
    }

    private string Zone() => play.Location switch
    {
        ['7', '8', ..] => " to left-center",
        ['8', '9', ..] => " to right-center",
        ['7', ..] => " to left field",
        ['8', ..] => " to center field",
        ['9', ..] => " to right field",
        _ => "",
    };

    private string Strikeout()
    {
        var told = play.Pitches switch
        {
            _ when play.IsAnnotated("C") => "was called out on strikes",
            [.., 'C'] => "was called out on strikes",
            [.., 'S'] => "struck out swinging",
            _ => "struck out",
        };
        if (play.MoveFrom(Base.Batter) is { IsOut: false }) return $"{told} but reached {Reached()}";
        var chain = Chain(play.Parts[0].Handlings);
        return chain.Length > 1 ? $"{told}, {Words(chain)}" : told;
    }

    private string BattedOut()
    {
        var chain = Chain(play.Parts[0].Handlings);
        var batterIsOut = play.MoveFrom(Base.Batter) is null or { IsOut: true };
        var outcome = this switch
        {
            { play.Outs: 3 } when Has("GTP", "LTP", "TP", "FTP") => "into a triple play",
            { play.Outs: >= 2 } when Has("GDP", "BGDP", "LDP", "FDP", "BPDP", "DP") => "into a double play",
            _ when !batterIsOut && play.Outs > 0 => "into a force out",
            _ => "",
        };
        if (outcome == "into a force out" && !play.IsAnnotated("FO")) outcome = "into a fielder's choice";
        if (outcome.Length == 0 && play.IsAnnotated("SH")) return $"sacrificed{Fielded(chain)}";
        if (outcome.Length == 0 && play.IsAnnotated("SF")) return $"hit a sacrifice fly{Fielded(chain)}";
        if (outcome.Length > 0) return $"{Hit(chain)} {outcome}{(chain.IsEmpty ? "" : ", " + Words(chain))}";
        if (play.IsAnnotated("BINT")) return $"was out for interfering{Fielded(chain)}";
        var hit = play.IsAnnotated("FL") ? "fouled" : Hit(chain);
        return $"{hit} out{(play.IsAnnotated("IF") ? " on an infield fly" : "")}{Fielded(chain)}";
    }

    private bool Has(params ReadOnlySpan<string> annotations)
    {
        foreach (var annotation in annotations) if (play.IsAnnotated(annotation)) return true;
        return false;
    }

    /// <summary>The batter's ball was caught: the runners retired with him were doubled off.</summary>
    private bool IsCaught => play.Code == PlayCode.Out && play.Parts[0].Handlings is { Count: > 0 } handlings
        && handlings[0] is { On: Base.Batter, By.Length: 1 };

    private bool IsBunt =>
        play.Trajectory is Trajectory.BuntGroundBall or Trajectory.BuntPopUp or Trajectory.BuntLineDrive or Trajectory.BuntFoul;

    // Where nobody wrote how the ball left the bat: with an assist it was on the ground, an outfielder caught a fly.
    private string Hit(Fielding chain) => play.Trajectory switch
    {
        Trajectory.GroundBall => "grounded",
        Trajectory.FlyBall => "flied",
        Trajectory.LineDrive => "lined",
        Trajectory.PopUp => "popped",
        Trajectory.BuntGroundBall or Trajectory.BuntLineDrive or Trajectory.BuntFoul => "bunted",
        Trajectory.BuntPopUp => "popped a bunt",
        _ when Has("LDP", "LTP") => "lined",
        _ when Has("FDP", "FTP") => "flied",
        _ when !IsCaught && (chain.Length > 1 || Has("GDP", "GTP")) => "grounded",
        _ when chain.First >= Position.LeftField => "flied",
        _ => "hit",
    };

    private string Running(PlayPart part)
    {
        var runner = part.Code == PlayCode.PickedOff ? part.Base : part.Base - 1;
        var who = part.Code.NamesABase() && part.Base > Base.Batter ? Runner(runner) : "";
        var move = part.Code.NamesABase() ? play.MoveFrom(runner) : null;
        var chain = Chain(part.Handlings);
        var how = chain.Length > 1 ? ", " + Words(chain) : "";
        var safe = move is { IsOut: false } || move is null;
        var error = safe && Erred(part.Handlings) is { } erred ? $" but safe on an error{By(erred)}" : "";
        return part.Code switch
        {
            PlayCode.StolenBase => $"{who} stole {part.Base.Name()}",
            PlayCode.CaughtStealing => $"{who} was caught stealing {part.Base.Name()}{(safe ? error : how)}",
            PlayCode.PickedOff when safe => $"pickoff throw to {part.Base.Name()}{Error(part.Handlings)}",
            PlayCode.PickedOff => $"{who} was picked off {part.Base.Name()}{how}",
            PlayCode.PickedOffStealing => $"{who} was picked off trying for {part.Base.Name()}{(safe ? error : how)}",
            PlayCode.WildPitch => $"wild pitch by {PlayByPlay.Name(before, play.Pitcher)}",
            PlayCode.PassedBall => $"passed ball by {PlayByPlay.Name(before, play.Catcher)}",
            PlayCode.Balk => $"balk by {PlayByPlay.Name(before, play.Pitcher)}",
            PlayCode.DefensiveIndifference => "defensive indifference",
            PlayCode.OtherAdvance => "play on the bases",
            PlayCode.FoulError => $"foul ball by {PlayByPlay.Name(before, play.Batter)} dropped for an error{By(Erred(part.Handlings))}",
            PlayCode.ErrorMade => $"error{By(Erred(part.Handlings))}",
            _ => "",
        };
    }

    /// <summary>Where a man went, as far as the play has not told it.</summary>
    private string Moved(Move move)
    {
        var name = PlayByPlay.Name(before, move.Runner);
        var told = IsTold(move);
        var error = Error(move.Handlings);
        if (told && error.Length == 0) return "";
        if (move.IsOut)
        {
            var chain = Chain(move.Handlings);
            if (move.Implied && IsCaught) return $"{name} doubled off {move.From.Name()}";
            return $"{name} out at {move.To.Name()}{(chain.IsEmpty ? "" : ", " + Words(chain))}";
        }

        if (move.To == move.From) return error.Length == 0 ? "" : $"{name} held{error}";
        return move.To == Base.Home ? $"{name} scored{error}" : $"{name} to {move.To.Name()}{error}";
    }

    private bool IsTold(Move move)
    {
        if (move.From == Base.Batter)
        {
            if (move.IsOut) return play.Code is PlayCode.Out or PlayCode.Strikeout;
            // The words for these name the base reached.
            if (play.Code is PlayCode.Strikeout or PlayCode.ErrorMade or PlayCode.FieldersChoice) return true;
            var implied = play.Code.HitBases() is var bases and > 0 ? (Base)bases : Base.First;
            return move.To == implied;
        }

        if (!move.IsOut && move.To == move.From) return move.Handlings.Count == 0;
        foreach (var part in play.Parts)
        {
            switch (part.Code)
            {
                case PlayCode.StolenBase or PlayCode.CaughtStealing or PlayCode.PickedOffStealing
                    when part.Base - 1 == move.From && part.Base == move.To:
                case PlayCode.PickedOff when part.Base == move.From && move.IsOut:
                    return true;
            }
        }

        return false;
    }

    private string Reached() => play.MoveFrom(Base.Batter) is { IsOut: false, To: not Base.Batter } move ? move.To.Name() : "first";

    private string Runner(Base from) =>
        play.MoveFrom(from) is { } move ? PlayByPlay.Name(before, move.Runner) : PlayByPlay.Name(before, before.Bases[from]?.Entry);

    /// <summary>The fielders in order; errors are told apart.</summary>
    private static Fielding Chain(EquatableArray<Handling> handlings)
    {
        Fielding chain = default;
        foreach (var handling in handlings) if (!handling.By.HasError && !handling.By.IsUnknown) chain = chain.Then(handling.By);
        return chain;
    }

    private static Position? Erred(EquatableArray<Handling> handlings)
    {
        foreach (var handling in handlings)
            for (var i = 0; i + 1 < handling.By.Length; i++) if (handling.By[i] < 0) return (Position)handling.By[i + 1];
        return null;
    }

    private string By(Position? fielder) => fielder is not { } at ? ""
        : before.Lineup(play.Pitcher.Side).At(at) is { } man ? $" by {at.Man()} {FieldWords.LastName(man.Name)}" : $" by {at.Man()}";

    private string Error(EquatableArray<Handling> handlings) => Erred(handlings) is { } fielder ? $" on an error{By(fielder)}" : "";

    private static string To(EquatableArray<Handling> handlings) =>
        handlings.Count > 0 && handlings[0].By.First is var fielder and not Position.None ? $" to {fielder.Name()}" : "";

    private static string Fielded(Fielding chain) => chain.Length switch
    {
        0 => "",
        1 when chain.First == Position.None => "",
        1 => $" to {chain.First.Name()}",
        _ => ", " + Words(chain),
    };

    private static string Words(Fielding chain)
    {
        var words = new List<string>(chain.Length);
        for (var i = 0; i < chain.Length; i++) if (chain[i] >= 0) words.Add(((Position)chain[i]).Name());
        return string.Join(" to ", words);
    }
}
