using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using AkkaGame.Messages;
using Xunit.Abstractions;

namespace AkkaGame.Baseball.Tests;

/// <summary>
/// The dice that a game rolls are even and independent, over many games, keys and nonces; and dice that are not are found. Games are made
/// of their numbers, so each number of rolls has one answer: red for ever or never. <c>AKKAGAME_DICE_ROLLS=10000000</c> rolls ten million.
/// </summary>
public class EvenDiceTests(ITestOutputHelper output)
{
    /// <summary>How unlikely even dice have to be before they are called uneven, or too even.</summary>
    private const double Gate = 1e-4;

    private const int KeysOfGame = 20;
    private const int RollsOfKey = 25;

    private static int Rolls => int.TryParse(Environment.GetEnvironmentVariable("AKKAGAME_DICE_ROLLS"), out var rolls) ? rolls : 400_000;

    /// <summary>How a wrong table reads the bytes of a roll, 32, into its four dice.</summary>
    /// <param name="n">The roll's number.</param>
    /// <param name="before">The dice of the roll before; zeros before the first.</param>
    private delegate void Reading(ReadOnlySpan<byte> bytes, Span<byte> faces, int n, ReadOnlySpan<byte> before);

    [Fact]
    public void Every_cell_each_die_and_each_two_dice_of_many_games_fall_as_even_dice_do()
    {
        var watch = Stopwatch.StartNew();
        var fallen = Fallen(1, static (one, fell) =>
        {
            for (var i = 0; i < RollsOfKey; i++) fell[0].Add(one.Dice.Roll(one.First + i));
        })[0];
        output.WriteLine(FormattableString.Invariant($"{fallen.Rolls:n0} rolls in {watch.Elapsed.TotalSeconds:f1} s"));

        Assert.Equal(Rolls / (KeysOfGame * RollsOfKey) * KeysOfGame * RollsOfKey, fallen.Rolls);
        Even(fallen);
    }

    [Fact]
    public void One_key_alone_is_even_too()
    {
        var game = new GameId(new Guid("00000000-0000-7000-8000-000000000010"));
        var key = DiceKey.Mix(new byte[32], game, 1, new byte[32], new byte[32]);
        var fallen = new FallenDice();
        for (var n = 1; n <= Rolls; n++) fallen.Add(key.Roll(n));

        Even(fallen);
    }

    /// <summary>
    /// The control: the same bytes, read a little wrongly. By plain modulo, without passing bytes over, a die of six shows each of its
    /// first four faces 43 times in 256 and the others 42 times; where two dice depend on one another, only every 64th roll does so.
    /// </summary>
    [Fact]
    public void Dice_that_favour_a_face_or_depend_on_one_another_are_found()
    {
        (string What, string Found, Reading Read)[] wrong =
        [
            ("as they should be", "", static (bytes, faces, _, _) => Read(bytes, faces, byModulo: -1)),
            ("the d6 by plain modulo", "d6", static (bytes, faces, _, _) => Read(bytes, faces, byModulo: 0)),
            ("the red die by plain modulo", "red", static (bytes, faces, _, _) => Read(bytes, faces, byModulo: 1)),
            ("the white die by plain modulo", "white", static (bytes, faces, _, _) => Read(bytes, faces, byModulo: 2)),
            ("the d20 by plain modulo", "d20", static (bytes, faces, _, _) => Read(bytes, faces, byModulo: 3)),
            ("the white die repeats the red one", "red and white", static (bytes, faces, n, _) =>
            {
                Read(bytes, faces, byModulo: -1);
                if (n % 64 == 0) faces[2] = faces[1];
            }),
            ("the d20 stays as it lay", "d20 and the next d20", static (bytes, faces, n, before) =>
            {
                Read(bytes, faces, byModulo: -1);
                if (n % 64 == 0) faces[3] = before[3];
            }),
        ];

        var fallen = Fallen(wrong.Length, (one, fell) =>
        {
            Span<byte> faces = stackalloc byte[4];
            var last = new byte[wrong.Length * 4];
            for (var i = 0; i < RollsOfKey; i++)
            {
                var bytes = one.Bytes(one.First + i);
                for (var table = 0; table < wrong.Length; table++)
                {
                    var before = last.AsSpan(table * 4, 4);
                    // A key's first roll follows another key's, which this table does not know; it is none of the 64th.
                    wrong[table].Read(bytes, faces, i == 0 ? 1 : one.First + i, before);
                    faces.CopyTo(before);
                    fell[table].Add(new Dice(faces[0], faces[1], faces[2], faces[3]));
                }
            }
        });

        Even(fallen[0]);
        for (var table = 1; table < wrong.Length; table++)
        {
            var judged = fallen[table].Judged().ToArray();
            var found = judged.Single(answer => answer.Of == wrong[table].Found);
            output.WriteLine($"{wrong[table].What}: {found}; {judged[0]}");
            Assert.True(found.P < Gate, $"{wrong[table].What}: {found}");
        }
    }

    /// <summary>The bytes that the control reads are those of the game's own rolls.</summary>
    [Fact]
    public void The_control_reads_the_bytes_that_a_game_reads() => Fallen(1, static (one, fell) =>
    {
        Span<byte> faces = stackalloc byte[4];
        for (var n = one.First; n < one.First + RollsOfKey; n++)
        {
            Read(one.Bytes(n), faces, byModulo: -1);
            Assert.Equal(one.Dice.Roll(n), new(faces[0], faces[1], faces[2], faces[3]));
        }
    }, games: 4);

