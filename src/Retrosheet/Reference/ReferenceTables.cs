using AkkaGame.Messages;

namespace AkkaGame.Retrosheet.Reference;

/// <summary>
/// Reads the tables that the field's reference tools make of event files, one season's folder at a time: <c>event.csv</c> a line
/// a play, <c>game.csv</c> a line a game, <c>teamgame.csv</c> two, <c>daily.csv</c> a line a player. Columns are found by name; those of
/// a table that are not there are not compared. The caller opens the files (Latin-1) and unzips them.
/// </summary>
/// <remarks>All readers throw <see cref="ReferenceFormatException"/> with line and column where a table is not what it should be.</remarks>
public sealed class ReferenceTables
{
    private readonly Dictionary<string, ReferenceGame> games = new(StringComparer.Ordinal);

    /// <summary>The games by Retrosheet's id, in the order in which the tables named them.</summary>
    public IReadOnlyDictionary<string, ReferenceGame> Games => games;

    /// <summary>The game of that id, or null where no table names it.</summary>
    public ReferenceGame? this[string game] => games.GetValueOrDefault(game);

    public void ReadEvents(TextReader from)
    {
        var table = new CsvReader(from);
        var layout = new ReferencePlay.Layout(table);
        ReferencePlay? before = null;
        ReferenceGame? game = null;
        while (table.Read())
        {
            var play = layout.Read(before);
            if (game?.Id != play.Game) game = Named(play.Game);
            if (play.Number != game.Plays.Count + 1)
                throw new ReferenceFormatException(
                    $"line {table.Line}: play {play.Number} of {play.Game} where {game.Plays.Count + 1} was expected");
            game.Add(play);
            before = play;
        }
    }

    public void ReadGames(TextReader from)
    {
        var table = new CsvReader(from);
        if (table.Columns.Count == 0) return;
        int id = table.Need("GAME_ID"), away = table.Find("AWAY_LINE_TX"), home = table.Find("HOME_LINE_TX");
        var columns = ReferenceColumns.Of(table);
        while (table.Read())
        {
            var game = Named(table[id].ToString());
            game.Totals = columns.Read(table);
            if (away >= 0) game.AwayLine = table[away].ToString();
            if (home >= 0) game.HomeLine = table[home].ToString();
        }
    }

    public void ReadTeamGames(TextReader from)
    {
        var table = new CsvReader(from);
        if (table.Columns.Count == 0) return;
        int id = table.Need("GAME_ID"), home = table.Need("HOME_FL");
        var columns = ReferenceColumns.Of(table);
        while (table.Read())
        {
            var game = Named(table[id].ToString());
            if (table[home] is "1") game.Home = columns.Read(table);
            else game.Away = columns.Read(table);
        }
    }

    public void ReadPlayers(TextReader from)
    {
        var table = new CsvReader(from);
        if (table.Columns.Count == 0) return;
        int id = table.Need("GAME_ID"), player = table.Need("PLAYER_ID"), home = table.Need("HOME_FL");
        var columns = ReferenceColumns.Of(table);
        while (table.Read())
        {
            Named(table[id].ToString()).Add(
                new ReferencePlayer(Intern.Of(table[player]), table[home] is "1" ? Side.Home : Side.Away, columns.Read(table)));
        }
    }

    private ReferenceGame Named(string id)
    {
        if (!games.TryGetValue(id, out var game)) games.Add(id, game = new(id));
        return game;
    }
}

/// <summary>What the tables say of one game.</summary>
public sealed class ReferenceGame(string id)
{
    private readonly List<ReferencePlay> plays = new(96);
    private readonly List<ReferencePlayer> players = [];

    public string Id { get; } = id;

    /// <summary>The plays in order; number n stands at n - 1.</summary>
    public IReadOnlyList<ReferencePlay> Plays => plays;

    /// <summary>A line a player and side.</summary>
    public IReadOnlyList<ReferencePlayer> Players => players;

    /// <summary>The game's own line (<c>game.csv</c>), or null.</summary>
    public ReferenceNumbers? Totals { get; internal set; }

    /// <summary>The sides' totals (<c>teamgame.csv</c>), or null.</summary>
    public ReferenceNumbers? Away { get; internal set; }

    public ReferenceNumbers? Home { get; internal set; }

    /// <summary>Runs by inning, ten and more in parentheses, or null.</summary>
    public string? AwayLine { get; internal set; }

    public string? HomeLine { get; internal set; }

    public ReferenceNumbers? Team(Side side) => side == Side.Away ? Away : Home;

    public string? Line(Side side) => side == Side.Away ? AwayLine : HomeLine;

    internal void Add(ReferencePlay play) => plays.Add(play);

    internal void Add(ReferencePlayer player) => players.Add(player);
}

/// <summary>A player's day.</summary>
public sealed record ReferencePlayer(string Id, Side Side, ReferenceNumbers Numbers);

/// <summary>The numbers of one line, by column name.</summary>
public sealed class ReferenceNumbers
{
    private readonly IReadOnlyDictionary<string, int> columns;
    private readonly short[] numbers;

    internal ReferenceNumbers(IReadOnlyDictionary<string, int> columns, short[] numbers) =>
        (this.columns, this.numbers) = (columns, numbers);

    /// <summary>The number in that column, or null where the table has no such column or text stands there.</summary>
    public int? this[string column] =>
        columns.TryGetValue(column, out var at) && numbers[at] != short.MinValue ? numbers[at] : null;
}

/// <summary>The header of a table of numbers, shared by its lines.</summary>
internal sealed class ReferenceColumns
{
    private readonly Dictionary<string, int> columns;

    private ReferenceColumns(Dictionary<string, int> columns) => this.columns = columns;

    public static ReferenceColumns Of(CsvReader table) => new(new(table.Columns, StringComparer.Ordinal));

    /// <summary>The present line: text and empty fields are no numbers.</summary>
    public ReferenceNumbers Read(CsvReader table)
    {
        var numbers = new short[table.Count];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = table[i] is [>= '0' and <= '9'] and [var digit] ? (short)(digit - '0')
                : short.TryParse(table[i], out var number) ? number : short.MinValue;
        return new(columns, numbers);
    }
}
