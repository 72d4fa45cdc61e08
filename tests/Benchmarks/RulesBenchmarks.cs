using System.Buffers;
using System.Text.Json;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Messages.Json;
using AkkaGame.Retrosheet;
using AkkaGame.Retrosheet.Events;
using AkkaGame.Retrosheet.Records;
using BenchmarkDotNet.Attributes;

namespace AkkaGame.Benchmarks;

/// <summary>
/// What a game costs the processor: reading its file, deciding and evolving its plays, writing its events. Divide by the plays for the cost
/// of one. <c>dotnet run -c Release --project tests/Benchmarks -- --filter '*'</c>
/// </summary>
// In this process: the usual way builds a project of its own inside the folder, which this repository's build files would turn into a test.
[InProcess]
[MemoryDiagnoser]
public class RulesBenchmarks
{
    private RealGame real = null!;
    private EventGroup[] groups = [];
    private PlayMade[] plays = [];
    private readonly ArrayBufferWriter<byte> buffer = new(64 * 1024);

    [GlobalSetup]
    public void ReadTheGame()
    {
        real = Read();
        var replayed = ReplayedGame.Of(real);
        if (replayed.Refused is { } refused) throw new InvalidOperationException(refused.Message);
        groups = [.. replayed.Groups];
        plays = [.. replayed.Plays.Select(play => play.Play)];
    }

    /// <summary>A whole file: records, event texts, commands.</summary>
    [Benchmark]
    public RealGame ReadAFile() => Read();

    /// <summary>One event text of the longer kind.</summary>
    [Benchmark]
    public bool ParseAPlay() => EventText.TryParse("64(1)3/GDP/G6.3-H;2-3", out _, out _);

    /// <summary>All commands of a game through the rules.</summary>
    [Benchmark]
    public GameState DecideAndEvolveAGame() => ReplayedGame.Of(real).State;

    /// <summary>A game coming back from its journal.</summary>
    [Benchmark]
    public GameState EvolveAGame()
    {
        var state = GameState.New(groups[0].Game);
        foreach (var group in groups) state = GameRules.Evolve(state, group);
        return state;
    }

    /// <summary>Every play of a game as JSON into one buffer.</summary>
    [Benchmark]
    public int WriteThePlaysOfAGame()
    {
        buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(buffer);
        foreach (var play in plays)
        {
            json.Reset(buffer);
            JsonSerializer.Serialize(json, play, MessagesJson.Default.PlayMade);
        }

        return buffer.WrittenCount;
    }

    private static RealGame Read() => EventFileReader.Read(new StringReader(MadeUpFile.Text), "made-up.EVN").OfType<RealGame>().Single();
}
