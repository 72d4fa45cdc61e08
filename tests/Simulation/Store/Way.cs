using AkkaGame.Simulation.Machinery;

namespace AkkaGame.Simulation.Store;

/// <summary>What happens to one question on its way to the server and back.</summary>
internal enum Fate
{
    None,
    /// <summary>It never arrives, and whoever asked hears so.</summary>
    Before,
    /// <summary>It is done, and the answer is lost.</summary>
    After,
    /// <summary>Whoever asked hears that the connection broke, and it arrives later all the same.</summary>
    Late,
    /// <summary>It is on its way for long.</summary>
    Slow,
    /// <summary>Its answer is.</summary>
    SlowBack,
}

/// <summary>The connection broke, or nothing came in time.</summary>
internal sealed class WayException(string message) : IOException(message);

/// <summary>The way of one node to the database: its delays, its faults, and whether it is open in each direction.</summary>
internal sealed class Way(Process client, Database database, Luck luck)
{
    /// <summary>How often one of the faults befalls a question.</summary>
    public double Faulty { get; set; }

    public bool IsCutThere { get; set; }

    public bool IsCutBack { get; set; }

    /// <summary>All answers come late.</summary>
    public bool IsChoked { get; set; }

    public Process Client => client;

    public Database Database => database;

    /// <summary>Whether a statement that is sent now waits for its client where that is paused; some have got through whole.</summary>
    public Func<bool>? HoldsBack() => luck.Happens(0.3) ? () => client.IsPaused : null;

    /// <summary>Asks, and waits for the answer as long as the asker has patience.</summary>
    /// <param name="statement">What the server does; runs there.</param>
    /// <exception cref="WayException">No answer.</exception>
    public async Task<T> Ask<T>(string name, TimeSpan patience, Func<Task<T>> statement)
    {
        var era = database.Era;
        var fate = luck.Happens(Faulty) ? (Fate)luck.Between(1, 5) : Fate.None;
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var world = database.World;
        if (fate != Fate.None) world.Note($"{client.Name} {name} {fate}");
        var there = Delay() + (fate is Fate.Late ? luck.Within(TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(2)) : default)
            + (fate is Fate.Slow ? Long() : default);
        if (fate != Fate.Before && !IsCutThere) world.After(there, database.Server, () => _ = Arrive(statement, answer, fate, era));
        if (fate is Fate.Before or Fate.Late) Fail(answer, Delay() + Delay(), $"The connection broke at {name}.");
        Fail(answer, patience, $"No answer to {name} within {patience.TotalSeconds} s.");
        return await answer.Task;
    }

    private async Task Arrive<T>(Func<Task<T>> statement, TaskCompletionSource<T> answer, Fate fate, int era)
    {
        if (database.IsDown || database.Era != era)
        {
            Fail(answer, Delay(), "The server takes no connections.");
            return;
        }

        try
        {
            var found = await statement();
            if (fate is Fate.After) Fail(answer, Delay(), "The connection broke before the answer.");
            else if (fate is not Fate.Late && !IsCutBack)
                database.World.After(
                    Delay() + (IsChoked || fate is Fate.SlowBack ? Long() : default), client, () => answer.TrySetResult(found));
        }
        catch (Exception e)
        {
            if (fate is not Fate.Late && !IsCutBack) database.World.After(Delay(), client, () => answer.TrySetException(e));
        }
    }

    private void Fail<T>(TaskCompletionSource<T> answer, TimeSpan after, string why) =>
        database.World.After(after, client, () => answer.TrySetException(new WayException(why)));

    private TimeSpan Long() => luck.Within(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(0.95));

    private TimeSpan Delay() => luck.Within(TimeSpan.FromMilliseconds(0.05), TimeSpan.FromMilliseconds(0.6));
}
