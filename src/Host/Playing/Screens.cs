using AkkaGame.Baseball;
using AkkaGame.Host.Replay;
using AkkaGame.Messages;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AkkaGame.Host.Playing;

/// <summary>What is to be seen at a moment.</summary>
/// <param name="Me">The side whose manager looks.</param>
/// <param name="Told">The last sentences, the newest last.</param>
/// <param name="Asks">What is asked of him, line by line.</param>
/// <param name="Left">Until the deadline; null where there is none.</param>
internal sealed record Picture(GameView View, Side Me, IReadOnlyList<string> Told, IReadOnlyList<string> Asks, TimeSpan? Left);

internal interface IScreen
{
    void Draw(Picture picture);

    /// <summary>What is typed is to be drawn: nobody else shows it.</summary>
    bool Echoes { get; }

    /// <summary>Lines of a page.</summary>
    int PageRows { get; }

    /// <summary>A text that is read and put away again, such as the box score.</summary>
    void Page(string text);
}

/// <summary>Plain text, for a pipe or a terminal that can do no more: what is new, once.</summary>
internal sealed class PlainScreen(TextWriter into) : IScreen
{
    private string asked = "";

    public void Draw(Picture picture)
    {
        var asks = string.Join('\n', (string[])[Words.Situation(picture.View), .. picture.Asks]);
        if (asks == asked || picture.Asks.Count == 0) return;
        asked = asks;
        into.WriteLine(asks);
    }

    public bool Echoes => false;

    public int PageRows => int.MaxValue;

    public void Page(string text) => into.WriteLine(text);
}

/// <summary>A terminal: the whole picture, drawn over the one before.</summary>
internal sealed class FullScreen : IScreen, IDisposable
{
    private const string Enter = "\e[?1049h\e[?25l", Leave = "\e[?25h\e[?1049l", Top = "\e[H", RestOfLine = "\e[K", RestOfPage = "\e[J";

    /// <summary>Whoever wants no colours says so like this: no-color.org.</summary>
    private static readonly ColorSystemSupport colours = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
        ? ColorSystemSupport.NoColors
        : ColorSystemSupport.Standard;

    private bool hasLeft;

    public FullScreen() => Console.Out.Write(Enter);

    public void Draw(Picture picture) => Show(Whole(picture));

    public bool Echoes => true;

    public int PageRows => Math.Max(10, Console.WindowHeight) - 3;

    public void Page(string text) => Show(new Rows(new Text(text), new Text("\nany key goes on")));

    /// <summary>Once: a second time would put the cursor back over what was written since.</summary>
    public void Dispose()
    {
        if (!hasLeft) Console.Out.Write(Leave);
        hasLeft = true;
    }

    private static int Columns => Math.Max(60, Console.WindowWidth);

    private static Text Cropped(IEnumerable<string> lines)
    {
        const int Border = 4;
        return new(string.Join('\n', lines.Select(static line => line.Length > Columns - Border ? line[..(Columns - Border)] : line)));
    }

    private static void Show(IRenderable whole)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.Yes, ColorSystem = colours, Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = Columns;
        console.Write(whole);
        var lines = text.ToString().TrimEnd('\n').Split('\n').Take(Math.Max(10, Console.WindowHeight));
        var page = string.Join(RestOfLine + "\r\n", lines.Select(static line => line.TrimEnd('\r')));
        Console.Out.Write(Top + page + RestOfLine + RestOfPage);
        Console.Out.Flush();
    }

    /// <summary>What is asked is always there; of the rest as much as there is room for.</summary>
    private static Rows Whole(Picture picture)
    {
        const int Frame = 2, LineScoreRows = 5, FieldRows = 12, ToldMin = 3;
        var view = picture.View;
        var asks = new List<string>(picture.Asks);
        if (picture.Left is { } left) asks.Insert(0, FormattableString.Invariant($"{Math.Max(0, (int)left.TotalSeconds)} s left"));
        var room = Math.Max(10, Console.WindowHeight) - 1 - asks.Count - Frame;
        var parts = new List<IRenderable> { Head(view) };
        if ((room -= ToldMin + Frame + LineScoreRows) >= 0)
            parts.Add(new Panel(new Text(string.Join('\n', Words.LineScore(view)))).Border(BoxBorder.Rounded));
        else room += LineScoreRows;
        if (room >= FieldRows)
        {
            room -= FieldRows;
            var field = new Panel(new Text(Diamond(view))).Header("field").Border(BoxBorder.Rounded);
            parts.Add(new Grid().AddColumn().AddColumn().AddColumn().AddRow(field, Card(view, Side.Away), Card(view, Side.Home)));
        }
        else
        {
            room--;
            parts.Add(Cropped([Words.Situation(view)]));
        }

        var told = picture.Told.TakeLast(ToldMin + Math.Max(0, room));
        parts.Add(new Panel(Cropped(told)).Header("play by play").Border(BoxBorder.Rounded).Expand());
        parts.Add(new Panel(Cropped(asks)).Header(Words.Of(picture.Me)).Border(BoxBorder.Heavy).Expand());
        return new(parts);
    }

    private static Rule Head(GameView view)
    {
        var standing = view.IsOver ? "final" : FormattableString.Invariant($"{view.Half} {view.Inning}, {view.Outs} out");
        return new(Markup.Escape(GameLine.Printable($"{view.Away.Team} at {view.Home.Team} · {view.Rules.Name} · {standing}")));
    }

    private static Panel Card(GameView view, Side side)
    {
        var rows = new List<Markup>();
        foreach (var man in view.Of(side).Lineup)
        {
            var isUp = !view.IsOver && man.Entry == view.Batter?.Entry;
            var isPitching = !view.IsOver && man.Entry == view.Pitcher?.Entry;
            var text = Markup.Escape(FormattableString.Invariant(
                $"{(man.Entry.Slot == 0 ? " " : man.Entry.Slot)} {Words.LastName(man.Name),-12} {Words.Of(man.Position),-2}"));
            rows.Add(new(isUp ? $"[bold yellow]>{text}[/]" : isPitching ? $"[bold]*{text}[/]" : $" {text}"));
        }

        return new Panel(new Rows(rows)).Header(Markup.Escape(GameLine.Printable(view.Of(side).Team.Value))).Border(BoxBorder.Rounded);
    }

    private static string Diamond(GameView view)
    {
        const int Half = 15;
        var (first, second, third) = (view.Bases.First, view.Bases.Second, view.Bases.Third);
        return string.Join(
            '\n', Centred(Name(second)), Centred(Bag(second)), "",
            $"{Name(third),-Half}{Name(first),Half}", $"     {Bag(third)}                  {Bag(first)}     ", "",
            Centred("P " + (view.Pitcher is { } pitcher ? Words.LastName(pitcher.Name) : "")), "",
            Centred("⌂"), Centred(view.Batter is { } batter ? Words.LastName(batter.Name) : ""));

        static string Centred(string text) => text.PadLeft(Half + text.Length / 2).PadRight(2 * Half);

        static string Bag(RunnerView? runner) => runner is null ? "◇" : "◆";

        static string Name(RunnerView? runner) => runner is null ? "" : Words.LastName(runner.Name);
    }
}
