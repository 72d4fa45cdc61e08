using System.Collections.Frozen;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AkkaGame.Host.Configuration;
using AkkaGame.Proxy;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame proxy</c>: a bad network to put between a client and a server.</summary>
internal static class ProxyVerb
{
    private const string Description = """
        Stand between clients and a server, and do what networks do to both of them.

        Without a rate the seed draws a mix of what every client has to bear: connections refused, cut, half closed or
        swallowed, messages that wait, commands that come twice or overtake each other. With rates exactly those: each is
        the part of the messages, 0 to 1, that meet it, and together they are at most 1. The same seed does the same to
        the same messages of the same connection. What was done is told in one line, or with --each in a line a deed.
        """;

    public const string Loopback = "127.0.0.1";
    public const int Server = 5080;
    private const int Listens = 5090;

    private static readonly TimeSpan longest = TimeSpan.FromHours(1);

    public static Command Create()
    {
        var listen = Address("--listen", "Where clients connect.", Listens);
        var to = Address("--to", "The server.", Server);
        var seed = new Option<int?>("--seed")
        {
            Description = "What everything is drawn from. Default: another one each time", HelpName = "N",
        };
        var rates = new Rates();
        var wait = new Option<(TimeSpan Least, TimeSpan Most)?>("--wait")
        {
            Description = "How long what is delayed, overtaken or doubled waits, as 50ms..2s or 5s. Default: 0s..1s", HelpName = "TIME",
            CustomParser = Waits,
        };
        var throttle = new Option<int>("--throttle") { Description = "Bytes a second of each connection.", HelpName = "BYTES" };
        throttle.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1_000_000_000)
                result.AddError("--throttle takes 1 to 1000000000 bytes a second");
        });
        var toward = new Option<Toward>("--toward") { Description = "Which way: server, client or both. Default: both", HelpName = "END" };
        var only = new Option<string?>("--only")
        {
            Description = "Drop, double and reorder only messages whose t is one of these, as cmd,ack; any for all. Default: cmd",
            HelpName = "T,...",
        };
        var time = new Option<TimeSpan?>("--for")
        {
            Description = "After that time everything passes, as after 30s. Default: it goes on", HelpName = "TIME",
            CustomParser = static result => Time(result, result.Tokens[0].Value),
        };
        var each = new Option<bool>("--each") { Description = "Tell each deed in a line." };
        var proxy = new Command("proxy", Description)
        {
            listen, to, seed, wait, throttle, toward, only, time, each, ProxyCheckVerb.Create(),
        };
        foreach (var rate in rates.All) proxy.Add(rate);
        proxy.Validators.Add(result =>
        {
            if (rates.Sum(result) > 1) result.AddError("the rates come to more than 1: a message meets one thing or none");
        });
        proxy.SetAction((parsed, stop) =>
        {
            var number = parsed.GetValue(seed) ?? Random.Shared.Next(1_000_000);
            var waits = parsed.GetValue(wait);
            var faults = rates.Of(parsed, new FaultRates
            {
                WaitLeast = waits?.Least ?? TimeSpan.Zero,
                WaitMost = waits?.Most ?? TimeSpan.FromSeconds(1),
                BytesPerSecond = parsed.GetValue(throttle),
                Only = (parsed.GetValue(only) ?? "cmd") is var named && named == "any" ? null : named.Split(',').ToFrozenSet(),
            });
            var refuse = parsed.GetValue(rates.Refuse);
            var way = parsed.GetValue(toward);
            var plan = faults.IsNone && refuse == 0
                ? Plan.Mix(number)
                : new(number, way == Toward.Client ? FaultRates.None : faults, way == Toward.Server ? FaultRates.None : faults, refuse);
            return Run(
                parsed.GetValue(listen) ?? new(Loopback, Listens), parsed.GetValue(to) ?? new(Loopback, Server), plan,
                parsed.GetValue(time), parsed.GetValue(each), stop);
        });
        return proxy;
    }

    private enum Toward { Both, Server, Client }

    private static async Task<int> Run(
        DnsEndPoint listen, DnsEndPoint to, Plan plan, TimeSpan? time, bool each, CancellationToken stop)
    {
        using var ended = new ToldToEnd(stop);
        try
        {
            var at = (await Dns.GetHostAddressesAsync(listen.Host, AddressFamily.InterNetwork, stop))[0];
            var line = new DeedLine(each);
            await using var proxy = new FaultProxy(to, new(at, listen.Port), plan, line.Tell);
            Console.Out.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"Proxy on {at}:{proxy.Port} to {to.Host}:{to.Port}, seed {plan.Seed}"));
            await line.Follow(proxy, time, ended.Token);
            Console.Out.WriteLine(proxy.Tally);
            return 0;
        }
        catch (SocketException e)
        {
            return Verbs.Fail($"{listen.Host}:{listen.Port} cannot be listened on: {e.Message}");
        }
    }

    public static Option<DnsEndPoint?> Address(string name, string says, int port) => new(name)
    {
        Description = string.Create(CultureInfo.InvariantCulture, $"{says} Default: {port}"),
        HelpName = "[HOST:]PORT",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var colon = text.LastIndexOf(':');
            if (int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 65_535
                && Uri.CheckHostName(colon < 0 ? Loopback : text[..colon]) is UriHostNameType.Dns or UriHostNameType.IPv4)
                return new(colon < 0 ? Loopback : text[..colon], number);
            result.AddError($"{name} is no address: expected PORT or HOST:PORT");
            return null;
        },
    };

    private static (TimeSpan, TimeSpan)? Waits(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0) return Time(result, text) is { } both ? (both, both) : null;
        if (Time(result, text[..dots]) is not { } least || Time(result, text[(dots + 2)..]) is not { } most) return null;
        return most >= least ? (least, most) : Wrong();

        (TimeSpan, TimeSpan)? Wrong()
        {
            result.AddError("--wait is a time, or the least and the most, as 50ms..2s");
            return null;
        }
    }

    private static TimeSpan? Time(ArgumentResult result, string text)
    {
        if (Durations.Read(text) is { } time && time <= longest) return time;
        result.AddError($"{text} is no time up to {Durations.Write(longest)}, such as 500ms, 3s or 10m");
        return null;
    }

    /// <summary>What may be asked for by its rate.</summary>
    private sealed class Rates
    {
        private readonly Option<double>[] all =
        [
            Rate("--drop", "Messages that vanish."),
            Rate("--duplicate", "Messages that come twice or three times."),
            Rate("--reorder", "Messages that later ones overtake."),
            Rate("--delay", "Messages that wait, and everything behind them."),
            Rate("--cut", "Messages in, before or after which the connection is reset."),
            Rate("--half-close", "Messages behind which one direction is closed."),
            Rate("--black-hole", "Messages from which on the whole connection vanishes, and nobody hears of it."),
        ];

        public Option<double> Refuse { get; } = Rate("--refuse", "Connections that are reset at once.");

        public IEnumerable<Option<double>> All => [.. all, Refuse];

        public double Sum(CommandResult result) => all.Sum(result.GetValue);

        public FaultRates Of(ParseResult parsed, FaultRates rest) => rest with
        {
            Drop = parsed.GetValue(all[0]),
            Duplicate = parsed.GetValue(all[1]),
            Reorder = parsed.GetValue(all[2]),
            Delay = parsed.GetValue(all[3]),
            Cut = parsed.GetValue(all[4]),
            HalfClose = parsed.GetValue(all[5]),
            BlackHole = parsed.GetValue(all[6]),
        };

        private static Option<double> Rate(string name, string says)
        {
            var option = new Option<double>(name) { Description = says, HelpName = "RATE" };
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<double>() is not (>= 0 and <= 1)) result.AddError($"{name} is a part of all, 0 to 1");
            });
            return option;
        }
    }
}
