using System.Text.Json.Serialization;

namespace AkkaGame.Host.Drilling;

/// <summary>What a rehearsal came to.</summary>
/// <param name="Nodes">Of the cluster, the one that went among them.</param>
/// <param name="Went">The node that went.</param>
/// <param name="How">What became of it.</param>
/// <param name="Shards">That it owned before.</param>
/// <param name="ItsGames">Those of <paramref name="Games"/> that it played.</param>
/// <param name="PerSecond">Commands acknowledged a second, before it went.</param>
/// <param name="Acknowledged">Commands, all together.</param>
/// <param name="Repeated">Of them, those whose first answer was lost on the way: sent again, they were known.</param>
/// <param name="Unanswered">Nobody answered them before the end, so nobody was promised anything.</param>
/// <param name="Lost">Acknowledged, and not in the game as the nodes that are left have it.</param>
/// <param name="Unsound">Why games are not as they should be, with the game: not to be read, or no fold of their journal.</param>
/// <param name="Refused">Why commands were refused for good, with the game: none should be.</param>
/// <param name="Gap">The longest time that each game took no command, from the moment on that the node began to go.</param>
/// <param name="ItsGap">The same of the games that it played.</param>
/// <param name="WritableMs">Milliseconds from its end until every game had taken another command; null where one did not.</param>
/// <param name="NotWritable">Games that took no other command in time.</param>
/// <param name="HeldUpMs">The longest that this program itself did not get to run meanwhile: it measured no finer.</param>
internal sealed record DrillReport(
    int Nodes, string Went, string How, int Shards, int Games, int ItsGames, double PerSecond, int Acknowledged, int Repeated,
    int Unanswered, IReadOnlyList<LostCommand> Lost, IReadOnlyList<string> Unsound, IReadOnlyList<string> Refused, Spread Gap,
    Spread ItsGap, double? WritableMs, IReadOnlyList<Guid> NotWritable, double HeldUpMs)
{
    /// <summary>Nothing acknowledged is lost, every game is sound, and each could be written to again.</summary>
    public bool Ok => Lost.Count == 0 && Unsound.Count == 0 && Refused.Count == 0 && NotWritable.Count == 0;

    [JsonIgnore]
    public string Verdict => Ok ? "nothing acknowledged was lost" : "the cluster did not keep what it promises";
}

/// <summary>An acknowledged command that is gone.</summary>
/// <param name="Seq">Of its last event, as its receipt said.</param>
internal sealed record LostCommand(Guid Game, Guid Command, int Seq);
