namespace AkkaGame.Faults.Scenarios;

/// <summary>Scenarios that hold something to the clock: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
