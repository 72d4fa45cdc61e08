using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating;

/// <summary>A game that computer managers play each other, from its creation to its last out, by the rules alone.</summary>
/// <remarks>
/// What a host does, without one: no journal, no actor, no clock but the game's own timers, each of which comes when it is due. The same
/// seed gives the same game, event by event, on any machine and on any number of cores.
/// </remarks>
internal sealed class SimulatedGame
{
    /// <summary>Whoever sets the games of a simulation up.</summary>
    public static readonly Author Office = new("simulation", Role.Commissioner);

    private readonly Fixture fixture;
    private readonly GameSecret secret;
    private readonly BoxFold box;
    private readonly Action<Game, PlayMade>? watch;
    private GameState state;
    private EquatableArray<OpenedSeal> opened;
    private long now;

    private SimulatedGame(Fixture fixture, int seed, Action<Game, PlayMade>? watch = null)
    {
        (this.fixture, this.watch) = (fixture, watch);
        Span<byte> root = stackalloc byte[GameSecret.Size];
        var its = FormattableString.Invariant($"akkagame-sim-1|{seed}|{fixture.Season}|{fixture.Dice}");
        SHA256.HashData(Encoding.UTF8.GetBytes(its), root);
        Id = new(new Guid(root[..16], bigEndian: true));
        secret = new(SHA256.HashData(root));
        state = GameState.New(Id);
        box = new(Id);
        now = new DateTimeOffset(fixture.Game.Date, new(19, 0), TimeSpan.Zero).ToUnixTimeMilliseconds();
    }

    private GameId Id { get; }

    /// <summary>Plays it.</summary>
    /// <param name="seed">Of the whole simulation; season and dice of the fixture make it the game's own.</param>
    /// <param name="watch">Told of each play, and how the game stood before it.</param>
    /// <exception cref="InvalidOperationException">
    /// The rules refused what a computer manager decided, or the game does not go on.
    /// </exception>
    public static BoxScore Play(Fixture fixture, int seed, Action<Game, PlayMade>? watch = null)
    {
        var game = new SimulatedGame(fixture, seed, watch);
        foreach (var command in fixture.Preparations()) game.Say(command);
        while (!game.state.Game.IsOver) game.GoOn();
        return game.box.Result();
    }

    /// <summary>A game before its first pitch, for whoever wants to see what becomes of one.</summary>
    public static Beginning Begun()
    {
        var (away, home) = (Playing.Clubs.Away, Playing.Clubs.Home);
        var scheduled = new ScheduledGame(new(2026, 4, 1), 0, away.Team, home.Team, away.CardFor(0), home.CardFor(0));
        var fixture = new Fixture(1, 0, scheduled, null, RuleSet.Mlb2018, 0, 1, 1);
        var game = new SimulatedGame(fixture, 0);
        foreach (var command in fixture.Preparations()) game.Say(command);
        return new(game.state.Game);
    }

    private void Say(GameCommand command)
    {
        // Who decides haphazardly is no computer manager: he sits there as a person does.
        var by = command is TakeSeat { Level: Haphazard.Level, Side: var side } ? Person(side) : Office;
        Say(by, command);
    }

    private void Say(Author by, GameCommand command, Guid? decision = null)
    {
        var envelope = new Envelope(Next(), by, 0, command, decision);
        Happened(GameRules.Decide(state, envelope, new(now), Told()), envelope.Id, by, Cause.Command);
    }

    private static Author Person(Side side) => new($"haphazard-{(side == Side.Away ? "away" : "home")}", Role.Manager, side);

    private void GoOn()
    {
        if (SaysAnything()) return;
        var timer = state.Game.NextTimer ?? throw Wrong("nothing is to come");
        now = Math.Max(now, timer.Due);
        Happened(
            GameRules.DecideTimer(state, timer, new(now), Told()), Next(), Author.System, Cause.Timer);
    }

    /// <summary>A side that decides haphazardly does so, where it is asked what it decides.</summary>
    private bool SaysAnything()
    {
        if (fixture.AwayLevel != Haphazard.Level && fixture.HomeLevel != Haphazard.Level) return false;
        var game = state.Game;
        if (game.Live?.Window is not { Kind: WindowKind.Pitch or WindowKind.Play } window) return false;
        foreach (var side in (ReadOnlySpan<Side>)[Side.Away, Side.Home])
        {
            if ((side == Side.Away ? fixture.AwayLevel : fixture.HomeLevel) != Haphazard.Level) continue;
            if (!window.Asked.Has(side) || state.Ledger.Live?.Find(SealKind.Decision, side, window.Id) is not null) continue;
            if (MustSendIn(game, side)) continue;
            var luck = new Random(HashCodeOf(window.Id) ^ (int)side);
            var isFielding = side == game.Fielding;
            Say(Person(side), window.Kind == WindowKind.Pitch
                ? isFielding ? new SealDecision(Defense: Haphazard.Defense(game, luck)) : new(Offense: Haphazard.Offense(game, luck))
                : isFielding ? new(Throw: Haphazard.Throw(luck)) : new SealDecision(Advance: Haphazard.Advance(luck)), window.Id);
            return true;
        }

        return false;
    }

    private static int HashCodeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt32BigEndian(bytes);
    }

    private static bool MustSendIn(Game game, Side side) =>
        game.Live!.MustLeave.Any(entry => entry.Side == side)
        || side == game.Fielding && (game.Lineup(side).Gap() is not null || game.Lineup(side).InTwice() is not null);

    private Known Told() => new() { Secret = secret, Opened = opened, Edition = fixture.Cards };

    private void Happened(Verdict verdict, CommandId id, Author by, Cause cause)
    {
        if (verdict.Refused is { } refused) throw Wrong(refused.ToString());
        if (verdict.Needs.Kind != NeedKind.Nothing) throw Wrong($"the rules ask for {verdict.Needs.Kind}");
        var game = state.Game;
        foreach (var happened in verdict.Events)
        {
            box.Add(game, happened);
            if (happened is PlayMade play) watch?.Invoke(game, play);
            game = GameRules.Evolve(game, happened);
        }

        var group = new EventGroup(Id, state.Ledger.Seq + 1, id, 1, now, by, cause, state.Rules, verdict.Events);
        state = GameRules.Evolve(state, group, verdict);
        opened = verdict.Opened;
    }

    /// <summary>Ids of commands, one after the other: nobody else sends any, and nothing is drawn from them.</summary>
    private CommandId Next()
    {
        Span<byte> id = stackalloc byte[16];
        Id.Value.TryWriteBytes(id, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(id[12..], state.Ledger.Seq + 1);
        return new(new Guid(id, bigEndian: true));
    }

    private InvalidOperationException Wrong(string what) => new(
        FormattableString.Invariant($"Game {fixture.Number} of season {fixture.Season} stops after event {state.Ledger.Seq}: {what}"));
}
