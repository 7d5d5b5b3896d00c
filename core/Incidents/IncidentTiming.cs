using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Incidents;

/// <summary>When an incident is told, and when its end. Pure.</summary>
public static class IncidentTiming
{
    /// <summary>When there is next something to tell, if nothing more happens; null where there is not.</summary>
    public static DateTimeOffset? NextDue(IncidentRow incident, Site site, ConfirmOptions options)
    {
        var cadence = site.Cadence.Period();
        if (incident.NotifiedAt is null)
        {
            var isWhole = incident.Expected > 0 && incident.Members >= incident.Expected;
            return incident.Members == 0 ? null : isWhole ? incident.FirstConfirmedAt : incident.FirstConfirmedAt + cadence;
        }

        if (incident.BackNotifiedAt is not null || incident.FirstReturnedAt is not { } first) return null;
        return IsBack(incident, options) ? first : first + cadence;
    }

    /// <summary>The incident without times yet to come, which a clock that was ahead left: what waits for them has waited enough.</summary>
    public static IncidentRow NotAhead(IncidentRow incident, Site site, DateTimeOffset now)
    {
        var waited = now - site.Cadence.Period();
        return incident with
        {
            FirstConfirmedAt = incident.FirstConfirmedAt.IsAhead(now) ? waited : incident.FirstConfirmedAt,
            FirstReturnedAt = incident.FirstReturnedAt.IsAhead(now) ? waited : incident.FirstReturnedAt,
            ExpectedAt = incident.ExpectedAt.IsAhead(now) ? DateTimeOffset.MinValue : incident.ExpectedAt,
        };
    }

    /// <summary>Whether enough of its links returned to call it over.</summary>
    public static bool IsBack(IncidentRow incident, ConfirmOptions options) =>
        incident.Members > 0 && incident.Returned * 100 >= incident.Members * options.ReturnedPercent;
}
