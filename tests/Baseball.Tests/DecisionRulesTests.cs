using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AkkaGame.Messages;
using AkkaGame.Messages.Json;
using FsCheck;
using FsCheck.Fluent;

namespace AkkaGame.Baseball.Tests;

/// <summary>A decision before a pitch is possible, or is refused by field and rule.</summary>
public class DecisionRulesTests
{
    /// <summary>
    /// Bases in bits 1 2 4, outs, the decision as a client writes it, and the field and rule of its refusal; null where it is possible.
    /// </summary>
    [Theory]
    [InlineData(0, 0, "{}", null, null)]
    [InlineData(7, 2, "{}", null, null)]
    [InlineData(1, 0, """{"hold":{"first":"Hold"}}""", null, null)]
    [InlineData(2, 0, """{"hold":{"first":"Hold"}}""", "hold.first", "empty-base")]
    [InlineData(1, 0, """{"hold":{"second":"Off"}}""", "hold.second", "empty-base")]
    [InlineData(3, 0, """{"hold":{"third":"Hold"}}""", "hold.third", "empty-base")]
    [InlineData(4, 0, """{"infield":"In"}""", null, null)]
    [InlineData(3, 0, """{"infield":"In"}""", "infield", "nobody-on-third")]
    [InlineData(0, 0, """{"infield":"CornersIn"}""", null, null)]
    [InlineData(0, 2, """{"infield":"GuardLines"}""", null, null)]
    [InlineData(1, 1, """{"infield":"DoublePlay"}""", null, null)]
    [InlineData(6, 1, """{"infield":"DoublePlay"}""", "infield", "nobody-on-first")]
    [InlineData(1, 2, """{"infield":"DoublePlay"}""", "infield", "two-out")]
    [InlineData(3, 0, """{"infield":"Wheel"}""", null, null)]
    [InlineData(1, 0, """{"infield":"Wheel"}""", "infield", "wheel")]
    [InlineData(6, 0, """{"infield":"Wheel"}""", "infield", "wheel")]
    [InlineData(0, 0, """{"alignment":"Shift"}""", null, null)]
    [InlineData(1, 0, """{"alignment":"Shift","infield":"DoublePlay"}""", "infield", "out-of-place")]
    [InlineData(3, 0, """{"alignment":"FourOutfielders","infield":"Wheel"}""", "infield", "out-of-place")]
    [InlineData(2, 0, """{"pickoff":"Second"}""", null, null)]
    [InlineData(2, 0, """{"pickoff":"First"}""", "pickoff", "empty-base")]
    [InlineData(7, 0, """{"pickoff":"Home"}""", "pickoff", "base")]
    [InlineData(1, 0, """{"pickoff":"First","pitchout":true}""", "pickoff", "with-pitchout")]
    [InlineData(1, 0, """{"pickoff":"First","pitch":"IntentionalWalk"}""", "pickoff", "with-intentional-walk")]
    [InlineData(1, 0, """{"pitchout":true}""", null, null)]
    [InlineData(0, 0, """{"pitchout":true}""", "pitchout", "no-runner")]
    [InlineData(1, 0, """{"pitchout":true,"pitch":"IntentionalWalk"}""", "pitchout", "with-intentional-walk")]
    [InlineData(7, 0, """{"pitch":"IntentionalWalk"}""", null, null)]
    [InlineData(0, 0, """{"alignment":77}""", "alignment", "unknown-word")]
    [InlineData(0, 0, """{"infield":77}""", "infield", "unknown-word")]
    [InlineData(0, 0, """{"outfield":77}""", "outfield", "unknown-word")]
    [InlineData(0, 0, """{"pitch":77}""", "pitch", "unknown-word")]
    [InlineData(7, 0, """{"hold":{"second":77}}""", "hold.second", "unknown-word")]
    [InlineData(7, 0, """{"pickoff":77}""", "pickoff", "base")]
    public void The_side_in_the_field(byte bases, byte outs, string decision, string? field, string? rule) => Judged(
        DecisionRules.Refuse(Situation(bases, outs), JsonSerializer.Deserialize(decision, MessagesJson.Default.DefensiveDecision)!), field,
        rule);

