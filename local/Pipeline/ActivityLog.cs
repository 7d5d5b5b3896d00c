using System.Collections;
using LinkWatch.Links;
using LinkWatch.Metering;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Local.Pipeline;

/// <summary>Logs once a minute what <c>serve</c> did; nothing if it did nothing.</summary>
public sealed class ActivityLog(PipelineActivity activity, TimeProvider time, ILoggerFactory logs) : BackgroundService
{
    public const string Category = "serve";
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly ILogger log = logs.CreateLogger(Category);
    private readonly PeriodicTimer timer = new(Every, time);

    /// <summary>Says too what was done since the last line.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Write();
    }

    public override void Dispose()
    {
        timer.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) Write();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private void Write()
    {
        if (activity.Take() is { } report)
            log.Log(LogLevel.Information, default, new Line(report), exception: null, static (line, _) => line.ToString());
    }

    /// <summary>One text for people, and named numbers for programs.</summary>
    private sealed class Line(ActivityReport report) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        private readonly IReadOnlyList<KeyValuePair<string, object?>> numbers =
        [
            new("pages", report.Pages),
            .. report.Links.Select(link => new KeyValuePair<string, object?>(link.Key, link.Value)),
            new("beingConfirmed", report.Confirming),
            new("alertsSent", report.Alerts),
        ];

        public int Count => numbers.Count;

        public KeyValuePair<string, object?> this[int index] => numbers[index];

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => numbers.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString()
        {
            var links = string.Join(", ", report.Links.Select(link => $"{link.Value} {link.Key}"));
            List<string> parts = [];
            if (report.Pages > 0) parts.Add($"checked {Counted.Of(report.Pages, "page")}{(links.Length > 0 ? $": {links}" : "")}");
            if (report.Confirming > 0) parts.Add($"{report.Confirming} being confirmed");
            if (report.Alerts > 0) parts.Add($"{Counted.Of(report.Alerts, "alert")} sent");
            return string.Join("; ", parts);
        }
    }
}
