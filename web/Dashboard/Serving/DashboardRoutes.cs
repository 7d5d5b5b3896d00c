using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard.Serving;

/// <summary>Every page and action of the dashboard.</summary>
public sealed class DashboardRoutes(
    SignInViews signIn, SiteViews sites, LinkViews links, LinkListViews lists, ProfileViews profiles, TargetViews targets,
    ContractViews contracts, ReportViews reports, ChangeViews changes, ImportViews imports, DiscoveryViews discovery, ReviewViews review,
    DisavowViews disavow, LetterViews letters, SettingsViews settings, AccessViews access, SystemViews system)
{
    public IReadOnlyList<DashboardRoute> All { get; } =
    [
        new(HttpMethods.Get, "/", Access.Public, _ => Task.FromResult(Results.Redirect(DashboardApp.Root))),
        Get("/assets/{name}", Access.Public, StaticFiles.ShowAsync),
        Post("/theme", Access.Public, Themes.SetAsync),
        Get("/sign-in", Access.Public, signIn.ShowAsync),
        Post("/sign-in", Access.Public, signIn.ActAsync),
        Post("/sign-in/mail", Access.Public, signIn.MailAsync),
        Post("/sign-out", Access.Public, signIn.SignOutAsync),
        Get("/shared/{secret}", Access.Public, access.OpenSharedAsync),
        Get("", Access.SignedIn, sites.ListAsync),
        Post("/sites", Access.Operator, sites.AddAsync),
        Get("/sites/{site}", Access.Shared, sites.ShowAsync),
        Get("/sites/{site}/links", Access.Shared, lists.ListAsync),
        Get("/sites/{site}/links.csv", Access.SignedIn, lists.CsvAsync),
        Post("/sites/{site}/links", Access.SignedIn, lists.ActAsync),
        Post("/sites/{site}/links/views", Access.SignedIn, lists.KeepAsync),
        Get("/sites/{site}/domains", Access.Shared, lists.DomainsAsync),
        Get("/sites/{site}/anchors", Access.Shared, lists.AnchorsAsync),
        Get("/sites/{site}/profile", Access.Shared, profiles.ShowAsync),
        Get("/sites/{site}/targets", Access.Shared, targets.ListAsync),
        Get("/sites/{site}/targets/{target}", Access.Shared, targets.ShowAsync),
        Post("/sites/{site}/targets/{target}/mute", Access.SignedIn, targets.MuteAsync),
        Post("/sites/{site}/targets/{target}/unmute", Access.SignedIn, targets.UnmuteAsync),
        Get("/sites/{site}/links/{link}", Access.Shared, links.ShowAsync),
        Post("/sites/{site}/links/{link}", Access.SignedIn, links.EditAsync),
        Post("/sites/{site}/links/{link}/check", Access.SignedIn, links.CheckAsync),
        Post("/sites/{site}/links/{link}/mute", Access.SignedIn, links.MuteAsync),
        Post("/sites/{site}/links/{link}/unmute", Access.SignedIn, links.UnmuteAsync),
        Post("/sites/{site}/links/{link}/remove", Access.SignedIn, links.RemoveAsync),
        Get("/sites/{site}/changes", Access.Shared, changes.ChangesAsync),
        Get("/sites/{site}/contracts", Access.SignedIn, contracts.ListAsync),
        Get("/sites/{site}/reports", Access.Shared, reports.ListAsync),
        Get("/sites/{site}/reports/{month}", Access.Shared, reports.ShowAsync),
        Get("/sites/{site}/incidents", Access.Shared, changes.IncidentsAsync),
        Get("/sites/{site}/spikes", Access.Shared, changes.SpikesAsync),
        Get("/sites/{site}/imports", Access.SignedIn, imports.ListAsync),
        Post("/sites/{site}/imports/preview", Access.SignedIn, imports.PreviewAsync),
        Post("/sites/{site}/imports", Access.SignedIn, imports.ImportAsync),
        Get("/sites/{site}/discovery", Access.SignedIn, discovery.ShowAsync),
        Post("/sites/{site}/discovery", Access.SignedIn, discovery.AddAsync),
        Post("/sites/{site}/discovery/actions", Access.SignedIn, discovery.ActAsync),
        Get("/sites/{site}/review", Access.SignedIn, review.ShowAsync),
        Post("/sites/{site}/review", Access.SignedIn, review.ActAsync),
        Post("/sites/{site}/review/friends", Access.SignedIn, review.ForgetFriendAsync),
        Get("/sites/{site}/review/disavow.txt", Access.SignedIn, disavow.KeptAsync),
        Post("/sites/{site}/review/compare", Access.SignedIn, disavow.CompareAsync),
        Post("/sites/{site}/review/keep", Access.SignedIn, disavow.KeepAsync),
        Post("/sites/{site}/review/disavow", Access.SignedIn, disavow.ExportAsync),
        Get("/sites/{site}/letters", Access.SignedIn, letters.ShowAsync),
        Post("/sites/{site}/links/{link}/letter", Access.SignedIn, letters.SentAsync),
        Post("/sites/{site}/links/{link}/letter/forget", Access.SignedIn, letters.ForgetAsync),
        Get("/sites/{site}/settings", Access.SignedIn, settings.ShowAsync),
        Post("/sites/{site}/settings", Access.SignedIn, settings.SaveAsync),
        Post("/sites/{site}/settings/test", Access.SignedIn, settings.TestAsync),
        Post("/sites/{site}/settings/remove", Access.Operator, settings.RemoveAsync),
        Get("/sites/{site}/access", Access.SignedIn, access.ShowAsync),
        Post("/sites/{site}/access/keys", Access.SignedIn, access.MakeKeyAsync),
        Post("/sites/{site}/access/shares", Access.SignedIn, access.ShareAsync),
        Post("/sites/{site}/access/{id}/revoke", Access.SignedIn, access.RevokeAsync),
        Get("/system", Access.Operator, system.ShowAsync),
        Post("/system/requeue", Access.Operator, system.RequeueAsync),
    ];

    private static DashboardRoute Get(string path, Access access, Func<DashboardCall, Task<IResult>> answer) =>
        new(HttpMethods.Get, DashboardApp.Root + path, access, answer);

    private static DashboardRoute Post(string path, Access access, Func<DashboardCall, Task<IResult>> answer) =>
        new(HttpMethods.Post, DashboardApp.Root + path, access, answer);
}
