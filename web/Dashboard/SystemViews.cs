using LinkWatch.Alerting.Delivery;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Sweeping;
using LinkWatch.Web.Dashboard.Pages;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>What all sites share: the queues.</summary>
public sealed class SystemViews(
    QueueHealth queues, PoisonMessages poison, UndeliveredAlerts alerts, ISiteStore sites, SiteViews views,
    PlannedChecks planned, DashboardOptions options)
{
    public async Task<IResult> ShowAsync(DashboardCall call)
    {
        var (standing, parts) = await queues.ReadAsync(call.Stop);
        var covered = new List<CoveredSite>();
        foreach (var (site, _) in await sites.ListSitesAsync(call.Stop))
            covered.Add(new CoveredSite(site, await views.CoverageAsync(site, call.Stop)));
        return PageResult.Of<SystemPage, SystemModel>(
            call,
            new SystemModel(standing, parts, covered, await planned.ToAsync(call.Stop), options.Storage?.Invoke()));
    }

    public async Task<IResult> RequeueAsync(DashboardCall call)
    {
        var messages = (await poison.RequeueAsync(call.Stop)).Values.Sum();
        var deliveries = await alerts.RequeueAsync(call.Stop);
        return call.Done(
            $"{DashboardApp.Root}/system",
            $"Trying again: {Counted.Of(messages, "message")} and {Counted.Of(deliveries, "delivery", "deliveries")}.");
    }
}
