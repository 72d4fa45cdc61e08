global using EngineBehind = AkkaGame.OnAkka.AkkaEngine;
using AkkaGame.Actors;

namespace AkkaGame.Gateway.Tests;

/// <summary>The engine on Akka.NET behind the gateway, for the gateway's own tests.</summary>
internal static class Engines
{
    public static EngineBehind Behind(EnginePorts ports) => OnAkka.Tests.Engines.Alone(ports, new());
}
