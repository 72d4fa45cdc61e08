using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating.Calibrating;

/// <summary>What batters of some kind came to: as much as on-base plus slugging needs.</summary>
internal struct Slash
{
    private long turns, atBats, hits, bases, walks, hitByPitch, sacrificeFlies;

    /// <summary>Turns at bat.</summary>
    public readonly long Turns => turns;

    /// <summary>On-base average plus slugging average; 0 where nobody batted.</summary>
    public readonly double Ops => atBats == 0
        ? 0
        : (double)(hits + walks + hitByPitch) / (atBats + walks + hitByPitch + sacrificeFlies) + (double)bases / atBats;

    /// <param name="play">One that ended a turn at bat.</param>
    public void Add(PlayMade play)
    {
        turns++;
        if (play.Code.IsWalk()) walks++;
        else if (play.Code == PlayCode.HitByPitch) hitByPitch++;
        else if (play.IsAnnotated("SF")) sacrificeFlies++;
        else if (play.Code != PlayCode.Interference && !play.IsAnnotated("SH"))
        {
            atBats++;
            if (!play.Code.IsHit()) return;
            hits++;
            bases += play.Code.HitBases();
        }
    }

    public void Add(in Slash other)
    {
        turns += other.turns;
        atBats += other.atBats;
        hits += other.hits;
        bases += other.bases;
        walks += other.walks;
        hitByPitch += other.hitByPitch;
        sacrificeFlies += other.sacrificeFlies;
    }
}
