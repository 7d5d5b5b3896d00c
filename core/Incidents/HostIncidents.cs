using LinkWatch.Confirming;

namespace LinkWatch.Incidents;

/// <summary>Which links of a host join an incident, and which return from one.</summary>
internal sealed class HostIncidents
{
    private readonly string authority;
    private readonly HostTrouble? trouble;
    private readonly IncidentCounters counters;
    private int joined;

    public HostIncidents(string authority, HostTrouble? trouble)
    {
        this.authority = authority;
        this.trouble = trouble;
        counters = new IncidentCounters(trouble?.Counters ?? []);
        joined = trouble?.Joined ?? 0;
    }

    /// <summary>The trouble after all links were counted.</summary>
    public HostTrouble? Trouble => trouble is null ? null : trouble with { Joined = joined, Counters = counters.All };

    /// <summary>The link with its incident, and its change marked with it; the expected number is known once all have joined.</summary>
    public LinkCheck Join(LinkCheck check)
    {
        var standing = check.Before.Incident;
        var assessed = check switch
        {
            { Change: { } change } when IsLoss(change) => Into(check, change, IncidentFor(check, change)),
            _ when standing is not null && HasReturned(check, standing) => Outof(check, standing),
            _ => With(check, standing, check.Change),
        };
        AddIncident(check.SiteId, standing, -1);
        AddIncident(check.SiteId, assessed.After.Incident, 1);
        if (assessed.After.Incident is { } now && now.Incident.Id != standing?.Incident.Id && IsOurs(now.Incident)) joined++;
        return assessed;
    }

    /// <summary>Counts a link as it stands.</summary>
    public void Count(string siteId, LinkStanding link)
    {
        counters.AddPending(siteId, link.Degradation, 1);
        AddIncident(siteId, link.Incident, 1);
    }

    public LinkCheck Expect(LinkCheck check) =>
        check.Change is { Incident: { IsReturn: false } mark } change && IsOurs(mark.Incident)
            ? check with { Change = change with { Incident = mark with { Expected = counters.Of(check.SiteId, mark.Incident.Cause) } } }
            : check;

    private static bool IsLoss(LinkChange change) =>
        change.Kind is ChangeKind.Unverifiable || (change.Kind is ChangeKind.State && change.New > change.Old);

    private Incident? IncidentFor(LinkCheck check, LinkChange change)
    {
        if (!change.IsAlert) return null;

        // The notice that a domain has been gone for 30 days belongs to the incident that reported the first one.
        if (change.Kind is ChangeKind.Unverifiable && check.Before.Incident is { } standing) return standing.Incident;
        if (trouble is not { IsSuspected: true }) return check.SharedReplacement;

        // Unreadable links are never counted among the lost, although one outage may cause both.
        var cause = change.Kind is ChangeKind.Unverifiable
            ? IncidentCause.Unreadable
            : check.After.Degradation?.Cause ?? IncidentCause.Lost;
        return joined == 0 && check.SharedReplacement is { } replacement ? replacement : Incident.OfHost(authority, cause, trouble.Since);
    }

    private static LinkCheck Into(LinkCheck check, LinkChange change, Incident? incident) => incident is null
        ? With(check, null, change)
        : With(
            check,
            new LinkIncident(incident, change.Kind is ChangeKind.Unverifiable && check.Before.Incident is not { IsUnverifiable: false }),
            change with { Incident = new IncidentMark(incident, Expected: 0, IsReturn: false) });

    private static bool HasReturned(LinkCheck check, LinkIncident standing) =>
        check.Change?.Kind is ChangeKind.Back
        || (standing.IsUnverifiable && check.After.State is { Unknown: null, Candidate: null });

    private static LinkCheck Outof(LinkCheck check, LinkIncident standing)
    {
        var change = check.Change ?? LinkChange.Verified(check.After.State);
        return With(check, null, change with { Incident = new IncidentMark(standing.Incident, Expected: 0, IsReturn: true) });
    }

    private static LinkCheck With(LinkCheck check, LinkIncident? incident, LinkChange? change) =>
        check with { After = check.After with { Incident = incident }, Change = change };

    private void AddIncident(string siteId, LinkIncident? link, int by)
    {
        if (link is not null && IsOurs(link.Incident)) counters.AddDown(siteId, link.Incident.Cause, by);
    }

    private bool IsOurs(Incident incident) =>
        trouble is { IsSuspected: true } && incident == Incident.OfHost(authority, incident.Cause, trouble.Since);
}
