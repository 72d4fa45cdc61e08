using AkkaGame.Baseball;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;

namespace AkkaGame.Host.Describing;

/// <summary>The public calls, all of them, in the order in which a reader meets them. A test holds the list against the routes.</summary>
internal static class Calls
{
    private const string Games = "Games", Playing = "Playing", Records = "Records", Server = "Server";

    private const string Stream =
        "retry: 2000\n\nid: 41\nevent: ev\n"
        + "data: {\"t\":\"ev\",\"seq\":41,\"g\":41,\"ts\":1775478000000,\"k\":\"mound-visited\",\"d\":{\"side\":\"Home\",\"left\":5}}\n\n";

    private const string Item =
        """
        {"number":1,"id":"0199a6b1-7c00-7000-8000-000000000001","seq":41,"created":1775476800000,"league":"open","date":"2026-04-06",
         "gameNumber":0,"mode":"Played","status":"InProgress","inning":3,"half":"Bottom","away":{"team":"AWY","runs":1,"hits":2,"errors":0},
         "home":{"team":"HOM","runs":0,"hits":1,"errors":0}}
        """;

    private const StringComparison Plain = StringComparison.Ordinal;

    private const string Token = """{"NAME":"eyJhbGciOiJFUzI1NiJ9.e30.c2ln","expires":1775478000000}""";

    private const string Made = """{"ok":true,"id":"0199a6b1-7c00-7000-8000-000000000001","from":1,"to":2,"dup":false}""";

    private const string Receipt = """{"ok":true,"id":"0199a6b1-7c00-7000-8000-000000000003","from":3,"to":3,"dup":false}""";

    private static readonly RefusalCode[] sending =
    [
        RefusalCode.UnknownType, RefusalCode.NotYourDecision, RefusalCode.NotFound, RefusalCode.StaleDecision, RefusalCode.IdReused,
        RefusalCode.GameOver, RefusalCode.Suspended, RefusalCode.TooLarge, RefusalCode.Illegal, RefusalCode.RateLimited, RefusalCode.Busy,
        RefusalCode.Quarantined,
    ];

    private static readonly Given next = new("after", "The `next` of the page before.", Least: 0, Unless: 0);

    private static readonly Given page = new("limit", "Games of a page.", Least: 1, Most: 200, Unless: 50);

    private static readonly Given after = new("after", "Only what came after this seq.", Least: 0, Unless: 0);

