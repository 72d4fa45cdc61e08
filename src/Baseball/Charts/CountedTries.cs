namespace AkkaGame.Baseball;

/// <summary>
/// Runners who could try for another base: safe there, held, or out. By how the ball was hit, from where to where, outs, and fielder.
/// 2010 to 2020, and 2018 where only a season of plays tells it: infield hits, second throws, line drives.
/// </summary>
internal static class CountedTries
{
    public const string Lines =
        """
        single 2-H 0: safe 4441, holds 5949, out 144
        single 2-H 1: safe 10132, holds 9121, out 462
        single 2-H 2: safe 16693, holds 4309, out 958
        single 2-H by 7: safe 8443, holds 5218, out 522
        single 2-H by 8: safe 12189, holds 3226, out 357
        single 2-H by 9: safe 8687, holds 4737, out 443
        single 2-H in 0: safe 26, holds 111, out 1
        single 2-H in 1: safe 33, holds 210, out 1
        single 2-H in 2: safe 66, holds 274, out 25
        single 1-3 0: safe 4710, holds 13088, out 164
        single 1-3 1: safe 6299, holds 16657, out 263
        single 1-3 2: safe 7331, holds 14474, out 259
        single 1-3 by 7: safe 4086, holds 20613, out 324
        single 1-3 by 8: safe 8167, holds 16370, out 334
        single 1-3 by 9: safe 11435, holds 15144, out 385
        single 1-3 open: safe 1551, holds 3464, out 55
        single 1-3 thrown home: safe 595, holds 628, out 35
        single 1-3 in 0: safe 29, holds 166, out 3
        single 1-3 in 1: safe 48, holds 217, out 3
        single 1-3 in 2: safe 77, holds 245, out 8
        single B-2: safe 214, holds 2254, out 74
        double 1-H 0: safe 2155, holds 4458, out 97
        double 1-H 1: safe 3449, holds 5943, out 212
        double 1-H 2: safe 5293, holds 4328, out 397
        double 1-H by 7: safe 426, holds 606, out 35
        double 1-H by 8: safe 329, holds 212, out 15
        double 1-H by 9: safe 290, holds 462, out 20
        air 3-H F 0: safe 2750, holds 912, out 55
        air 3-H F 1: safe 6952, holds 1858, out 249
        air 3-H F by 7: safe 2604, holds 930, out 94
        air 3-H F by 8: safe 4242, holds 772, out 85
        air 3-H F by 9: safe 2855, holds 1067, out 124
        air 3-H L 0: safe 100, holds 16, out 0
        air 3-H L 1: safe 243, holds 16, out 4
        air 2-3 F 0: safe 305, holds 393, out 10
        air 2-3 F 1: safe 476, holds 902, out 14
        air 2-3 F by 7: safe 82, holds 510, out 9
        air 2-3 F by 8: safe 346, holds 475, out 10
        air 2-3 F by 9: safe 353, holds 310, out 5
        air 2-3 L 0: safe 96, holds 195, out 8
        air 2-3 L 1: safe 105, holds 387, out 18
        air 2-3 L by 7: safe 11, holds 217, out 9
        air 2-3 L by 8: safe 100, holds 198, out 9
        air 2-3 L by 9: safe 90, holds 167, out 8
        air 1-2 F: safe 120, holds 2877, out 50
        air 1-2 F thrown ahead: safe 123, holds 517, out 13
        air 1-2 L: safe 4, holds 1188, out 38
        air 1-2 L thrown ahead: safe 12, holds 202, out 2
        ground 3-H 0: safe 447, holds 606, out 29
        ground 3-H 1: safe 1549, holds 1649, out 613
        ground 3-H by 1: safe 21, holds 66, out 44
        ground 3-H by 2: safe 2, holds 7, out 1
        ground 3-H by 3: safe 82, holds 42, out 45
        ground 3-H by 4: safe 142, holds 57, out 24
        ground 3-H by 5: safe 69, holds 92, out 55
        ground 3-H by 6: safe 127, holds 68, out 40
        ground 2-3 0: safe 4855, holds 2509, out 385
        ground 2-3 1: safe 7905, holds 3746, out 578
        ground 2-3 by 1: safe 80, holds 102, out 20
        ground 2-3 by 2: safe 9, holds 5, out 0
        ground 2-3 by 3: safe 306, holds 21, out 2
        ground 2-3 by 4: safe 518, holds 34, out 3
        ground 2-3 by 5: safe 75, holds 320, out 5
        ground 2-3 by 6: safe 326, holds 254, out 54
        """;
}
