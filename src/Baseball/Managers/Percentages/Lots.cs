using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// All that a manager who draws lots may decide, each with its chance. Nobody looks at another manager's lots, though they are public:
/// what he may do is met, not what he is about to do.
/// </summary>
internal sealed class Lots
{
    private readonly List<uint> drawn = [];
    private readonly int hit;

    private Lots(int hit) => this.hit = hit;

    /// <summary>First what he does where every lot misses; then what each lot that hits makes of it.</summary>
    /// <param name="manager">A lot of his hits at 1, and he draws no other one after it.</param>
    /// <returns>Chances that add up to 1.</returns>
    public static List<(double Chance, T Decision)> All<T>(Func<Luck, (T Decision, string Why)> manager)
    {
        var none = new Lots(-1);
        var all = new List<(double, T)> { (1, manager(new(Guid.Empty, none)).Decision) };
        var missed = 1.0;
        for (var i = 0; i < none.drawn.Count; i++)
        {
            all.Add((missed / none.drawn[i], manager(new(Guid.Empty, new(i))).Decision));
            missed -= missed / none.drawn[i];
        }

        all[0] = (missed, all[0].Item2);
        return all;
    }

    /// <summary>1 for the lot that hits; the last number for every other one.</summary>
    public int Draw(uint of)
    {
        drawn.Add(of);
        return drawn.Count - 1 == hit ? 1 : (int)of;
    }
}
