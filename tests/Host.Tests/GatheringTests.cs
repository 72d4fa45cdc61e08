using System.Text;
using AkkaGame.Host.Serving;
using Microsoft.AspNetCore.Http.Features;

namespace AkkaGame.Host.Tests;

/// <summary>The bytes under a socket wait for those that follow, and come in their order, all of them.</summary>
public sealed class GatheringTests : IAsyncLifetime
{
    private readonly Line line = new();
    private Gathering gathering = null!;
    private Stream stream = null!;

    public async Task InitializeAsync()
    {
        gathering = new(line);
        stream = await gathering.UpgradeAsync();
    }

    public async Task DisposeAsync() => await stream.DisposeAsync();

    [Fact]
    public async Task What_waits_goes_with_what_follows_in_one_write()
    {
        await Write("one ", more: true);
        await Write("two ", more: true);
        Assert.Empty(line.Writes);
        await Write("three", more: false);
        await Write("alone", more: false);

        Assert.Equal(["one two three", "alone"], line.Writes);
    }

    [Fact]
    public async Task Flushing_does_not_tear_apart_what_belongs_together()
    {
        await Write("one ", more: true);
        await stream.FlushAsync();
        Assert.Empty(line.Writes);
        await Write("two", more: false);

        Assert.Equal(["one two"], line.Writes);
    }

    [Theory]
    [InlineData(20_000, 10, 10)]
    [InlineData(10, 20_000, 10)]
    [InlineData(9_000, 9_000, 9_000)]
    [InlineData(10, 10, 20_000)]
    [InlineData(16 * 1024, 1, 1)]
    public async Task However_much_it_is_nothing_is_lost_or_turned_round(int first, int second, int third)
    {
        string[] frames = [new('a', first), new('b', second), new('c', third)];

        await Write(frames[0], more: true);
        await Write(frames[1], more: true);
        await Write(frames[2], more: false);

        Assert.Equal(string.Concat(frames), string.Concat(line.Writes));
    }

    [Fact]
    public async Task What_is_read_comes_from_below()
    {
        line.Answer = "hello"u8.ToArray();
        var buffer = new byte[10];

        Assert.Equal("hello", Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer)));
    }

    private ValueTask Write(string text, bool more)
    {
        gathering.MoreFollows = more;
        return stream.WriteAsync(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>A connection that keeps what is written.</summary>
    private sealed class Line : MemoryStream, IHttpUpgradeFeature
    {
        public List<string> Writes { get; } = [];

        public byte[] Answer { get; set; } = [];

        public bool IsUpgradableRequest => true;

        public Task<Stream> UpgradeAsync() => Task.FromResult<Stream>(this);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes.Add(Encoding.UTF8.GetString(buffer.Span));
            return default;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Answer.CopyTo(buffer);
            return new(Answer.Length);
        }
    }
}
