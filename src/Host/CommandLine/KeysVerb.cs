using System.CommandLine;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Identity;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame keys</c>: the keys under which tokens are signed.</summary>
internal static class KeysVerb
{
    private const string Description = """
        The keys for tokens, in the key file: the first one signs, all of them verify. A running server finds a change
        within seconds. To rotate: add a key, wait until the last token of the old one has expired, retire that one twice.
        """;

    public static Command Create() => new("keys", Description) { List(), Add(), Retire() };

    /// <summary>The file that the settings come to.</summary>
    /// <exception cref="HouseClosedException">They come to none.</exception>
    public static TokenKeyFile File(Settings settings) => TokenKeyFile.Of(settings)
        ?? throw new HouseClosedException($"no key file is named: name it with {Setting.TokenKeyFile.Option}");

    private static Command List() => Verb(new("list", "The keys, the one that signs first."), static (file, _) =>
    {
        var table = Tables.Of("kid", "does");
        var keys = file.Open().All;
        for (var i = 0; i < keys.Count; i++)
            Tables.Row(table, keys[i].Id, i == 0 ? "signs" : keys[i].CanSign ? "verifies, could sign" : "verifies");
        Tables.Write(table);
    });

    private static Command Add() => Verb(
        new("add", "Make a key that signs from now on; makes the file where there is none."),
        static (file, _) => Console.Out.WriteLine($"{file.Add()} signs from now on, in {file.Path}"));

    private static Command Retire()
    {
        var id = new Argument<string>("kid") { Description = "The key, as keys list shows it." };
        const string Says = "A key that signs: from now on it only verifies. One that verifies: it is gone.";
        return Verb(new("retire", Says) { id }, (file, parsed) =>
        {
            var kid = parsed.GetValue(id)!;
            Console.Out.WriteLine(file.Retire(kid) switch
            {
                true => $"{kid} only verifies from now on",
                false => $"{kid} is gone",
                null => throw new HouseClosedException($"there is no key {kid} in {file.Path}"),
            });
        });
    }

    private static Command Verb(Command verb, Action<TokenKeyFile, ParseResult> run)
    {
        var settings = new SettingOptions(verb, Setting.Database, Setting.TokenKeyFile);
        verb.SetAction(parsed =>
        {
            run(File(settings.Load(parsed)), parsed);
            return 0;
        });
        return verb;
    }
}
