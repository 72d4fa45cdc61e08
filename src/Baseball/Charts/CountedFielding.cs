namespace AkkaGame.Baseball;

/// <summary>
/// What became of balls that a fielder reached, 2018: on the ground by fielder and by who is forced, in the air by ball and by bases taken;
/// misplays of hits; bunts by the bases taken when they were laid down.
/// </summary>
internal static class CountedFielding
{
    public const string Lines =
        """
        ground 1 force 1: out 192, force-2 89, DP 1B 157, all-safe 5, error 31
        ground 2 force 1: out 35, force-2 5, DP 1B 2, all-safe 1, error 2
        ground 3 force 1: out 182, force-2 186, DP 1B 171, all-safe 8, error 22
        ground 4 force 1: out 248, force-2 372, DP 1B 680, all-safe 4, error 47
        ground 5 force 1: out 299, force-2 384, DP 1B 526, all-safe 8, error 66
        ground 6 force 1: out 168, force-2 396, DP 1B 955, all-safe 5, error 55
        ground 1 force 12: out 47, force-2 25, force-3 2, DP 1B 49, DP 2B 1, error 10
        ground 2 force 12: out 9, force-3 3, error 1
        ground 3 force 12: out 93, force-2 87, force-3 3, DP 1B 25, error 20
        ground 4 force 12: out 44, force-2 110, force-3 1, DP 1B 164, DP 21 1, error 9
        ground 5 force 12: out 46, force-2 79, force-3 31, DP 1B 119, DP 2B 61, DP 21 6, all-safe 4, error 12
        ground 6 force 12: out 37, force-2 104, force-3 13, DP 1B 282, DP 21 1, all-safe 2, error 13
        ground 1 force 123: out 9, force-2 1, force-H 19, DP 1B 1, DP 3B 25, DP 32 4, error 2
        ground 2 force 123: force-H 2, DP 3B 1
        ground 3 force 123: out 14, force-2 14, force-H 27, DP 1B 3, DP 3B 7, all-safe 1, error 7
        ground 4 force 123: out 11, force-2 26, force-H 7, DP 1B 77, DP 3B 2, all-safe 1, error 3
        ground 5 force 123: out 9, force-2 18, force-3 3, force-H 21, DP 1B 21, DP 2B 15, DP 3B 5, error 6
        ground 6 force 123: out 6, force-2 31, force-3 2, force-H 11, DP 1B 87, DP 3B 2, error 8
        ground 1 two out 1: out 296, force-2 6, error 5
        ground 2 two out 1: out 30
        ground 3 two out 1: out 340, force-2 7, error 12
        ground 4 two out 1: out 688, force-2 138, error 17
        ground 5 two out 1: out 465, force-2 209, error 37
        ground 6 two out 1: out 387, force-2 500, error 28
        ground 1 two out 12: out 121, error 2
        ground 2 two out 12: out 6, error 2
        ground 3 two out 12: out 150, force-2 5, error 12
        ground 4 two out 12: out 244, force-2 32, error 6
        ground 5 two out 12: out 128, force-2 53, force-3 95, error 11
        ground 6 two out 12: out 177, force-2 168, force-3 3, error 6
        ground 1 two out 123: out 42, force-H 6, error 3
        ground 2 two out 123: out 1, force-H 2
        ground 3 two out 123: out 59, force-2 2, error 2
        ground 4 two out 123: out 108, force-2 18, error 3
        ground 5 two out 123: out 45, force-2 19, force-3 33, error 10
        ground 6 two out 123: out 65, force-2 63, force-3 3, error 3
        ground 1 free: out 2611, error 49
        ground 2 free: out 247, error 3
        ground 3 free: out 4063, error 103
        ground 4 free: out 7116, error 162
        ground 5 free: out 6081, error 284
        ground 6 free: out 7901, error 268
        ground error: boot 618, throw 87
        air F: out 21455, error 1 14, error 2 33, error 3 9
        air L out: out 8849, error 1 16, error 2 25, error 3 1
        air L in: out 3031, error 1 12, error 2 4
        air L in 1: out 225, DP 1 119, error 1 1
        air L in 2: out 102, DP 2 20, error 1 1
        air L in 3: out 66, DP 1 14, DP 2 56
        air L in 4: out 37, DP 3 6
        air L in 5: out 30, DP 1 12, error 1 1
        air L in 6: out 26, DP 2 2, DP 3 7, error 1 1
        air L in 7: out 32, DP 1 3, DP 2 11, DP 3 1
        air P: out 8953, error 1 27, error 2 8
        hit S out empty: clean 11861, error 152, stretched 125
        hit S out: clean 21444, error 272
        hit S in: clean 3979, error 181
        hit D: clean 7661, error 82, stretched 55
        bunt 1: SH 459, out 2, lead 73, DP 23, pop 58, hit 75, FC 4, error 19, K 65
        bunt 2: SH 105, out 11, lead 11, pop 20, hit 29, FC 3, error 12, K 9
        bunt 3: SH 155, out 3, lead 36, DP 11, pop 22, hit 31, FC 7, error 18, K 15
        bunt 5: SH 35, lead 23, DP 2, pop 7, hit 19, FC 12, error 4, K 4
        bunt squeeze: SH 25, lead 23, DP 3, pop 9, hit 24, FC 17, error 5, K 6
        bunt for a hit: hit 207, out 202, pop 34, error 9, K 5
        """;
}
