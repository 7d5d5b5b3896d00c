using LinkWatch.Links;

namespace LinkWatch.Metering;

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
