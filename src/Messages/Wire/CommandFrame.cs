using System.Text.Json;
using AkkaGame.Messages.Json;

namespace AkkaGame.Messages.Wire;

/// <summary>A command as JSON, with the members of the client protocol's <c>cmd</c>.</summary>
/// <param name="Id">The command's id, made by its sender before the first send.</param>
/// <param name="K">The command's wire name, such as <c>record-play</c>.</param>
/// <param name="D">The command.</param>
/// <param name="Play">The seq of the last play, substitution or edit its sender saw; 0 before any.</param>
/// <param name="Dec">The pending decision that it answers.</param>
/// <param name="By">On the operators' port: in whose name it is recorded; <c>ops</c> unless said.</param>
public sealed record CommandFrame(
    Guid Id, string? K, JsonElement D, int Play = 0, Guid? Dec = null, string? Why = null, FrameAuthor? By = null)
{
    /// <summary>Characters of a name.</summary>
    public const int WhoMax = 64;

    private const int WhyMax = 500;

    /// <summary>
    /// The version of ids that are derived: a game's clock acts under such a one, which everybody can work out before. Only who writes a
    /// game down sends others of its kind, when he imports it.
    /// </summary>
    private const int Derived = 8;

    /// <summary>A member twice, or a null where something is asked for, is no command; members that are not known are skipped.</summary>
    private static readonly JsonSerializerOptions strict = new(MessagesJson.Default.Options)
    {
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
    };

    public static CommandFrame Of(Envelope envelope)
    {
        var wire = WireNames.Of(envelope.Command);
        return new(
            envelope.Id.Value, wire.Name, JsonSerializer.SerializeToElement(envelope.Command, wire.Json), envelope.Play, envelope.Decision,
            envelope.Why, new(envelope.By.Who, envelope.By.Role));
    }

    /// <summary>A command whose sender is known otherwise. Null, and why, where it is none.</summary>
    public Envelope? Read(Author by, out Refusal? refused)
    {
        refused = null;
        if (Id == Guid.Empty) refused = Bad("id", "required", "A command has an id, a UUID of its sender's making.");
        else if (Id.Version == Derived && by.Role is not (Role.Scorer or Role.Ops))
            refused = Bad("id", "version", "An id of version 8 is one that the server makes; a client's is of version 7.");
        else if (K is null || WireNames.CommandOf(K) is not { } wire)
            refused = new(RefusalCode.UnknownType, "k", "unknown-command", $"No command is called {Shown(K)}.");
        else if (Play < 0) refused = Bad("play", "too-small", "play is 0 or more.");
        else if (Why is not null && !IsLine(Why, WhyMax)) refused = Bad("why", "one-line", $"why is one line of 1 to {WhyMax} characters.");
        else return Command(wire, out refused) is { } command ? new(new CommandId(Id), by, Play, command, Dec, Why) : null;
        return null;
    }

    /// <summary>One line that a log and a terminal may show.</summary>
    public static bool IsLine(string text, int most) => text.Length > 0 && text.Length <= most && !text.Any(char.IsControl);

    private GameCommand? Command(WireName wire, out Refusal? refused)
    {
        if (D.ValueKind != JsonValueKind.Object)
        {
            refused = Bad("d", "object", $"d is an object, the {wire.Name} itself.");
            return null;
        }

        refused = Fitness.Unfit(D, "d");
        if (refused is not null) return null;
        try
        {
            if (D.Deserialize(strict.GetTypeInfo(wire.Type)) is GameCommand command) return command;
            refused = Bad("d", "object", $"d is an object, the {wire.Name} itself.");
        }
        catch (JsonException e)
        {
            var fault = JsonFault.Of(e);
            refused = Bad(fault.Field("d"), "json", $"This is no {wire.Name}: {fault.Why}");
        }

        return null;
    }

    internal static string Shown(string? name) => name is { Length: <= 40 } && !name.Any(char.IsControl) ? $"'{name}'" : "so";

    private static Refusal Bad(string field, string rule, string why) => new(RefusalCode.BadFrame, field, rule, why);
}

/// <summary>In whose name an operator has a command recorded.</summary>
public sealed record FrameAuthor(string? Who, Role Role = Role.Scorer)
{
    /// <summary>Null, and why, where operators cannot say so.</summary>
    public static Author? Of(FrameAuthor? by, out Refusal? refused)
    {
        refused = by switch
        {
            null => null,
            { Who: null } => Bad(),
            { Who: var who } when !CommandFrame.IsLine(who, CommandFrame.WhoMax) => Bad(),
            { Role: not (Role.Scorer or Role.Ops) } =>
                new(RefusalCode.Forbidden, "by.role", "scorer-or-ops", "What is sent here is a scorer's or an operator's."),
            _ => null,
        };
        if (refused is not null) return null;
        return by is null ? new("ops", Role.Ops) : new(by.Who!, by.Role);

        static Refusal Bad() => new(
            RefusalCode.BadFrame, "by.who", "one-line", $"by.who is one line of 1 to {CommandFrame.WhoMax} characters.");
    }
}
