using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>A letter that asks the owner of a page to remove a link, for the site owner to look at and send. Pure.</summary>
public static class RemovalLetter
{
    /// <param name="site">That is linked to: signs the letter.</param>
    /// <param name="row">The link.</param>
    public static LetterDraft Of(Site site, LinkRow row) => LetterDraft.Within(
        row.Link.Contact, $"Please remove a link on {PageName.Domain(row.Link.Source)}", limits => Body(site, row, limits));

    private static string Body(Site site, LinkRow row, LetterLimits limits) => string.Join(
        "\r\n",
        "Hello,",
        "",
        $"I run {site.Domains[0]}. Your page {limits.Page(row.Link.Source, row.Title)} links to {limits.Of(row.Link.Target.Url)}"
            + $"{limits.WithTheWords(row.Detail?.Anchor)}.",
        "Could you please remove this link, and any others to our site? If it should stay, rel=\"nofollow\" on it will do.",
        "",
        "Would you let me know when it is done? Thank you for your help!",
        "",
        "Kind regards",
        "[your name]",
        site.Domains[0]);
}
