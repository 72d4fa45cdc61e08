using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Dispatch;
using Akka.Event;

namespace AkkaGame.OnAkka;

/// <summary>What Akka has to say goes where the server's log goes.</summary>
public sealed class ServerLog : UntypedActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private readonly Action<bool, string> says = Context.System.Settings.Setup.Get<ServerLogSetup>() is { HasValue: true } setup
        ? setup.Value.Says
        : static (_, _) => { };

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger: Sender.Tell(new LoggerInitialized()); break;
            case Error error: says(true, error.Cause is { } cause ? $"{error.Message} ({cause.Message})" : $"{error.Message}"); break;
            case Warning warning: says(true, $"{warning.Message}"); break;
            case LogEvent other: says(false, $"{other.Message}"); break;
        }
    }
}

/// <summary>Where that is.</summary>
internal sealed class ServerLogSetup(Action<bool, string> says) : Setup
{
    public Action<bool, string> Says => says;
}

/// <summary>What Akka would write before its loggers begin and after they end: standard output is the program's.</summary>
public sealed class NoLog : MinimalLogger
{
    protected override void Log(object message)
    {
        // A mistake at the start is an exception, and what is said at the end nobody needs.
    }
}
