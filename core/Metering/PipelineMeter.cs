using System.Diagnostics.Metrics;
using LinkWatch.Links;

namespace LinkWatch.Metering;

/// <summary>What the pipeline counts for whoever watches it. A host passes it on; without a listener it costs nothing.</summary>
public sealed class PipelineMeter : IDisposable
{
    public const string Name = "LinkWatch";
    public const string CheckedPages = "linkwatch.checked.pages";
    public const string PoisonMessages = "linkwatch.poison.messages";
    public const string UndeliveredAlerts = "linkwatch.undelivered.alerts";

    /// <summary>What only <c>serve</c> passes on: on Azure, each value is paid for.</summary>
    public const string Details = "LinkWatch.Details";
    public const string Readings = "linkwatch.readings";
    public const string VisitDuration = "linkwatch.visit.duration";
    public const string Deliveries = "linkwatch.deliveries";

    private readonly Meter meter = new(Name);
    private readonly Counter<long> checkedPages;
    private readonly Gauge<long> poisonMessages;
    private readonly Gauge<long> undeliveredAlerts;
    private readonly Meter details = new(Details);
    private readonly Counter<long> readings;
    private readonly Histogram<double> visitDuration;
    private readonly Counter<long> deliveries;

    public PipelineMeter()
    {
        checkedPages = meter.CreateCounter<long>(CheckedPages, "{page}", "Pages visited, with what was found written.");
        poisonMessages = meter.CreateGauge<long>(PoisonMessages, "{message}", "Messages that failed for good and wait to be put back.");
        undeliveredAlerts = meter.CreateGauge<long>(
            UndeliveredAlerts, "{alert}", "Alerts that are overdue, and deliveries that failed for good and wait to be put back.");
        readings = details.CreateCounter<long>(Readings, "{reading}", "Readings of links, by what they say.");
        visitDuration = details.CreateHistogram(
            VisitDuration, "s", "How long visits of pages took, robots.txt included.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] });
        deliveries = details.CreateCounter<long>(Deliveries, "{attempt}", "Attempts to deliver an alert, by channel and result.");
    }

    /// <summary>Whether an instrument is this meter's: a process may hold several pipelines.</summary>
    public bool Owns(Instrument instrument) => instrument.Meter == meter;

    public void Checked(int pages) => checkedPages.Add(pages);

    /// <param name="took">How long the visit of one page took.</param>
    /// <param name="verdicts">What it says of each of the page's links.</param>
    public void Visited(TimeSpan took, IEnumerable<Status> verdicts)
    {
        visitDuration.Record(took.TotalSeconds);
        foreach (var verdict in verdicts) readings.Add(1, new KeyValuePair<string, object?>("verdict", verdict.Name()));
    }

    /// <param name="channel">Where to.</param>
    /// <param name="result">How the attempt ended.</param>
    public void Delivery(string channel, string result) => deliveries.Add(
        1, new KeyValuePair<string, object?>("channel", channel), new KeyValuePair<string, object?>("result", result));

    public void Undelivered(long alerts) => undeliveredAlerts.Record(alerts);

    public void Poison(long messages) => poisonMessages.Record(messages);

    public void Dispose()
    {
        meter.Dispose();
        details.Dispose();
    }
}

/// <summary>What the pipeline did since it was last asked, for whoever watches a process at work. Any thread may count.</summary>
public sealed class PipelineActivity
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, int> links = new(StringComparer.Ordinal);
    private readonly HashSet<string> alerts = new(StringComparer.Ordinal);
    private int pages;
    private int confirming;

    /// <summary>Receives the number of pages that the daily audit has read so far; null if nobody waits for it.</summary>
    public IProgress<int>? Audit { get; set; }

    public void Checked(int visited)
    {
        lock (gate) pages += visited;
    }

    /// <summary>A link was read.</summary>
    /// <param name="believed">What is believed of it now; null while pending.</param>
    /// <param name="isConfirming">Whether the reading says something worse, which is being confirmed.</param>
    public void Read(Status? believed, bool isConfirming)
    {
        var name = believed?.Name() ?? "pending";
        lock (gate)
        {
            links[name] = links.GetValueOrDefault(name) + 1;
            if (isConfirming) confirming++;
        }
    }

    /// <summary>An alert was delivered on one of its channels.</summary>
    public void Delivered(string alertId)
    {
        lock (gate) alerts.Add(alertId);
    }

    /// <summary>What was counted since this was last asked; null if nothing was.</summary>
    public ActivityReport? Take()
    {
        lock (gate)
        {
            if (pages == 0 && alerts.Count == 0) return null;
            var report = new ActivityReport(pages, new SortedDictionary<string, int>(links), confirming, alerts.Count);
            (pages, confirming) = (0, 0);
            links.Clear();
            alerts.Clear();
            return report;
        }
    }
}

/// <param name="Pages">Pages visited.</param>
/// <param name="Links">Links read, by what is believed of them.</param>
/// <param name="Confirming">Of those, how many are being confirmed as something worse.</param>
/// <param name="Alerts">Alerts that were delivered on at least one channel.</param>
public sealed record ActivityReport(int Pages, IReadOnlyDictionary<string, int> Links, int Confirming, int Alerts);
