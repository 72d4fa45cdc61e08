using System.Text;
using System.Text.Json;
using AkkaGame.Faults.Checking;
using AkkaGame.Gateway;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;
using AkkaGame.Simulation.Machinery;
using AkkaGame.Simulation.Nodes;
using AkkaGame.Simulation.Store;

namespace AkkaGame.Simulation.Load;

/// <summary>People who follow games at whatever node, come back where their connection breaks, and note what they are shown.</summary>
internal sealed class Watchers
{
    private readonly World world;
    private readonly Database database;
    private readonly Luck luck;
    private readonly Func<IReadOnlyList<Node>> nodes;
    private readonly List<Watcher> all = [];
    private TaskCompletionSource rest = new();
    private int sockets;

    public Watchers(World world, Database database, Luck luck, Func<IReadOnlyList<Node>> nodes)
    {
        (this.world, this.database, this.luck, this.nodes) = (world, database, luck, nodes);
        Process = new(world, "watchers");
        rest.SetResult();
    }

    public Process Process { get; }

    public List<SocketLine> Lines { get; } = [];

    /// <summary>Nobody comes back any more.</summary>
    public bool IsOver { get; set; }

    public void Begin(GameId game)
    {
        var watcher = new Watcher(this, game, $"watcher {all.Count}", luck.Split());
        all.Add(watcher);
        Process.Do(() => _ = watcher.Follow());
    }

    /// <summary>Some of them lose their connection.</summary>
    public void BreakOff(int some)
    {
        for (; some > 0 && all.Count > 0; some--) luck.From(all).HangUp();
    }

    /// <summary>All go, and stay away until they are called.</summary>
    public void Rest()
    {
        rest = new(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var one in all) one.HangUp();
    }

    /// <summary>All come back at once.</summary>
    public void Call() => Process.Do(() => rest.TrySetResult());

    /// <summary>Nothing has happened for a while: all stand where their games do.</summary>
    public void Compare()
    {
        foreach (var one in all) one.Compare();
    }

    /// <summary>Where everybody stands when all is over.</summary>
    public void End()
    {
        foreach (var one in all) one.End();
    }

    private sealed class Watcher(Watchers watchers, GameId game, string name, Luck luck)
    {
        /// <summary>So soon everybody has what happened.</summary>
        private static readonly TimeSpan soon = TimeSpan.FromSeconds(1.8);

        private readonly ProcessTime time = new(watchers.Process, 1);
        private PaperSocket? socket;
        private int number, at, whole;
        private string? hash;

        public void HangUp() => socket?.Cut();

        public void Compare()
        {
            var known = watchers.database.Head(game.Value, watchers.world.Now - soon.Ticks);
            if (whole > 0 && whole < known) watchers.world.Broken($"P10 {name} of game {game} stays at {whole}, the game is at {known}");
        }

        public void End()
        {
            if (whole > 0) Note(SocketLine.End, whole, hash: hash);
        }

        public async Task Follow()
        {
            for (; !watchers.IsOver; await Task.Delay(luck.Within(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(400)), time))
            {
                if (!watchers.rest.Task.IsCompleted)
                {
                    await watchers.rest.Task;
                    await Task.Delay(TimeSpan.FromMilliseconds(luck.Below(40)), time);
                }

                if (watchers.nodes() is not { Count: > 0 } there) continue;
                var node = luck.From(there);
                var resume = whole > 0 && luck.Happens(0.9) ? new ResumeAt(whole, hash) : null;
                if (resume is null) hash = null;
                number = ++watchers.sockets;
                at = whole = resume?.Seq ?? 0;
                Note("hello", resume?.Seq);
                var mine = socket = new PaperSocket(watchers.world, watchers.Process, luck, game, watchers.database, Take);
                node.Connect(mine.Cut);
                node.Process.Do(() => _ = Enter(node, mine, resume));
                await mine.Gone.Task;
            }
        }

        /// <summary>In the node's process.</summary>
        private async Task Enter(Node node, PaperSocket mine, ResumeAt? resume)
        {
            if (node.Stands is not { } stands)
            {
                mine.Cut();
                return;
            }

            var outbox = new Outbox(mine, lossless: luck.Happens(0.5), new GatewayOptions(), node.Time);
            var seating = await stands.Enter(game, new(outbox, Role.Spectator, null, resume, false, Welcome));
            if (seating.Place is not { } place)
            {
                mine.Cut();
                return;
            }

            mine.Left = () => node.Process.Do(() =>
            {
                place.Leave();
                outbox.Abort();
            });
        }

        private static ReadOnlyMemory<byte> Welcome(Standing standing) =>
            Encoding.UTF8.GetBytes($$"""{"t":"welcome","head":{{standing.Head}},"mode":"{{standing.Mode}}"}""");

        private void Take(ReadOnlyMemory<byte> bytes, int committed)
        {
            using var frame = JsonDocument.Parse(bytes);
            var root = frame.RootElement;
            switch (root.GetProperty("t").GetString())
            {
                case ServerFrame.Welcome: Note("welcome", Number(root, "head"), mode: root.GetProperty("mode").GetString()); break;
                case ServerFrame.Event: Event(root, committed); break;
                case ServerFrame.Events:
                    foreach (var one in root.GetProperty("e").EnumerateArray()) Event(one, committed);
                    break;
                case ServerFrame.Snap:
                    (at, hash) = (Number(root, "seq"), Text(root, "hash"));
                    whole = at;
                    Note("snap", at, hash: hash);
                    Shown(committed);
                    break;
                case ServerFrame.Gap: Note("gap", Number(root, "from"), Number(root, "to")); break;
            }
        }

        private void Event(JsonElement one, int committed)
        {
            at = Number(one, "seq");
            var end = Number(one, "g");
            if (at == end) (whole, hash) = (at, Text(one, "h"));
            Note("ev", at, end, Text(one, "h"));
            Shown(committed);
        }

        private void Shown(int committed)
        {
            if (at > committed)
                watchers.world.Broken($"P10 {name} of game {game} was shown event {at}, when {committed} was the last one committed");
        }

        private void Note(string frame, int? seq, int? to = null, string? hash = null, string? mode = null)
        {
            watchers.Lines.Add(new(number, game.Value, name, watchers.world.Now, frame, seq, to, hash, Mode: mode));
            watchers.world.Note($"{name} {frame} {seq} {to}");
        }

        private static int Number(JsonElement of, string member) => of.GetProperty(member).GetInt32();

        private static string? Text(JsonElement of, string member) => of.TryGetProperty(member, out var text) ? text.GetString() : null;
    }
}
