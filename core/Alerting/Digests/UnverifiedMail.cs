using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>The mail that tells that links were not verified for days: no news is then no good news. Pure.</summary>
public static class UnverifiedMail
{
    public static MailText Compose(Site site, CoverageRow coverage)
    {
        var since = coverage.UnverifiedSince?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";
        var why = string.Join(
            ", ", coverage.NotVerified.OrderByDescending(reason => reason.Value).Select(reason => $"{reason.Value} {reason.Key}"));
        var section = new MailSection(
            $"Not verified ({coverage.Unverified} of {coverage.Links})",
            $"The first of them was last verified at {since}. Of all links that are not verified, by what the last reading said: {why}. "
                + "Your links may all be well: we cannot tell. If this is so for all your sites, the fault is likely on our side.",
            []);
        return new MailModel(
            $"[{site.Domains[0]}] {coverage.Unverified} of {coverage.Links} links not verified for days",
            $"{site.Domains[0]}: {coverage.Unverified} of {coverage.Links} links could not be verified for days, the first since {since}.",
            [section],
            $"You hear of this once, and again if it grows. What is known: linkwatch status --site {site.Id}").Render();
    }
}
