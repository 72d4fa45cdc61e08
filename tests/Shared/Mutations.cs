using System.Text;

namespace AkkaGame.Tests;

/// <summary>
/// Frames as clients send them, and the same spoilt in a way that a seed draws: bytes changed, cut, doubled, moved, words of JSON and of the
/// protocol put where they do not belong. AKKAGAME_SEED names another seed than the usual one, AKKAGAME_FRAMES how many are tried.
/// </summary>
internal sealed class Mutations
{
    public static readonly string[] Frames =
    [
        """{"t":"hello","proto":[1],"token":"a.b.c","role":"manager","side":"home","sess":"0190d0c4-0000-7000-8000-000000000001","resume":{"seq":17,"hash":"0123456789abcdef"},"client":"fuzz/1","view":true}""",
        """{"t":"ack","seq":17}""", """{"t":"snap?"}""", """{"t":"auth","token":"a.b.c"}""", """{"t":"ping","n":9007199254740993}""",
        """{"t":"ctl"}""",
        """{"t":"cmd","id":"0190d0c4-0000-7000-8000-000000000002","k":"note-facts","play":3,"why":"weather","d":{"facts":[{"key":"sky","value":"sunny"},{"key":"temp","value":"71"}]}}""",
        """{"t":"cmd","id":"0190d0c4-0000-7000-8000-000000000003","dec":"0190d0c4-0000-7000-8000-000000000004","k":"seal-decision","d":{"defense":{"infield":"GuardLines","alignment":"ShadePull","hold":{"first":"Off"},"pickoff":"First"}}}""",
        """{"t":"cmd","id":"0190d0c4-0000-7000-8000-000000000005","k":"substitute","play":9,"d":{"announcements":[{"side":"Away","slot":1,"player":"x1","name":"X One","position":"PinchHitter","count":"12"}]}}""",
        """{"t":"cmd","id":"0190d0c4-0000-7000-8000-000000000006","k":"record-play","play":9,"d":{"inning":3,"half":"Bottom","batter":"lindf001","count":"12","pitches":"CBFX","play":{"parts":[{"code":"Out","handlings":[{"by":"64","on":"First"},{"by":"43"}]}],"advances":[{"from":"First","to":"Second","fate":"Out","implied":true}],"trajectory":"GroundBall","location":"6","annotations":["GDP"]}}}""",
        """{"t":"cmd","id":"0190d0c4-0000-7000-8000-000000000007","k":"create-game","d":{"league":"open","away":"AWY","home":"HOM","date":"2018-04-06","number":0,"mode":"Played","rules":{"name":"x","scheduledInnings":9}}}""",
        """{"t":"cmd","id":"0190d0c4-0000-7000-8000-000000000008","k":"give-nonce","dec":"0190d0c4-0000-7000-8000-000000000009","d":{"key":1,"nonce":"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"}}""",
        """{"t":"cmd","id":"0190d0c4-0000-7000-8000-00000000000a","k":"seal-lineup","d":{"card":{"places":[{"slot":0,"player":"ap","name":"a p","position":"Pitcher"}],"bench":[{"player":"b1","name":"b 1"}]}}}""",
        """{"t":"cmd","id":"0190d0c4-0000-7000-8000-00000000000b","k":"correct-history","play":12,"d":{"from":10,"keep":[11,12],"ruling":"the umpires erred"}}""",
    ];

    private static readonly byte[][] words =
    [
        .. new[]
        {
            "{", "}", "[", "]", ",", ":", "\"", "null", "true", "-0", "1e400", "-1", "9223372036854775808", "0.1", "NaN", "\"\\ud800\"",
            "\"\\u0000\"", "\\", "/**/", "\"$type\":\"x\",", "\"__proto__\":{},", "\"id\":\"\",", "\"t\":\"cmd\",", "\"t\":7,", "[[[[[[[[[[",
            "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":", "\"\\ud800\":1,", "\"k\":\"seal-standing-orders\",", "{}", "[]",
            "\"d\":[1],", "\"Pitcher\"", "\"99\"", "\u202E", "\uFEFF", "\r\n",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0],
    ];

    private readonly Random draw = new(int.TryParse(Environment.GetEnvironmentVariable("AKKAGAME_SEED"), out var named) ? named : 20_181_028);

    /// <summary>How many are tried unless it is said otherwise.</summary>
    public static int Count => int.TryParse(Environment.GetEnvironmentVariable("AKKAGAME_FRAMES"), out var count) ? count : 3_000;

    /// <summary>A spoilt frame; once in a while one that is spoilt beyond what a frame may hold.</summary>
    public byte[] Next()
    {
        List<byte> frame = [.. Encoding.UTF8.GetBytes(Frames[draw.Next(Frames.Length)])];
        for (var times = draw.Next(1, 5); times > 0; times--) Spoil(frame);
        return [.. frame];
    }

    private void Spoil(List<byte> frame)
    {
        var at = draw.Next(frame.Count + 1);
        var length = Math.Min(draw.Next(1, 24), frame.Count - at);
        switch (draw.Next(8))
        {
            case 0 when at < frame.Count: frame[at] ^= (byte)(1 << draw.Next(8)); break;
            case 1 when at < frame.Count: frame[at] = (byte)draw.Next(256); break;
            case 2: frame.RemoveRange(at, length); break;
            case 3: frame.InsertRange(draw.Next(frame.Count + 1), frame.GetRange(at, length)); break;
            case 4: frame.InsertRange(at, words[draw.Next(words.Length)]); break;
            case 5: Replace(frame); break;
            case 6: frame.RemoveRange(at, frame.Count - at); break;
            case 7 when draw.Next(20) == 0: frame.InsertRange(at, Enumerable.Repeat(words[draw.Next(words.Length)], 3_000).SelectMany(static one => one)); break;
        }
    }

    /// <summary>A whole value by a word that is none, or not that one.</summary>
    private void Replace(List<byte> frame)
    {
        var colons = Enumerable.Range(0, frame.Count).Where(place => frame[place] == ':').ToArray();
        if (colons.Length == 0) return;
        var from = colons[draw.Next(colons.Length)] + 1;
        var to = frame.FindIndex(from, static one => one is (byte)',' or (byte)'}' or (byte)']');
        if (to < 0) return;
        frame.RemoveRange(from, to - from);
        frame.InsertRange(from, words[draw.Next(words.Length)]);
    }
}
