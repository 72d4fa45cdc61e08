using AkkaGame.Actors;

namespace AkkaGame.Specs;

/// <summary>What every store remembers of tokens.</summary>
public abstract class TokensSpec
{
    /// <summary>Times of this test's own: some stores outlive one.</summary>
    private readonly long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    protected abstract ITokens Tokens { get; }

    [Fact]
    public async Task A_ticket_is_used_once()
    {
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.True(await Tokens.Use(one, now + 1000));
        Assert.False(await Tokens.Use(one, now + 9000));
        Assert.True(await Tokens.Use(other, now + 1000));
    }

    [Fact]
    public async Task Of_many_uses_at_once_one_is_the_first()
    {
        var ticket = Guid.NewGuid();
        var used = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => Tokens.Use(ticket, now + 1000).AsTask())));
        Assert.Single(used, static first => first);
    }

    [Fact]
    public async Task A_ticket_is_forgotten_when_its_time_is_over()
    {
        var (over, good) = (Guid.NewGuid(), Guid.NewGuid());
        await Tokens.Use(over, now - 1);
        await Tokens.Use(good, now);
        Assert.True(await Tokens.Forget(now));
        Assert.True(await Tokens.Use(over, now));
        Assert.False(await Tokens.Use(good, now));
    }

    [Fact]
    public async Task What_was_revoked_is_found_as_it_was_written_the_earliest_first()
    {
        var name = Guid.NewGuid().ToString();
        var later = new Revocation(Revoked.Person, name, now + 2, "ops", null);
        var earlier = new Revocation(Revoked.Token, name, now, "Zoë", "lost his telephone; it's \"gone\"");
        await Tokens.Revoke(later);
        await Tokens.Revoke(earlier);
        await Tokens.Revoke(later with { At = now + 3 });
        Assert.Equal([earlier, later, later with { At = now + 3 }], await Since(0));
        Assert.Equal([later with { At = now + 3 }], await Since(now + 3));

        async Task<IEnumerable<Revocation>> Since(long at) => (await Tokens.Revoked(at)).Where(one => one.Name == name);
    }
}
