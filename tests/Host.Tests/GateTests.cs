using System.Net;
using AkkaGame.Actors;
using AkkaGame.Gateway;
using AkkaGame.Host.Identity;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;
using Microsoft.Extensions.Logging;

namespace AkkaGame.Host.Tests;

/// <summary>Who comes into a game: over the store and the engine that a server has.</summary>
public sealed class GateTests : IAsyncLifetime
{
    private static readonly GameId game = new(Guid.CreateVersion7()), closed = new(Guid.CreateVersion7());

    private readonly Folder folder = new();
    private House house = null!;

    private IGate Gate => house.Office.Gate;

    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    public async Task InitializeAsync()
    {
        await Open();
        await Create(game, RuleSet.Mlb2023);
        await Create(closed, RuleSet.Mlb2023 with { ClosedDoors = true });
    }

    public async Task DisposeAsync()
    {
        await house.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_ticket_opens_one_connection_once_and_over_a_restart()
    {
        var ticket = Ticket("Ada", Role.Manager, game, Side.Home);
        var pass = (await Admit(game, ticket, "manager", "home")).Pass!;
        Assert.Equal(("Ada", Role.Manager, Side.Home), (pass.Who, pass.Role, pass.Side!.Value));
        Out(CloseCode.BadToken, "ticket-used", await Admit(game, ticket, "manager", "home"));
        await Reopen();
        Out(CloseCode.BadToken, "ticket-used", await Admit(game, ticket, "manager", "home"));
    }

    [Fact]
    public async Task Of_many_who_bring_one_ticket_at_once_one_comes_in()
    {
        var ticket = Ticket("Ada", Role.Scorer, game);
        var admissions = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Admit(game, ticket, "scorer").AsTask())));
        Assert.Single(admissions, static one => one.Pass is not null);
    }

    [Fact]
    public async Task A_ticket_is_for_its_game_side_and_role_and_is_not_lost_elsewhere()
    {
        var ticket = Ticket("Ada", Role.Manager, game, Side.Home);
        Out(CloseCode.Forbidden, "wrong-game", await Admit(closed, ticket, "manager", "home"));
        Out(CloseCode.Forbidden, "other-side", await Admit(game, ticket, "manager", "away"));
        Out(CloseCode.Forbidden, "other-role", await Admit(game, ticket, "scorer"));
        Out(CloseCode.ProtocolViolation, "required", await Admit(game, ticket, "manager"));
        Out(CloseCode.ProtocolViolation, "unknown-role", await Admit(game, ticket, "emperor"));
        Out(CloseCode.ProtocolViolation, "unknown-side", await Admit(game, ticket, "manager", "left"));
        Out(CloseCode.ProtocolViolation, "managers-only", await Admit(game, ticket, "spectator", "home"));
        Assert.NotNull((await Admit(game, ticket, "manager", "home")).Pass);
    }

    [Fact]
    public async Task A_ticket_is_good_for_two_minutes()
    {
        var late = new Mint(Keys, new Past(TimeSpan.FromSeconds(151))).Ticket("Ada", Role.Scorer, game, null, null).Text;
        var admitted = await Admit(game, late, "scorer");
        Assert.Equal((CloseCode.BadToken, RefusalCode.TokenExpired), (admitted.Close, admitted.Refused!.Code));
        var early = new Mint(Keys, new Past(TimeSpan.FromSeconds(-60))).Ticket("Ada", Role.Scorer, game, null, null).Text;
        Out(CloseCode.BadToken, "not-yet-valid", await Admit(game, early, "scorer"));
    }

    [Fact]
    public async Task Who_brings_nothing_may_watch_where_doors_are_open()
    {
        var pass = (await Admit(game, null, "spectator")).Pass!;
        Assert.Equal(("", Role.Spectator), (pass.Who, pass.Role));
        Assert.Null(Gate.Turned(pass, long.MaxValue));
        Out(CloseCode.BadToken, "required", await Admit(game, null, "manager", "home"));
        Out(CloseCode.BadToken, "closed-doors", await Admit(closed, null, "spectator"));
        Out(CloseCode.BadToken, "closed-doors", await Admit(closed, Ticket("", Role.Spectator, closed), "spectator"));
        Assert.NotNull((await Admit(closed, Ticket("Eve", Role.Spectator, closed), "spectator")).Pass);
        Assert.Equal(CloseCode.NoSuchGame, (await Admit(new(Guid.CreateVersion7()), null, "spectator")).Close);
    }

    [Fact]
    public async Task A_bearer_token_comes_in_as_what_it_says_or_watches()
    {
        var scorer = Bearer(new("Sam", Role.Scorer));
        Assert.NotNull((await Admit(game, scorer, "scorer")).Pass);
        Assert.NotNull((await Admit(game, scorer, "scorer")).Pass);
        Assert.Equal(Role.Spectator, (await Admit(closed, scorer, "spectator")).Pass!.Role);
        Out(CloseCode.Forbidden, "other-role", await Admit(game, scorer, "commissioner"));
        Out(CloseCode.Forbidden, "role", await Admit(game, Bearer(new("Op", Role.Ops)), "ops"));
        Out(CloseCode.Forbidden, "wrong-league", await Admit(game, Bearer(new("Sam", Role.Scorer, League: "other")), "scorer"));
        Assert.NotNull((await Admit(game, Bearer(new("Sam", Role.Scorer, League: "open")), "scorer")).Pass);
    }

    [Fact]
    public async Task A_seat_that_is_taken_is_its_managers()
    {
        var (ada, bob) = (Bearer(new("Ada", Role.Manager)), Bearer(new("Bob", Role.Manager)));
        Assert.NotNull((await Admit(closed, bob, "manager", "away")).Pass);
        await Tell(closed, new("Ada", Role.Manager, Side.Away), new TakeSeat(Side.Away, 0));
        Out(CloseCode.Forbidden, "seat-taken", await Admit(closed, bob, "manager", "away"));
        Assert.NotNull((await Admit(closed, bob, "manager", "home")).Pass);
        Assert.NotNull((await Admit(closed, ada, "manager", "away")).Pass);
    }

    [Fact]
    public async Task An_open_connection_ends_when_the_token_behind_it_does()
    {
        var made = house.Office.Mint!.Bearer(new("Ada", Role.Scorer), TimeSpan.FromMinutes(1));
        var badge = (await house.Office.Reader.Bearer(made.Text, default)).Badge!;
        var pass = (await Admit(game, house.Office.Ticket(Asker.Of(badge), Role.Scorer, game, null, "here")!.Text, "scorer")).Pass!;
        Assert.Equal((made.Expires, made.Id), (pass.Expires, pass.TokenId));
        Assert.Null(Gate.Turned(pass, made.Expires));
        Assert.Equal(CloseCode.BadToken, Gate.Turned(pass, made.Expires + 30_001));

        var newer = Bearer(new("Ada", Role.Scorer));
        Assert.True((await Gate.Renew(game, pass, newer, default)).Pass!.Expires > pass.Expires);
        Out(CloseCode.Forbidden, "somebody-else", await Gate.Renew(game, pass, Bearer(new("Eve", Role.Scorer)), default));
        Out(CloseCode.Forbidden, "other-role", await Gate.Renew(game, pass, Bearer(new("Ada", Role.Commissioner)), default));
        Out(CloseCode.BadToken, "required", await Gate.Renew(game, pass, null, default));
    }

    [Fact]
    public async Task What_is_revoked_ends_open_connections_at_once_and_stays_so_over_a_restart()
    {
        var (token, other) = (house.Office.Mint!.Bearer(new("Ada", Role.Scorer), TimeSpan.FromMinutes(1)), Bearer(new("Bob", Role.Scorer)));
        var (ada, bob) = ((await Admit(game, token.Text, "scorer")).Pass!, (await Admit(game, other, "scorer")).Pass!);
        await house.Office.Revoke(Revoked.Token, token.Id, "ops", "left", "here");
        Assert.Equal((CloseCode.Removed, null), (Gate.Turned(ada, Now), Gate.Turned(bob, Now)));
        await Task.Delay(1100); // Tokens count whole seconds.
        await house.Office.Revoke(Revoked.Person, "Bob", "ops", null, "here");
        Assert.Equal(CloseCode.Removed, Gate.Turned(bob, Now));
        await Reopen();
        Assert.Equal((CloseCode.Removed, CloseCode.Removed), (Gate.Turned(ada, Now), Gate.Turned(bob, Now)));
        Out(CloseCode.BadToken, "revoked", await Admit(game, token.Text, "scorer"));
        Out(CloseCode.BadToken, "revoked", await Admit(game, other, "scorer"));
        Assert.Equal(["Ada's", "Bob"], (await house.Office.Revoked(default)).Select(one => one.Kind == Revoked.Token ? "Ada's" : one.Name));
    }

    private TokenKeys Keys => TokenKeys.Own(File.ReadAllText(folder["games.db.tokens.pem"]), "keys");

    private string Bearer(Bearer of) => house.Office.Mint!.Bearer(of, TimeSpan.FromMinutes(10)).Text;

    private string Ticket(string who, Role role, GameId to, Side? side = null) => house.Office.Mint!.Ticket(who, role, to, side, null).Text;

    private ValueTask<Admission> Admit(GameId to, string? token, string role, string? side = null) =>
        Gate.Admit(to, new([1], token, role, side, Guid.NewGuid(), null, "test"), IPAddress.Loopback, default);

    private static void Out(CloseCode close, string rule, Admission admission)
    {
        Assert.Null(admission.Pass);
        Assert.Equal((close, rule), (admission.Close, admission.Refused?.Rule));
    }

    private async Task Open()
    {
        house = await House.Open(new() { Database = folder["games.db"], LogLevel = LogLevel.Critical });
        await house.Office.Start(default);
    }

    private async Task Reopen()
    {
        await house.DisposeAsync();
        await Open();
    }

    private Task Create(GameId id, RuleSet rules) => Tell(
        id, new("Com", Role.Commissioner), new CreateGame(
            "open", new("AWY"), new("HOM"), new(2026, 4, 6), 0, null, GameMode.Played, rules, null));

    private async Task Tell(GameId id, Author by, GameCommand command) =>
        Assert.Null((await house.Engine.Ask(id, new(new(Guid.CreateVersion7()), by, 0, command))).Refused);

    /// <summary>A clock that is behind.</summary>
    private sealed class Past(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - by;
    }
}
