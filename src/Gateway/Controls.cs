using System.Collections.Concurrent;
using AkkaGame.Messages;

namespace AkkaGame.Gateway;

/// <summary>
/// Which device of a manager may send commands. Of all that he has connected to a game, one has control: the first to come, or the one that
/// took it since. Control stays with its device while it comes and goes, until another one takes it, and is forgotten when none is left.
/// </summary>
/// <remarks>
/// Each person has his own control of a side: who does not hold the seat cannot take anything from the one who does. Nothing here is a
/// promise of the game, which takes commands over HTTP and on other nodes as well: it keeps a person's own devices from talking at once.
/// </remarks>
internal sealed class Controls
{
    private readonly ConcurrentDictionary<Seat, Desk> desks = new();

    /// <summary>A device of a person who manages a side of a game.</summary>
    internal interface IDevice
    {
        /// <summary>The client's own id of it, the same when it connects again.</summary>
        Guid Session { get; }

        /// <summary>Whether it has control has changed, or whether control may be taken; must not block.</summary>
        void Told(bool have, bool free);

        /// <summary>The same device has connected anew.</summary>
        void Replaced();
    }

    internal readonly record struct Seat(GameId Game, Side Side, string Who);

    /// <summary>A device has come. True where it has control; else it is <paramref name="free"/> where nobody connected has.</summary>
    public bool Enter(Seat seat, IDevice device, out bool free)
    {
        while (true)
        {
            var desk = desks.GetOrAdd(seat, static _ => new());
            List<IDevice> older;
            List<IDevice> others;
            bool has;
            lock (desk)
            {
                if (desk.IsGone) continue;
                older = desk.Devices.FindAll(one => one.Session == device.Session);
                desk.Devices.RemoveAll(one => one.Session == device.Session);
                others = [.. desk.Devices];
                desk.Devices.Add(device);
                if (desk.Devices.Count == 1 && older.Count == 0) desk.Holder = device.Session;
                has = desk.Holder == device.Session;
                free = !has && !desk.IsHeld;
            }

            foreach (var one in older) one.Replaced();
            if (has && older.Count == 0) foreach (var one in others) one.Told(have: false, free: false);
            return has;
        }
    }

    /// <summary>The device takes control, whoever has it.</summary>
    public void Take(Seat seat, IDevice device)
    {
        if (!desks.TryGetValue(seat, out var desk)) return;
        List<IDevice> others;
        lock (desk)
        {
            if (!desk.Devices.Contains(device)) return;
            desk.Holder = device.Session;
            others = desk.Devices.FindAll(one => one != device);
        }

        foreach (var one in others) one.Told(have: false, free: false);
        device.Told(have: true, free: false);
    }

    /// <summary>Says to a device how it stands.</summary>
    public void Tell(Seat seat, IDevice device)
    {
        if (!desks.TryGetValue(seat, out var desk)) return;
        bool have, free;
        lock (desk) (have, free) = (desk.Holder == device.Session, !desk.IsHeld);
        device.Told(have, free);
    }

    public bool Has(Seat seat, IDevice device)
    {
        if (!desks.TryGetValue(seat, out var desk)) return false;
        lock (desk) return desk.Holder == device.Session && desk.Devices.Contains(device);
    }

    /// <summary>The device has gone.</summary>
    public void Leave(Seat seat, IDevice device)
    {
        if (!desks.TryGetValue(seat, out var desk)) return;
        List<IDevice> others;
        lock (desk)
        {
            if (!desk.Devices.Remove(device)) return; // Replaced by its own new connection.
            if (desk.Devices.Count == 0)
            {
                desk.IsGone = true;
                desks.TryRemove(new(seat, desk));
                return;
            }

            if (desk.IsHeld) return;
            others = desk.Holder == device.Session ? [.. desk.Devices] : [];
        }

        foreach (var one in others) one.Told(have: false, free: true);
    }

    /// <summary>The devices of one person at one side.</summary>
    private sealed class Desk
    {
        public List<IDevice> Devices { get; } = [];

        public Guid Holder { get; set; }

        public bool IsHeld => Devices.Exists(one => one.Session == Holder);

        /// <summary>Nobody sits down at it any more.</summary>
        public bool IsGone { get; set; }
    }
}
