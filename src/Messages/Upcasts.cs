using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AkkaGame.Messages;

/// <summary>One step up: the body of an event as an older version wrote it becomes what the next version would have written.</summary>
/// <param name="Code">The event's journal code (<see cref="WireName.Code"/>).</param>
/// <param name="From">The version it reads; it yields the next one.</param>
/// <param name="Step">Pure. The object is its own: it may change and return it.</param>
public sealed record Upcast(short Code, short From, Func<JsonObject, JsonObject> Step);

/// <summary>
/// The steps by which bodies of older versions are read, one after the other up to the version of <see cref="WireNames"/>. Stored bodies
/// are never rewritten. A step is frozen like the bodies it reads.
/// </summary>
public sealed class Upcasts
{
    /// <summary>The steps of this build. None so far: every event is at its first version.</summary>
    public static readonly Upcasts Known = new([]);

    private readonly FrozenDictionary<(short Code, short From), Upcast> steps;

    /// <exception cref="ArgumentException">Two steps for one version of an event.</exception>
    public Upcasts(IReadOnlyList<Upcast> steps)
    {
        var byVersion = new Dictionary<(short, short), Upcast>();
        foreach (var step in steps)
            if (!byVersion.TryAdd((step.Code, step.From), step))
                throw new ArgumentException($"Event code {step.Code} has two steps up from version {step.From}.", nameof(steps));
        this.steps = byVersion.ToFrozenDictionary();
    }

    /// <summary>The body as this build's version of the event would have written it, or why there is no way there.</summary>
    /// <param name="version">The version that wrote it, older than that of <paramref name="wire"/>.</param>
    public (byte[]? Body, string? Why) Lift(WireName wire, short version, ReadOnlySpan<byte> body)
    {
        try
        {
            if (JsonNode.Parse(body) is not JsonObject read) return (null, $"the body of {wire.Name} is no object");
            for (var from = version; from < wire.Version; from++)
            {
                if (!steps.TryGetValue((wire.Code, from), out var step))
                    return (null, $"{wire.Name} has version {version}, and this build has no step from {from} to {from + 1}");
                read = step.Step(read);
            }

            return (Encoding.UTF8.GetBytes(read.ToJsonString()), null);
        }
        catch (JsonException e)
        {
            return (null, $"the body of {wire.Name} is damaged ({e.Message})");
        }
        catch (Exception e) // Whatever a step chokes on, it is this one body that is not what its version says.
        {
            return (null, $"the body of {wire.Name} does not read as version {version} ({e.Message})");
        }
    }
}
