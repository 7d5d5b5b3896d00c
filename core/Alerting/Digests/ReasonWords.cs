using LinkWatch.Confirming;
using LinkWatch.Links;

namespace LinkWatch.Alerting.Digests;

/// <summary>Statuses and reasons in an owner's words.</summary>
public static class ReasonWords
{
    public static string Of(Status? status) => status switch
    {
        null => "pending",
        Status.Live => "live",
        Status.Nofollow => "nofollow: search engines usually ignore it",
        Status.Unindexed => "on a page that cannot be indexed",
        Status.Lost => "lost",
        _ => "unknown",
    };

    /// <summary>As closely as the evidence says it: a 410 is for good, a 404 may be a mistake.</summary>
    public static string Of(Reason reason, IReadOnlyList<string> evidence)
    {
        if (reason != Reason.PageGone) return Of(reason);
        var (isMissing, isRemoved) = (evidence.Any(line => Says(line, "HTTP 404")), evidence.Any(line => Says(line, "HTTP 410")));
        return (isMissing, isRemoved) switch
        {
            (false, true) => "the page was removed for good (HTTP 410)",
            (true, false) => "the page can't be found any more (HTTP 404)",
            _ => Of(reason),
        };

        static bool Says(string line, string status) => line.StartsWith(status, StringComparison.Ordinal);
    }

    /// <summary>By the name that it is counted under: a reason, or <c>not-read</c>.</summary>
    public static string OfName(string name) => KebabCase.Parse<Reason>(name) switch
    {
        { } reason => Of(reason),
        null when name == "not-read" => "not visited yet",
        null => name,
    };

    public static string Of(Reason reason) => reason switch
    {
        Reason.RelNofollow => "the link is marked nofollow",
        Reason.RelUgc => "the link is marked as user-generated (ugc)",
        Reason.RelSponsored => "the link is marked as sponsored",
        Reason.MetaNofollow => "a robots tag on the page says nofollow",
        Reason.HeaderNofollow => "the server's X-Robots-Tag says nofollow",
        Reason.MetaNoindex => "a robots tag on the page says noindex",
        Reason.HeaderNoindex => "the server's X-Robots-Tag says noindex",
        Reason.CanonicalElsewhere => "the page names another page as the one to count, and the link is not there",
        Reason.RobotsDisallowed => "robots.txt keeps search engines from reading the page",
        Reason.LinkRemoved => "the page is there, the link is not",
        Reason.TargetChanged => "the page now links to another address of the same site",
        Reason.PageReplaced => "another page stands in its place",
        Reason.PageGone => "the page is gone",
        Reason.PageRedirected => "the page redirects to one without the link",
        Reason.NotHtml => "the address no longer serves a web page",
        Reason.Blocked => "the site blocks our checker",
        Reason.ServerError => "the server answered with an error",
        Reason.Timeout => "the server took too long",
        Reason.Dns => "the domain does not resolve",
        Reason.Tls => "no secure connection could be made",
        Reason.Connection => "the connection failed",
        Reason.TooLarge => "the page is too large to read to its end",
        Reason.Unreadable => "the answer was incomplete or unreadable",
        Reason.NeedsJavascript => "the page is built by a script, and we do not run scripts",
        Reason.RobotsRefused => "robots.txt asks us not to read the page",
        Reason.AddressForbidden => "the address is in a private network, which LinkWatch does not visit",
        Reason.RedirectLoop => "the page redirects in a circle",
        Reason.BadRedirect => "the redirect leads nowhere",
        _ => reason.Name(),
    };

    /// <summary>What an owner can do about it.</summary>
    public static string Advice(Reason reason) => reason switch
    {
        Reason.LinkRemoved or Reason.TargetChanged => "Ask the page's owner whether the link was taken out on purpose.",
        Reason.PageGone or Reason.PageReplaced => "Ask the site's owner whether the page moved, and for the link on the new one.",
        Reason.PageRedirected => "Look at the page it redirects to, and ask for the link there.",
        Reason.NotHtml => "Look at what the address serves now.",
        Reason.RelNofollow or Reason.RelUgc or Reason.RelSponsored => "If a followed link was agreed, ask for the nofollow to be removed.",
        Reason.MetaNofollow or Reason.HeaderNofollow => "This holds for every link on the page: ask whether it is meant.",
        Reason.MetaNoindex or Reason.HeaderNoindex or Reason.RobotsDisallowed =>
            "This is often a mistake after a redesign: write to the site's owner.",
        Reason.CanonicalElsewhere => "Ask for the link on the page that is named as canonical.",
        _ => "Nothing needs to be done yet: we go on trying.",
    };
}

/// <summary>A link as it was seen, in words.</summary>
public static class DetailWords
{
    public static string Of(LinkDetail link)
    {
        var anchor = link.Anchor.Length > 0 ? $"anchor “{link.Anchor}”" : "no anchor text";
        return $"{anchor}, in {link.Placement.Name()}{(link.Rel.Count > 0 ? $", rel {string.Join(' ', link.Rel)}" : "")}";
    }

    /// <summary>What differs between two sights of a link: label, and old → new.</summary>
    public static IEnumerable<(string Label, string Text)> Differences(LinkDetail old, LinkDetail now)
    {
        if (old.Anchor != now.Anchor) yield return ("Anchor", $"“{old.Anchor}” → “{now.Anchor}”");
        if (old.Placement != now.Placement) yield return ("Placement", $"{old.Placement.Name()} → {now.Placement.Name()}");
        if (old.Href != now.Href) yield return ("Address", $"{old.Href} → {now.Href}");
    }
}
