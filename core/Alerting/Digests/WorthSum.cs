using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>What changes lost and gained in worth, for a mail's first line. Pure.</summary>
internal sealed class WorthSum
{
    private (int Links, long Points, int Most) lost;
    private (int Links, long Points, int Most) gained;

    public void Add(WorthChange? worth)
    {
        Add(ref lost, worth?.Lost ?? 0);
        Add(ref gained, worth?.Gained ?? 0);
    }

    /// <summary>
    /// "Worth lost: 128 points (2 links, 87 the most); gained: 60 points." Empty if nothing was lost or gained.
    /// </summary>
    /// <param name="besides">Whether there are incidents, whose links are not in it.</param>
    public string Words(bool besides)
    {
        List<string> parts = [];
        if (lost.Links > 0) parts.Add("lost: " + Words(lost));
        if (gained.Links > 0) parts.Add("gained: " + Words(gained));
        if (parts.Count == 0) return "";
        return $"Worth {string.Join("; ", parts)}{(besides ? ", not counting what changed all at once" : "")}.";
    }

    private static void Add(ref (int Links, long Points, int Most) sum, int points)
    {
        if (points > 0) sum = (sum.Links + 1, sum.Points + points, Math.Max(sum.Most, points));
    }

    private static string Words((int Links, long Points, int Most) sum) => Counted.Of(sum.Points, "point")
        + (sum.Links == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({Counted.Of(sum.Links, "link")}, {sum.Most} the most)"));
}
