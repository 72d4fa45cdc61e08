using AkkaGame.Messages;

namespace AkkaGame.Client;

/// <summary>A server said no, or could not be reached.</summary>
public class RefusedException(Refusal refusal) : Exception(refusal.Message)
{
    public Refusal Refusal => refusal;
}
