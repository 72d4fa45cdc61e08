using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Gateway;

/// <summary>
/// What is told beside a game, of the moment only and never numbered: which managers are connected, how long they are asked, how many
/// watch. Looked at four times a second, told when it has changed; whoever has something else on its way to him misses it. Who sees the
/// game later hears none of it: it would tell him more than he may know.
/// </summary>
internal sealed class Surroundings(Stand stand, BroadcastPorts ports)
{
    /// <summary>A crowd is told again when it has changed by one in so many.</summary>
    private const int CrowdStep = 20;

    private (bool Away, bool Home) present;
    private (Guid Window, long Due) asked;
    private int crowd;
    private long crowdAt, clockAt;

    /// <param name="watching">How many only watch, whenever they see it.</param>
    public void Tick(long now, int watching)
    {
        var players = stand.Players;
        if (players.Length + watching == 0) return;
        var there = (Has(players, Side.Away), Has(players, Side.Home));
        if (there != present) Presence(present = there);
        Clock(now, players);
        var often = ports.Stands.Options.CrowdEvery;
        if (crowd != watching && ports.Time.GetElapsedTime(crowdAt, now) >= often && Math.Abs(crowd - watching) * CrowdStep >= crowd)
        {
            (crowd, crowdAt) = (watching, now);
            ToAll(ports.Stands.Scribes.Use(watching, static (scribe, count) => scribe.Crowd(count)));
        }
    }

    private void Presence((bool Away, bool Home) there) =>
        ToAll(ports.Stands.Scribes.Use(there, static (scribe, who) => scribe.Presence(who.Away, who.Home)));

    /// <summary>To all once a window, and again and again to who may have to answer: his own clock runs beside the server's.</summary>
    private void Clock(long now, Place[] players)
    {
        if (stand.Head.State.Game.Live?.Window is not { Due: { } due } window) return;
        var isNew = asked != (window.Id, due);
        if (!isNew && ports.Time.GetElapsedTime(clockAt, now) < ports.Stands.Options.CrowdEvery) return;
        (asked, clockAt) = ((window.Id, due), now);
        var at = ports.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var frame = ports.Stands.Scribes.Use((window.Id, due, at), static (scribe, of) => scribe.Clock(of.Id, of.due, of.at));
        if (isNew) ToAll(frame);
        else foreach (var place in players) place.Outbox.PostIfIdle(frame);
    }

    private void ToAll(byte[] frame)
    {
        foreach (var place in stand.Players) place.Outbox.PostIfIdle(frame);
        if (stand.Watching > 0) ports.Stands.Pump.Post(stand, frame);
    }

    private static bool Has(Place[] players, Side side)
    {
        foreach (var place in players) if (place.Role == Role.Manager && place.Side == side) return true;
        return false;
    }
}
