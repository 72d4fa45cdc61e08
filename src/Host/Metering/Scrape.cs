using AkkaGame.Host.Serving;

namespace AkkaGame.Host.Metering;

/// <summary>What Prometheus reads: for the operators' port, because figures tell more than the public need know.</summary>
internal sealed class Scrape(Meters meters)
{
    public void Map(IEndpointRouteBuilder routes) =>
        Answers.Get(routes, "/metrics", _ => new(Reply.Lines(meters.Text(), PrometheusText.ContentType)));
}
