using System.Globalization;

namespace AkkaGame.Cluster;

/// <summary>
/// Something that is tried over and over and fails for a while, told in few sentences: the first failure, then how many there were every
/// few seconds, and that it is over.
/// </summary>
/// <param name="what">Begins the sentence of a failure.</param>
/// <param name="over">Begins the sentence that says that it is over.</param>
internal sealed class Trouble(string what, string over, TimeProvider time, Action<string> noticed)
{
    private static readonly TimeSpan often = TimeSpan.FromSeconds(5);

    private long began, told;
    private int untold;
    private bool isOn;

    public void Failed(Exception e)
    {
        var now = time.GetTimestamp();
        if (!isOn)
        {
            (isOn, began, told, untold) = (true, now, now, 0);
            noticed($"{what}: {e.Message}");
            return;
        }

        untold++;
        if (time.GetElapsedTime(told, now) < often) return;
        noticed($"{what}, for {Seconds(now)} s now, {untold} more times since the last line: {e.Message}");
        (told, untold) = (now, 0);
    }

    public void Passed()
    {
        if (!isOn) return;
        isOn = false;
        noticed($"{over}, after {Seconds(time.GetTimestamp())} s.");
    }

    private string Seconds(long now) => time.GetElapsedTime(began, now).TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
}
