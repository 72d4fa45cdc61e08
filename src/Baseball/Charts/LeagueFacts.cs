using System.Collections.Frozen;
using System.Globalization;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What an average league does, counted: how often, and nothing else. Batting and who fields what are the season of 2018, that of the
/// usual rules; what depends on the runners is 2010 to 2020, because one season has too few of the rarer situations.
/// </summary>
/// <remarks>
/// The information used here was obtained free of charge from and is copyrighted by Retrosheet. Interested parties may contact
/// Retrosheet at "www.retrosheet.org".
/// </remarks>
public static class LeagueFacts
{
    /// <summary>Stands on every chart and in the fraction by which it is rounded: a change of any number here takes a new name.</summary>
    public const string Edition = "average 2018, first printing";

    private static readonly FrozenDictionary<string, Odds> facts = Read(Counted).ToFrozenDictionary();

    /// <summary>The counts of that name.</summary>
    /// <exception cref="KeyNotFoundException">Nothing of that name was counted.</exception>
    public static Odds Of(string name) => facts[name];

    /// <summary>All names under which something was counted.</summary>
    public static IEnumerable<string> Names => facts.Keys;

    /// <summary>Lines of <c>name: outcome count, outcome count</c>; a line that begins with a blank goes on with the one before.</summary>
    private static Dictionary<string, Odds> Read(string text)
    {
        var read = new Dictionary<string, Odds>();
        foreach (var line in text.Replace(",\n ", ",", StringComparison.Ordinal).Split('\n'))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            var shares = new List<Share>();
            foreach (var one in line[(colon + 2)..].Split(',', StringSplitOptions.TrimEntries))
            {
                var blank = one.LastIndexOf(' ');
                shares.Add(new(one[..blank], ulong.Parse(one[(blank + 1)..], CultureInfo.InvariantCulture)));
            }

            read.Add(line[..colon], new(new EquatableArray<Share>([.. shares])));
        }

