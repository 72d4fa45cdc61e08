namespace AkkaGame.Baseball;

/// <summary>
/// Two sides, each with its usual thing and a special one: the steal and the pitchout, the bunt and the charge. Where what is best for one
/// depends on the other, each draws lots, with chances under which the other gains nothing by knowing them.
/// </summary>
/// <param name="AtBat">How often the side at bat does the special thing, from 0 to 1.</param>
/// <param name="InField">How often the side in the field does.</param>
internal readonly record struct Standoff(double AtBat, double InField)
{
    /// <summary>From what it is worth to the side at bat.</summary>
    /// <param name="usual">Both do the usual thing.</param>
    /// <param name="countered">Only the side in the field does the special one.</param>
    /// <param name="special">Only the side at bat does.</param>
    /// <param name="met">Both do.</param>
    public static Standoff Of(double usual, double countered, double special, double met)
    {
        // Where one side is better off with one thing whatever the other does, there is nothing to draw.
        if (special <= usual && met <= countered) return new(0, countered < usual ? 1 : 0);
        if (special >= usual && met >= countered) return new(1, met < special ? 1 : 0);
        if (countered >= usual && met >= special) return new(special > usual ? 1 : 0, 0);
        if (countered <= usual && met <= special) return new(met > countered ? 1 : 0, 1);
        var spread = usual - countered - special + met;
        return new((usual - countered) / spread, (usual - special) / spread);
    }
}
