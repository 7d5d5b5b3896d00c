using System.Globalization;

namespace LinkWatch.Storage;

/// <summary>What an alert is about. An id begins with its kind.</summary>
public enum AlertKind
{
    /// <summary>Changes, incidents and spikes, gathered.</summary>
    Digest,

    /// <summary>The report of an import.</summary>
    Import,

    /// <summary>Links could not be checked for days.</summary>
    Unverified,

    /// <summary>No alert of its own: an incident that may have news for the digest.</summary>
    Incident,

    /// <summary>That a channel works.</summary>
    Test,
}

/// <summary>Ids of alerts, within their site: built and parsed here.</summary>
public static class AlertIds
{
    private static readonly Dictionary<AlertKind, string> Prefixes = new()
    {
        [AlertKind.Digest] = "digest-",
        [AlertKind.Import] = "report-",
        [AlertKind.Unverified] = "unverified-",
        [AlertKind.Incident] = "incident-",
        [AlertKind.Test] = "test-",
    };

    /// <exception cref="FormatException">It is no id of ours.</exception>
    public static AlertKind KindOf(string alertId)
    {
        foreach (var (kind, prefix) in Prefixes)
        {
            if (alertId.StartsWith(prefix, StringComparison.Ordinal)) return kind;
        }

        throw new FormatException($"'{alertId}' is not the id of an alert");
    }

    /// <summary>The key of the import, or the id of the incident, that an alert is about.</summary>
    public static string SubjectOf(string alertId) => alertId[Prefixes[KindOf(alertId)].Length..];

    /// <summary>The digest that changes join from <paramref name="openedAt"/> on.</summary>
    public static string OfDigest(DateTimeOffset openedAt) => Prefixes[AlertKind.Digest] + Ticks(openedAt);

    public static string OfIncident(string incidentId) => Prefixes[AlertKind.Incident] + incidentId;

    /// <summary>As the audit of a day (UTC) found it.</summary>
    public static string OfUnverified(DateTimeOffset at) =>
        Prefixes[AlertKind.Unverified] + at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>By the key of the import's row.</summary>
    public static string OfImport(string importKey) => Prefixes[AlertKind.Import] + importKey;

    public static string OfTest(DateTimeOffset at) => Prefixes[AlertKind.Test] + Ticks(at);

    private static string Ticks(DateTimeOffset at) => at.UtcTicks.ToString("x16", CultureInfo.InvariantCulture);
}
