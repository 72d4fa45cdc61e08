using AkkaGame.Messages;
using AkkaGame.Messages.Json;

namespace AkkaGame.Tidy;

/// <summary>What is stored and sent changes only on purpose.</summary>
public class WireContractTests
{
    private static readonly string kept = Repository.Path("tests", "Tidy", "wire-contract.txt");

    /// <summary>
    /// A new event, command or member is a new line. A line that changes or goes is a journal that can no longer be read: give the event a
    /// new version and an upcast instead.
    /// </summary>
    [Fact]
    public void The_wire_is_as_it_was_reviewed()
    {
        var now = WireContract.Of(
            WireNames.Events, WireNames.Commands, MessagesJson.Default.DefensiveDecision, MessagesJson.Default.OffensiveDecision);
        var then = File.Exists(kept) ? File.ReadAllText(kept) : "";
        if (now == then) return;
        var received = Path.Combine(AppContext.BaseDirectory, "wire-contract.received.txt");
        File.WriteAllText(received, now);
        Assert.Fail($"The wire has changed:\n{string.Join('\n', Changes(then, now))}\nIf that is meant: cp {received} {kept}");
    }

    [Fact]
    public void A_changed_member_is_found()
    {
        var without = WireContract.Of(WireNames.Events.Skip(1), WireNames.Commands);
        var changes = Changes(WireContract.Of(WireNames.Events, WireNames.Commands), without);
        Assert.Contains("- event game-created 1 v1 ledger", changes);
        Assert.DoesNotContain(changes, line => line.StartsWith('+'));
    }

    [Fact]
    public void A_version_is_part_of_it()
    {
        var raised = WireNames.Events.Select(name => name.Name == "play-made" ? name with { Version = 2 } : name);
        Assert.Equal(
            ["- event play-made 17 v1", "+ event play-made 17 v2"],
            Changes(WireContract.Of(WireNames.Events, []), WireContract.Of(raised, [])));
    }

    private static List<string> Changes(string then, string now)
    {
        string[] before = then.Split('\n'), after = now.Split('\n');
        return
        [
            .. before.Where(line => line.Length > 0).Except(after).Select(line => "- " + line),
            .. after.Where(line => line.Length > 0).Except(before).Select(line => "+ " + line),
        ];
    }
}
