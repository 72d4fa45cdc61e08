using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace AkkaGame.Baseball.Tests;

/// <summary>
/// The check that <c>docs/dice.md</c> describes, written once more from that text: it reads the JSON of a game's events, uses nothing of
/// the program, and stands beside <c>docs/check-dice.py</c> where there is no Python.
/// </summary>
internal sealed class PlainCheck(Guid game)
{
    private static readonly string[] faces = ["d6", "red", "white", "d20"];

    private readonly List<(int Seq, int Roll, int Play, string What)> faults = [];
    private readonly Dictionary<int, int> made = [];
    private readonly Dictionary<string, string?> shown = [];
    private readonly Dictionary<(string Side, int Key), string> given = [];
    private readonly List<(int Seq, int Roll, string Dice)> waiting = [];
    private (int Key, string Value) end;
    private (int Key, int Group, byte[] Said)? mixed;
    private int play;
    private int key;
    private int rolls;

    /// <summary>Null where the dice are sound.</summary>
    public static (int Seq, int Play, string What)? Of(Guid game, JsonArray events)
    {
        var check = new PlainCheck(game);
        foreach (var one in events)
            check.Read(one!["seq"]!.GetValue<int>(), one["group"]!.GetValue<int>(), one["type"]!.GetValue<string>(), one["event"]!);
        return check.faults.Count == 0 ? null : check.faults
            .Select(fault => (fault.Seq, check.made.GetValueOrDefault(fault.Roll, fault.Play), fault.What))
            .OrderBy(static fault => fault.Seq).First();
    }

    private void Read(int seq, int group, string type, JsonNode it)
    {
        var side = it["side"]?.GetValue<string>() ?? "Away";
        switch (type)
        {
            case "game-created": end = (0, Text("s0")); break;
            case "dice-restarted":
                end = (Whole("fromKey") - 1, Text("s0"));
                mixed = null;
                waiting.Clear();
                given.Clear();
                break;
            case "seat-taken": shown[side] = it["tip"]?.GetValue<string>(); break;
            case "nonce-given":
                Must(Whole("key") == key + 1 && given.TryAdd((side, key + 1), Text("nonce")), "not for the next key");
                Must(Sha(Text("nonce"), 1) == shown[side], "does not follow");
                shown[side] = Text("nonce");
                break;
            case "key-mixed":
                Must(Whole("key") == ++key && mixed is null, "not the next key");
                foreach (var (of, nonce) in new[] { ("Home", Text("home")), ("Away", Text("away")) })
                    Must(nonce == given.GetValueOrDefault((of, key), new('0', 64)), "not as given");
                mixed = (key, group, [.. Four(key), .. Convert.FromHexString(Text("home")), .. Convert.FromHexString(Text("away"))]);
                break;
            case "dice-rolled":
                Must(Whole("number") == ++rolls, "number", rolls);
                Must(mixed is { } use && use.Key == Whole("key") && use.Group < group, "key", rolls);
                waiting.Add((seq, Whole("number"), string.Join(' ', faces.Select(die => it["dice"]![die]))));
                break;
            case "key-revealed":
                Show(seq, Whole("key"), Text("secret"));
                break;
            case "play-made":
                play = Whole("number");
                foreach (var number in it["rolls"]?.AsArray() ?? []) made[number!.GetValue<int>()] = play;
                break;
        }

        string Text(string member) => it[member]!.GetValue<string>();
        int Whole(string member) => it[member]!.GetValue<int>();
        void Must(bool holds, string what, int roll = 0)
        {
            if (!holds) faults.Add((seq, roll, play, $"{type}: {what}"));
        }
    }

    private void Show(int seq, int shownKey, string secret)
    {
        if (mixed is not { } use || use.Key != shownKey || Sha(secret, shownKey - end.Key) != end.Value)
        {
            faults.Add((seq, 0, play, "key-revealed: not the chain's"));
        }
        else
        {
            end = (shownKey, secret);
            var mix = Mac(Convert.FromHexString(secret), "bb-dice-1|key|", [.. game.ToByteArray(bigEndian: true), .. use.Said]);
            foreach (var (at, number, dice) in waiting)
                if (Roll(mix, number) is var right && right != dice) faults.Add((at, number, play, $"roll {number}: {dice}, not {right}"));
        }

        mixed = null;
        waiting.Clear();
    }

    private static string Roll(byte[] mix, int number)
    {
        var bytes = Enumerable.Range(0, 9).SelectMany(block => Mac(mix, "bb-dice-1|roll|", [.. Four(number), .. Four(block)])).ToList();
        var dice = new List<int>();
        while (dice.Count < 4)
        {
            var (sides, limit) = dice.Count < 3 ? (6, 252) : (20, 240);
            if (bytes[0] < limit) dice.Add(1 + bytes[0] % sides);
            bytes.RemoveAt(0);
        }

        return string.Join(' ', dice);
    }

    private static byte[] Mac(byte[] key, string label, byte[] said)
    {
        using var mac = new HMACSHA256(key);
        return mac.ComputeHash([.. Encoding.ASCII.GetBytes(label), .. said]);
    }

    private static string Sha(string hex, int times)
    {
        for (; times > 0; times--) hex = Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(hex)));
        return hex;
    }

    private static byte[] Four(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
