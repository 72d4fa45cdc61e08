using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>The upkeep of each pitcher's line and of the lead, as the game goes on.</summary>
internal static class Pitching
{
    public static TeamLineup Starting(TeamLineup lineup) => lineup;

    public static TeamLineup Opened(TeamLineup fielding) => fielding;

    public static Game After(Game before, Game after, PlayMade play) => after;

    public static Game Entered(Game before, Game after, SubstitutionMade change) => after;

    public static PitchersOfRecord OfRecord(Game game, Side? winner) => new(null, null, null);
}
