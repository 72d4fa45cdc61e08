using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Scripts;

/// <summary>What everybody at a game has before him: the front, the rules, the script's luck, the people, what was refused.</summary>
internal sealed class Table(int seed, IFront front, RuleSet rules)
{
    public static readonly Author Commissioner = new("commissioner@example.org", Role.Commissioner);
    public static readonly Author Scorer = new("scorer@example.org", Role.Scorer);

    private readonly Dictionary<string, int> refused = [];

    public IFront Front => front;

    public RuleSet Rules => rules;

    public Chance Chance { get; } = new(seed);

    public Dictionary<Side, Person> People { get; } = [];

    /// <summary>Commands accepted.</summary>
    public int Accepted { get; private set; }

    /// <summary>Refusals by command, code and rule.</summary>
    public IReadOnlyDictionary<string, int> Refused => refused;

    public void Seat(Side side, string name) => People[side] = new(side, name, Chance.Bytes(32));

    public async Task Say(GameState state, Author by, GameCommand command, Guid? answers = null) =>
        _ = await Said(state, by, command, answers);

    public async Task<bool> Said(GameState state, Author by, GameCommand command, Guid? answers = null)
    {
        var id = new CommandId(Chance.Id());
        var refusal = await front.Send(new(id, by, answers is null ? state.Ledger.Seen : 0, command, answers));
        if (refusal is null)
        {
            Accepted++;
            return true;
        }

        var isNamed = refusal is { Rule: not null } && (refusal.Code != RefusalCode.Illegal || refusal.Field is not null);
        if (!isNamed || refusal.Code is RefusalCode.Internal or RefusalCode.Quarantined)
            throw Wrong(state, $"{command} was refused so: {refusal}");
        var what = $"{command.GetType().Name} {refusal.Code} {refusal.Rule}";
        refused[what] = refused.GetValueOrDefault(what) + 1;
        // Too late, or nobody left to send: what its time brings is on its way.
        if (refusal.Rule is "deadline" or "must-leave") await front.Wait(state);
        return false;
    }

    public ScriptException Wrong(GameState state, string what) =>
        new(
            $"Seed {seed} ({rules.Name}, {rules.Dice}), seq {state.Ledger.Seq}, {state.Game.Status} inning {state.Game.Inning}: {what}; "
            + "refused: " + string.Join(", ", refused.Select(one => $"{one.Value} x {one.Key}")));
}
