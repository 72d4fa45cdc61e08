namespace AkkaGame.Proxy;

/// <summary>What a proxy does with the bytes of one direction.</summary>
public enum Flow : byte
{
    Pass,
    /// <summary>Takes them and lets them vanish: the sender believes that they arrived.</summary>
    Lose,
    /// <summary>Takes nothing: the sender's buffers fill, as in a partition.</summary>
    Hold,
}
