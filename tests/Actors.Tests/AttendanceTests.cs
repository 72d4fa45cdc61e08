using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Actors.Tests;

public sealed class AttendanceTests
{
    private static readonly Shard shard = new(7), other = new(8);

    private readonly ManualTime time = new();
    private readonly ManualOwnership ownership = new();

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private void Later() => time.Advance(TimeSpan.FromMinutes(1));

    [Fact]
    public void Who_owns_a_shard_from_the_beginning_attends_to_it_since_then()
    {
        var began = Now;
        var attendance = new Attendance(ownership, time);
        Later();

        Assert.Equal(began, attendance.Since(shard, 1));
    }

    [Fact]
    public void Who_takes_a_shard_over_attends_to_it_since_that_moment()
    {
        var began = Now;
        var attendance = new Attendance(ownership, time);
        Later();
        var gained = Now;
        attendance.Heed(new(shard, 2));
        Later();

        Assert.Equal((gained, began), (attendance.Since(shard, 2), attendance.Since(other, 1)));
    }

    [Fact]
    public void A_game_that_is_faster_than_the_news_of_an_epoch_makes_no_difference()
    {
        var attendance = new Attendance(ownership, time);
        Later();
        var gained = Now;
        Assert.Equal(gained, attendance.Since(shard, 2));
        Later();
        attendance.Heed(new(shard, 2));

        Assert.Equal(gained, attendance.Since(shard, 2));
    }

    [Fact]
    public void An_outage_of_the_store_ends_the_attendance_until_it_works_again()
    {
        var began = Now;
        var attendance = new Attendance(ownership, time);
        Later();
        attendance.Works(shard);
        Assert.Equal(began, attendance.Since(shard, 1));

        attendance.Fails(shard);
        Later();
        var back = Now;
        attendance.Works(shard);
        Later();
        attendance.Works(shard);

        Assert.Equal((back, began), (attendance.Since(shard, 1), attendance.Since(other, 1)));
    }
}
