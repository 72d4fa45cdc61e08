using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests.Live;

internal static class Refusals
{
    /// <summary>The refusal names that field and that rule.</summary>
    public static void Names(this Refusal refused, string field, string rule, RefusalCode code = RefusalCode.Illegal) =>
        Assert.Equal((code, field, rule), (refused.Code, refused.Field, refused.Rule));

    public static void IsForbidden(this Refusal refused, string rule) => refused.Names("by", rule, RefusalCode.Forbidden);

    public static void IsNotYours(this Refusal refused, string rule, string field = "by") =>
        refused.Names(field, rule, RefusalCode.NotYourDecision);
}
