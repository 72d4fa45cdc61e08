using System.Globalization;
using System.Text;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// A cell of a card says the same thing twice. What is remembered of a league's cards: where each cell is, what it says, and whether
/// another reading says something else.
/// </summary>
public static class LeagueCards
{
    private const string Matchup = "matchup";
    private const string Between = " | ";

    /// <summary>Says that the card asks for another roll, and what for: what that roll leads to is remembered beside it.</summary>
    private const string Asks = "roll ";

    /// <summary>
    /// What a reading says of the league's cards, should it stand: of the cell itself, and where the card made further dice fall also of
    /// what it says to these.
    /// </summary>
    /// <param name="before">The game with the play under way, before it is made.</param>
    /// <param name="at">Unix milliseconds UTC.</param>
    public static IReadOnlyList<CellMemory> Said(GameId id, Game before, PlayUnderWay play, OutcomeRead read, long at)
    {
        if (Fell(play, read.Roll) is not { } matchup) return [];
        var key = new CellKey(
            before.Fixture!.League, read.Cell.Edition, read.Cell.Card, read.Cell.Against, matchup.Dice.D6,
            (byte)(matchup.Dice.Red + matchup.Dice.White), read.Cell.AllD20 ? (byte)0 : matchup.Dice.D20,
            Situation(before), Orders(play), Matchup);
        var further = Further(play, out var first);
        var printed = Printed(read.Reading);
        return further is null
            ? [new(key, printed, id, read.Roll, at, read.Overrules)]
            :
            [
                new(key, Asks + first, id, read.Roll, at, read.Overrules),
                new(key with { Purpose = further }, printed, id, read.Roll, at, read.Overrules),
            ];
    }

    /// <summary>
    /// What the league learns from a group that has become durable: its readings that stand. Folded over all games of a league it gives
    /// the league's whole memory, in whatever order the games come.
    /// </summary>
    /// <param name="before">The game before the group.</param>
    public static IReadOnlyList<CellMemory> Learned(Game before, EventGroup group)
    {
        if (before is not { Live: not null, Fixture.Rules.Dice: DiceMode.Physical }) return [];
        List<CellMemory>? learned = null;
        foreach (var happened in group.Events)
        {
            if (happened is PlayMade && before.Live is { UnderWay: { Reading: { } read } play })
                (learned ??= []).AddRange(Said(group.Game, before, play, read, group.At));
            before = Evolution.After(before, happened);
        }

        return learned ?? (IReadOnlyList<CellMemory>)[];
    }

    /// <summary>The first of <paramref name="remembered"/> that contradicts what is said now; null where none does.</summary>
    public static CellMemory? Conflict(IReadOnlyList<CellMemory> said, IReadOnlyList<CellMemory> remembered)
    {
        foreach (var now in said)
            foreach (var one in remembered)
                if (IsSamePlace(now.Key, one.Key) && !Agree(now.Says, one.Says)) return one;
        return null;
    }

    /// <summary>A row that is not split by the d20 is the same place as each of its twenty parts.</summary>
    public static bool IsSamePlace(CellKey a, CellKey b) =>
        a with { D20 = 0 } == b with { D20 = 0 } && (a.D20 == b.D20 || a.D20 == 0 || b.D20 == 0);

    /// <summary>
    /// Which of two memories of one place stands. What was ruled stands against what was not; of two rulings the later one, of two plain
    /// readings the earlier one. So whoever writes them down in whatever order, and however often, comes to the same.
    /// </summary>
    public static CellMemory Standing(CellMemory one, CellMemory other)
    {
        if (one.Ruled != other.Ruled) return one.Ruled ? one : other;
        var isEarlier = (one.At, one.Game.Value).CompareTo((other.At, other.Game.Value)) <= 0;
        return isEarlier == one.Ruled ? other : one;
    }

    /// <summary>
    /// What the card prints of it: the primary code, who fields it, how it leaves the bat. Not what becomes of the runners: that depends on
    /// their managers, on where they stood and on the outs. So a ground ball says the same whether the batter or a runner is out on it.
    /// </summary>
    public static string Printed(ScoredPlay play)
    {
        var part = play.Parts[0];
        var code = part.Code switch
        {
            PlayCode.FieldersChoice => PlayCode.Out,
            PlayCode.IntentionalWalk => PlayCode.Walk,
            var said => said,
        };
        var words = new StringBuilder(24).Append(code);
        if (code.NamesABase()) words.Append(' ').Append(part.Base);
        if (part.InsideThePark) words.Append(" inside the park");
        var isFielded = code is PlayCode.Out or PlayCode.ErrorMade || code.IsHit();
        var fielder = isFielded && part.Handlings.Count > 0 ? part.Handlings[0].By.First : Position.None;
        words.Append(Between).Append(fielder == Position.None ? "" : $"{(int)fielder}");
        return words.Append(Between).Append(play.Trajectory == Trajectory.Unknown ? "" : $"{play.Trajectory}").ToString();
    }

    /// <summary>Two readings agree where neither says what the other denies: a fielder or a trajectory may be left out.</summary>
    private static bool Agree(string one, string other)
    {
        var (a, b) = (one.Split(Between), other.Split(Between));
        if (a.Length != b.Length || a[0] != b[0]) return false;
        for (var i = 1; i < a.Length; i++) if (a[i].Length > 0 && b[i].Length > 0 && a[i] != b[i]) return false;
        return true;
    }

    /// <summary>Who stands where, and whether two are out: a card that asks for more has it among what was decided.</summary>
    private static string Situation(Game game) => FormattableString.Invariant($"{game.Bases.Code}{(game.Outs == 2 ? "+2" : "")}");

    /// <summary>What was decided, other than the usual, in the order of the members; the words are those of the wire.</summary>
    private static string Orders(PlayUnderWay play)
    {
        var (d, o) = (play.Defense, play.Offense);
        var words = new StringBuilder();
        Add("alignment", d.Alignment);
        Add("infield", d.Infield);
        Add("outfield", d.Outfield);
        Add("hold1", d.Hold.First);
        Add("hold2", d.Hold.Second);
        Add("hold3", d.Hold.Third);
        Add("pitchout", d.Pitchout);
        Add("pickoff", d.Pickoff);
        Add("pitch", d.Pitch);
        Add("approach", o.Approach);
        Add("steal2", o.Steal.Second);
        Add("steal3", o.Steal.Third);
        Add("stealh", o.Steal.Home);
        Add("hitandrun", o.HitAndRun);
        Add("runandhit", o.RunAndHit);
        Add("bunt", o.Bunt);
        Add("contact", o.Contact);
        return words.ToString();

        void Add<T>(string name, T value) where T : struct
        {
            if (EqualityComparer<T>.Default.Equals(value, default)) return;
            if (words.Length > 0) words.Append(' ');
            words.Append(name).Append('=').Append(value.ToString());
        }
    }

    private static DiceRolled? Fell(PlayUnderWay play, int roll)
    {
        foreach (var fallen in play.Rolls) if (fallen.Number == roll) return fallen;
        return null;
    }

    /// <summary>The rolls that the card asked for, each with its dice; null where it asked for none.</summary>
    private static string? Further(PlayUnderWay play, out string? first)
    {
        first = null;
        StringBuilder? words = null;
        foreach (var (_, _, purpose, dice, _, what) in play.Rolls)
        {
            if (purpose != RollPurpose.Card) continue;
            first ??= what;
            words = (words is null ? new StringBuilder(32) : words.Append(' '))
                .Append(CultureInfo.InvariantCulture, $"{what}:{dice.D6}-{dice.Red + dice.White}-{dice.D20}");
        }

        return words?.ToString();
    }
}
