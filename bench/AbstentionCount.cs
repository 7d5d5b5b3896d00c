using System.Globalization;
using LinkWatch.Html.Scanning;
using LinkWatch.Links;

namespace LinkWatch.Bench;

/// <summary>Counts how often the scanner answered, and why it abstained.</summary>
internal sealed class AbstentionCount
{
    private readonly Dictionary<Abstention, int> counts = [];

    public void Add(Abstention abstention) => counts[abstention] = counts.GetValueOrDefault(abstention) + 1;

    public override string ToString()
    {
        var pages = counts.Values.Sum();
        var abstained = pages - counts.GetValueOrDefault(Abstention.None);
        var reasons = counts.Where(count => count.Key != Abstention.None)
            .OrderByDescending(count => count.Value)
            .Select(count => $"{count.Key.Name()} {count.Value}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"abstained on {abstained} of {pages} pages ({100.0 * abstained / Math.Max(pages, 1):0.00} %) {string.Join(", ", reasons)}");
    }
}
