using System.CommandLine;
using System.Globalization;
using AkkaGame.Baseball;
using AkkaGame.Host.Editions;
using AkkaGame.Host.Replay;
using AkkaGame.Messages;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame cards</c>: league files made of real games, checked, and looked into.</summary>
internal static class CardsVerb
{
    public static Command Create() => new("cards", "League files: players' cards, made of event files, checked, and shown.")
    {
        Build(), Check(), Show(),
    };

    private static Command Build()
    {
        var files = Verbs.Files();
        var into = new Option<string>("--output", "-o") { Description = "The league file to write.", HelpName = "FILE", Required = true };
        var name = new Option<string?>("--name") { Description = "What the league is called. Default: its games.", HelpName = "NAME" };
        var verb = new Command(
            "build",
            """
            Count Retrosheet event files and print every man's cards: batting and pitching by hand, running, fielding, and the league.

            Rosters (*.ROS) and the list of clubs (TEAM*) are taken from the folders of the files. Each man is drawn to the mean of
            his role and usage as far as chance alone could have made him what he was, and the odds over the real match-ups give the
            league's totals: docs/cards.md. Warns where the files are not whole seasons.
            """)
        {
            files, into, name,
        };
        verb.SetAction((parsed, _) => Task.FromResult(
            Build(parsed.GetRequiredValue(files), parsed.GetRequiredValue(into), parsed.GetValue(name))));
        return verb;
    }

    private static int Build(string[] files, string into, string? name)
    {
        using var stop = new ToldToEnd();
        var games = 0;
        var counted = CountedFiles.Of(
            files, Environment.ProcessorCount, more => Progress(Interlocked.Add(ref games, more)), stop.Token);
        if (!Console.IsErrorRedirected) Console.Error.Write("\r\u001b[K");
        foreach (var trouble in counted.Troubles) Console.Error.WriteLine(GameLine.Printable(trouble));
        if (counted.Count.Games == 0) return Verbs.Fail("no game could be counted: no league file is written.");
        var edition = CardPress.Print(
            counted.Count, name ?? $"{counted.Count.Games.ToString(CultureInfo.InvariantCulture)} games", RetrosheetNotice.Text,
            counted.Clubs, counted.People);
        if (EditionRules.Faults(edition) is [var fault, ..]) return Verbs.Fail($"the cards would not be read again: {fault}");
        LeagueFile.Write(into, edition);
        Say(edition, into);
        foreach (var warning in edition.Warnings) Console.Error.WriteLine($"Warning: {warning}");
        Console.Out.WriteLine(RetrosheetNotice.Text);
        return counted.Troubles.Count == 0 ? 0 : Verbs.NotOk;
    }

    private static void Progress(int games)
    {
        if (!Console.IsErrorRedirected) Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r\u001b[K{games:N0} games"));
    }

    private static Command Check()
    {
        var file = new Argument<string>("FILE") { Description = "A league file." };
        var verb = new Command("check", "Say whether a league file can be played by, and everything that is wrong with it.") { file };
        verb.SetAction(parsed =>
        {
            Say(LeagueFile.Read(parsed.GetRequiredValue(file)), parsed.GetRequiredValue(file));
            return 0;
        });
        return verb;
    }

    private static void Say(Edition edition, string path) => Console.Out.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{path}: {edition.Name}, edition {edition.Id}: {edition.Clubs.Count} clubs, {edition.Men.Count} men."));

    private static Command Show()
    {
        var file = new Argument<string>("FILE") { Description = "A league file." };
        var who = new Argument<string>("MAN") { Description = "His id, or a part of his name." };
        var verb = new Command("show", "Print a man's cards.") { file, who };
        verb.SetAction(parsed =>
        {
            var edition = LeagueFile.Read(parsed.GetRequiredValue(file));
            if (TwoMen.Man(edition, parsed.GetRequiredValue(who), out var why) is not { } man) return Verbs.Fail(why!);
            Console.Out.Write(CardText.Of(edition, man));
            if (edition.Notice is { } notice) Console.Out.WriteLine(notice);
            return 0;
        });
        return verb;
    }
}
