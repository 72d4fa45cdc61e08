using System.CommandLine;
using System.Globalization;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Identity;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame token</c>: a bearer token, signed here with the key file.</summary>
internal static class TokenVerb
{
    private const string Description = """
        Make a bearer token, signed with the key file: for a person, at most 15 minutes; for a program, with --service, as
        long as you choose. It is printed on standard output, its id, by which it can be revoked, on standard error.
        """;

    private static readonly TimeSpan serviceMax = TimeSpan.FromDays(366);

    public static Command Create()
    {
        var who = Required("--who", "NAME", "Whose it is: the name that a manager's seat and every record of his commands has.");
        who.Validators.Add(static result =>
        {
            if (!CommandFrame.IsLine(result.GetValueOrDefault<string>() ?? "", CommandFrame.WhoMax))
                result.AddError($"--who is one line of 1 to {CommandFrame.WhoMax} characters");
        });
        var role = Required("--role", "ROLE", "manager, spectator, scorer, commissioner or ops.");
        role.AcceptOnlyFromAmong("manager", "spectator", "scorer", "commissioner", "ops");
        var game = new Option<Guid?>("--game") { Description = "The only game it is good for. Default: any", HelpName = "ID" };
        var side = new Option<string?>("--side") { Description = "A manager's side: home or away. Default: either", HelpName = "SIDE" };
        side.AcceptOnlyFromAmong("home", "away");
        var league = new Option<string?>("--league") { Description = "The only league it is good for. Default: any", HelpName = "NAME" };
        var during = new Option<string>("--for")
        {
            Description = "How long it is good. Default: 15m", HelpName = "TIME", DefaultValueFactory = static _ => "15m",
        };
        var service = new Option<bool>("--service") { Description = "For a program: --for may be up to 8784h, a year." };
        during.Validators.Add(result =>
        {
            var most = result.GetValue(service) ? serviceMax : Mint.BearerMax;
            var time = Durations.Read(result.GetValueOrDefault<string>()!);
            if (time is null || time < TimeSpan.FromSeconds(1) || time > most)
                result.AddError($"--for takes 1s to {Durations.Write(most)}{(most == Mint.BearerMax ? ", more with --service" : "")}");
        });
        var token = new Command("token", Description) { who, role, game, side, league, during, service };
        token.Validators.Add(result =>
        {
            if (result.GetValue(side) is not null && result.GetValue(role) != "manager") result.AddError("--side is a manager's");
        });
        var settings = new SettingOptions(token, Setting.Database, Setting.TokenKeyFile);
        token.SetAction(parsed => Run(
            settings.Load(parsed),
            new(
                parsed.GetValue(who)!, WireWords.RoleOf(parsed.GetValue(role))!.Value,
                parsed.GetValue(game) is { } id ? new GameId(id) : null, WireWords.SideOf(parsed.GetValue(side)), parsed.GetValue(league)),
            Durations.Read(parsed.GetValue(during)!)!.Value));
        return token;
    }

    private static Option<string> Required(string name, string takes, string says) =>
        new(name) { Description = says, HelpName = takes, Required = true };

    private static int Run(Settings settings, Bearer bearer, TimeSpan during)
    {
        var made = new Mint(KeysVerb.File(settings).Open(), TimeProvider.System).Bearer(bearer, during);
        Console.Out.WriteLine(made.Text);
        var until = DateTimeOffset.FromUnixTimeMilliseconds(made.Expires).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        Console.Error.WriteLine($"akkagame: token {made.Id}: {WireWords.Of(bearer.Role)} {bearer.Who}, until {until}");
        return 0;
    }
}
