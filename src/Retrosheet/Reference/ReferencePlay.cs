using AkkaGame.Messages;

namespace AkkaGame.Retrosheet.Reference;

/// <summary>
/// What the reference says of one play: the situation before it and what came of it. A person is his id, <c>""</c> where there is
/// none; <c>null</c> and <see cref="NotGiven"/> stand for a column that the table does not have.
/// </summary>
public sealed class ReferencePlay
{
    public const short NotGiven = -1;

    private const int RunnerAt = 9, ChargedAt = 12, ResponsibleBatterAt = 16, ResponsiblePitcherAt = 17, PeopleCount = 18;

    private readonly string?[] people = new string?[PeopleCount];
    private readonly short[] numbers = new short[Named.Length];

    internal ReferencePlay() => Array.Fill(numbers, NotGiven);

    /// <summary>Retrosheet's game id.</summary>
    public string Game { get; internal set; } = "";

    /// <summary>The event as the scorer wrote it, as the reference repeats it.</summary>
    public string Event { get; internal set; } = "";

    /// <summary>Its number among the game's plays, from 1.</summary>
    public int Number => this[0];

    public short Inning => this[1];
    /// <summary>1 where the home club bats, whichever half that is.</summary>
    public short HomeBats => this[2];
    public short Outs => this[3];
    public short Balls => this[4];
    public short Strikes => this[5];
    public short AwayScore => this[6];
    public short HomeScore => this[7];
    public short BattingSlot => this[8];
    /// <summary>2 out, 3 strikeout, 4 steal, ... 20-23 hits.</summary>
    public short EventCode => this[9];
    /// <summary>Bases of a hit.</summary>
    public short HitBases => this[10];
    public short AtBat => this[11];
    public short SacrificeHit => this[12];
    public short SacrificeFly => this[13];
    public short OutsMade => this[14];
    public short DoublePlay => this[15];
    public short TriplePlay => this[16];
    public short Rbi => this[17];
    public short WildPitch => this[18];
    public short PassedBall => this[19];
    public short Errors => this[20];
    public short Runs => this[21];
    /// <summary>Bits 1 2 4 for the bases taken before and after; after a third out the reference does not clear them.</summary>
    public short BasesBefore => this[22];
    public short BasesAfter => this[23];

    public string? Batter => people[0];
    public string? Pitcher => people[(int)Position.Pitcher];
    public string? ResponsibleBatter => people[ResponsibleBatterAt];
    public string? ResponsiblePitcher => people[ResponsiblePitcherAt];

    public string? Fielder(Position position) => people[(int)position];

    /// <summary>The runner on first, second or third.</summary>
    public string? Runner(Base on) => people[RunnerAt + (int)on];

    /// <summary>The pitcher charged with the runner on first, second or third.</summary>
    public string? ChargedWith(Base on) => people[ChargedAt + (int)on];

    /// <summary>
    /// Where the man who began at <paramref name="from"/> ended: 0 out or nobody, 1-3 a base, 4 5 6 home (earned, unearned, unearned
    /// for the team only).
    /// </summary>
    public short Destination(Base from) => this[24 + (int)from];

    /// <summary>Who erred: 1 to 3 in order, 0 for none.</summary>
    public short Erred(int index) => this[28 + index];

    public short PutOut(int index) => this[31 + index];

    public short Assist(int index) => this[34 + index];

    public bool Stole(Base from) => this[39 + (int)from - 1] == 1;

    public bool CaughtStealing(Base from) => this[42 + (int)from - 1] == 1;

    public bool PickedOff(Base from) => this[45 + (int)from - 1] == 1;

    private short this[int number] => numbers[number];

    /// <summary>The columns of persons, in the order of <see cref="people"/>.</summary>
    private static readonly string[] Persons =
    [
        "BAT_ID", "PIT_ID", "POS2_FLD_ID", "POS3_FLD_ID", "POS4_FLD_ID", "POS5_FLD_ID", "POS6_FLD_ID", "POS7_FLD_ID", "POS8_FLD_ID",
        "POS9_FLD_ID", "BASE1_RUN_ID", "BASE2_RUN_ID", "BASE3_RUN_ID", "RUN1_RESP_PIT_ID", "RUN2_RESP_PIT_ID", "RUN3_RESP_PIT_ID",
        "RESP_BAT_ID", "RESP_PIT_ID",
    ];

    /// <summary>The columns of numbers and flags, in the order of <see cref="numbers"/>.</summary>
    private static readonly string[] Named =
    [
        "EVENT_ID", "INN_CT", "BAT_HOME_ID", "OUTS_CT", "BALLS_CT", "STRIKES_CT", "AWAY_SCORE_CT", "HOME_SCORE_CT", "BAT_LINEUP_ID",
        "EVENT_CD", "H_CD", "AB_FL", "SH_FL", "SF_FL", "EVENT_OUTS_CT", "DP_FL", "TP_FL", "RBI_CT", "WP_FL", "PB_FL", "ERR_CT",
        "EVENT_RUNS_CT", "START_BASES_CD", "END_BASES_CD",
        "BAT_DEST_ID", "RUN1_DEST_ID", "RUN2_DEST_ID", "RUN3_DEST_ID",
        "ERR1_FLD_CD", "ERR2_FLD_CD", "ERR3_FLD_CD", "PO1_FLD_CD", "PO2_FLD_CD", "PO3_FLD_CD",
        "ASS1_FLD_CD", "ASS2_FLD_CD", "ASS3_FLD_CD", "ASS4_FLD_CD", "ASS5_FLD_CD",
        "RUN1_SB_FL", "RUN2_SB_FL", "RUN3_SB_FL", "RUN1_CS_FL", "RUN2_CS_FL", "RUN3_CS_FL", "RUN1_PK_FL", "RUN2_PK_FL", "RUN3_PK_FL",
    ];

    /// <summary>Where a table keeps what a play is made of.</summary>
    internal sealed class Layout(CsvReader table)
    {
        private readonly int game = table.Need("GAME_ID"), number = table.Need("EVENT_ID"), text = table.Find("EVENT_TX");
        private readonly int[] persons = Array.ConvertAll(Persons, table.Find), named = Array.ConvertAll(Named, table.Find);

        /// <summary>The play on the table's present line. Persons who were there on the play before share its strings.</summary>
        public ReferencePlay Read(ReferencePlay? before)
        {
            var play = new ReferencePlay { Game = Shared(table[game], before?.Game), Event = text < 0 ? "" : table[text].ToString() };
            for (var i = 0; i < persons.Length; i++)
                if (persons[i] >= 0) play.people[i] = Shared(table[persons[i]], before?.people[i]);
            for (var i = 0; i < named.Length; i++)
            {
                if (named[i] < 0) continue;
                play.numbers[i] = table[named[i]] switch { "F" => 0, "T" => 1, _ => table.Number(named[i]) };
            }

            if (play.Number < 1) throw new ReferenceFormatException($"line {table.Line}: EVENT_ID counts from 1, {table[number]} does not");
            return play;
        }

        private static string Shared(ReadOnlySpan<char> text, string? before) =>
            before is not null && text.SequenceEqual(before) ? before : Intern.Of(text);
    }
}
