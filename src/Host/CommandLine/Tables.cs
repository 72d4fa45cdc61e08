using AkkaGame.Host.Replay;
using Spectre.Console;

namespace AkkaGame.Host.CommandLine;

/// <summary>Tables for people: lines on a terminal, plain signs in a pipe.</summary>
internal static class Tables
{
    /// <summary>In a pipe nothing is broken into lines: whoever reads it there looks for words.</summary>
    private const int PipeWidth = 400;

    /// <summary>Two columns that need no heads: what, and how it is.</summary>
    public static Table OfFacts() => Of("", "").HideHeaders();

    public static Table Of(params ReadOnlySpan<string> columns)
    {
        var table = new Table().Border(Console.IsOutputRedirected ? TableBorder.Ascii : TableBorder.Rounded);
        foreach (var column in columns) table.AddColumn(Markup.Escape(column));
        return table;
    }

    /// <summary>Cells as they are: what a terminal would obey is not printed.</summary>
    public static void Row(Table table, params ReadOnlySpan<string> cells)
    {
        var row = new Text[cells.Length];
        for (var i = 0; i < cells.Length; i++) row[i] = new(GameLine.Printable(cells[i]));
        table.AddRow(row);
    }

    public static void Write(Table table)
    {
        var console = AnsiConsole.Create(new() { Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect });
        if (Console.IsOutputRedirected) console.Profile.Width = PipeWidth;
        console.Write(table);
    }
}
