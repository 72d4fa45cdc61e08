namespace AkkaGame.Baseball;

/// <summary>The condition under which Retrosheet's data, and what is made of it, may be handed on.</summary>
public static class RetrosheetNotice
{
    public const string Text =
        "The information used here was obtained free of charge from and is copyrighted by Retrosheet. "
        + "Interested parties may contact Retrosheet at \"www.retrosheet.org\".";
}
