namespace AkkaGame.Baseball;

/// <summary>
/// What happened on the bases while the batter waited, by bases taken, 2010 to 2020: what it was and who went where, <c>X</c> is out.
/// Steals, pickoff throws and pitchouts are those of 2018.
/// </summary>
internal static class CountedRunning
{
    public const string Lines =
        """
        running 1: none 373756, WP 1-2 7178, PO 1X 2813, PB 1-2 1317, PO 1-2 934, BK 1-2 930, PO 1-3 324, WP 1-3 104
        running 2: none 163274, WP 2-3 3303, PB 2-3 702, PO 2X 293, BK 2-3 220, PO 2-3 183, WP 2-H 29
        running 3: none 130673, WP 2-3;1-2 2572, PB 2-3;1-2 607, WP 2-3 313, PO 2X 232, BK 2-3;1-2 167, PO 2-3;1-2 126, PO 1X 56,
          PB 2-3 49, PO 2X;1-2 33, PO 2-3 29
        running 4: none 53149, WP 3-H 614, PB 3-H 101, BK 3-H 66, PO 3X 34, PO 3-H 15
        running 5: none 59598, WP 3-H;1-2 618, WP 1-2 548, PO 1X 127, PB 3-H;1-2 121, BK 3-H;1-2 103, PO 3-H;1-2 58, PB 1-2 55,
          PO 3X 41, PO 3-H;1-3 26, WP 3-H;1-3 22, PO 3-H 16, WP 3-H 13, PO 3X;1-2 12, PO 3-H;1X 11
        running 6: none 41896, WP 3-H;2-3 410, PB 3-H;2-3 87, BK 3-H;2-3 46, PO 3X 20, WP 3-H 10
        running 7: none 44828, WP 3-H;2-3;1-2 472, PB 3-H;2-3;1-2 130, BK 3-H;2-3;1-2 49, PO 3X 11
        steal 2: SB 1424, SB error 95, CS 527, CS error 2, POCS 127, POCS error 4
        steal 2 ahead of third: SB 351, SB error 4, CS 24
        steal 3: SB 283, SB error 14, CS 78, CS error 1, POCS 9
        steal H: SB 133, CS 274
        pitchout: SB 14, CS 14
        no pitchout: SB 1864, CS 539
        pickoff 1: back 15576, out 128, caught 127, error 114
        pickoff 2: back 406, out 31, error 33
        pickoff 3: back 36, out 3, caught 7
        """;
}
