global using EngineBehind = AkkaGame.Actors.InProcessEngine;
using AkkaGame.Actors;

namespace AkkaGame.Gateway.Tests;

/// <summary>The engine behind the gateway, in a file of its own: the tests of the other engine take all the others of this room.</summary>
internal static class Engines
{
    public static EngineBehind Behind(EnginePorts ports) => new(ports);
}
