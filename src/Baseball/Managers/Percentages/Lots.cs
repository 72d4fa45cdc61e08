using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// All that a manager who draws lots may decide, each with its chance. Nobody looks at another manager's lots, though they are public:
/// what he may do is met, not what he is about to do.
/// </summary>
internal sealed class Lots
{
    private readonly List<double> drawn = [];
    private readonly int hit;

    private Lots(int hit) => this.hit = hit;

    /// <summary>First what he does where every lot misses; then what each lot that hits makes of it.</summary>
    /// <param name="manager">He draws no other lot after one that hits.</param>
    /// <returns>Chances that add up to 1.</returns>
    public static List<(double Chance, T Decision)> All<T>(Func<Luck, (T Decision, string Why)> manager)
    {
        var none = new Lots(-1);
        var all = new List<(double, T)> { (1, manager(new(Guid.Empty, none)).Decision) };
        var missed = 1.0;
        for (var i = 0; i < none.drawn.Count; i++)
        {
            all.Add((missed * none.drawn[i], manager(new(Guid.Empty, new(i))).Decision));
            missed -= missed * none.drawn[i];
        }

        all[0] = (missed, all[0].Item2);
        return all;
    }

    /// <summary>True for the lot that hits.</summary>
    public bool Hits(double chance)
    {
        drawn.Add(chance);
        return drawn.Count - 1 == hit;
    }
}
