using AkkaGame.Baseball;
using AkkaGame.Client;
using AkkaGame.Messages;
using AkkaGame.Retrosheet.Events;

namespace AkkaGame.Host.Playing;

/// <summary>Somebody who looks at a screen and presses keys, for one side or for both.</summary>
/// <param name="told">The sentences so far, the newest last.</param>
/// <param name="box">Fetches the box score.</param>
/// <param name="chart">Fetches the chart on which the dice that lie are read, where managers do that themselves.</param>
internal sealed class PersonAtTheKeys(
    IScreen screen, IKeys keys, IReadOnlyList<string> told, Func<CancellationToken, Task<string>> box,
    Func<CancellationToken, Task<LyingDice>> chart) : IManager
{
    private const int TellsLast = 40;

    private static readonly TimeSpan second = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(Guid, Side), Menu> begun = [];

    /// <summary>What he has handed in of either side here: the server does not show it again.</summary>
    private readonly Dictionary<Side, Orders> left = [];

    private string? note;

    public async ValueTask<GameCommand?> Decide(GameView view, Side side, CancellationToken moved)
    {
        while (!moved.IsCancellationRequested)
        {
            var menu = Menu(view, side);
            var key = await Key(view, side, [.. Asks(view, side, menu), Standing(view, side)], moved);
            if (key is null) continue;
            note = null;
            if (key == '\n' && menu is not null) return menu.Decision;
            if (menu?.Press(key.Value) == true) continue;
            if (await Command(view, side, key.Value, moved) is { } command) return command;
        }

        return null;
    }

    public async ValueTask<bool> ComesBack(GameView view, Side side, CancellationToken moved)
    {
        while (!moved.IsCancellationRequested)
            if (await Key(view, side, ["A computer manager sits in for you. Any key: you are back"], moved) is not null) return true;
        return false;
    }

    public async ValueTask<bool> TakesControl(GameView view, Side side, bool isFree, bool hadIt, CancellationToken moved)
    {
        var says = (isFree, hadIt) switch
        {
            (true, _) => "The device that decides for this side is gone.",
            (_, true) => "Another device of yours has taken control of this side.",
            _ => "Another device of yours decides for this side.",
        };
        while (!moved.IsCancellationRequested)
        {
            var key = await Key(view, side, [says, "t take control  q leave; you see the game all the same"], moved);
            if (key is 't' or 'T') return true;
            if (key is 'q' or 'Q') throw new EndOfStreamException("you have left");
        }

        return false;
    }

    public void Hear(GameView view, Side side, GameCommand command, Refusal refused)
    {
        if (command is SealStandingOrders && left.Remove(side, out var orders) && orders.Before is { } before) left[side] = before;
        note = $"Refused ({refused.Rule}): {refused.Message}";
    }

    private Menu? Menu(GameView view, Side side)
    {
        if (view.Live?.Window is not { } window || !window.WaitsFor(side)) return null;
        if (begun.TryGetValue((window.Id, side), out var menu)) return menu;
        // A window is answered once, so what was begun for those before it is of no more use.
        begun.Clear();
        return Playing.Menu.Of(view, window, side) is { } fresh ? begun[(window.Id, side)] = fresh : null;
    }

    private async ValueTask<GameCommand?> Command(GameView view, Side side, char key, CancellationToken moved)
    {
        var live = view.Live!;
        switch (char.ToLowerInvariant(key))
        {
            case 'y' when live.TakeBack is { } asked && asked.By != side: return new AnswerTakeBack(true);
            case 'n' when live.TakeBack is { } asked && asked.By != side: return new AnswerTakeBack(false, "no");
            case 'y' when Unconfirmed(live) is { } read: return new ConfirmOutcome(read.Roll);
            case 'n' when Unconfirmed(live) is { } read: return new DisputeOutcome(read.Roll);
            case 'd' when Unconfirmed(live) is { } read:
                return await Play(view, side, "What do you read there?", moved) is { } otherwise
                    ? new DisputeOutcome(read.Roll, otherwise)
                    : null;
            case 'e' when IsChart(view) && live.Window is { Kind: WindowKind.Reading } row && row.WaitsFor(side):
                return await Line(view, side, "What stands in that row?", moved) is { Length: > 0 } says
                    ? new ReadRow(live.UnderWay!.Rolls[^1].Number, says)
                    : null;
            case 'd' when IsChart(view) && live.Window is { Kind: WindowKind.Reading } row && row.WaitsFor(side):
                try
                {
                    await Read((await chart(moved)).Text, moved);
                }
                catch (RefusedException e)
                {
                    note = e.Message;
                }

                return null;
            case 'e' when live.Window is { Kind: WindowKind.Reading } window && window.WaitsFor(side):
                return await Reading(view, side, moved);
            case 'd' when live.Window is { Kind: WindowKind.Reading } window && window.WaitsFor(side):
                return await Line(view, side, "What are the dice for, in a word?", moved) is { Length: > 0 } what
                    ? new RollForCard(what)
                    : null;
            case 'u': return await Substitution(view, side, moved);
            case 'l': return await StandingOrders(view, side, moved);
            case 'm': return new VisitMound();
            case 'z': return new AskTakeBack(EditKind.Decision);
            case 'g': return await Sure(view, side, "Hand this side to a computer manager", moved) ? new HandOverSeat(side, 1) : null;
            case 'k': return await Sure(view, side, "Concede the game", moved) ? new ConcedeGame("conceded") : null;
            case 'q' when await Sure(view, side, "Leave; the game stays, and waits for you", moved):
                throw new EndOfStreamException("you have left");
            case 'v':
                try
                {
                    await Read(await box(moved), moved);
                }
                catch (RefusedException e)
                {
                    note = e.Message;
                }

                return null;
            default: return null;
        }
    }

    private async ValueTask Read(string text, CancellationToken moved)
    {
        foreach (var page in text.Split('\n').Chunk(screen.PageRows))
        {
            screen.Page(string.Join('\n', page));
            // In a pipe there is nothing to turn.
            while (screen.PageRows < int.MaxValue && !moved.IsCancellationRequested && await keys.Next(second, moved) is null) { }
        }
    }

    private static bool IsChart(GameView view) => view.Rules.Dice == DiceMode.Chart;

    private static ReadingView? Unconfirmed(LiveView live) =>
        live.Window?.Kind == WindowKind.Confirmation ? live.UnderWay?.Reading : null;

    private static List<string> Asks(GameView view, Side side, Menu? menu)
    {
        var asks = new List<string>();
        var live = view.Live!;
        if (live.TakeBack is { } asked && asked.By != side)
            asks.Add($"The other side wants its last play back (events {asked.From} to {asked.To}): y yes, n no");
        if (menu is not null)
        {
            asks.Add($"Your decision, {menu.Title}:");
            asks.AddRange(menu.Choices.Select(static choice => $"  {choice.Key}  {choice.Name}: {choice.Value}"));
            asks.Add("  Enter  that is it" + (MayChange(view, side) ? "    u  substitute" : ""));
        }
        else if (Unconfirmed(live) is { } read && live.Window!.WaitsFor(side))
        {
            if (read.Overrules) asks.Add("The league remembers another reading of that cell: this one needs your word.");
            asks.Add($"Read off the card: {EventTextWriter.Write(read.Reading)}   y  so it is   n  no   d  no, but ...");
        }
        else if (live.Window is { Kind: WindowKind.Reading } reading && reading.WaitsFor(side))
        {
            if (live.UnderWay is { Disputed: true } disputed)
            {
                var says = disputed.Objection is { } otherwise ? EventTextWriter.Write(otherwise) : "the other side does not read it so";
                asks.Add($"Disputed: {says}");
            }

            asks.Add(IsChart(view)
                ? "The dice lie, and the row is yours: e  enter what stands there   d  show the chart"
                : "The dice lie: e  enter what the card says   d  roll further dice that it asks for");
        }
        else
        {
            asks.Add(live.Window is { } window ? $"Waiting for the other side ({Words.Of(window.Kind.ToString())})." : "Waiting.");
        }

        asks.Add("m mound visit  z take back  v box score  g hand over  k concede  q leave");
        return asks;
    }

    private static bool MayChange(GameView view, Side side) => view.Live?.Window is { Kind: WindowKind.Pitch } window && window.Turn switch
    {
        Turn.Offense or Turn.OffenseAgain => view.Batting == side,
        Turn.Defense => view.Batting != side,
        _ => false,
    };

    private async ValueTask<GameCommand?> Substitution(GameView view, Side side, CancellationToken moved)
    {
        if (view.Batting != side && Situation.Gaps(view, side) is { Count: > 0 } gaps) return new Substitute([.. gaps]);
        if (!MayChange(view, side))
        {
            note = "It is not your turn to substitute.";
            return null;
        }

        var reserves = view.Of(side).Reserves ?? new(default, default);
        var who = Changeable(view, side);
        if (await Pick(view, side, "Who goes?", [.. who.Select(static one => one.Said)], moved) is not { } goes) return null;
        var (man, position, _) = who[goes];
        var men = position == Position.Pitcher ? reserves.Bullpen : reserves.Bench;
        var names = ((IEnumerable<NamedPlayer>)men).Select(static one => one.Name).ToArray();
        if (await Pick(view, side, "Who comes?", names, moved) is not { } comes) return null;
        return new Substitute([new(side, man.Entry.Slot, men[comes].Player, men[comes].Name, position, Count.Unknown)]);
    }

    private static List<(PersonView Man, Position Position, string Said)> Changeable(GameView view, Side side)
    {
        var found = new List<(PersonView, Position, string)>();
        foreach (var man in view.Of(side).Lineup)
        {
            if (view.Batting != side)
            {
                if (man.Position.IsFielder()) found.Add((man, man.Position, $"{Words.Of(man.Position)} {man.Name}"));
            }
            else if (man.Entry == view.Batter?.Entry)
            {
                found.Add((man, Position.PinchHitter, $"bat for {man.Name}"));
            }
            else if (((RunnerView?[])[view.Bases.First, view.Bases.Second, view.Bases.Third]).Any(on => on?.Entry == man.Entry))
            {
                found.Add((man, Position.PinchRunner, $"run for {man.Name}"));
            }
        }

        return found;
    }

    /// <summary>
    /// What a card says: the edition, with L or R behind it where the card tells its opponent's hands apart and * where the row is not
    /// split by the d20; and the play in a scorer's shorthand, with ! before it where it is meant against what the league remembers.
    /// </summary>
    private async ValueTask<GameCommand?> Reading(GameView view, Side side, CancellationToken moved)
    {
        var rolls = (IEnumerable<RollView>)view.Live!.UnderWay!.Rolls;
        var roll = rolls.LastOrDefault(static one => one.Purpose == RollPurpose.Matchup) ?? rolls.Last();
        var card = roll.D6 <= 3 ? view.Batter! : view.Pitcher!;
        if (await Line(view, side, $"Card of {card.Name}: which edition? (L, R: opponent's hand; *: no d20)", moved)
            is not { Length: > 0 } named) return null;
        if (await Line(view, side, "The play, as S8 or 63/G or K or HR/F7 (! before it: whatever the league remembers):", moved)
            is not { Length: > 0 } text) return null;
        return Parsed(text.TrimStart('!')) is { } play
            ? new ReadOutcome(roll.Number, CellOf(named, card.Player), play, Overrules: text[0] == '!')
            : null;
    }

    private async ValueTask<ScoredPlay?> Play(GameView view, Side side, string title, CancellationToken moved) =>
        await Line(view, side, title, moved) is { Length: > 0 } text ? Parsed(text) : null;

    private ScoredPlay? Parsed(string text)
    {
        if (EventText.TryParse(text, out var play, out var error)) return play;
        note = $"That is no play: {error}.";
        return null;
    }

    private static CardCell CellOf(string named, PlayerId card)
    {
        var words = named.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        var isWhole = words.Remove("*");
        var against = words.Remove("L") ? Hand.Left : words.Remove("R") ? Hand.Right : Hand.Unknown;
        return new(string.Join(' ', words), card, isWhole, against);
    }

    /// <summary>Adds what is decided here to what is done when he does not answer, or takes all of it back.</summary>
    private async ValueTask<GameCommand?> StandingOrders(GameView view, Side side, CancellationToken moved)
    {
        var before = view.Live!.Of(side).StandingOrders ? left.GetValueOrDefault(side) : null;
        var menu = Menu(view, side);
        const string NoMore = "take all of your orders back";
        string[] choices = menu is null ? [NoMore] : [NoMore, $"{menu.Title}: what stands in your decision now"];
        var isForGood = view.Live.Window?.Kind == WindowKind.Play;
        var title = isForGood ? "Standing orders; then you are not asked this any more:" : "Standing orders:";
        if (await Pick(view, side, title, choices, moved) is not { } picked) return null;
        var orders = picked == 0 ? new() : menu!.Decision.AddedTo(before?.Given ?? new());
        left[side] = new(orders, before is null ? null : before with { Before = null });
        return new SealStandingOrders(orders);
    }

    /// <summary>Whether orders stand, and for what.</summary>
    private string Standing(GameView view, Side side)
    {
        const string Key = "l standing orders: ";
        // Whoever has taken them back has still handed in a paper, an empty one.
        if (!view.Live!.Of(side).StandingOrders) return Key + "none";
        if (!left.TryGetValue(side, out var orders)) return Key + "handed in before; new ones replace them";
        var said = orders.Given.For();
        return Key + (said.Length == 0 ? "none" : string.Join(", ", said));
    }

    /// <param name="Before">What stood until these are accepted.</param>
    private sealed record Orders(StandingOrders Given, Orders? Before);

    private async ValueTask<int?> Pick(GameView view, Side side, string title, string[] from, CancellationToken moved)
    {
        if (from.Length == 0) note = "There is nobody.";
        while (from.Length > 0 && !moved.IsCancellationRequested)
        {
            var asks = from.Select(static (one, i) => $"  {(char)('a' + i)}  {one}").Prepend(title).Append("  Escape, or -  nobody");
            if (await Key(view, side, [.. asks], moved) is not { } key) continue;
            if (key is '\e' or '-') return null;
            if (key - 'a' is var i && i >= 0 && i < from.Length) return i;
        }

        return null;
    }

    private async ValueTask<bool> Sure(GameView view, Side side, string what, CancellationToken moved)
    {
        while (!moved.IsCancellationRequested)
            if (await Key(view, side, [$"{what}? y yes, n no"], moved) is { } key) return key is 'y' or 'Y';
        return false;
    }

    private async ValueTask<string?> Line(GameView view, Side side, string title, CancellationToken moved)
    {
        var line = "";
        while (!moved.IsCancellationRequested)
        {
            switch (await Key(view, side, screen.Echoes ? [title, $"> {line}_"] : [title], moved))
            {
                case '\n': return line;
                case '\e': return null;
                case '\b' or '\x7f' when line.Length > 0: line = line[..^1]; break;
                case { } letter when !char.IsControl(letter) && line.Length < EventText.LengthMax: line += letter; break;
            }
        }

        return null;
    }

    private ValueTask<char?> Key(GameView view, Side side, IReadOnlyList<string> asks, CancellationToken moved)
    {
        screen.Draw(new(view, side, [.. told.TakeLast(TellsLast)], note is null ? asks : [note, .. asks], Left(view)));
        return keys.Next(second, moved);
    }

    /// <summary>Null where there is no clock, or one so slow that nobody looks at it.</summary>
    private static TimeSpan? Left(GameView view)
    {
        if (view.Live?.Window?.Due is not { } due) return null;
        var left = DateTimeOffset.FromUnixTimeMilliseconds(due) - TimeProvider.System.GetUtcNow();
        return left < TimeSpan.FromHours(1) ? left : null;
    }
}
