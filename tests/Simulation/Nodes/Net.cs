using AkkaGame.Simulation.Machinery;

namespace AkkaGame.Simulation.Nodes;

/// <summary>
/// What goes from one process to another: late, out of order, twice, or not at all, as the plan has it; and nothing between two that are
/// cut off from each other.
/// </summary>
internal sealed class Net(World world, Luck luck)
{
    private readonly HashSet<(string From, string To)> cut = [];

    /// <summary>How often a message is lost, how often it comes twice, how often it is late by up to some seconds.</summary>
    public double Lost { get; set; }

    public double Twice { get; set; }

    public double Late { get; set; }

    public void Cut(Process one, Process other)
    {
        cut.Add((one.Name, other.Name));
        cut.Add((other.Name, one.Name));
    }

    public void Heal()
    {
        cut.Clear();
        (Lost, Twice, Late) = (0, 0, 0);
    }

    public bool IsCut(Process from, Process to) => cut.Contains((from.Name, to.Name));

    /// <summary>A message that stands alone.</summary>
    /// <returns>How many of it arrive.</returns>
    public int Send(Process from, Process to, Action message)
    {
        if (IsCut(from, to) || luck.Happens(Lost)) return 0;
        world.After(Delay(), to, message);
        if (!luck.Happens(Twice)) return 1;
        world.After(Delay() + luck.Within(default, TimeSpan.FromSeconds(5)), to, message);
        return 2;
    }

    /// <summary>How long it takes.</summary>
    public TimeSpan Delay() =>
        luck.Within(TimeSpan.FromMilliseconds(0.1), TimeSpan.FromMilliseconds(2))
        + (luck.Happens(Late) ? luck.Within(default, TimeSpan.FromSeconds(3)) : default);
}
