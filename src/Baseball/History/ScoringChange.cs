using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// The scorer writes a play otherwise: another code, an error for a hit, credits, runs batted in, earned or not, a stolen base for a wild
/// pitch. Who stood where, who was out and who scored is no matter of scoring. The half is settled anew, and the pitchers of record are
/// found anew where the game is over.
/// </summary>
internal static class ScoringChange
{
    public static Verdict On(Draft draft, Envelope envelope, ChangeScoring change)
    {
        if (Authority.Official(envelope) is { } forbidden) return forbidden;
        if (draft.Known.History is not { } history) return Verdict.Ask(new(NeedKind.History));
        if (Certification.IsCertified(history))
            return Refusal.Illegal("command", "certified", "The score is certified: only the commissioner can reopen the game.");
        var placed = EffectiveHistory.Of(history);
        var at = Edits.Find(placed, change.Of);
        if (at < 0 || placed[at].Event is not PlayMade old)
            return Refusal.Illegal("of", "no-play", $"Event {change.Of} is no play of this game, or one that does not count any more.");
        var before = Edits.Fold(placed, at);
        if (Rewritten(before, old, change.Play, out var now) is { } refused) return refused;
        draft.Add(Consequences(draft.Game, placed, at, before, new(change.Of, now!, [], null, change.Rule, default)));
        return draft.Done();
    }

    private static Refusal? Rewritten(Game before, PlayMade old, ScoredPlay play, out PlayMade? now)
    {
        now = null;
        if (PlayDecision.Recorded(before, Record(before, old, play), out var made) is { } refused) return refused;
        if ((Moves(old, made!, play) ?? PutOuts(old, made!)) is { } moves) return moves;
        now = Like(old, made!);
        return now == Like(old, old) ? Refusal.Illegal("play", "no-change", "The play says that already.") : null;
    }

    /// <summary>Nobody may end elsewhere because of the scorer; an out is an out, wherever it was made.</summary>
    private static Refusal? Moves(PlayMade old, PlayMade now, ScoredPlay play)
    {
        for (var from = Base.Batter; from <= Base.Third; from++)
        {
            var (was, @is) = (End(old, from), End(now, from));
            if (was == @is) continue;
            var man = from == Base.Batter ? "The batter" : $"The man from {from}";
            return Refusal.Illegal(FieldOf(play, from), "moves-a-man", $"{man} was {Told(was)}; a scoring change leaves him there.");
        }

        return now.Ended == old.Ended
            ? null
            : Refusal.Illegal("play.parts[0].code", "ends", $"The play ended {old.Ended}; a scoring change leaves that as it is.");
    }

    /// <summary>As many put-outs as outs, but for those of fielders nobody saw: a change proves the box no worse than it was.</summary>
    private static Refusal? PutOuts(PlayMade old, PlayMade now) => BoxProof.HasPutOuts(now) || !BoxProof.HasPutOuts(old)
        ? null
        : Refusal.Illegal(
            "play.parts[0].handlings", "put-outs",
            $"{now.Outs} outs are made, and {now.Credits.PutOuts.Length} fielders are credited with one.");

    private static (Base At, bool IsOut) End(PlayMade play, Base from) => play.MoveFrom(from) switch
    {
        null => (from, false),
        { IsOut: true } => (Base.Batter, true),
        var move => (move.To, false),
    };

    private static string Told((Base At, bool IsOut) end) => end switch
    {
        { IsOut: true } => "put out",
        { At: Base.Home } => "home",
        { At: Base.Batter } => "still at bat",
        _ => $"on {end.At}",
    };

    private static string FieldOf(ScoredPlay play, Base from)
    {
        for (var i = 0; i < play.Advances.Count; i++) if (play.Advances[i].From == from) return $"play.advances[{i}].to";
        return "play.advances";
    }

    /// <summary>What else reads otherwise now: charges of later plays, the half's settlement, the pitchers of record, the game.</summary>
    private static ScoringChanged Consequences(
        Game live, IReadOnlyList<PlacedEvent> placed, int at, Game before, ScoringChanged change)
    {
        var game = Evolution.After(before, change.Now);
        var later = new List<LaterPlay>();
        var settled = false;
        for (var i = at + 1; i < placed.Count; i++)
        {
            var happened = placed[i].Event;
            switch (happened)
            {
                case PlayMade play when !settled && Recharged(game, play) is var again && again != play:
                    later.Add(new(placed[i].Seq, again));
                    happened = again;
                    break;
                case HalfClosed half when !settled:
                    settled = true;
                    var anew = GameEnd.Close(game);
                    happened = half with { Hits = anew.Hits, Errors = anew.Errors, Settlement = anew.Settlement };
                    if (happened == half) break;
                    change = change with { Settlements = [new(half.Inning, half.Half, anew.Hits, anew.Errors, anew.Settlement)] };
                    break;
                case GameEnded ended when GameEnd.OfRecord(game, ended) is var pitchers && pitchers != ended.Pitchers:
                    change = change with { Pitchers = pitchers };
                    happened = ended with { Pitchers = pitchers };
                    break;
            }

            game = Evolution.After(game, happened);
        }

        // What is asked, and until when, is no matter of scoring.
        return change with { Later = new([.. later]), Game = StateJson.Encode(game with { Live = live.Live, Timers = live.Timers }) };
    }

    /// <summary>The same play, where somebody else may answer for its runners now.</summary>
    internal static PlayMade Recharged(Game before, PlayMade play) =>
        play with { Moves = Charges.Moves(before, PlayDecision.Scored(play), play.Batter, play.ChargedPitcher) };

    private static RecordPlay Record(Game before, PlayMade old, ScoredPlay play) =>
        new(old.Inning, old.Half, before.Man(old.Batter).Player, old.Count, old.Pitches, play);

    /// <summary>As made, by the decision, dice and charts of <paramref name="old"/>. It opens nothing: what is asked stays.</summary>
    private static PlayMade Like(PlayMade old, PlayMade made) =>
        made with { Decision = old.Decision, Rolls = old.Rolls, Chart = old.Chart, Replays = old.Replays, Opens = null };
}
