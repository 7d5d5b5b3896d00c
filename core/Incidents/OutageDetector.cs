using LinkWatch.Confirming;
using LinkWatch.Links;

namespace LinkWatch.Incidents;

/// <summary>
/// Many links of a host that degrade together are one event and not as many losses. The detector counts them, suspects an outage, and
/// marks the changes that belong to it; confirmation goes on as usual. docs/confirmation.md explains how.
/// </summary>
public static class OutageDetector
{
    /// <param name="authority">The host.</param>
    /// <param name="trouble">What is known of it; null if all was well.</param>
    /// <param name="checks">The readings of one slice that were applied to links of the host, in any order.</param>
    /// <param name="plannedAt">Their planned time.</param>
    /// <param name="options">How many are too many.</param>
    public static AssessedHost Apply(
        string authority, HostTrouble? trouble, IReadOnlyList<LinkCheck> checks, DateTimeOffset plannedAt, ConfirmOptions options)
    {
        var counted = Count(trouble, checks, plannedAt, options);
        var incidents = new HostIncidents(authority, counted);
        var joined = checks.Select(incidents.Join).ToList();
        var marked = joined.Select(incidents.Expect).ToList();
        return new AssessedHost(counted is null ? null : End(incidents.Trouble!, plannedAt, options), marked);
    }

    /// <summary>
    /// The trouble with its links recounted, because edits and removals do not update the counters. Null if nothing is left of it.
    /// </summary>
    /// <param name="authority">The host.</param>
    /// <param name="trouble">As it was before the first of <paramref name="links"/> was read.</param>
    /// <param name="links">All links of the host, each with its site.</param>
    public static HostTrouble? Recount(string authority, HostTrouble trouble, IEnumerable<(string SiteId, LinkStanding Link)> links)
    {
        var incidents = new HostIncidents(authority, trouble with { Counters = [] });
        foreach (var (siteId, link) in links) incidents.Count(siteId, link);
        var counted = incidents.Trouble!;
        return counted.Pending > 0 || counted.Down > 0 ? counted : null;
    }

    private static HostTrouble? Count(
        HostTrouble? trouble, IReadOnlyList<LinkCheck> checks, DateTimeOffset plannedAt, ConfirmOptions options)
    {
        if (trouble is null && !checks.Any(check => check.After.Degradation is { IsConfirmed: false })) return null;

        var isNew = trouble is null;
        trouble ??= new HostTrouble { Since = plannedAt };
        if (!trouble.IsSuspected && plannedAt - trouble.Since >= options.OutageWindow)
        {
            trouble = trouble with { Since = plannedAt, Read = 0, Degraded = 0 };
        }

        var counters = new IncidentCounters(trouble.Counters);
        var (read, turned) = (trouble.Read, trouble.Degraded);
        foreach (var check in checks)
        {
            var (before, after) = (check.Before.Degradation, check.After.Degradation);
            if (!isNew) counters.AddPending(check.SiteId, before, -1);
            counters.AddPending(check.SiteId, after, 1);
            if (IsFirstRead(check, trouble.Since)) read++;
            if (IsSince(after, trouble.Since)) turned++;
            if (IsSince(before, trouble.Since)) turned--;
        }

        return Suspect(Boost(trouble with { Read = read, Degraded = turned, Counters = counters.All }, checks), plannedAt, options);
    }

    /// <summary>If one page of the host met a shared replacement, the others may have too.</summary>
    private static HostTrouble Boost(HostTrouble trouble, IReadOnlyList<LinkCheck> checks) =>
        !trouble.HasSharedReplacement && checks.Any(check => check is { SharedReplacement: not null, After.Degradation.IsConfirmed: false })
            ? trouble with { HasSharedReplacement = true, BoostAfter = "" }
            : trouble;

    private static HostTrouble Suspect(HostTrouble trouble, DateTimeOffset plannedAt, ConfirmOptions options)
    {
        var isTooMany = trouble.Degraded >= options.OutageLinks && trouble.Degraded * 100 > trouble.Read * options.OutagePercent;
        if (isTooMany && !trouble.IsSuspected) return trouble with { SuspectedAt = plannedAt, BoostAfter = "" };

        // The other pages are well, and no change was marked yet: the suspicion was wrong.
        return !isTooMany && trouble is { IsSuspected: true, Joined: 0 } ? trouble with { SuspectedAt = null, BoostAfter = null } : trouble;
    }

    /// <summary>Null if nothing is left to keep.</summary>
    private static HostTrouble? End(HostTrouble trouble, DateTimeOffset plannedAt, ConfirmOptions options)
    {
        var isBack = trouble.Joined > 0 && trouble.Down * 100 <= trouble.Joined * (100 - options.ReturnedPercent);
        var isForgotten = plannedAt - trouble.Since >= options.IncidentMemory;
        if (isBack || (isForgotten && trouble.IsSuspected))
        {
            var counters = new IncidentCounters(trouble.Counters);
            counters.Reset();
            trouble = new HostTrouble { Since = plannedAt, Counters = counters.All };
        }

        return trouble.Pending > 0 || trouble.Down > 0 ? trouble : null;
    }

    /// <summary>
    /// A link counts once, however often its page is read. One that is pending, believed lost or was already degrading before says nothing
    /// about the host's health.
    /// </summary>
    private static bool IsFirstRead(LinkCheck check, DateTimeOffset since) =>
        !(check.Before.State.LastPlanned >= since)
        && (check.Before.State.Status is not (null or Status.Lost) || IsSince(check.After.Degradation, since))
        && (check.Before.Degradation is null || IsSince(check.After.Degradation, since));

    private static bool IsSince(PendingDegradation? turn, DateTimeOffset since) => turn?.At >= since;
}

/// <summary>One link before and after a reading that was applied to it.</summary>
/// <param name="SiteId">Whose link.</param>
/// <param name="Before">How it stood.</param>
/// <param name="After">How it stands; the detector sets <see cref="LinkStanding.Incident"/>.</param>
/// <param name="Change">What changed, or null.</param>
/// <param name="SharedReplacement">The shared replacement that its page met, or null.</param>
public sealed record LinkCheck(string SiteId, LinkStanding Before, LinkStanding After, LinkChange? Change, Incident? SharedReplacement);

/// <summary>What is believed of a link, and what the outage detector knows about it.</summary>
public sealed record LinkStanding(LinkState State, PendingDegradation? Degradation, LinkIncident? Incident);

/// <summary>A host and its links after the outage detector.</summary>
/// <param name="Trouble">Null if there is none (any more).</param>
/// <param name="Checks">As given and in their order, with incidents.</param>
public sealed record AssessedHost(HostTrouble? Trouble, IReadOnlyList<LinkCheck> Checks);

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
