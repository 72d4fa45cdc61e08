using System.Security.Cryptography;
using System.Text;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Scripts;

/// <summary>
/// What a manager reads off cards that nobody else has. The cards are imagined: what a cell says follows from the cell, so the same cell
/// says the same thing twice; what the runners do is drawn.
/// </summary>
public static class RandomReadings
{
    private static readonly PlayCode[] printed =
    [
        PlayCode.Strikeout, PlayCode.Strikeout, PlayCode.Strikeout, PlayCode.Walk, PlayCode.HitByPitch, PlayCode.Single, PlayCode.Single,
        PlayCode.Single, PlayCode.Double, PlayCode.Triple, PlayCode.HomeRun, PlayCode.Out, PlayCode.Out, PlayCode.Out, PlayCode.Out,
        PlayCode.Out, PlayCode.WildPitch, PlayCode.PassedBall, PlayCode.Balk,
    ];

    public static CardCell Cell(Game game, DiceRolled roll, Chance chance)
    {
        var batters = roll.Dice.D6 <= 3;
        if (chance.Of(1, 60)) batters = !batters; // Looked at the wrong card: refused.
        var player = batters ? game.Batter!.Value.Player : game.Pitcher!.Value.Player;
        return new("imagined", player, AllD20: Number(player, roll.Dice, withD20: false, below: 3) > 0) { Against = Hand.Right };
    }

    /// <summary>Readings of that cell, the likely one first; whoever cannot read the first tries the next.</summary>
    public static IEnumerable<ScoredPlay> For(Game game, DiceRolled roll, CardCell cell, Chance chance)
    {
        var orders = game.Live!.UnderWay!;
        if (orders.Defense.Pitch == PitchPlan.IntentionalWalk) yield return OnFirst(game, PlayCode.IntentionalWalk);
        if (orders.Defense.Pickoff is > Base.Batter and var on)
        {
            if (chance.Of(1, 3))
                yield return new([new(PlayCode.PickedOff, on, [new(Chain("13"))])], [new(on, on, Fate.Out, Implied: true)]);
            yield return new([new(PlayCode.OtherAdvance)], []);
        }

        var said = Number(cell.Card, roll.Dice, withD20: !cell.AllD20, printed.Length * 6);
        var (code, fielder) = (printed[said % printed.Length], said / printed.Length);
        if (chance.Of(1, 25)) code = chance.From(printed); // Looked at the wrong line: the league may remember better.
        for (var tries = 0; tries < 8; tries++) yield return Read(game, code, fielder, chance);
        // That cannot have happened here, or the league remembers something else: it may be any of these.
        foreach (var other in printed.Distinct().OrderBy(_ => chance.Below(100)).Prepend(PlayCode.Strikeout))
            for (fielder = 0; fielder < 6; fielder++) yield return Read(game, other, fielder, chance);
    }

    /// <param name="fielder">0-5: who fields what is hit, and whether it is in the air.</param>
    private static ScoredPlay Read(Game game, PlayCode code, int fielder, Chance chance) => code switch
    {
        PlayCode.Walk or PlayCode.HitByPitch => OnFirst(game, code),
        PlayCode.Strikeout => new([new(code)], [new(Base.Batter, Base.First, Fate.Out, Implied: true)]),
        PlayCode.WildPitch or PlayCode.PassedBall or PlayCode.Balk => Everybody(game, code),
        PlayCode.Out => BattedOut(game, fielder, chance),
        _ => Hit(game, code, fielder, chance),
    };

    /// <summary>First base for nothing: only those who are pushed move.</summary>
    private static ScoredPlay OnFirst(Game game, PlayCode code)
    {
        var moves = new List<Advance> { new(Base.Batter, Base.First, Fate.Safe, Implied: true) };
        for (var on = Base.First; on <= Base.Third && game.Bases.Forces(on); on++)
            if (game.Bases[on] is not null) moves.Add(new(on, on + 1, Fate.Safe));
        return new([new(code)], [.. moves]);
    }

    private static ScoredPlay Everybody(Game game, PlayCode code)
    {
        var moves = new List<Advance>();
        for (var on = Base.Third; on >= Base.First; on--) if (game.Bases[on] is not null) moves.Add(new(on, on + 1, Fate.Safe));
        return new([new(code)], [.. moves]);
    }

    private static ScoredPlay Hit(Game game, PlayCode code, int fielder, Chance chance)
    {
        var bases = code.HitBases();
        var moves = new List<Advance> { new(Base.Batter, (Base)bases, Fate.Safe, Implied: true) };
        var ahead = Base.Home;
        for (var on = Base.Third; on >= Base.First; on--)
        {
            if (game.Bases[on] is null) continue;
            var to = (Base)Math.Min((int)Base.Home, (int)on + bases + (chance.Of(1, 3) ? 1 : 0));
            if (to >= ahead && ahead != Base.Home) to = ahead - 1;
            moves.Add(new(on, to, Fate.Safe));
            ahead = to;
        }

        Handling[] fielded = code == PlayCode.HomeRun ? [] : [new(Fielding.Of((Position)(7 + fielder % 3)))];
        return new([new(code, Handlings: new(fielded))], [.. moves], Trajectory.LineDrive);
    }

    private static ScoredPlay BattedOut(Game game, int fielder, Chance chance)
    {
        var batter = new Advance(Base.Batter, Base.First, Fate.Out, Implied: true);
        if (fielder % 2 == 0)
        {
            var fly = Fielding.Of((Position)(7 + fielder % 3));
            var scores = new Advance(Base.Third, Base.Home, Fate.Safe);
            return game is { Outs: < 2, Bases.Third: not null } && chance.Of(1, 2)
                ? new([new(PlayCode.Out, Handlings: [new(fly)])], [batter, scores], Trajectory.FlyBall, null, ["SF"])
                : new([new(PlayCode.Out, Handlings: [new(fly)])], [batter], Trajectory.FlyBall);
        }

        return game is { Outs: < 2, Bases.First: not null } && chance.Of(1, 3)
            ? new(
                [new(PlayCode.Out, Handlings: [new(Chain("64"), Base.First), new(Chain("43"))])],
                [batter, new(Base.First, Base.Second, Fate.Out, Implied: true)], Trajectory.GroundBall, null, ["GDP"])
            : new([new(PlayCode.Out, Handlings: [new(Chain("63"))])], [batter], Trajectory.GroundBall);
    }

    /// <summary>A number that belongs to a cell of a player's card.</summary>
    private static int Number(PlayerId card, Dice dice, bool withD20, int below)
    {
        var place = FormattableString.Invariant($"{card}|{dice.D6}|{dice.Red + dice.White}|{(withD20 ? dice.D20 : 0)}");
        return (int)(BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(place))) % (uint)below);
    }

    private static Fielding Chain(string marks) => Fielding.TryParse(marks, out var chain) ? chain : throw new FormatException(marks);
}
