using System.Globalization;
using System.Text;

namespace AkkaGame.Host.Metering;

/// <summary>Prometheus' text format, version 0.0.4: families of samples, a line each.</summary>
internal sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder text = new();

    /// <summary>What is between the braces, sorted by name; empty where there are no tags.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        // Of two tags with one name the last one counts: a label may stand there once.
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags) labels[MetricName.Word(key)] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return string.Join(',', labels.Select(static label => $"{label.Key}=\"{Quotable(label.Value)}\""));
    }

    /// <summary>Begins a family; its samples follow.</summary>
    public void Family(string name, string type, string unit, string? help)
    {
        if (!string.IsNullOrEmpty(help)) Line($"# HELP {name} {Escaped(help)}");
        Line($"# TYPE {name} {type}");
        if (unit.Length > 0) Line($"# UNIT {name} {unit}");
    }

    public void Sample(string name, string labels, double value) =>
        Line(labels.Length == 0 ? $"{name} {Number(value)}" : $"{name}{{{labels}}} {Number(value)}");

    /// <param name="buckets">How many fell up to each bound and over the one before; one more for what is beyond the last.</param>
    public void Histogram(string name, string labels, ReadOnlySpan<double> bounds, ReadOnlySpan<long> buckets, double sum)
    {
        var before = labels.Length == 0 ? "" : $"{labels},";
        var count = 0L;
        for (var i = 0; i < buckets.Length; i++)
        {
            count += buckets[i];
            Sample($"{name}_bucket", $"{before}le=\"{Number(i < bounds.Length ? bounds[i] : double.PositiveInfinity)}\"", count);
        }

        Sample($"{name}_sum", labels, sum);
        Sample($"{name}_count", labels, count);
    }

    public override string ToString() => text.ToString();

    private void Line(string line) => text.Append(line).Append('\n');

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Quotable(string text) => Escaped(text).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
