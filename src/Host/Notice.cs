namespace AkkaGame.Host;

/// <summary>The condition under which Retrosheet's data may be handed on.</summary>
internal static class Notice
{
    public const string Text =
        "The information used here was obtained free of charge from and is copyrighted by Retrosheet. "
        + "Interested parties may contact Retrosheet at \"www.retrosheet.org\".";
}
