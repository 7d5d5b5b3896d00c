using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard.Serving;

/// <summary>Every page and action of the dashboard.</summary>
public sealed class DashboardRoutes(
    SignInViews signIn, SiteViews sites, LinkViews links, LinkListViews lists, ChangeViews changes, ImportViews imports,
    SettingsViews settings, SystemViews system)
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
        Get("", Access.SignedIn, sites.ListAsync),
        Post("/sites", Access.Operator, sites.AddAsync),
        Get("/sites/{site}", Access.SignedIn, sites.ShowAsync),
        Get("/sites/{site}/links", Access.SignedIn, lists.ListAsync),
        Get("/sites/{site}/links.csv", Access.SignedIn, lists.CsvAsync),
        Post("/sites/{site}/links", Access.SignedIn, lists.ActAsync),
        Post("/sites/{site}/links/views", Access.SignedIn, lists.KeepAsync),
        Get("/sites/{site}/domains", Access.SignedIn, lists.DomainsAsync),
        Get("/sites/{site}/anchors", Access.SignedIn, lists.AnchorsAsync),
        Get("/sites/{site}/links/{link}", Access.SignedIn, links.ShowAsync),
        Post("/sites/{site}/links/{link}", Access.SignedIn, links.EditAsync),
        Post("/sites/{site}/links/{link}/check", Access.SignedIn, links.CheckAsync),
        Post("/sites/{site}/links/{link}/mute", Access.SignedIn, links.MuteAsync),
        Post("/sites/{site}/links/{link}/unmute", Access.SignedIn, links.UnmuteAsync),
        Post("/sites/{site}/links/{link}/remove", Access.SignedIn, links.RemoveAsync),
        Get("/sites/{site}/changes", Access.SignedIn, changes.ChangesAsync),
        Get("/sites/{site}/incidents", Access.SignedIn, changes.IncidentsAsync),
        Get("/sites/{site}/spikes", Access.SignedIn, changes.SpikesAsync),
        Get("/sites/{site}/imports", Access.SignedIn, imports.ListAsync),
        Post("/sites/{site}/imports/preview", Access.SignedIn, imports.PreviewAsync),
        Post("/sites/{site}/imports", Access.SignedIn, imports.ImportAsync),
        Get("/sites/{site}/settings", Access.SignedIn, settings.ShowAsync),
        Post("/sites/{site}/settings", Access.SignedIn, settings.SaveAsync),
        Post("/sites/{site}/settings/test", Access.SignedIn, settings.TestAsync),
        Post("/sites/{site}/settings/remove", Access.Operator, settings.RemoveAsync),
        Get("/system", Access.Operator, system.ShowAsync),
        Post("/system/requeue", Access.Operator, system.RequeueAsync),
    ];

    private static DashboardRoute Get(string path, Access access, Func<DashboardCall, Task<IResult>> answer) =>
        new(HttpMethods.Get, DashboardApp.Root + path, access, answer);

    private static DashboardRoute Post(string path, Access access, Func<DashboardCall, Task<IResult>> answer) =>
        new(HttpMethods.Post, DashboardApp.Root + path, access, answer);
}
