using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>How much of a site the silence of a mail speaks for. Pure.</summary>
internal static class CoverageLine
{
    /// <param name="coverage">Of at least one link.</param>
    public static string Of(CoverageRow coverage)
    {
        var percent = coverage.Verified * 100 / coverage.Links;
        var verified = $"We could check {percent} % of your {Counted.Of(coverage.Links, "link")} lately.";
        if (coverage.NotVerified.Count == 0) return verified;
        var why = coverage.NotVerified.OrderByDescending(reason => reason.Value)
            .ThenBy(reason => reason.Key, StringComparer.Ordinal)
            .Select(reason => $"{ReasonWords.OfName(reason.Key)} ({reason.Value})");
        return $"{verified} Of the others: {string.Join("; ", why)}.";
    }
}
