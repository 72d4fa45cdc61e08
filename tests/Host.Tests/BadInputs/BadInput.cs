using System.Globalization;
using System.Text;

namespace AkkaGame.Host.Tests.BadInputs;

/// <summary>A line of <c>docs/bad-inputs.csv</c>.</summary>
/// <param name="Number">Its number, with a letter where one input comes in several forms.</param>
/// <param name="Where">socket, http, handshake or hello.</param>
/// <param name="Code">The refusal's code, or <c>accepted</c>; empty where the protocol promises none.</param>
/// <param name="Close">The close code or the HTTP status; <c>open</c> for a socket that stays.</param>
public sealed record BadInput(string Number, string Input, string Where, string Code, string Close)
{
    public static IReadOnlyList<BadInput> All { get; } = Read();

    public static BadInput Of(string number) => All.Single(one => one.Number == number);

    private static BadInput[] Read()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "bad-inputs.csv"));
        Assert.Equal("number,input,where,code,close,note", lines[0]);
        return [.. lines.Skip(1).Select(static line => Cells(line)).Select(static cells =>
        {
            Assert.Equal(6, cells.Count);
            return new BadInput(cells[0], cells[1], cells[2], cells[3], cells[4]);
        })];
    }

    private static List<string> Cells(string line)
    {
        var (cells, cell, isQuoted) = (new List<string>(), new StringBuilder(), false);
        foreach (var one in line)
        {
            if (one == '"') isQuoted = !isQuoted;
            else if (one == ',' && !isQuoted) Take();
            else cell.Append(one);
        }

        Take();
        return cells;

        void Take()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }
    }
}

/// <summary>What became of an input.</summary>
/// <param name="Code">The first refusal's code, <c>accepted</c> where there was none and the socket is open, else empty.</param>
/// <param name="Close">The close code or the HTTP status; <c>open</c> for a socket that stays.</param>
public sealed record Outcome(string Code, string Close)
{
    public const string Accepted = "accepted", Open = "open";

    public static Outcome Of(string code, int close) => new(code, close.ToString(CultureInfo.InvariantCulture));
}
