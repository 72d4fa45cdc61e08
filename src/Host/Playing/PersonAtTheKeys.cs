using AkkaGame.Baseball;
using AkkaGame.Host.Operating;
using AkkaGame.Messages;
using AkkaGame.Retrosheet.Events;

namespace AkkaGame.Host.Playing;

/// <summary>Somebody who looks at a screen and presses keys, for one side or for both.</summary>
/// <param name="told">The sentences so far, the newest last.</param>
/// <param name="box">Fetches the box score.</param>
internal sealed class PersonAtTheKeys(
    IScreen screen, IKeys keys, IReadOnlyList<string> told, Func<CancellationToken, Task<string>> box) : IManager
{
    private const int TellsLast = 8;

    private static readonly TimeSpan second = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(Guid, Side), Menu> begun = [];
    private string? note;

    public async ValueTask<GameCommand?> Decide(GameView view, Side side, CancellationToken moved)
    {
        while (!moved.IsCancellationRequested)
        {
            var menu = Menu(view, side);
            var key = await Key(view, side, Asks(view, side, menu), moved);
            if (key is null) continue;
            note = null;
            if (key == '\n' && menu is not null) return menu.Decision;
            if (menu?.Press(key.Value) == true) continue;
            if (await Command(view, side, key.Value, moved) is { } command) return command;
        }

        return null;
    }

    public void Hear(GameView view, Side side, Refusal refused) => note = $"Refused ({refused.Rule}): {refused.Message}";

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
            case 'y' when live is { Window.Kind: WindowKind.Confirmation, UnderWay.Reading: { } read }: return new ConfirmOutcome(read.Roll);
            case 'n' when live is { Window.Kind: WindowKind.Confirmation, UnderWay.Reading: { } read }: return new DisputeOutcome(read.Roll);
            case 'e' when live.Window is { Kind: WindowKind.Reading } window && window.WaitsFor(side):
                return await Reading(view, side, moved);
            case 'u': return await Substitution(view, side, moved);
            case 'm': return new VisitMound();
            case 'z': return new AskTakeBack(EditKind.Decision);
            case 'g': return await Sure(view, side, "Hand this side to a computer manager", moved) ? new HandOverSeat(side, 1) : null;
            case 'k': return await Sure(view, side, "Concede the game", moved) ? new ConcedeGame("conceded") : null;
            case 'q' when await Sure(view, side, "Leave; the game stays, and waits for you", moved):
                throw new EndOfStreamException("you have left");
            case 'v':
                try
                {
                    screen.Page(await box(moved));
                    while (!moved.IsCancellationRequested && await keys.Next(second, moved) is null) { }
                }
                catch (AskedInVainException e)
                {
                    note = e.Message;
                }

                return null;
            default: return null;
        }
    }

    private static List<string> Asks(GameView view, Side side, Menu? menu)
    {
        var asks = new List<string>();
        var live = view.Live!;
        if (live.TakeBack is { } asked && asked.By != side) asks.Add($"The other side wants its last play back (events {asked.From} to {asked.To}): y yes, n no");
        if (menu is not null)
        {
            asks.Add($"Your decision, {menu.Title}:");
            asks.AddRange(menu.Choices.Select(static choice => $"  {choice.Key}  {choice.Name}: {choice.Value}"));
            asks.Add("  Enter  that is it" + (MayChange(view, side) ? "    u  substitute" : ""));
        }
        else if (live is { Window.Kind: WindowKind.Confirmation, UnderWay.Reading: { } read } && live.Window.WaitsFor(side))
        {
            asks.Add($"Read off the card: {EventTextWriter.Write(read.Reading)}   y  so it is   n  not so");
        }
        else if (live.Window is { Kind: WindowKind.Reading } reading && reading.WaitsFor(side))
        {
            asks.Add("The dice lie: e  enter what your card says");
        }
        else
        {
            asks.Add(live.Window is { } window ? $"Waiting for the other side ({Words.Of(window.Kind.ToString())})." : "Waiting.");
        }

        asks.Add("m visit the mound   z take back   v box score   g hand over   k concede   q leave");
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
        if (await Pick(view, side, "Who goes?", [.. who.Select(static one => one.Said)], moved) is not { } out_) return null;
        var (man, position, _) = who[out_];
        var men = position == Position.Pitcher ? reserves.Bullpen : reserves.Bench;
        if (await Pick(view, side, "Who comes?", [.. men.AsSpan().ToArray().Select(static one => one.Name)], moved) is not { } in_) return null;
        return new Substitute([new(side, man.Entry.Slot, men[in_].Player, men[in_].Name, position, Count.Unknown)]);
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

    /// <summary>What a card says: the edition, and the play in a scorer's shorthand.</summary>
    private async ValueTask<GameCommand?> Reading(GameView view, Side side, CancellationToken moved)
    {
        var roll = view.Live!.UnderWay!.Rolls[^1];
        var card = roll.D6 <= 3 ? view.Batter! : view.Pitcher!;
        if (await Line(view, side, $"Card of {card.Name}: which edition?", moved) is not { Length: > 0 } edition) return null;
        if (await Line(view, side, "The play, as S8 or 63/G or K or HR/F7:", moved) is not { Length: > 0 } text) return null;
        if (EventText.TryParse(text, out var play, out var error)) return new ReadOutcome(roll.Number, new(edition, card.Player), play);
        note = $"That is no play: {error}.";
        return null;
    }

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
            switch (await Key(view, side, [title, $"> {line}_"], moved))
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
        TimeSpan? left = view.Live?.Window?.Due is { } due && due - DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() is var ms && ms < 3_600_000
            ? TimeSpan.FromMilliseconds(ms)
            : null;
        screen.Draw(new(view, side, [.. told.TakeLast(TellsLast)], note is null ? asks : [note, .. asks], left));
        return keys.Next(second, moved);
    }
}
