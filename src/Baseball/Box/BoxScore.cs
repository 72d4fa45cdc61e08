using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What a reader of the sports page wants to know of a game, and what its statistics are made of: a fold over the effective history,
/// so a correction changes the box by itself. Every count is of this game alone; outs stand for innings pitched (three to the inning).
/// </summary>
/// <param name="IsOver">False while the game is under way: earned runs then stand as far as halves are settled.</param>
/// <param name="Facts">
/// What is known around the game, key and value (<c>umphome</c>, <c>timeofgame</c> in minutes, <c>attendance</c>), each key once.
/// </param>
public sealed record BoxScore(
    GameId Game, string League, DateOnly Date, byte Number, string? Site, string? Retrosheet,
    bool IsOver, HowEnded? How, string? Reason, Score Played, Score Official, Side? Winner,
    LineScore Line, BoxSide Away, BoxSide Home, EquatableArray<BoxNote> Notes,
    EquatableArray<GameFact> Facts, EquatableArray<BoxEjection> Ejections, EquatableArray<BoxReview> Reviews)
{
    /// <summary>The box of a game's effective history, in order, from <see cref="GameCreated"/> on.</summary>
    public static BoxScore Of(GameId id, IEnumerable<GameEvent> history)
    {
        var game = Baseball.Game.Empty;
        var fold = new BoxFold(id);
        foreach (var happened in history)
        {
            fold.Add(game, happened);
            game = Evolution.After(game, happened);
        }

        return fold.Result();
    }

    public BoxSide Of(Side side) => side == Side.Away ? Away : Home;

    /// <summary>A fact around the game, or null where nobody noted it.</summary>
    public string? Fact(string key)
    {
        foreach (var fact in Facts) if (fact.Key == key) return fact.Value;
        return null;
    }
}

/// <summary>Runs inning by inning.</summary>
/// <param name="BattingFirst">Who bats in the top half.</param>
/// <param name="Away">Runs by inning, as long as the side had innings to bat.</param>
/// <param name="OutsWhenWon">Outs when the winning run scored in the last half, <c>null</c> where the last half was played out.</param>
public sealed record LineScore(Side BattingFirst, EquatableArray<byte> Away, EquatableArray<byte> Home, byte? OutsWhenWon)
{
    public int Innings => Math.Max(Away.Count, Home.Count);

    public EquatableArray<byte> Of(Side side) => side == Side.Away ? Away : Home;

    /// <summary>
    /// One side's innings without spaces, as record books write them: <c>00031(10)0x</c>. The x is for a half that did not have
    /// to be played; with <paramref name="unplayed"/> empty nothing stands in its place.
    /// </summary>
    public string Text(Side side, string unplayed = "x")
    {
        var text = new System.Text.StringBuilder();
        foreach (var runs in Of(side))
        {
            if (runs > 9) text.Append('(').Append(runs).Append(')');
            else text.Append((char)('0' + runs));
        }

        return Of(side).Count < Innings ? text.Append(unplayed).ToString() : text.ToString();
    }
}

/// <summary>One side of the box.</summary>
/// <param name="Fielding">A line for each man at each position he played.</param>
public sealed record BoxSide(
    TeamId Team, TeamLine Totals,
    EquatableArray<BatterBox> Batting, EquatableArray<PitcherBox> Pitching, EquatableArray<FielderBox> Fielding);

/// <summary>What counts for a side as a whole.</summary>
/// <param name="Batting">The sum of its batters.</param>
/// <param name="Pitching">The sum of its pitchers.</param>
/// <param name="TeamEarnedRuns">Earned runs allowed as the team's inning is reconstructed; it can be less than its pitchers' sum.</param>
/// <param name="Outs">Outs its batters and runners made.</param>
/// <param name="Placed">Runners it was given by rule.</param>
/// <param name="LeftOnBase">Runners on base when its halves ended.</param>
/// <param name="Unnamed">Outs it made in the field for which nobody is named.</param>
public sealed record TeamLine(
    BattingLine Batting, PitchingLine Pitching, FieldingLine Fielding, int TeamEarnedRuns, int Outs, int Placed, int LeftOnBase,
    int DoublePlays, int TriplePlays, int Unnamed);

/// <summary>A man in the batting order; <see cref="Positions"/> are those he played, in order (ss-2b, ph-lf, pr).</summary>
/// <param name="Entry">His first place in the order; slot 0 is a pitcher who does not bat.</param>
public sealed record BatterBox(LineupEntry Entry, PlayerId Player, string Name, EquatableArray<Position> Positions, BattingLine Batting)
{
    public bool Started => Entry.Ordinal == 0;
}

/// <summary>What a pitcher is credited or charged with by the scorer, beside his counts; holds and blown saves are unofficial.</summary>
[Flags]
public enum PitchingDecision : byte { None = 0, Win = 1, Loss = 2, Save = 4, Hold = 8, BlownSave = 16 }

/// <param name="PitchedTo">Batters he faced in his last inning where he left without an out in it; 0 elsewhere.</param>
/// <param name="InInning">The inning in which he retired nobody; 0 elsewhere.</param>
public sealed record PitcherBox(
    LineupEntry Entry, PlayerId Player, string Name, PitchingDecision Decision, bool Started, bool Finished,
    byte PitchedTo, byte InInning, PitchingLine Pitching);

/// <param name="Started">The lineup card had him there.</param>
/// <param name="Played">A play was made while he stood there; false for a starter whose side changed him before it took the field.</param>
public sealed record FielderBox(
    LineupEntry Entry, PlayerId Player, string Name, Position Position, bool Started, bool Played, FieldingLine Fielding);

/// <summary>What a footnote is about. The order is that of a newspaper's footnotes.</summary>
public enum BoxNoteKind : byte
{
    Error, DoublePlay, TriplePlay, Double, Triple, HomeRun, StolenBase, CaughtStealing, PickedOff, SacrificeHit, SacrificeFly,
    GroundedIntoDoublePlay, IntentionalWalk, HitByPitch, Interference, WildPitch, PassedBall, Balk, OutfieldAssist,
}

/// <summary>One footnote: who did it, when, with how many on, and against whom.</summary>
/// <param name="Side">The side of <paramref name="Player"/>.</param>
/// <param name="Against">The pitcher of a hit or of a man hit, the batter hit, the catcher stolen on; <c>null</c> where nobody is.</param>
/// <param name="Base">The base stolen, tried for, or picked off from.</param>
/// <param name="On">Runners on base before the play, 0-3.</param>
/// <param name="Outs">Outs before the play, 0-2.</param>
/// <param name="By">Who took part in a double or triple play, in order, each name once a touch.</param>
public sealed record BoxNote(
    BoxNoteKind Kind, Side Side, PlayerId Player, string Name, byte Inning, byte On, byte Outs, int Play,
    string? Against = null, Base Base = Base.Batter, Position Position = Position.None, EquatableArray<string> By = default);

/// <inheritdoc cref="PlayerEjected"/>
public sealed record BoxEjection(byte Inning, string Person, string Role, string Umpire, string Reason);

/// <inheritdoc cref="PlayReviewed"/>
public sealed record BoxReview(byte Inning, EquatableArray<string> Fields);
