using System.Globalization;

namespace LinkWatch.Storage;

/// <summary>Ids of alerts, within their site: built and parsed here.</summary>
public static class AlertIds
{
    private const string DigestPrefix = "digest-";
    private const string ImportPrefix = "report-";
    private const string UnverifiedPrefix = "stale-";
    private const string IncidentPrefix = "incident-";
    private const string TestPrefix = "test-";

    /// <summary>The alert that changes join from <paramref name="openedAt"/> on.</summary>
    public static string OfDigest(DateTimeOffset openedAt) => DigestPrefix + openedAt.UtcTicks.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Not an alert of its own: a pointer to an incident that may have something to tell.</summary>
    public static string OfIncident(string incidentId) => IncidentPrefix + incidentId;

    /// <summary>The incident that is pointed to; null for an alert.</summary>
    public static string? IncidentOf(string alertId) => alertId.StartsWith(IncidentPrefix, StringComparison.Ordinal) ? alertId[IncidentPrefix.Length..] : null;

    /// <summary>The alert that links are silent, as the sweep of a day (UTC) found it.</summary>
    public static string OfUnverified(DateTimeOffset at) => UnverifiedPrefix + at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    public static bool IsUnverified(string alertId) => alertId.StartsWith(UnverifiedPrefix, StringComparison.Ordinal);

    public static bool IsDigest(string alertId) => alertId.StartsWith(DigestPrefix, StringComparison.Ordinal);

    /// <summary>The report of an import, by its row's key.</summary>
    public static string OfImport(string importKey) => ImportPrefix + importKey;

    /// <summary>The import whose report this is; null for any other alert.</summary>
    public static string? ImportOf(string alertId) => alertId.StartsWith(ImportPrefix, StringComparison.Ordinal) ? alertId[ImportPrefix.Length..] : null;

    /// <summary>An alert that tells nothing but that its channel works.</summary>
    public static string OfTest(DateTimeOffset at) => TestPrefix + at.UtcTicks.ToString("x16", CultureInfo.InvariantCulture);

    public static bool IsTest(string alertId) => alertId.StartsWith(TestPrefix, StringComparison.Ordinal);
}