    public static readonly IReadOnlyList<Call> All =
    [
        new(HttpMethods.Get, "/api/v1/games", "listGames", Games, "Games, in the order of their creation.")
        {
            More = "Filters are joined by *and*. A page may be shorter than `limit`; `next` goes on, and is missing at the end.",
            Query =
            [
                next, page, Text("team", "A club's id, in any case."), Text("date", "A day, a month or a year: 2018-04-06, 2018-04, 2018."),
                Text("from", "The first day; a month or a year begins with its first."), Text("to", "The last day."),
                Text("status", "How far it is.") with { Words = Enum.GetNames<GameStatus>() }, Text("league", "The league's name."),
                Text("text", "Words that are looked for in clubs, league, site and id."),
            ],
            Gives = [new(200, "A page of games.", HostJson.Default.GamesAnswer, $$"""{"games":[{{Item}}],"next":12}""")],
        },
        new(HttpMethods.Post, "/api/v1/games", "createGame", Games, "Sets up a game as one piece: all of it, or nothing.")
        {
            More = "`id` is made by the sender, and is the game's too; sent again it gets the same answer, with `dup`.",
            NeedsSender = true,
            Takes = new(
                AskedJson.Default.GameAsked,
                """{"id":"0199a6b1-7c00-7000-8000-000000000001","away":"AWY","home":"HOM","seats":{"away":{"level":1} } }""",
                "id", "away", "home"),
            Gives =
            [
                new(201, "It was made; `Location` says where.", HostJson.Default.GameMade, Made),
                new(200, "It was there already.", HostJson.Default.GameMade),
            ],
            Refuses = [RefusalCode.Illegal, RefusalCode.IdReused, RefusalCode.TooLarge, RefusalCode.RateLimited],
        },
        Game("", "readGame", "A game on one line.", new(200, "The line.", HostJson.Default.GameItem, Item)),
        Game("/state", "readState", "A game as it stands, or as it stood.", new(200, "The view.", ViewJson.Default.GameView)) with
        {
            More = "States exist at the ends of groups: a seq inside one is rounded down.",
            Query = [new("at", "The seq; the newest unless said.", Least: 1)],
        },
        Game("/lineups", "readLineups", "Both sides' men, who may still come in, and what a card has to keep to.",
            new(200, "The lineups.", HostJson.Default.LineupsAnswer)),
        Game("/chart", "readChart", "The dice that lie, and the chart on which they are read.",
            new(200, "The chart and what is hit on it.", HostJson.Default.ChartAnswer)),
        new(HttpMethods.Post, "/api/v1/games/{id}/lineups", "handInLineup", Playing, "Hands in a lineup card.")
        {
            More = "A manager sends his own as `card`; it stays sealed until the other side's is in. Whoever runs the game sends both, as "
                + "`away` and `home`, in the open.",
            NeedsSender = true,
            Takes = new(
                AskedJson.Default.LineupsAsked,
                """
                {"id":"0199a6b1-7c00-7000-8000-000000000002",
                 "card":{"places":[{"slot":1,"player":"a1","name":"Ann One","position":"Shortstop"}]} }
                """,
                "id"),
            Gives = [new(200, "The receipt.", HostJson.Default.ReceiptAnswer, Receipt)],
            Refuses = [.. sending],
        },
        Game(
            "/events", "readEvents", "Events, in order, whole groups.", new(200, "A page of events.", HostJson.Default.EventsAnswer),
            new(200, "", null, Stream, "text/event-stream")) with
        {
            More = "`to` goes on with `after`. With `wait` an empty answer waits for the next event. `Accept: text/event-stream` streams.",
            Query =
            [
                after,
                new(
                    "limit", "Events of a page; a group is never cut.", Least: 1, Most: EventsApi.EventsMax,
                    Unless: EventsApi.EventsUnlessSaid),
                new("wait", "Seconds to wait for the next event.", Least: 0, Most: EventsApi.WaitMax, Unless: 0),
            ],
            Refuses = [RefusalCode.RateLimited, RefusalCode.Illegal, RefusalCode.Quarantined],
        },
        Game("/stream", "streamEvents", "Events as they happen, for EventSource.",
            new(200, "Frames `ev` of the socket's protocol, each under its seq as its id.", null, Stream, "text/event-stream")) with
        {
            HasTag = false,
            More = "It does not end by itself: a comment every 15 s keeps it open, and a server that stops says `retry` first.",
            Query = [after, Text("Last-Event-ID", "The seq that was heard last; stands above `after`.") with { In = "header" }],
            Refuses = [RefusalCode.RateLimited, RefusalCode.Illegal],
        },
        Game(
            "/box", "readBox", "The box score.", new(200, "As data, or as a newspaper prints it.", BoxJson.Default.BoxScore),
            new(200, "", null, null, "text/plain")),
        Game("/plays", "readPlays", "The game in sentences, as it counts.", new(200, "The plays.", HostJson.Default.PlaysAnswer)) with
        {
            Query = [after],
        },
        Game("/export", "exportGame", "A Retrosheet event file, of a scored game or of one that is over.",
            new(200, "The file, in Latin-1.", null, "id,CLE201804060\nversion,2\n", "text/plain")),
        new(HttpMethods.Post, "/api/v1/games/{id}/commands", "sendCommand", Playing, "Sends a command: the twin of the socket's `cmd`.")
        {
            More = "The id is made before the first send and kept when it is sent again: it counts once, on any node, before and after any "
                + "crash. Sockets' control of a side does not bind it.",
            NeedsSender = true,
            Takes = new(
                AskedJson.Default.CommandFrame,
                """{"id":"0199a6b1-7c00-7000-8000-000000000003","k":"take-seat","d":{"side":"Home"},"play":0}""", "id", "k", "d"),
            Gives = [new(200, "The receipt.", HostJson.Default.ReceiptAnswer, Receipt)],
            Refuses = [.. sending],
        },
        new(HttpMethods.Post, "/api/v1/games/{id}/tickets", "getTicket", Playing, "A ticket: it opens one socket, once.")
        {
            More = "It is good for two minutes, and as the asker himself unless another role is said. A spectator of a game with open "
                + "doors needs neither token nor ticket.",
            Takes = new(AskedJson.Default.TicketAsked, """{"role":"manager","side":"home"}"""),
            Gives =
            [
                new(200, "The `token` of a `hello`.", HostJson.Default.TicketAnswer, Token.Replace("NAME", "ticket", Plain)),
            ],
            Refuses = [RefusalCode.NotFound, RefusalCode.RateLimited],
        },
        new(HttpMethods.Post, "/api/v1/dev/token", "getLocalToken", Server, "A bearer token in any name and role.")
        {
            More = "On a server started for development, for whoever is on its machine; elsewhere there is no such address.",
            Takes = new(AskedJson.Default.TokenAsked, """{"who":"Ada","role":"manager"}""", "who", "role"),
            Gives = [new(200, "The token.", HostJson.Default.TokenAnswer, Token.Replace("NAME", "token", Plain))],
        },
        new(HttpMethods.Get, "/api/v1/leagues/{league}/standings", "readStandings", Records, "A league's season, best club first.")
        {
            Query = [new("season", "The year.", Least: 1800, Most: 9999) { IsRequired = true }],
            Gives = [new(200, "The standings.", HostJson.Default.StandingsAnswer)],
            Refuses = [RefusalCode.NotFound],
        },
        new(HttpMethods.Get, "/api/v1/players/{player}", "readPlayer", Records, "What a player did: his seasons, his games.")
        {
            Query =
            [
                Text("league", "Only there."), new("season", "Games of that year only.", Least: 1800, Most: 9999),
                next, page,
            ],
            Gives = [new(200, "The player.", HostJson.Default.PlayerAnswer)],
            Refuses = [RefusalCode.NotFound],
        },
        new(HttpMethods.Get, "/api/v1/editions", "listEditions", Records, "The editions of cards that games may be played by here.")
        {
            More = "A game's creation names one as its `cards`. Wherever a `notice` stands it has to be shown beside the cards.",
            Gives = [new(200, "The editions.", HostJson.Default.EditionsAnswer)],
        },
        new(HttpMethods.Get, "/api/v1/editions/{edition}/clubs/{team}", "readEditionClub", Records, "A club's men, and a lineup of them.")
        {
            More = "`card` and `cardWithDh` can be handed in as they are.",
            Gives = [new(200, "The club.", HostJson.Default.EditionClubAnswer)],
            Refuses = [RefusalCode.NotFound],
        },
        Alive("/health/live", "isAlive", "Whether the process answers.", """{"status":"live"}"""),
        Alive(
            "/health/ready", "isReady", "Whether it may speak for games of its own and can read their journal.",
            """{"status":"ready","shards":64}"""),
        new(HttpMethods.Get, "/api/v1/openapi.json", "readOpenApi", Server, "This document.")
        {
            Gives = [new(200, "OpenAPI 3.1.", HostJson.Default.JsonElement)],
        },
        new(HttpMethods.Get, "/api/v1/asyncapi.yaml", "readAsyncApi", Server, "The same of the WebSocket protocol.")
        {
            Gives = [new(200, "AsyncAPI 3.0.", null, "asyncapi: 3.0.0\n", "application/yaml")],
        },
    ];

    private static Call Game(string path, string name, string says, AnswerShape gives, AnswerShape? or = null) =>
        new(HttpMethods.Get, "/api/v1/games/{id}" + path, name, Games, says)
        {
            HasTag = true,
            Gives = or is null ? [gives] : [gives, or],
            Refuses = [RefusalCode.NotFound, RefusalCode.Quarantined],
        };

    private static Call Alive(string path, string name, string says, string example) =>
        new(HttpMethods.Get, path, name, Server, says) { Gives = [new(200, "Yes.", HostJson.Default.HealthAnswer, example)] };

    private static Given Text(string name, string says) => new(name, says, "string");
}
