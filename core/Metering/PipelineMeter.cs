using System.Diagnostics.Metrics;

namespace LinkWatch.Metering;

/// <summary>What the pipeline counts for whoever watches it. A host passes it on; without a listener it costs nothing.</summary>
public sealed class PipelineMeter : IDisposable
{
    public const string Name = "LinkWatch";
    public const string CheckedPages = "linkwatch.checked.pages";
    public const string PoisonMessages = "linkwatch.poison.messages";
    public const string UndeliveredAlerts = "linkwatch.undelivered.alerts";

    private readonly Meter meter = new(Name);
    private readonly Counter<long> checkedPages;
    private readonly Gauge<long> poisonMessages;
    private readonly Gauge<long> undeliveredAlerts;

    public PipelineMeter()
    {
        checkedPages = meter.CreateCounter<long>(CheckedPages, "{page}", "Pages visited, with what was found written.");
        poisonMessages = meter.CreateGauge<long>(PoisonMessages, "{message}", "Messages that failed for good and wait to be put back.");
        undeliveredAlerts = meter.CreateGauge<long>(
            UndeliveredAlerts, "{alert}", "Alerts that are overdue, and deliveries that failed for good and wait to be put back.");
    }

    /// <summary>Whether an instrument is this meter's: a process may hold several pipelines.</summary>
    public bool Owns(Instrument instrument) => instrument.Meter == meter;

    public void Checked(int pages) => checkedPages.Add(pages);

    public void Undelivered(long alerts) => undeliveredAlerts.Record(alerts);

    public void Poison(long messages) => poisonMessages.Record(messages);

    public void Dispose() => meter.Dispose();
}
