using AkkaGame.Messages;

namespace AkkaGame.Host.Serving;

/// <summary>A receipt.</summary>
/// <param name="From">The seq of the command's first event; <paramref name="To"/> that of its last.</param>
/// <param name="Dup">True where it had been accepted before.</param>
internal sealed record ReceiptAnswer(bool Ok, Guid Id, int From, int To, bool Dup)
{
    public static ReceiptAnswer Of(Receipt receipt) => new(true, receipt.Command.Value, receipt.First, receipt.Last, receipt.Duplicate);
}
