using LinkWatch.Local.Pipeline;
using LinkWatch.Metering;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace LinkWatch.Local.Serving;

/// <summary>What <c>serve</c> counts, for Prometheus, and for a collector if there is one.</summary>
internal static class Metrics
{
    public const string Path = "/metrics";

    /// <summary>OpenTelemetry's own variable; the exporter reads it too, with the others of its kind.</summary>
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void Add(WebApplicationBuilder builder)
    {
        var hasCollector = !string.IsNullOrEmpty(builder.Configuration[Collector]);
        builder.Services.AddHostedService<StandingMeter>();
        builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("linkwatch")).WithMetrics(metrics =>
        {
            metrics.AddMeter(PipelineMeter.Name, PipelineMeter.Details, StandingMeter.Name).AddPrometheusExporter();
            if (hasCollector) metrics.AddOtlpExporter();
        });
    }
}
