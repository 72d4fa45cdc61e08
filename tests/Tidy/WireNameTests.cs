using System.Text.RegularExpressions;
using AkkaGame.Messages;
using AkkaGame.Messages.Json;

namespace AkkaGame.Tidy;

/// <summary>Every event and command is sealed and stands in the registry once, under a name and a code of its own.</summary>
public partial class WireNameTests
{
    [Fact]
    public void Every_event_is_registered_once() => Assert.Empty(Wrong(typeof(GameEvent), WireNames.Events));

    [Fact]
    public void Every_command_is_registered_once() => Assert.Empty(Wrong(typeof(GameCommand), WireNames.Commands));

    [Fact]
    public void Each_is_written_as_itself() => Assert.Empty(Miswritten(WireNames.Events.Concat(WireNames.Commands)));

    [Fact]
    public void One_written_as_another_is_found() =>
        Assert.Equal(["Shut is written as Refusal"], Miswritten([Named("shut", 2, typeof(Shut))]));

    [Fact]
    public void The_registry_finds_what_it_holds()
    {
        foreach (var name in WireNames.Events) Assert.Same(name, WireNames.EventOf(name.Code));
        Assert.Null(WireNames.EventOf(0));
    }

    [Fact]
    public void A_type_nobody_registered_is_found() =>
        Assert.Equal(["Lost is not registered", "Open is not sealed"],
            Wrong(typeof(Sample), [Named("open", 1, typeof(Open)), Named("shut", 2, typeof(Shut))]));

    [Theory]
    [InlineData("open", 2, "the name open is given twice")]
    [InlineData("shut", 1, "the code 1 is given twice")]
    [InlineData("ShutDoor", 2, "ShutDoor is not in lower case with hyphens")]
    [InlineData("shut", 0, "the code 0 is not above zero")]
    public void A_name_or_code_that_is_not_its_own_is_found(string name, short code, string found) => Assert.Contains(
        found, Wrong(typeof(Sample), [Named("open", 1, typeof(Open)), Named(name, code, typeof(Shut)), Named("lost", 3, typeof(Lost))]));

    [Fact]
    public void A_type_registered_twice_is_found() => Assert.Contains("Shut is registered twice", Wrong(
        typeof(Sample), [Named("open", 1, typeof(Open)), Named("shut", 2, typeof(Shut)), Named("closed", 4, typeof(Shut)),
        Named("lost", 3, typeof(Lost))]));

    public abstract record Sample;

    // Not private, and so allowed to stand open: the check is to find it.
    public record Open : Sample;

    private sealed record Shut : Sample;

    private sealed record Lost : Sample;

    private static WireName Named(string name, short code, Type type) => new(name, code, 1, type, MessagesJson.Default.Refusal);

    private static List<string> Wrong(Type root, IReadOnlyCollection<WireName> names)
    {
        var kinds = root.Assembly.GetTypes().Where(type => type != root && root.IsAssignableFrom(type)).ToList();
        return
        [
            .. kinds.Where(kind => names.All(name => name.Type != kind)).Select(kind => $"{kind.Name} is not registered"),
            .. kinds.Where(kind => !kind.IsSealed).Select(kind => $"{kind.Name} is not sealed"),
            .. Twice(names.Select(name => name.Type.Name)).Select(type => $"{type} is registered twice"),
            .. Twice(names.Select(name => name.Name)).Select(name => $"the name {name} is given twice"),
            .. Twice(names.Select(name => name.Code)).Select(code => $"the code {code} is given twice"),
            .. names.Where(name => !Kebab().IsMatch(name.Name)).Select(name => $"{name.Name} is not in lower case with hyphens"),
            .. names.Where(name => name.Code <= 0).Select(name => $"the code {name.Code} is not above zero"),
        ];
    }

    private static IEnumerable<string> Miswritten(IEnumerable<WireName> names) =>
        names.Where(name => name.Json.Type != name.Type).Select(name => $"{name.Type.Name} is written as {name.Json.Type.Name}");

    private static IEnumerable<T> Twice<T>(IEnumerable<T> all) =>
        all.GroupBy(one => one).Where(same => same.Count() > 1).Select(same => same.Key);

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex Kebab();
}
