using System.Globalization;
using System.Text;
using AkkaGame.Messages;
using AkkaGame.Retrosheet.Events;

namespace AkkaGame.Retrosheet.Records;

/// <summary>
/// Writes a game's events as an event file. Reading it gives the same commands again, so the rules come to the same states.
/// What Retrosheet has no record for is left out: delays, and what follows from the plays anyway.
/// </summary>
public static class EventFileWriter
{
    /// <summary>Writes one game; several after another make a file. Encode the text as Latin-1, as other readers expect it.</summary>
    /// <param name="text">Where to write; lines end in CRLF.</param>
    /// <param name="events">The game's events in order, from <see cref="GameCreated"/> on.</param>
    public static void Write(TextWriter text, IEnumerable<GameEvent> events)
    {
        IReadOnlyCollection<GameEvent> whole = [.. events];
        var game = new WrittenGame(new(whole));
        foreach (var happened in whole) game.Take(happened);
        game.WriteTo(text);
    }
}

/// <summary>A game's records as they are collected: the header holds facts that are known only at the end.</summary>
/// <param name="runs">What the settlements of its halves say of runs.</param>
internal sealed class WrittenGame(UnearnedRuns runs)
{
    private readonly WrittenHeader header = new();
    private readonly StringBuilder body = new(16 * 1024);
    private readonly StringBuilder totals = new();
    private readonly Dictionary<LineupEntry, PlayerId> players = [];
    private readonly PlayerId[,] holders = new PlayerId[2, 10];
    private byte inning = 1, due = 1;
    private Side batting;
    private string? suspended;

    public void Take(GameEvent happened)
    {
        switch (happened)
        {
            case PlayMade play: Play(play); break;
            case HalfOpened half: (inning, batting, due) = (half.Inning, half.Batting, half.LeadOff); break;
            case SubstitutionMade substitution: Substitution(substitution); break;
            case BatterAdjusted(var side, var slot): due = slot; Line($"ladj,{Number(side)},{slot}"); break;
            case HandSet { Hand: not Hand.Unknown } set: Hands(set); break;
            case RunnerPlaced placed: Line($"radj,{Id(players[placed.Runner])},{(int)placed.Base}"); break;
            case RunnerRecharged recharged: Line($"presadj,{Id(players[recharged.Charged])},{(int)recharged.Base}"); break;
            case PlayerEjected(var person, var role, var umpire, var reason): Comment($"ej,{person},{role},{umpire},{reason}"); break;
            case PlayReviewed review: Comment("replay," + string.Join(',', review.Fields)); break;
            case GameInfoNoted { Key: Comments.UmpireChange } change: Comment($"{Comments.UmpireChange},{change.Value}"); break;
            case GameInfoNoted { Key: Comments.Protest } protest: Comment($"Protest={protest.Value}"); break;
            case GameSuspended(var reason): suspended = reason; break;
            case GameResumed resumed: Resumed(resumed); break;
            case OfficialTotalsNoted(var pitcher, var runs): totals.Append($"data,er,{Id(pitcher)},{runs}\r\n"); break;
            case LineupsExchanged cards: Lineups(cards); break;
            case GameEnded ended: Ended(ended); break;
        }

        header.Take(happened);
    }

    public void WriteTo(TextWriter text)
    {
        // Suspended and never taken up again: the date and the park stay empty.
        if (suspended is not null) Comment($"suspended,,,{suspended}");
        header.WriteTo(text);
        text.Write(body);
        text.Write(totals);
    }

    private void Play(PlayMade play)
    {
        Line($"play,{play.Inning},{Number(play.Batter.Side)},{Id(players[play.Batter])},{play.Count},{play.Pitches},", end: false);
        EventTextWriter.Write(body, runs.Marked(play));
        body.Append("\r\n");
        if (play.Ended.HasFlag(Messages.Ended.PlateAppearance)) due = (byte)(play.Batter.Slot % 9 + 1);
    }

    private void Substitution(SubstitutionMade made)
    {
        var courtesy = made.Courtesy ? "/COUR" : "";
        Line($"play,{inning},{Number(batting)},{Id(holders[(int)batting, due])},{made.InTheCount},,NP{courtesy}");
        Line($"sub,{Id(made.Player)},\"{WrittenText.Quoted(made.Name)}\",{Number(made.In.Side)},{made.In.Slot},{(int)made.Position}");
        players[made.In] = made.Player;
        holders[(int)made.In.Side, made.In.Slot] = made.Player;
    }

    private void Hands(HandSet set) => Line($"{(set.Pitching ? "padj" : "badj")},{Id(set.Player)},{"?LRB"[(int)set.Hand]}");

    private void Lineups(LineupsExchanged cards)
    {
        foreach (var place in cards.Away.Places) Enter(Side.Away, place);
        foreach (var place in cards.Home.Places) Enter(Side.Home, place);

        void Enter(Side side, LineupPlace place)
        {
            players[new(side, place.Slot, 0)] = place.Player;
            holders[(int)side, place.Slot] = place.Player;
        }
    }

    private void Resumed(GameResumed resumed)
    {
        if (suspended is null) return;
        var date = (resumed.Date ?? header.Date).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        Comment($"suspended,{date},{resumed.Site},{suspended}");
        suspended = null;
    }

    /// <summary>An end that the plays do not show. Retrosheet leaves it to deduction; these two comments are ours.</summary>
    private void Ended(GameEnded ended)
    {
        if (ended.How == HowEnded.Forfeit) Comment($"forfeit,{(ended.Winner == Side.Home ? 'H' : 'V')},{ended.Reason}");
        else if (ended.How is not (HowEnded.Regulation or HowEnded.WalkOff)) Comment($"called,{ended.Reason}");
    }

    private void Comment(string comment) => Line($"com,\"{WrittenText.Quoted(comment)}\"");

    private void Line(FormattableString record, bool end = true) =>
        body.AppendFormat(CultureInfo.InvariantCulture, record.Format, record.GetArguments()).Append(end ? "\r\n" : "");

    private static int Number(Side side) => (int)side;

    private static string Id(PlayerId player) => WrittenText.Plain(player.Value);
}

/// <summary>Words as they may stand in a record.</summary>
internal static class WrittenText
{
    private const int CharsMax = 1000;

    /// <summary>Between quotes: no quote and no line end, and not so long that a reader refuses the line.</summary>
    public static string Quoted(string text)
    {
        if (text.Length > CharsMax) text = text[..CharsMax];
        return Clean(text, "\"", '\'');
    }

    /// <summary>Without quotes: no comma either.</summary>
    public static string Plain(string? text) => Clean(text ?? "", ",\"", '_');

    /// <summary>The rest of an <c>info</c> record: commas may stand in it.</summary>
    public static string InfoValue(string? text) => text is null ? "" : Quoted(text);

    private static string Clean(string text, string unwanted, char instead)
    {
        if (text.AsSpan().IndexOfAny(unwanted) < 0 && !text.AsSpan().ContainsAnyInRange('\0', '\u001F')) return text;
        return string.Create(text.Length, (text, unwanted, instead), static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                var c = from.text[i];
                to[i] = char.IsControl(c) ? ' ' : from.unwanted.Contains(c) ? from.instead : c;
            }
        });
    }
}
