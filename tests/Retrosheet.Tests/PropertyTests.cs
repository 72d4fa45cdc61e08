using System.Text;
using AkkaGame.Retrosheet.Events;
using AkkaGame.Retrosheet.Records;
using FsCheck;
using FsCheck.Fluent;

namespace AkkaGame.Retrosheet.Tests;

/// <summary>Whatever a file holds, reading it ends, throws nothing, and lets no game pass that it has spoiled.</summary>
public class PropertyTests
{
    private const int Tries = 2000;

    private static readonly string[] eventPieces =
    [
        "6", "43", "E", "K", "W", "S", "D", "HR", "FC", "CS", "PO", "SB", "C", "FLE", "I",
        "1", "2", "3", "H", "B", "(", ")", "(1)", "(B)", "(26)", "(E3)",
        "(UR)", "(TH)", "/", ".", ";", "-", "X", "+", "/G6", "/DP", "/E2", "/IPHR", "1-2", "2XH", "B-1", "#", "99", "\0", "\u00E9",
    ];

    [Fact]
    public void Any_event_text_is_read_or_refused_at_one_of_its_columns()
    {
        var texts = Gen.Elements(eventPieces).ListOf().Select(string.Concat);
        Check(texts, text =>
        {
            if (EventText.TryParse(text, out var play, out var error))
                return EventText.TryParse(EventTextWriter.Write(play), out var again, out _) && play == again;
            return error.Expected.Length > 0 && error.Column >= 1 && error.Column <= text.Length + 1;
        });
    }

    [Fact]
    public void Any_bytes_are_read_without_a_throw_and_with_an_error() =>
        Check(Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(), bytes => Results(bytes).OfType<ReadError>().Any());

    [Fact]
    public void A_spoiled_file_never_throws_and_gives_each_game_at_most_once()
    {
        var good = Encoding.Latin1.GetBytes(Sheet.Game + Sheet.Next(1) + Sheet.Next(2));
        var wounds = Gen.Choose(0, good.Length - 1).Two().Zip(Gen.Choose(0, 255)).ListOf();
        Check(wounds, list =>
        {
            var bytes = good.ToList();
            foreach (var ((at, length), with) in list) Spoil(bytes, at, length % 40, (byte)with);
            var games = Results([.. bytes]).OfType<RealGame>().Select(game => game.Id).ToList();
            return games.Count == games.Distinct().Count();
        });
    }

    [Fact]
    public void A_file_cut_anywhere_gives_only_games_that_were_whole_or_look_unfinished()
    {
        var text = Sheet.Game + Sheet.Next(1);
        for (var length = 0; length < text.Length; length++)
        {
            var results = EventFileReader.Read(new StringReader(text[..length]), "cut").ToList();
            if (length < Sheet.Game.Length - Sheet.Totals.Length)
                Assert.DoesNotContain(results, result => result is RealGame { Unfinished: null });
            Assert.InRange(results.Count, 1, 2);
        }
    }

    /// <summary>Takes bytes out, puts others in, or overwrites them, as the last digit says.</summary>
    private static void Spoil(List<byte> bytes, int at, int length, byte with)
    {
        if (at >= bytes.Count) return;
        switch (with % 3)
        {
            case 0: bytes.RemoveRange(at, Math.Min(length, bytes.Count - at)); break;
            case 1: bytes.Insert(at, with); break;
            default: bytes[at] = with; break;
        }
    }

    private static List<ReadResult> Results(byte[] bytes) => [.. EventFileReader.Read(new MemoryStream(bytes), "any")];

    private static void Check<T>(Gen<T> any, Func<T, bool> holds) =>
        Prop.ForAll(any.ToArbitrary(), holds).Check(Draws.Times(Tries));
}
