using System.Globalization;

namespace LinkWatch.Alerting;

/// <summary>Ids of alerts, within their site: built and parsed here.</summary>
public static class AlertIds
{
    private const string ImportPrefix = "report-";

    /// <summary>The alert that changes join from <paramref name="openedAt"/> on.</summary>
    public static string OfDigest(DateTimeOffset openedAt) => "digest-" + openedAt.UtcTicks.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The report of an import, by its row's key.</summary>
    public static string OfImport(string importKey) => ImportPrefix + importKey;

    /// <summary>The import whose report this is; null for any other alert.</summary>
    public static string? ImportOf(string alertId) => alertId.StartsWith(ImportPrefix, StringComparison.Ordinal) ? alertId[ImportPrefix.Length..] : null;
}