    [Theory]
    [InlineData(0, 0, "{}", null, null)]
    [InlineData(7, 2, "{}", null, null)]
    [InlineData(1, 0, """{"steal":{"second":"Straight"}}""", null, null)]
    [InlineData(2, 0, """{"steal":{"second":"Straight"}}""", "steal.second", "no-runner")]
    [InlineData(3, 0, """{"steal":{"second":"Straight"}}""", "steal.second", "occupied")]
    [InlineData(3, 0, """{"steal":{"second":"Straight","third":"Straight"}}""", null, null)]
    [InlineData(7, 0, """{"steal":{"second":"Straight","third":"Straight"}}""", "steal.third", "occupied")]
    [InlineData(7, 0, """{"steal":{"second":"Delayed","third":"Straight","home":"Straight"}}""", null, null)]
    [InlineData(5, 0, """{"steal":{"second":"Delayed"}}""", null, null)]
    [InlineData(3, 0, """{"steal":{"home":"Straight"}}""", "steal.home", "no-runner")]
    [InlineData(0, 0, """{"steal":{"third":77}}""", "steal.third", "unknown-word")]
    [InlineData(1, 2, """{"hitAndRun":true}""", null, null)]
    [InlineData(4, 0, """{"hitAndRun":true}""", "hitAndRun", "no-runner")]
    [InlineData(0, 0, """{"runAndHit":true}""", "runAndHit", "no-runner")]
    [InlineData(1, 0, """{"runAndHit":true,"hitAndRun":true}""", "runAndHit", "with-hit-and-run")]
    [InlineData(1, 0, """{"hitAndRun":true,"steal":{"second":"Straight"}}""", "steal.second", "with-hit-and-run")]
    [InlineData(2, 0, """{"runAndHit":true,"steal":{"third":"Straight"}}""", "steal.third", "with-run-and-hit")]
    [InlineData(5, 0, """{"runAndHit":true,"steal":{"home":"Straight"}}""", "steal.home", "with-run-and-hit")]
    [InlineData(1, 0, """{"hitAndRun":true,"bunt":"Sacrifice"}""", "bunt", "with-hit-and-run")]
    [InlineData(1, 0, """{"hitAndRun":true,"approach":"Take"}""", "approach", "with-hit-and-run")]
    [InlineData(1, 0, """{"runAndHit":true,"approach":"Take"}""", null, null)]
    [InlineData(1, 1, """{"bunt":"Sacrifice"}""", null, null)]
    [InlineData(1, 1, """{"bunt":"Sacrifice","steal":{"second":"Straight"}}""", null, null)]
    [InlineData(4, 1, """{"bunt":"Sacrifice"}""", "bunt", "no-runner")]
    [InlineData(1, 2, """{"bunt":"Sacrifice"}""", "bunt", "two-out")]
    [InlineData(0, 2, """{"bunt":"ForAHit"}""", null, null)]
    [InlineData(4, 1, """{"bunt":"Squeeze"}""", null, null)]
    [InlineData(3, 1, """{"bunt":"Squeeze"}""", "bunt", "nobody-on-third")]
    [InlineData(3, 1, """{"bunt":"SafetySqueeze"}""", "bunt", "nobody-on-third")]
    [InlineData(4, 2, """{"bunt":"SafetySqueeze"}""", "bunt", "two-out")]
    [InlineData(4, 0, """{"bunt":"Squeeze","steal":{"home":"Straight"}}""", "steal.home", "with-squeeze")]
    [InlineData(4, 0, """{"bunt":"Squeeze","contact":"Go"}""", "contact", "with-squeeze")]
    [InlineData(4, 0, """{"contact":"Go"}""", null, null)]
    [InlineData(3, 0, """{"contact":"SeeItThrough"}""", "contact", "nobody-on-third")]
    [InlineData(4, 0, """{"contact":"Go","steal":{"home":"Delayed"}}""", "contact", "with-steal")]
    [InlineData(0, 0, """{"approach":"Take","bunt":"ForAHit"}""", "approach", "with-bunt")]
    [InlineData(0, 0, """{"approach":77}""", "approach", "unknown-word")]
    [InlineData(0, 0, """{"bunt":77}""", "bunt", "unknown-word")]
    [InlineData(0, 0, """{"contact":77}""", "contact", "unknown-word")]
    [InlineData(0, 0, """{"boldness":77}""", "boldness", "unknown-word")]
    public void The_side_at_bat(byte bases, byte outs, string decision, string? field, string? rule) => Judged(
        DecisionRules.Refuse(Situation(bases, outs), JsonSerializer.Deserialize(decision, MessagesJson.Default.OffensiveDecision)!), field,
        rule);

