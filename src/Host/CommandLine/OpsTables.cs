using System.Globalization;
using AkkaGame.Host.Identity;
using AkkaGame.Host.Operating;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;

namespace AkkaGame.Host.CommandLine;

/// <summary>What operators are answered, as tables.</summary>
internal static class OpsTables
{
    public static void Stats(StatsAnswer stats)
    {
        var table = Tables.OfFacts();
        Row("version", $"{stats.Version}, process {stats.Process}, up {TimeSpan.FromSeconds((long)stats.Uptime)}");
        Row("journal", $"{stats.Journal.Store}: {stats.Journal.Fault ?? "answers"}");
        Row("shards", $"{stats.Shards.Owned} of {stats.Shards.Of}");
        Row("games", $"{Whole(stats.Games.Live)} in memory, {Whole(stats.Games.AtWork)} at work, {Whole(stats.Games.Aside)} aside");
        Row("", $"{Whole(stats.Games.Activated)} came, {Whole(stats.Games.Left)} left");
        Row("commands", $"{Whole(stats.Commands.Accepted)} accepted, {Whole(stats.Commands.Repeated)} repeated, "
            + $"{stats.Commands.PerSecond.ToString("N1", CultureInfo.InvariantCulture)} a second");
        Row("inboxes", $"{Whole(stats.Commands.Waiting)} wait, {Whole(stats.Commands.DeepestInbox)} at most for one game");
        foreach (var (code, count) in stats.Commands.Refused) Row("refused", $"{code} {Whole(count)}");
        Row("snapshots", $"{Whole(stats.Snapshots.Kept)} kept, {Whole(stats.Snapshots.Faults)} faults, "
            + $"at most {Whole(stats.Snapshots.Age)} events behind");
        Row("read model", $"{Whole(stats.ReadModel.LagEvents)} events behind, {Whole(stats.ReadModel.Games)} games written"
            + (stats.ReadModel.Failure is { } failure ? $"; it does not follow now: {failure}" : ""));
        Row("faults", Whole(stats.Faults));
        foreach (var one in stats.Latencies)
            Row(one.What, $"p50 {Milliseconds(one.P50)}, p99 {Milliseconds(one.P99)}, of {Whole(one.Count)}");
        Tables.Write(table);

        void Row(string what, string value) => Tables.Row(table, what, value);
    }

    public static void Games(OpsGamesAnswer page)
    {
        var table = Tables.Of("game", "date", "teams", "status", "seq", "shard", "in memory", "inbox", "quarantine");
        foreach (var game in page.Games)
        {
            Tables.Row(
                table, game.Retrosheet ?? game.Id.ToString(), Date(game), Teams(game), Status(game), Whole(game.Seq),
                Whole(game.Shard), game.Live?.Activity.ToString() ?? "", game.Live is { } live ? Whole(live.Inbox) : "",
                game.Quarantined ?? "");
        }

        Tables.Write(table);
        if (page.Next is { } next) Console.Out.WriteLine($"There are more: --after {next}");
    }

