using System.Buffers;
using System.Buffers.Binary;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.OnAkka;

/// <summary>
/// Everything of ours that is stored or crosses between nodes, written by the wire names: commands, events and refusals as everywhere else,
/// nothing by the names or fields of classes. A manifest is frozen; one that this build does not know is an error of that message alone.
/// </summary>
public sealed class GameSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>In the place of a serializer of Akka's that has settings, none of which matter here.</summary>
    public GameSerializer(ExtendedActorSystem system, Config settings) : this(system)
    {
    }

    /// <summary>Stands beside every stored event and snapshot.</summary>
    public const int Number = 16711;

    /// <summary>A snapshot: its schema (2 bytes), the SHA-256 of its body (32), its body.</summary>
    public const string SnapshotManifest = "snapshot-1";

    private const int ShaAt = 2, BodyAt = 34;

    public override int Identifier => Number;

    public override string Manifest(object o) => o switch
    {
        JournalEntry => EntryCodec.Manifest,
        Snapshot => SnapshotManifest,
        Letter letter => letter.Message switch
        {
            GameMessage.Command => "command",
            GameMessage.Look => "look",
            GameMessage.Alarm => "alarm",
            GameMessage.Leave => "leave",
            GameMessage.PutAside => "put-aside",
            GameMessage.Release => "release",
            _ => throw Unknown(letter.Message.GetType().Name),
        },
        Reply.Answered { Answer.Refused: null } => "receipt",
        Reply.Answered => "refused",
        Reply.Seen => "seen",
        Reply.Left => "left",
        Reply.Rung => "rung",
        Follow => "follow",
        Unfollow => "unfollow",
        Following => "following",
        Told => "told",
        Silent => "silent",
        Due => "due",
        AreYouThere => "are-you-there",
        IAmThere => "i-am-there",
        GoAway { InHaste: true } => "go-away-moving",
        GoAway => "go-away",
        _ => throw Unknown(o.GetType().Name),
    };

    public override byte[] ToBinary(object obj)
    {
        switch (obj)
        {
            case JournalEntry entry: return EntryCodec.Write(entry);
            case Snapshot snapshot: return Write(snapshot);
        }

        var into = new ArrayBufferWriter<byte>();
        switch (obj)
        {
            case Letter letter:
                into.Id(letter.Game.Value);
                into.Long(letter.Number);
                if (letter.Message is GameMessage.Command command) NodeCodec.Write(into, command.Envelope);
                if (letter.Message is not GameMessage.PutAside(var why, var by)) break;
                into.Text(why);
                into.Text(by);
                break;
            case Reply reply:
                into.Long(reply.Number);
                if (reply is Reply.Answered { Answer: { Refused: null } answer }) NodeCodec.Write(into, answer.Receipt);
                else if (reply is Reply.Answered { Answer.Refused: { } refusal }) NodeCodec.Write(into, refusal);
                else if (reply is Reply.Seen seen) NodeCodec.Write(into, seen.Sight);
                else if (reply is Reply.Left left) into.Flag(left.Gone);
                break;
            case IToGame to: into.Id(to.Game.Value); break;
            case Following following:
                into.Id(following.Game.Value);
                into.Int(following.Seq);
                break;
            case Told told: NodeCodec.Write(into, told.Group); break;
            case Silent silent: into.Id(silent.Game.Value); break;
            case AreYouThere(var uid, var asked):
                into.Int(uid);
                into.Long(asked);
                break;
            case IAmThere there: into.Long(there.Asked); break;
            case Due due:
                into.Id(due.Game.Value);
                into.Flag(due.IsWord);
                into.Flag(due.At is not null);
                into.Long(due.At ?? 0);
                break;
        }

        return into.WrittenSpan.ToArray();
    }

    /// <exception cref="NodeCodecException">It is not what its manifest says.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        var from = new NodeReading(bytes);
        switch (manifest)
        {
            case EntryCodec.Manifest: return EntryCodec.Read(bytes);
            case SnapshotManifest: return ReadSnapshot(bytes);
            case "command":
                var (game, number) = (from.Game(), from.Long());
                return new Letter(game, number, new GameMessage.Command(
                    NodeCodec.Envelope(ref from) ?? throw new NodeCodecException("a command that this build does not know")));
            case "look": return Letter(ref from, new GameMessage.Look());
            case "alarm": return Letter(ref from, new GameMessage.Alarm());
            case "leave": return Letter(ref from, new GameMessage.Leave());
            case "release": return Letter(ref from, new GameMessage.Release());
            case "put-aside":
                (game, number) = (from.Game(), from.Long());
                return new Letter(game, number, new GameMessage.PutAside(from.Text() ?? "", from.Text() ?? ""));
            case "receipt": return new Reply.Answered(from.Long(), NodeCodec.Receipt(ref from));
            case "refused": return new Reply.Answered(from.Long(), NodeCodec.Refusal(ref from));
            case "seen": return new Reply.Seen(from.Long(), NodeCodec.Sight(ref from));
            case "left": return new Reply.Left(from.Long(), from.Flag());
            case "rung": return new Reply.Rung(from.Long());
            case "follow": return new Follow(from.Game());
            case "unfollow": return new Unfollow(from.Game());
            case "following": return new Following(from.Game(), from.Int());
            case "told":
                return new Told(NodeCodec.Group(ref from) ?? throw new NodeCodecException("an event that this build does not know"));
            case "silent": return new Silent(from.Game());
            case "due":
                (game, var isWord, var isDue) = (from.Game(), from.Flag(), from.Flag());
                return new Due(game, from.Long() is var at && isDue ? at : null, isWord);
            case "are-you-there": return new AreYouThere(from.Int(), from.Long());
            case "i-am-there": return new IAmThere(from.Long());
            case "go-away-moving": return GoAway.Moving;
            case "go-away": return GoAway.Resting;
            // Whatever stands in the journal, the game that it is found in says what is wrong, and the others go on.
            case var other when other.StartsWith("entry-", StringComparison.Ordinal):
                return JournalEntry.Damaged($"it is written as {other}, this build reads {EntryCodec.Manifest}");
            default: throw Unknown(manifest);
        }
    }

    private static Letter Letter(ref NodeReading from, GameMessage message) => new(from.Game(), from.Long(), message);

    private static byte[] Write(Snapshot snapshot)
    {
        var bytes = new byte[BodyAt + snapshot.Body.Length];
        BinaryPrimitives.WriteInt16BigEndian(bytes, snapshot.Schema);
        snapshot.Sha256.CopyTo(bytes, ShaAt);
        snapshot.Body.CopyTo(bytes, BodyAt);
        return bytes;
    }

    /// <summary>Of which game and seq it is stands beside it, not in it: whoever loads it knows (<see cref="GameSnapshots"/>).</summary>
    private static Snapshot ReadSnapshot(byte[] bytes) => bytes.Length < BodyAt
        ? new(default, 0, -1, [], [])
        : new(default, 0, BinaryPrimitives.ReadInt16BigEndian(bytes), bytes[ShaAt..BodyAt], bytes[BodyAt..]);

    private static NodeCodecException Unknown(string what) => new($"no message of games is called {what}");
}
