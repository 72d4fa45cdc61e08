using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Gateway;

/// <summary>How a stand comes to know of its game: at once, or with a delay.</summary>
internal interface IFollowing
{
    Stand Stand { get; }

    /// <summary>Returns when everything up to that seq was told.</summary>
    /// <exception cref="JournalUnavailableException">The journal does not tell.</exception>
    Task Reach(int seq, CancellationToken stop);
}
