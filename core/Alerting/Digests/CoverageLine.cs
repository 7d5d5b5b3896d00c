using System.Globalization;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>How much of a site the silence of a mail speaks for. Pure.</summary>
internal static class CoverageLine
{
    /// <summary>Empty where nothing was counted yet.</summary>
    public static string Of(CoverageRow? coverage)
    {
        if (coverage is not { Links: > 0 }) return "";
        var percent = coverage.Verified * 100 / coverage.Links;
        var verified = string.Create(CultureInfo.InvariantCulture, $"{percent} % of {coverage.Links} links verified lately");
        if (coverage.NotVerified.Count == 0) return $"{verified}. ";
        var why = coverage.NotVerified.OrderByDescending(reason => reason.Value)
            .ThenBy(reason => reason.Key, StringComparer.Ordinal)
            .Select(reason => $"{reason.Value} {reason.Key}");
        return $"{verified}; not verified: {string.Join(", ", why)}. ";
    }
}