    [Theory]
    [InlineData(3.841458820694124, 1, 0.05)]
    [InlineData(11.070497693516351, 5, 0.05)]
    [InlineData(20.515005652432873, 5, 0.001)]
    [InlineData(30.14352720564616, 19, 0.05)]
    [InlineData(0, 5, 1)]
    public void The_chance_of_a_chi_square_is_that_of_the_tables(double chi, int free, double p) =>
        Assert.Equal(p, ChiSquare.Tail(chi, free), 1e-9);

    /// <summary>With an even number of degrees of freedom it is Poisson's sum: fewer events than half of them come.</summary>
    [Theory]
    [InlineData(10, 2)]
    [InlineData(52.4, 20)]
    [InlineData(4320, 4320)]
    [InlineData(4680, 4320)]
    [InlineData(3900, 4320)]
    public void The_chance_of_a_chi_square_is_that_of_the_sum(double chi, int free)
    {
        var (sum, log) = (0.0, -chi / 2);
        for (var k = 0; k < free / 2; log += Math.Log(chi / 2 / ++k)) sum += Math.Exp(log);

        Assert.Equal(sum, ChiSquare.Tail(chi, free), 1e-9);
    }

    private void Even(FallenDice fallen)
    {
        var judged = fallen.Judged().ToArray();
        output.WriteLine(string.Join('\n', judged));
        Assert.Equal(27, judged.Length);
        Assert.All(judged, static answer => Assert.True(answer.P is > Gate and < 1 - Gate, $"{answer}"));
    }

    /// <summary>Each key of each game gives what it gives to <paramref name="tables"/> counts.</summary>
    private static FallenDice[] Fallen(int tables, Action<Key, FallenDice[]> roll, int? games = null)
    {
        var all = Made();
        Parallel.For(0, games ?? Rolls / (KeysOfGame * RollsOfKey), Made, (number, _, fell) =>
        {
            foreach (var table in fell) table.Begin();
            foreach (var one in Keys(number)) roll(one, fell);
            return fell;
        }, fell =>
        {
            lock (all)
            {
                for (var table = 0; table < tables; table++) all[table].Add(fell[table]);
            }
        });
        return all;

        FallenDice[] Made() => [.. Enumerable.Range(0, tables).Select(static _ => new FallenDice())];
    }

    /// <summary>A whole game's keys, mixed as in play: in every third game one side is a computer, which brings no nonce.</summary>
    private static IEnumerable<Key> Keys(int number)
    {
        var game = new GameId(new Guid(number, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]));
        var secret = new GameSecret(Root(number, 1));
        var (home, away) = (new NonceChain(Root(number, 2)), new NonceChain(Root(number, 3)));
        var isAlone = number % 3 == 0;
        for (var k = 1; k <= KeysOfGame; k++)
        {
            var mixed = new KeyMixed(
                k, home.Nonce(k), isAlone ? new('0', 64) : away.Nonce(k), isAlone ? Sides.Away : Sides.None);
            yield return new(game, secret, mixed, 1 + (k - 1) * RollsOfKey);
        }
    }

    private static byte[] Root(int number, byte use)
    {
        Span<byte> said = stackalloc byte[5];
        BinaryPrimitives.WriteInt32BigEndian(said, number);
        said[4] = use;
        return SHA256.HashData(said);
    }

    /// <summary>Reads the dice as <c>docs/dice.md</c> says, but for one of them, which passes over no byte.</summary>
    /// <param name="byModulo">Which one, 0-3; -1 for none.</param>
    private static void Read(ReadOnlySpan<byte> bytes, Span<byte> faces, int byModulo)
    {
        var at = 0;
        for (var die = 0; die < 4; die++)
        {
            var (sides, limit) = die < 3 ? (6, 252) : (20, 240);
            while (die != byModulo && bytes[at] >= limit) at++;
            faces[die] = (byte)(1 + bytes[at++] % sides);
        }
    }

    /// <summary>A key that is mixed, by the game's own hands.</summary>
    /// <param name="First">The number of its first roll.</param>
    private sealed record Key(GameId Game, GameSecret Secret, KeyMixed Mixed, int First)
    {
        private readonly byte[] key = HMACSHA256.HashData(Secret.Key(Mixed.Key), (byte[])
        [
            .. "bb-dice-1|key|"u8, .. Game.Value.ToByteArray(bigEndian: true), .. Four(Mixed.Key), .. Convert.FromHexString(Mixed.Home),
            .. Convert.FromHexString(Mixed.Away),
        ]);

        public DiceKey Dice { get; } = Secret.Dice(Game, DiceLedger.Empty with { Key = Mixed.Key, Mixed = Mixed });

        /// <summary>The first 32 bytes of a roll, by the formula of <c>docs/dice.md</c>.</summary>
        public byte[] Bytes(int n) => HMACSHA256.HashData(key, (byte[])[.. "bb-dice-1|roll|"u8, .. Four(n), .. Four(0)]);

        private static byte[] Four(int number)
        {
            var bytes = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(bytes, number);
            return bytes;
        }
    }
}
