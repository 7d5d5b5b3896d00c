using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.SigningIn;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Pages;
using LinkWatch.Web.Dashboard.Serving;
using LinkWatch.Web.Dashboard.SigningIn;
using LinkWatch.Web.SiteKeys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Web.Dashboard;

/// <summary>Signing in and out.</summary>
public sealed class SignInViews(
    Sessions sessions,
    SharedVisits shared,
    SignInLinks links,
    SignInMail mail,
    ISiteStore sites,
    DashboardOptions options,
    AttemptQuota attempts,
    TimeProvider time,
    ILogger<SignInViews> log)
{
    /// <summary>Mails an hour to one address.</summary>
    private const int MailsToOne = 5;

    /// <summary>What an operator's mail is about who owns no site.</summary>
    private static readonly Site Dashboard = new() { Id = "linkwatch", Domains = ["linkwatch"] };

    private readonly HourlyQuota quota = new(time);

    private bool CanMail => options.PublicUrl is not null && mail.CanSend;

    /// <summary>Mail scanners follow every link, so that a mailed one only asks; one that this computer printed signs in at once.</summary>
    public async Task<IResult> ShowAsync(DashboardCall call)
    {
        var (token, back) = (call.Query("token"), Addresses.Back(call.Query("back")));
        if (token is null && call.Visitor is not null) return Results.Redirect(back);
        var visitor = token is null ? null : links.VisitorOf(token);
        return visitor is { Name: Visitor.ThisComputer }
            ? await UseAsync(call, token!, back)
            : Page(call, new SignInModel(token, visitor?.Name, back, IsMailed: false, CanMail));
    }

    public Task<IResult> ActAsync(DashboardCall call) =>
        UseAsync(call, call.Field("token") ?? "", Addresses.Back(call.Field("back")));

    /// <summary>
    /// Answers the same, and as fast, whether the address is known or not: it is nobody's business who has a site here.
    /// </summary>
    public async Task<IResult> MailAsync(DashboardCall call)
    {
        var back = Addresses.Back(call.Field("back"));
        if (CanMail && SiteFields.Owner(call.Field("mail") ?? "") is { } address
            && await OwnerAsync(address, call.Stop) is var (visitor, site)
            && quota.Take(($"mail {visitor.Name.ToLowerInvariant()}", MailsToOne)) is null)
        {
            _ = SendAsync(site, visitor, back);
        }

        return Page(call, new SignInModel(null, null, back, IsMailed: CanMail, CanMail));
    }

    public Task<IResult> SignOutAsync(DashboardCall call)
    {
        sessions.End(call.Http);
        shared.End(call.Http);
        return Task.FromResult(Results.Redirect($"{DashboardApp.Root}/sign-in"));
    }

    private async Task SendAsync(Site site, Visitor visitor, string back)
    {
        await Task.Yield();
        var outcome = await mail.SendAsync(
            site, visitor.Name, links.For(options.PublicUrl!, visitor, back), SignInLinks.Life, CancellationToken.None);
        if (outcome.Result != DeliveryResult.Accepted) log.LogWarning("A sign-in link was not sent: {Note}", outcome.Note);
    }

    private async Task<IResult> UseAsync(DashboardCall call, string token, string back)
    {
        if (await links.UseAsync(token, call.Stop) is not { } visitor)
        {
            if (attempts.Failed("sign-in", call.Http.Request) is { } wait) return PageResult.TooMany(call, wait, "Too many attempts");
            return Page(call, new SignInModel(token, Name: null, back, IsMailed: false, CanMail), StatusCodes.Status403Forbidden);
        }

        sessions.Begin(call.Http, visitor);
        return Results.Redirect(back);
    }

    /// <summary>Who an address is, with a site that the mail can name; null if nobody's.</summary>
    private async Task<(Visitor Visitor, Site Site)?> OwnerAsync(string address, CancellationToken cancellationToken)
    {
        var known = (await sites.ListSitesAsync(cancellationToken)).Select(site => site.Row)
            .SelectMany(site => site.Owners.Select(owner => (Owner: owner, Site: site)))
            .Concat(options.Operators.Select(owner => (Owner: owner, Site: Dashboard)))
            .FirstOrDefault(other => other.Owner.Equals(address, StringComparison.OrdinalIgnoreCase));

        // As it is spelt in the settings: whoever asks could have chosen another mailbox.
        return known.Owner is null ? null : (options.VisitorNamed(known.Owner), known.Site);
    }

    private static PageResult Page(DashboardCall call, SignInModel model, int status = StatusCodes.Status200OK) =>
        PageResult.Of<SignInPage, SignInModel>(call, model, status);
}
