using System.Text;

namespace AkkaGame.Host.Tests.BadInputs;

/// <summary>Inputs 1 to 20: frames, before anybody looks at what is in them.</summary>
internal static class FrameSenders
{
    private const int MiB = 1024 * 1024;

    private const string Ping = """{"t":"ping","n":1}""";

    public static readonly Senders All = new()
    {
        ["1"] = static (scene, row) => scene.OnSocket(row, ""),
        ["2"] = static (scene, row) => scene.OnSocket(row, static socket => socket.Say(Raw(RawConnection.Binary, []))),
        ["3"] = static (scene, row) => scene.OnSocket(
            row, static socket => socket.Say(Raw(RawConnection.Binary, Encoding.UTF8.GetBytes(Ping)))),
        ["4"] = static (scene, row) => scene.OnSocket(row, static socket => socket.Say(Text([0x22, 0xFF, 0xFE, 0x22]))),
        ["5"] = static (scene, row) => scene.OnSocket(row, static socket => socket.Say(Text([0x22, 0xC0, 0xAF, 0x22]))),
        ["6"] = static (scene, row) => scene.OnSocket(row, Scene.NoteFacts("""{"facts":[{"key":"a","value":"\ud800"}]}""")),
        ["7a"] = static (scene, row) => scene.OnSocket(row, Scene.NoteFacts("""{"facts":[{"key":"a","value":"b\u0000"}]}""")),
        ["7b"] = static (scene, row) => scene.OnSocket(row, Scene.NoteFacts("{\"facts\":[{\"key\":\"a\",\"value\":\"b\0\"}]}")),
        ["8"] = static (scene, row) => scene.OnSocket(row, "\uFEFF" + Ping),
        ["9"] = static (scene, row) => scene.OnSocket(row, Ping.PadRight(8193)),
        ["9b"] = static (scene, row) => scene.OnSocket(row, Ping.PadRight(8192)),
        ["10"] = static (scene, row) => scene.OnSocket(row, static socket => Meanwhile(socket.Text(Ping.PadRight(MiB)))),
        ["11"] = static (scene, row) => scene.OnSocket(row, static socket => Meanwhile(Crumbs(socket))),
        ["12"] = static (scene, row) => scene.OnSocket(
            row, static socket => socket.Say(RawConnection.Frame(RawConnection.TextFrame, Encoding.UTF8.GetBytes(Ping), isMasked: false))),
        ["13a"] = static (scene, row) => scene.OnSocket(
            row, static socket => socket.Say(RawConnection.Frame(RawConnection.TextFrame, Encoding.UTF8.GetBytes(Ping), reserved: 4))),
        ["13b"] = static (scene, row) => scene.OnSocket(
            row, static socket => socket.Say(RawConnection.Frame(RawConnection.TextFrame, Encoding.UTF8.GetBytes(Ping), reserved: 3))),
        ["14a"] = static (scene, row) => scene.OnSocket(row, static socket => socket.Say(Raw(3, Encoding.UTF8.GetBytes(Ping)))),
        ["14b"] = static (scene, row) => scene.OnSocket(row, static socket => socket.Say(Raw(11, []))),
        ["15"] = static (scene, row) => scene.OnSocket(row, static socket => socket.Say(Raw(RawConnection.Ping, new byte[126]))),
        ["16"] = static (scene, row) => scene.OnSocket(
            row, static socket => Meanwhile(Often(socket, RawConnection.Frame(RawConnection.TextFrame, Encoding.UTF8.GetBytes(Ping))))),
        ["16b"] = static (scene, row) => scene.OnSocket(row, PingBelow),
        ["17a"] = static (scene, row) => scene.OnSocket(row, static socket => socket.Say(Bye(1005))),
        ["17b"] = static (scene, row) => scene.OnSocket(row, static socket => socket.Say(Bye(999))),
        ["17c"] = static (scene, row) => scene.OnSocket(row, static socket => socket.Say(Bye(5000))),
        ["17d"] = static (scene, row) => scene.OnSocket(row, static socket => socket.Say(Raw(RawConnection.Close, [3]))),
        ["18"] = static (scene, row) => scene.OnSocket(row, static async socket =>
        {
            await socket.Say(Bye(1000));
            await socket.Text(Scene.WithId(Scene.NoteFacts()));
        }),
        ["19"] = static (scene, row) => scene.OnSocket(row, static _ => Task.CompletedTask),
        ["20"] = static (scene, row) => scene.OnSocket(row, static socket => Meanwhile(Unfinished(socket))),
    };

    private static byte[] Raw(byte opcode, byte[] payload) => RawConnection.Frame(opcode, payload);

    private static byte[] Bye(int code) => Raw(RawConnection.Close, [(byte)(code >> 8), (byte)code]);

    private static byte[] Text(byte[] payload) => Raw(RawConnection.TextFrame, payload);

    /// <summary>The server may stop reading: what it says is listened to while this is being sent.</summary>
    public static Task Meanwhile(Task sending)
    {
        _ = sending;
        return Task.CompletedTask;
    }

    private static async Task Crumbs(RawConnection socket)
    {
        byte[] crumb = [0x20];
        if (!await socket.Say(RawConnection.Frame(RawConnection.TextFrame, crumb, isLast: false))) return;
        const int AtOnce = 4096;
        var crumbs = Enumerable.Repeat(RawConnection.Frame(RawConnection.Continuation, crumb, isLast: false), AtOnce)
            .SelectMany(static frame => frame).ToArray();
        for (var sent = 1; sent < 16 * MiB; sent += AtOnce)
            if (!await socket.Say(crumbs)) return;
    }

    private static async Task Often(RawConnection socket, byte[] frame)
    {
        for (var sent = 0; sent < 10_000; sent++)
            if (!await socket.Say(frame)) return;
    }

    private static async Task PingBelow(RawConnection socket)
    {
        _ = Often(socket, Raw(RawConnection.Ping, [1]));
        for (var pongs = 0; pongs < 10_000;)
        {
            var frame = await socket.Next();
            Assert.NotNull(frame);
            if (frame.Opcode == RawConnection.Pong) pongs++;
        }
    }

    private static async Task Unfinished(RawConnection socket)
    {
        byte[] part = [0x20];
        var goesOn = await socket.Say(RawConnection.Frame(RawConnection.TextFrame, part, isLast: false));
        var more = RawConnection.Frame(RawConnection.Continuation, part, isLast: false);
        for (; goesOn; await Task.Delay(3000)) goesOn = await socket.Say(more);
    }
}
