using System.Text.Json;
using System.Text.Json.Serialization;
using AkkaGame.Messages;
using AkkaGame.Messages.Json;

namespace AkkaGame.Baseball;

/// <summary>What is wrong with a league file.</summary>
/// <param name="Field">The member at fault, such as <c>men[3].batting.left[0]</c>.</param>
/// <param name="Rule">The rule that it breaks, as a stable word.</param>
public sealed record EditionFault(string Field, string Rule, string Message)
{
    public override string ToString() => $"{Field} {Rule}: {Message}";
}

/// <summary>A league file: one JSON object, members in their declared order. What is read back is written as the same bytes.</summary>
public static class EditionJson
{
    /// <summary>Longer files are refused: the largest league has a twentieth of it.</summary>
    public const int BytesMost = 16 * 1024 * 1024;

    public static byte[] Write(Edition edition) => JsonSerializer.SerializeToUtf8Bytes(edition, EditionJsonContext.Default.Edition);

    /// <summary>The league file's edition; null, and everything that is wrong with it, where it is none.</summary>
    /// <param name="faults">At most <see cref="EditionRules.FaultsMost"/>.</param>
    public static Edition? Read(ReadOnlySpan<byte> file, out IReadOnlyList<EditionFault> faults)
    {
        if (file.Length > BytesMost)
        {
            faults = [new("file", "size", $"A league file has at most {BytesMost} bytes.")];
            return null;
        }

        try
        {
            if (file.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) file = file[3..];
            var edition = JsonSerializer.Deserialize(file, EditionJsonContext.Default.Edition);
            faults = edition is null ? [new("file", "json", "A league file is a JSON object.")] : EditionRules.Faults(edition);
            return faults.Count == 0 ? edition : null;
        }
        catch (JsonException e)
        {
            var where = e.Path is null or "$" ? "file" : e.Path.StartsWith("$.", StringComparison.Ordinal) ? e.Path[2..] : e.Path;
            faults = [new(where, "json", $"Line {e.LineNumber + 1}: this is not what a league file has there.")];
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(PlayerIdConverter), typeof(TeamIdConverter), typeof(EquatableArrayConverter)])]
[JsonSerializable(typeof(Edition))]
[JsonSerializable(typeof(ManCard))]
[JsonSerializable(typeof(ClubCard))]
[JsonSerializable(typeof(FieldingCard))]
[JsonSerializable(typeof(EquatableArray<int>))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(PlayerId))]
public sealed partial class EditionJsonContext : JsonSerializerContext;
