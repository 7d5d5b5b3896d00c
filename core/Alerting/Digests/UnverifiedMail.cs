using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>The mail about links that were not verified for days: silence is not good news then. Pure.</summary>
public static class UnverifiedMail
{
    public static MailText Compose(
        Site site, CoverageRow coverage, IReadOnlyList<DeliveryRow> undelivered, DashboardLinks? dashboard = null)
    {
        var since = coverage.UnverifiedSince?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";
        var why = string.Join(
            "; ",
            coverage.NotVerified.OrderByDescending(reason => reason.Value)
                .Select(reason => $"{ReasonWords.OfName(reason.Key)} ({reason.Value})"));
        var section = new MailSection(
            $"Not verified ({coverage.Unverified} of {coverage.Links})",
            $"The first of them was last verified at {since}. Of all links that we couldn't check lately: {why}. "
                + "Your links may all be fine. If all your sites are affected, the fault is probably on our side.",
            [])
        {
            Tone = Tone.Unchecked,
            Page = dashboard?.Unverifiable(site.Id),
        };
        return new MailModel(
            $"{coverage.Unverified} of {coverage.Links} links not verified for days: {site.Domains[0]}",
            $"{site.Domains[0]}: {coverage.Unverified} of {coverage.Links} links couldn't be checked for days, the first since {since}.",
            [section, .. UndeliveredMail.Sections(site, undelivered)],
            $"We won't mention this again unless it grows.\nFor details: linkwatch status --site {site.Id}").Render();
    }
}