        return read;
    }

    private const string Counted =
        """
        batting: K 41103, W 14757, HP 1922, HR/F 4873, HR/L 698, T 847, D/L 5801, D/F 1327, D/G 1087, D/P 46, S/L 12540,
          S/G 12011, S/F 1185, S/P 140, G 41228, F 21514, L 12028, P 8988
        turn 0 0: K 95806, W 33430, HP 4047, HR 14665, T 2308, D 22287, S 70989, O 227345
        turn 0 1: K 74960, W 25234, HP 2865, HR 9574, T 1501, D 15033, S 50270, O 161749
        turn 0 2: K 61891, W 22412, HP 2290, HR 7528, T 1130, D 11823, S 39109, O 126148
        turn 1 0: K 17868, W 6244, HP 967, HR 3167, T 411, D 4814, S 17111, O 48100
        turn 1 1: K 23084, W 7994, HP 1171, HR 3635, T 540, D 5761, S 20244, O 58084
        turn 1 2: K 25006, W 8799, HP 1033, HR 3527, T 558, D 5534, S 18367, O 57652
        turn 2 0: K 5808, W 2916, HP 364, HR 823, T 122, D 1479, S 5061, O 15188
        turn 2 1: K 11206, W 5742, HP 576, HR 1396, T 257, D 2297, S 7692, O 24630
        turn 2 2: K 15253, W 7613, HP 716, HR 1599, T 356, D 2874, S 9089, O 30629
        turn 3 0: K 4656, W 1636, HP 245, HR 725, T 99, D 1116, S 3912, O 11671
        turn 3 1: K 8896, W 3368, HP 452, HR 1326, T 199, D 2086, S 7025, O 21809
        turn 3 2: K 12663, W 4638, HP 619, HR 1491, T 300, D 2377, S 7861, O 26770
        turn 4 0: K 940, W 481, HP 53, HR 130, T 24, D 220, S 865, O 2301
        turn 4 1: K 3350, W 1856, HP 254, HR 449, T 132, D 834, S 3060, O 8083
        turn 4 2: K 6285, W 3307, HP 295, HR 644, T 130, D 1195, S 3696, O 12683
        turn 5 0: K 1535, W 530, HP 92, HR 293, T 35, D 426, S 1610, O 4370
        turn 5 1: K 3404, W 1270, HP 240, HR 567, T 96, D 965, S 3398, O 9670
        turn 5 2: K 5375, W 2207, HP 294, HR 636, T 143, D 1181, S 3858, O 12387
        turn 6 0: K 1195, W 564, HP 76, HR 154, T 24, D 299, S 1019, O 3030
        turn 6 1: K 2791, W 1352, HP 215, HR 320, T 83, D 644, S 2316, O 6401
        turn 6 2: K 4255, W 2053, HP 178, HR 387, T 83, D 699, S 2206, O 7927
        turn 7 0: K 1312, W 399, HP 82, HR 190, T 29, D 354, S 1202, O 3434
        turn 7 1: K 3230, W 1023, HP 191, HR 476, T 98, D 792, S 2813, O 8343
        turn 7 2: K 4750, W 1518, HP 213, HR 533, T 134, D 926, S 2849, O 9829
        running 1: none 373756, WP 1-2 7178, PO 1X 2813, PB 1-2 1317, PO 1-2 934, BK 1-2 930, PO 1-3 324, WP 1-3 104
        running 2: none 163274, WP 2-3 3303, PB 2-3 702, PO 2X 293, BK 2-3 220, PO 2-3 183, WP 2-H 29
        running 3: none 130673, WP 2-3;1-2 2572, PB 2-3;1-2 607, WP 2-3 313, PO 2X 232, BK 2-3;1-2 167, PO 2-3;1-2 126,
          PO 1X 56, PB 2-3 49, PO 2X;1-2 33, PO 2-3 29
        running 4: none 53149, WP 3-H 614, PB 3-H 101, BK 3-H 66, PO 3X 34, PO 3-H 15
        running 5: none 59598, WP 3-H;1-2 618, WP 1-2 548, PO 1X 127, PB 3-H;1-2 121, BK 3-H;1-2 103, PO 3-H;1-2 58, PB 1-2 55,
          PO 3X 41, PO 3-H;1-3 26, WP 3-H;1-3 22, PO 3-H 16, WP 3-H 13, PO 3X;1-2 12, PO 3-H;1X 11
        running 6: none 41896, WP 3-H;2-3 410, PB 3-H;2-3 87, BK 3-H;2-3 46, PO 3X 20, WP 3-H 10
        running 7: none 44828, WP 3-H;2-3;1-2 472, PB 3-H;2-3;1-2 130, BK 3-H;2-3;1-2 49, PO 3X 11
        fielder G: 6 10446, 4 9435, 5 8480, 3 5434, 1 3581, 2 349
        fielder F: 8 8344, 9 6839, 7 6329
        fielder L: 8 3573, 7 2674, 9 2644, 6 938, 4 876, 5 626, 3 493, 1 203
        fielder P: 4 2231, 3 2209, 6 2020, 5 1797, 2 670, 1 58
        fielder S/G: 8 3039, 7 2723, 9 2525, 6 995, 5 873, 4 597, 1 249, 3 181
        fielder S/F: 9 413, 7 385, 8 364
        fielder S/L: 8 4173, 7 4084, 9 3953
        fielder S/P: 6 43, 4 38, 3 23, 5 13
        fielder D/F: 8 476, 7 331, 9 319
        fielder D/G: 7 658, 9 290, 8 41
        fielder D/L: 7 2307, 9 1797, 8 1317
        fielder D/P: 4 12, 6 11, 5 8, 3 7
        fielder T: 9 L 247, 8 L 191, 8 F 103, 9 F 90, 7 L 70, 9 G 64, 7 F 35, 7 G 20
        fielder HR: 7 1260, 78 1154, 8 1119, 9 1066, 89 972
        air F: out 241029, error 738
        air L: out 106260, error 594
        air P: out 94165, error 387
        ground 0 0: out 109112, error 3401
        ground 0 1: out 79582, error 2243
        ground 0 2: out 62911, error 1766
        ground 1 0: out 4657, error 913, double-play 10793, force 6608
        ground 1 1: out 6008, error 1033, double-play 13470, force 7577
        ground 1 2: out 19232, error 754, force 8409
        ground 2 0: out 7719, error 209
        ground 2 1: out 12190, error 345
        ground 2 2: out 15144, error 508
        ground 3 0: out 1008, error 199, double-play 2589, force 1743
        ground 3 1: out 2138, error 385, double-play 5075, force 3193
        ground 3 2: out 9061, error 351, force 4179
        ground 4 0: out 1081, error 33
        ground 4 1: out 3782, error 127
        ground 4 2: out 6350, error 159
        ground 5 0: out 392, error 96, double-play 764, force 860
        ground 5 1: out 750, error 222, double-play 2193, force 1538
        ground 5 2: out 4372, error 165, force 1782
        ground 6 0: out 1512, error 46
        ground 6 1: out 3080, error 118
        ground 6 2: out 3958, error 116
        ground 7 0: out 164, error 90, double-play 713, force 701
        ground 7 1: out 491, error 215, double-play 1905, force 1529
        ground 7 2: out 3230, error 149, force 1557
        single 2-H 0: safe 4441, holds 5949, out 144
        single 2-H 1: safe 10132, holds 9121, out 462
        single 2-H 2: safe 16693, holds 4309, out 958
        single 1-3 0: safe 4710, holds 13088, out 164
        single 1-3 1: safe 6299, holds 16657, out 263
        single 1-3 2: safe 7331, holds 14474, out 259
        single 2-H by 7: safe 8443, holds 5218, out 522
        single 1-3 by 7: safe 4086, holds 20613, out 324
        single 2-H by 8: safe 12189, holds 3226, out 357
        single 1-3 by 8: safe 8167, holds 16370, out 334
        single 2-H by 9: safe 8687, holds 4737, out 443
        single 1-3 by 9: safe 11435, holds 15144, out 385
        double 1-H 0: safe 2155, holds 4458, out 97
        double 1-H 1: safe 3449, holds 5943, out 212
        double 1-H 2: safe 5293, holds 4328, out 397
        air 3-H F 0: safe 2750, holds 912, out 55
        air 3-H L 0: safe 856, holds 648, out 39
        air 2-3 F 0: safe 3503, holds 4974, out 114
        air 3-H F 1: safe 6952, holds 1858, out 249
        air 3-H L 1: safe 2093, holds 1455, out 161
        air 2-3 F 1: safe 5020, holds 11358, out 186
        air 3-H F by 7: safe 2604, holds 930, out 94
        air 3-H F by 8: safe 4242, holds 772, out 85
        air 3-H F by 9: safe 2855, holds 1067, out 124
        ground 3-H 0: safe 447, holds 606, out 29
        ground 2-3 0: safe 4855, holds 2509, out 385
        ground 3-H 1: safe 1549, holds 1649, out 613
        ground 2-3 1: safe 7905, holds 3746, out 578
        steal 2: SB 24166, CS 9262
        steal 3: SB 3832, CS 1113
        steal H: SB 133, CS 274
        """;
}
