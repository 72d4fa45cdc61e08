using System.Text.Json;
using AkkaGame.Messages;

namespace AkkaGame.Host.Operating;

/// <summary>A command as JSON, with the members of the client protocol's <c>cmd</c>.</summary>
/// <param name="Id">The command's id, made by its sender before the first send.</param>
/// <param name="K">The command's wire name, such as <c>record-play</c>.</param>
/// <param name="D">The command.</param>
/// <param name="Play">The seq of the last play, substitution or edit its sender saw; 0 before any.</param>
/// <param name="Dec">The pending decision that it answers.</param>
/// <param name="By">In whose name it is recorded; <c>ops</c> unless said.</param>
internal sealed record CommandFrame(
    Guid Id, string? K, JsonElement D, int Play = 0, Guid? Dec = null, string? Why = null, FrameAuthor? By = null)
{
    private const int WhoMax = 64;

    private const int WhyMax = 500;

    public static CommandFrame Of(Envelope envelope)
    {
        var wire = WireNames.Of(envelope.Command);
        return new(
            envelope.Id.Value, wire.Name, JsonSerializer.SerializeToElement(envelope.Command, wire.Json), envelope.Play, envelope.Decision,
            envelope.Why, new(envelope.By.Who, envelope.By.Role));
    }

    /// <summary>Null, and why, where it is no command of a scored game.</summary>
    public Envelope? Read(out Refusal? refused)
    {
        refused = null;
        if (Id == Guid.Empty) refused = Bad("id", "required", "A command has an id, a UUID of its sender's making.");
        else if (K is null || WireNames.CommandOf(K) is not { } wire)
            refused = new(RefusalCode.UnknownType, "k", "unknown-command", $"No command is called {Shown(K)}.");
        else if (Play < 0) refused = Bad("play", "too-small", "play is 0 or more.");
        else if (Why is not null && !IsLine(Why, WhyMax)) refused = Bad("why", "one-line", $"why is one line of 1 to {WhyMax} characters.");
        else if (By is { } by && (by.Who is null || !IsLine(by.Who, WhoMax)))
            refused = Bad("by.who", "one-line", $"by.who is one line of 1 to {WhoMax} characters.");
        else if (By is { Role: not (Role.Scorer or Role.Ops) })
            refused = new(RefusalCode.Forbidden, "by.role", "scorer-or-ops", "What is sent here is a scorer's or an operator's.");
        else return Command(wire, out refused) is { } command
            ? new(new CommandId(Id), By is null ? new("ops", Role.Ops) : new(By.Who!, By.Role), Play, command, Dec, Why)
            : null;
        return null;
    }

    /// <summary>One line that a log and a terminal may show.</summary>
    public static bool IsLine(string text, int most) => text.Length > 0 && text.Length <= most && !text.Any(char.IsControl);

    private GameCommand? Command(WireName wire, out Refusal? refused)
    {
        refused = null;
        try
        {
            if (D.ValueKind == JsonValueKind.Object && D.Deserialize(wire.Json) is GameCommand command) return command;
            refused = Bad("d", "object", $"d is an object, the {wire.Name} itself.");
        }
        catch (JsonException e)
        {
            refused = Bad("d" + e.Path?.TrimStart('$'), "json", $"This is no {wire.Name}: {e.Message}");
        }

        return null;
    }

    private static string Shown(string? name) => name is { Length: <= 40 } && !name.Any(char.IsControl) ? $"'{name}'" : "so";

    private static Refusal Bad(string field, string rule, string why) => new(RefusalCode.BadFrame, field, rule, why);
}

/// <summary>In whose name a command is recorded.</summary>
internal sealed record FrameAuthor(string? Who, Role Role = Role.Scorer);

/// <summary>A receipt.</summary>
/// <param name="To">The seq of the command's last event.</param>
/// <param name="Dup">True where it had been accepted before.</param>
internal sealed record ReceiptAnswer(Guid Id, int To, bool Dup);
