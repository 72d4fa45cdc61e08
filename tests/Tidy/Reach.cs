using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace AkkaGame.Tidy;

/// <summary>
/// What a compiled room can touch outside itself: the types and members its metadata refers to. Source text can hide a call behind an
/// alias or an inferred type; metadata cannot.
/// </summary>
internal static class Reach
{
    /// <summary>Namespaces and types a pure room does without. A trailing dot means: and all below.</summary>
    public static readonly string[] OutsideOfRules =
    [
        .. OutsideOfEntity, "System.Threading.", "System.TimeProvider", "System.Console", "System.Diagnostics.Activity",
    ];

    /// <summary>
    /// The same for the entity: it waits and runs, but takes time and ids as it is given them, and reaches no disk and no wire.
    /// </summary>
    public static string[] OutsideOfEntity =>
    [
        "System.IO.", "System.Net.", "System.Data.", "System.Random", "System.Diagnostics.Stopwatch", "System.Diagnostics.Process",
        "System.Security.Cryptography.RandomNumberGenerator", "System.Runtime.InteropServices.Marshal", "Microsoft.Data.", "Npgsql.",
        "Akka.",
    ];

    /// <summary>Members of types that are fine otherwise: the clock, and ids out of thin air.</summary>
    public static readonly string[] OutsideMembers =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow", "System.TimeProvider.get_System",
        "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.Random.get_Shared",
    ];

    /// <summary>An iterator asks which thread it runs on, by the compiler's doing; anything else of the environment is outside.</summary>
    private const string ThreadOfAnIterator = "System.Environment.get_CurrentManagedThreadId";

    /// <summary>Types and members outside that the assembly refers to, by full name.</summary>
    public static List<string> Of(Stream assembly, IReadOnlyCollection<string> outside)
    {
        using var file = new PEReader(assembly);
        var metadata = file.GetMetadataReader();
        return
        [
            .. Types(metadata).Where(type => outside.Any(one => IsWithin(type, one)))
            .Concat(Members(metadata).Where(IsOutside)).Distinct().Order(),
        ];
    }

    public static List<string> Of(string path, IReadOnlyCollection<string> outside)
    {
        using var file = File.OpenRead(path);
        return Of(file, outside);
    }

    private static IEnumerable<string> Types(MetadataReader metadata) =>
        metadata.TypeReferences.Select(handle => NameOf(metadata, handle));

    private static IEnumerable<string> Members(MetadataReader metadata) =>
        metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => $"{NameOf(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}");

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    private static bool IsOutside(string member) =>
        OutsideMembers.Contains(member)
        || (member.StartsWith("System.Environment.", StringComparison.Ordinal) && member != ThreadOfAnIterator);

    private static bool IsWithin(string type, string outside) =>
        outside.EndsWith('.') ? type.StartsWith(outside, StringComparison.Ordinal) : type == outside;
}
