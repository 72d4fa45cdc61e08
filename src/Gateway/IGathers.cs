namespace AkkaGame.Gateway;

/// <summary>
/// What lies under a socket, where it can wait with what is sent so that several frames go in one system call: that is most of what a
/// frame costs.
/// </summary>
public interface IGathers
{
    /// <summary>While it is true, what is sent waits for what is sent after it. Set by whoever sends, before each frame.</summary>
    bool MoreFollows { set; }
}
