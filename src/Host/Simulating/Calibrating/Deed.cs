namespace AkkaGame.Host.Simulating.Calibrating;

/// <summary>What is counted in a game, of both clubs together. What stands in no box comes from the plays.</summary>
internal enum Deed
{
    Runs, Hits, Doubles, Triples, HomeRuns, Walks, IntentionalWalks, HitByPitch, Strikeouts, SacrificeHits, SacrificeFlies,
    PlateAppearances, AtBats, LeftOnBase, StolenBases, CaughtStealing, GroundedIntoDoublePlays,

    /// <summary>Outs in plays that ended no turn at bat, and in those that were hits.</summary>
    OutsBetweenTurns, OutsOnHits,

    /// <summary>Turns at bat with a man on first and fewer than two out.</summary>
    DoublePlayChances,

    /// <summary>Turns at bat that began with a man on first and nobody on second.</summary>
    StealChances,

    /// <summary>Put out or home and in play: turns at bat but strikeouts, walks, men hit, home runs and what was interfered with.</summary>
    BallsInPlay, HitsInPlay,

    Errors,

    /// <summary>Errors in plays in which the batter reached by one.</summary>
    ErrorsOnTheBatter,

    /// <summary>Errors in plays that were hits.</summary>
    ErrorsOnHits,

    /// <summary>Errors in plays in which the batter was out, or a man in his place.</summary>
    ErrorsOnOuts,

    /// <summary>Errors with a steal, a pickoff, or a pitch that got away.</summary>
    ErrorsOnTheBases,

    /// <summary>Balls in foul ground dropped.</summary>
    FoulErrors,

    /// <summary>Errors that fit nowhere else.</summary>
    OtherErrors,

    /// <summary>Turns at bat of men who came in, pitchers apart.</summary>
    TurnsOfReserves,

    /// <summary>Men who came in, pitchers apart.</summary>
    Reserves,

    WildPitches, PassedBalls, Balks, Pitchers, StartersOuts,

    /// <summary>Starters: two in a game.</summary>
    Starters, Saves,

    /// <summary>Leads of one to three runs in the last inning, a club's each; and those in which its closer pitched.</summary>
    SaveChances, ClosersInSaveChances,

    Forfeits,

    /// <summary>Left the lead that he could have saved.</summary>
    BlownSaves, Shutouts, HomeWins, ExtraInnings, OneRunGames, HomeRunsAtHome, RunsAtHome,
}
