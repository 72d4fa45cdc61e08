namespace AkkaGame.Baseball;

/// <summary>
/// Turns at bat of 2018 by outcome and by how the ball left the bat, bunts and intentional walks apart; the same by bases taken (bits
/// 1 2 4) and outs, 2010 to 2020; who fielded what, 2018.
/// </summary>
internal static class CountedBatting
{
    public const string Lines =
        """
        batting: K 41103, W 14757, HP 1922, HR/F 4873, HR/L 698, T 847, D/L 5801, D/F 1327, D/G 1087, D/P 46, S/L 12540, S/G 12011,
          S/F 1185, S/P 140, G 41228, F 21514, L 12028, P 8988, C 40, HR/I 14, OBS 1
        third strike: caught 34360, loose 114
        triple play 3: turns 25977, 3X 32
        triple play 7: turns 6997, 3X 8
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
        grounders 0 0: hit 35326, other 112522
        grounders 0 1: hit 24933, other 81889
        grounders 0 2: hit 19414, other 64692
        grounders 1 0: hit 8459, other 23008
        grounders 1 1: hit 10179, other 28089
        grounders 1 2: hit 9313, other 28397
        grounders 2 0: hit 2497, other 7963
        grounders 2 1: hit 3872, other 12579
        grounders 2 2: hit 4654, other 15646
        grounders 3 0: hit 1813, other 5543
        grounders 3 1: hit 3475, other 10780
        grounders 3 2: hit 3966, other 13594
        grounders 4 0: hit 467, other 1115
        grounders 4 1: hit 1602, other 3936
        grounders 4 2: hit 1867, other 6510
        grounders 5 0: hit 795, other 2111
        grounders 5 1: hit 1652, other 4705
        grounders 5 2: hit 1933, other 6317
        grounders 6 0: hit 537, other 1572
        grounders 6 1: hit 1123, other 3234
        grounders 6 2: hit 1203, other 4074
        grounders 7 0: hit 575, other 1666
        grounders 7 1: hit 1379, other 4142
        grounders 7 2: hit 1517, other 4943
        fielder G: 6 10446, 4 9435, 5 8480, 3 5434, 1 3581, 2 349
        fielder F: 8 8344, 9 6839, 7 6329
        fielder L: 8 3573, 7 2674, 9 2644, 6 938, 4 876, 5 626, 3 493, 1 203
        fielder P: 4 2231, 3 2209, 6 2020, 5 1797, 2 670, 1 58
        fielder S/G: 8 3039, 7 2723, 9 2525, 6 995, 5 873, 4 597, 1 249, 3 181
        fielder S/F: 9 413, 7 385, 8 364
        fielder S/L: 8 4173, 7 4084, 9 3953
        fielder S/P: 6 43, 4 38, 3 23, 5 13
        fielder D/F: 8 476, 7 331, 9 319, GR 157
        fielder D/G: 7 658, 9 290, 8 41
        fielder D/L: 7 2307, 9 1797, 8 1317, GR 286
        fielder D/P: 4 12, 6 11, 5 8, 3 7
        fielder T: 9 L 247, 8 L 191, 8 F 103, 9 F 90, 7 L 70, 9 G 64, 7 F 35, 7 G 20
        fielder HR: 7 1260, 78 1154, 8 1119, 9 1066, 89 972
        fielder bunt: 1 734, 5 383, 2 314, 3 309
        """;
}
