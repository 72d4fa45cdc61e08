using System.Runtime.CompilerServices;
using AkkaGame.Host.Configuration;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace AkkaGame.Host.Metering;

/// <summary>
/// The same instruments, sent to a collector where OpenTelemetry's own variable names one. Its other variables
/// (<c>OTEL_SERVICE_NAME</c>, <c>OTEL_METRIC_EXPORT_INTERVAL</c>, ...) hold as everywhere.
/// </summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Null where nobody is named; nothing of OpenTelemetry is loaded then.</summary>
    /// <exception cref="BadSettingException">What is named is no address.</exception>
    public static IDisposable? Start()
    {
        var named = Environment.GetEnvironmentVariable(Endpoint);
        if (string.IsNullOrWhiteSpace(named)) return null;
        if (!Uri.TryCreate(named, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new BadSettingException($"{Endpoint} is no address of a collector: expected http://HOST:PORT.");
        return Send();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static MeterProvider Send() => Sdk.CreateMeterProviderBuilder()
        .ConfigureResource(static resource => resource.AddService(
            Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME") is { Length: > 0 } name ? name : "akkagame",
            serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3)))
        .AddMeter(["AkkaGame*", .. Meters.Others])
        .AddOtlpExporter()
        .Build();
}