    [Theory]
    [InlineData(Alignment.Shift, true)]
    [InlineData(Alignment.FourOutfielders, true)]
    [InlineData(Alignment.ShadePull, false)]
    public void The_shift_ends_where_the_rules_say_two_each_side(Alignment alignment, bool refused)
    {
        var decision = new DefensiveDecision { Alignment = alignment };
        Judged(DecisionRules.Refuse(Situation(0, 0, RuleSet.Mlb2023), decision), refused ? "alignment" : null, refused
            ? "two-each-side" : null);
        Assert.Null(DecisionRules.Refuse(Situation(0, 0, RuleSet.Mlb2022), decision));
    }

    [Fact]
    public void Throws_to_a_base_end_at_the_limit_of_the_rules()
    {
        var toFirst = new DefensiveDecision { Pickoff = Base.First };
        Assert.Null(DecisionRules.Refuse(Situation(1, 0, RuleSet.Mlb2023), toFirst, pickoffs: 1));
        Judged(DecisionRules.Refuse(Situation(1, 0, RuleSet.Mlb2023), toFirst, pickoffs: 2), "pickoff", "pickoff-limit");
        Assert.Null(DecisionRules.Refuse(Situation(1, 0, RuleSet.Mlb2018), toFirst, pickoffs: 20));
    }

    [Theory]
    [InlineData(GameStatus.None, RefusalCode.NotFound)]
    [InlineData(GameStatus.Scheduled, RefusalCode.Illegal)]
    [InlineData(GameStatus.Suspended, RefusalCode.Suspended)]
    [InlineData(GameStatus.Final, RefusalCode.GameOver)]
    public void Nothing_is_decided_while_nothing_is_played(GameStatus status, RefusalCode code)
    {
        var game = Situation(0, 0) with { Status = status };
        Assert.Equal(code, DecisionRules.Refuse(game, DefensiveDecision.Normal)?.Code);
        Assert.Equal(code, DecisionRules.Refuse(game, OffensiveDecision.Normal)?.Code);
    }

    [Fact]
    public void The_usual_thing_is_always_possible() => Prop.ForAll(
        situations.ToArbitrary(),
        game => DecisionRules.Refuse(game, DefensiveDecision.Normal) is null
            && DecisionRules.Refuse(game, OffensiveDecision.Normal) is null)
        .QuickCheckThrowOnFailure();

    /// <summary>
    /// Over random situations and decisions: a refusal names a member that the client wrote, and every member can be refused.
    /// </summary>
    [Fact]
    public void A_refusal_names_a_field_that_exists()
    {
        Names(defenses, (game, decision) => DecisionRules.Refuse(game, decision), MessagesJson.Default.DefensiveDecision);
        Names(offenses, DecisionRules.Refuse, MessagesJson.Default.OffensiveDecision);

        static void Names<T>(Gen<T> decisions, Func<Game, T, Refusal?> refuse, JsonTypeInfo<T> json)
        {
            var fields = Fields(json, "").ToHashSet();
            var refused = new HashSet<string>();
            var cases = from game in situations from decision in decisions select (game, decision);
            Prop.ForAll(cases.ToArbitrary(), one =>
            {
                if (refuse(one.game, one.decision) is not { } refusal) return true;
                refused.Add(refusal.Field!);
                return fields.Contains(refusal.Field!) && refusal is { Rule.Length: > 0, Message.Length: > 0, Code: RefusalCode.Illegal };
            }).Check(Draws.Times(20_000));
            Assert.Equal(fields.Order(), refused.Order());
        }
    }

