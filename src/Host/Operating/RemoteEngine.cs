using AkkaGame.Actors;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Operating;

/// <summary>The games of another process, asked over its operators' port.</summary>
internal sealed class RemoteEngine(OperatorsClient server) : IEngine
{
    public async ValueTask<Answer> Ask(GameId game, Envelope envelope, CancellationToken stop = default)
    {
        try
        {
            var receipt = await server.Command(game, CommandFrame.Of(envelope), stop);
            return new Receipt(new(receipt.Id), receipt.To, receipt.Dup, receipt.From);
        }
        catch (AskedInVainException e)
        {
            return e.Refusal;
        }
    }

    public async ValueTask<Sight> Look(GameId game, CancellationToken stop = default)
    {
        try
        {
            return (await server.State(game.ToString(), stop)).Read();
        }
        catch (AskedInVainException e)
        {
            return new(null, e.Refusal);
        }
    }

    public async ValueTask<bool> Evict(GameId game, CancellationToken stop = default)
    {
        try
        {
            await server.Evict(game.ToString(), stop);
            return true;
        }
        catch (AskedInVainException)
        {
            return false;
        }
    }
}
