namespace AkkaGame.Simulation.Mutants;

/// <summary>One place in the sources where a mutant says something else.</summary>
/// <param name="File">Below src.</param>
/// <param name="Original">Stands there exactly once.</param>
public sealed record Edit(string File, string Original, string Instead)
{
    public string Room => File[..File.IndexOf('/')];
}

/// <summary>A mistake that could have been made, and that some night has to find.</summary>
/// <param name="Name">M1 to M22.</param>
/// <param name="What">The mistake.</param>
public sealed record Mutant(string Name, string What, params IReadOnlyList<Edit> Edits)
{
    /// <summary>Places whose original text is not found once and only once.</summary>
    public IReadOnlyList<string> Lost =>
    [
        .. Edits.Where(static edit => Sources.Read(edit.File).Split(edit.Original).Length != 2)
            .Select(edit => $"{Name}: src/{edit.File} does not have once: {edit.Original}"),
    ];

    public override string ToString() => $"{Name} {What}";
}