    /// <summary>
    /// Taking back the field at fault, again and again, ends at something possible: no field is refused for another's sake alone.
    /// </summary>
    [Fact]
    public void Doing_as_the_refusals_say_ends_at_something_possible() => Prop.ForAll(
        (from game in situations from decision in defenses select (game, decision)).ToArbitrary(),
        one =>
        {
            var decision = one.decision;
            for (var tries = 0; DecisionRules.Refuse(one.game, decision) is { } refusal; tries++)
            {
                if (tries == 12) return false;
                decision = refusal.Field switch
                {
                    "alignment" => decision with { Alignment = default },
                    "infield" => decision with { Infield = default },
                    "outfield" => decision with { Outfield = default },
                    "hold.first" => decision with { Hold = decision.Hold with { First = default } },
                    "hold.second" => decision with { Hold = decision.Hold with { Second = default } },
                    "hold.third" => decision with { Hold = decision.Hold with { Third = default } },
                    "pickoff" => decision with { Pickoff = default },
                    "pitchout" => decision with { Pitchout = default },
                    _ => decision with { Pitch = default },
                };
            }

            return true;
        }).Check(Draws.Times(2_000));

    private static readonly RuleSet[] rules =
        [RuleSet.Mlb1982, RuleSet.Mlb2018, RuleSet.Mlb2020, RuleSet.Mlb2022, RuleSet.Mlb2023, RuleSet.Tabletop];

    private static readonly Gen<Game> situations =
        from bases in Gen.Choose(0, 7) from outs in Gen.Choose(0, 2) from set in Gen.Elements(rules)
        select Situation((byte)bases, (byte)outs, set);

    private static readonly Gen<bool> seldom = Gen.Choose(0, 4).Select(n => n == 0);

    private static readonly Gen<DefensiveDecision> defenses =
        from alignment in Any<Alignment>() from infield in Any<Infield>() from outfield in Any<Outfield>()
        from first in Any<Hold>() from second in Any<Hold>() from third in Any<Hold>()
        from pitchout in seldom from pickoff in Any<Base>() from pitch in Any<PitchPlan>()
        select new DefensiveDecision
        {
            Alignment = alignment, Infield = infield, Outfield = outfield, Hold = new(first, second, third),
            Pitchout = pitchout, Pickoff = pickoff, Pitch = pitch,
        };

    private static readonly Gen<OffensiveDecision> offenses =
        from approach in Any<Approach>() from second in Any<Steal>() from third in Any<Steal>() from home in Any<Steal>()
        from hitAndRun in seldom from runAndHit in seldom from bunt in Any<Bunt>() from contact in Any<ContactPlay>()
        from boldness in Any<Boldness>()
        select new OffensiveDecision
        {
            Approach = approach, Steal = new(second, third, home), HitAndRun = hitAndRun, RunAndHit = runAndHit,
            Bunt = bunt, Contact = contact, Boldness = boldness,
        };

    /// <summary>Mostly the usual thing, often another word, now and then a number that is no word.</summary>
    private static Gen<T> Any<T>() where T : struct, Enum => Gen.Frequency(
        (6, Gen.Constant(default(T))), (4, Gen.Elements(Enum.GetValues<T>())), (1, Gen.Constant((T)Enum.ToObject(typeof(T), 200))));

    private static Game Situation(byte bases, byte outs, RuleSet? set = null)
    {
        var game = new Game
        {
            Status = GameStatus.InProgress,
            Fixture = new("test", new("AWY"), new("HOM"), new(2018, 4, 6), 0, null, GameMode.Played, set ?? RuleSet.Mlb2018, null),
            Inning = 1,
            Outs = outs,
        };
        for (var on = Base.First; on <= Base.Third; on++)
            if ((bases >> ((int)on - 1) & 1) != 0)
                game = game with { Bases = game.Bases.With(on, new(new(Side.Away, (byte)on, 0), default, PlayCode.Single, false, 1)) };
        return game;
    }

    private static void Judged(Refusal? refusal, string? field, string? rule) =>
        Assert.Equal((field, rule), (refusal?.Field, refusal?.Rule));

    private static IEnumerable<string> Fields(JsonTypeInfo json, string under) => json.Properties.Where(member => member.Set is not null)
        .SelectMany(member => json.Options.GetTypeInfo(member.PropertyType) is { Kind: JsonTypeInfoKind.Object } inner
            ? Fields(inner, under + member.Name + ".")
            : [under + member.Name]);
}
