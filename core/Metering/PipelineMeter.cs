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
