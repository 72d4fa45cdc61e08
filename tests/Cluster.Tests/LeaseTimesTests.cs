namespace AkkaGame.Cluster.Tests;

public class LeaseTimesTests
{
    [Theory]
    [InlineData(0, 1, 0.5, 0.5, "Lease")]
    [InlineData(3, 1.1, 0.5, 0.5, "Renew")]
    [InlineData(3, 0, 0.5, 0.5, "Renew")]
    [InlineData(3, 1, 1.1, 0.5, "Observe")]
    [InlineData(3, 1, 0.5, 2, "Margin")]
    [InlineData(3, 1, 0.5, -1, "Margin")]
    public void Times_that_do_not_fit_together_are_refused_by_name(double lease, double renew, double observe, double margin, string name)
    {
        var times = Times(lease, renew, observe, margin);
        Assert.StartsWith(name + " must be", Assert.Throws<ArgumentException>(times.Checked).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 1, 0.5, 0.5)]
    [InlineData(0.9, 0.25, 0.1, 0.15)]
    public void Those_of_the_house_and_of_its_quick_tests_fit(double lease, double renew, double observe, double margin) =>
        Assert.NotNull(Times(lease, renew, observe, margin).Checked());

    private static LeaseTimes Times(double lease, double renew, double observe, double margin) => new()
    {
        Lease = TimeSpan.FromSeconds(lease), Renew = TimeSpan.FromSeconds(renew),
        Observe = TimeSpan.FromSeconds(observe), Margin = TimeSpan.FromSeconds(margin),
    };
}