    public static void Flight(FlightRecord record)
    {
        var game = record.Game;
        var table = Tables.OfFacts();
        Row("game", $"{game.Retrosheet} {game.Id}".TrimStart());
        Row("", $"{Date(game)} {Teams(game)} {Status(game)}");
        Row("created", Time(record.Created));
        Row("journal", $"{Whole(record.Head)} events, shard {game.Shard}");
        var snapshots = string.Join(", ", record.Snapshots.Select(static seq => Whole(seq)));
        Row("snapshots", snapshots.Length == 0 ? "none" : $"at {snapshots}");
        Row("in memory", game.Live is not { } live ? "no"
            : $"at event {Whole(game.Seq)}, {live.Activity} for {live.ForMs} ms, epoch {live.Epoch}, inbox {live.Inbox}"
                + (live.InWork is { } command ? $", command {command} in work" : ""));
        if (record.Quarantine is { } aside)
        {
            Row("quarantine", $"{aside.Why} (from event {Whole(aside.Seq)} on, since {Time(aside.Since)}, by {aside.By ?? "the engine"})");
            Row("way out", aside.By is null
                ? $"akkagame verify {game.Id} names what is wrong; mend it or update, then akkagame ops release"
                : $"akkagame ops release {game.Id}");
        }

        Tables.Write(table);
        if (record.Unread is { } unread) Console.Out.WriteLine(Replay.GameLine.Printable(unread));
        var commands = Tables.Of("events", "at", "who", "command", "what");
        foreach (var one in record.Commands)
        {
            Tables.Row(
                commands, one.First == one.Last ? Whole(one.First) : $"{Whole(one.First)}-{Whole(one.Last)}", Time(one.At),
                $"{one.Who} ({one.Role})", one.Command.ToString(), Counted(one.Events) + (one.Why is { } why ? $": {why}" : ""));
        }

        Tables.Write(commands);

        void Row(string what, string value) => Tables.Row(table, what, value);
    }

    /// <summary>In the order in which they first came; what came several times stands there once.</summary>
    internal static string Counted(IEnumerable<string> events) => string.Join(
        ", ", events.CountBy(static one => one).Select(static one => one.Value == 1 ? one.Key : $"{one.Key} x{one.Value}"));

    public static void Sessions(SessionsAnswer answer)
    {
        var table = Tables.Of("game", "who", "role", "from", "client", "connected", "seen", "closed", "seq", "acknowledged");
        foreach (var one in answer.Sessions)
        {
            Tables.Row(
                table, one.Game.ToString(), one.Who, one.Side is { } side ? $"{one.Role}, {side}" : one.Role.ToString(), one.From,
                one.Client ?? "", Time(one.Connected), Time(one.Seen),
                one.Closed is { } closed ? $"{Time(closed)}{(one.Code is { } code ? $" ({code})" : "")}" : "",
                Whole(one.Sent), Whole(one.Acked));
        }

        Tables.Write(table);
    }

    public static void Aside(AsideAnswer answer)
    {
        var table = Tables.Of("game", "readable to event", "since", "by", "why");
        foreach (var game in answer.Games)
            Tables.Row(table, game.Id.ToString(), Whole(game.Seq), Time(game.Since), game.By ?? "the engine", game.Why);
        Tables.Write(table);
    }

    public static void Revocations(RevocationsAnswer answer)
    {
        var table = Tables.Of("token", "who", "at", "by", "why");
        foreach (var one in answer.Revocations) Tables.Row(table, one.Token ?? "all", one.Who ?? "", Time(one.At), one.By, one.Why ?? "");
        Tables.Write(table);
    }

    public static void Revoked(RevocationItem one) => Console.Out.WriteLine(
        one.Token is { } token ? $"token {token} is revoked" : $"every token of {one.Who} from before {Time(one.At)} is revoked");

    public static void Ready(HealthAnswer health) => Console.Out.WriteLine($"{health.Status}, {health.Shards} of {Shard.Count} shards");

    public static void Done(DoneAnswer done) => Console.Out.WriteLine(
        $"{done.Id}: {(done.Live ? "in memory" : "not in memory")}, "
        + (done.Quarantined is { } why ? $"not writable, {Replay.GameLine.Printable(why)}" : "well"));

    private static string Date(OpsGame game) => game.Date?.ToString("O", CultureInfo.InvariantCulture) ?? "";

    private static string Teams(OpsGame game) => game.Away is { } away ? $"{away} at {game.Home}" : "";

    private static string Status(OpsGame game) =>
        game.Status is { } status ? $"{status}{(game.Inning > 0 ? $", {game.Half} {game.Inning}" : "")}" : "";

    private static string Time(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Milliseconds(double ms) => ms.ToString("0.###", CultureInfo.InvariantCulture) + " ms";

    private static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
