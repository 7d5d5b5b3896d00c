using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>What changes lost and gained in worth, for a mail's first line. Pure.</summary>
internal static class WorthWords
{
    /// <summary>
    /// "Worth lost: 128 points (2 links, 87 the most); gained: 60 points." Empty if nothing was lost or gained.
    /// </summary>
    public static string Of(WorthTally worth)
    {
        List<string> parts = [];
        if (worth.Lost.Links > 0) parts.Add("lost: " + Of(worth.Lost));
        if (worth.Gained.Links > 0) parts.Add("gained: " + Of(worth.Gained));
        return parts.Count == 0 ? "" : $"Worth {string.Join("; ", parts)}.";
    }

    private static string Of(WorthPoints sum) => Counted.Of(sum.Points, "point")
        + (sum.Links == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({Counted.Of(sum.Links, "link")}, {sum.Most} the most)"));
}
