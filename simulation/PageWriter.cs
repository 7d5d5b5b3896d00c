using System.Globalization;
using System.Text;

namespace LinkWatch.Simulation;

/// <summary>The HTML of the simulated web's pages: small, but with a head, a menu, other links and a footer, as real pages have.</summary>
internal static class PageWriter
{
    private static readonly IReadOnlyList<string> Subjects =
    [
        "Mountain herbs", "Cargo bikes", "Slow bread", "Repairing a wheel", "Walks above the lake", "Cold brewing", "Wooden boats",
        "Night trains",
        "Balcony gardens", "Old maps", "Hand-made paper", "Winter camping",
    ];

    private static readonly IReadOnlyList<string> Sentences =
    [
        "We tried it for three weeks and wrote down what happened.", "Nobody expected the weather to hold, but it did.",
        "The first attempt went wrong, the second took half as long.", "A friend lent us the tools and stayed for dinner.",
        "Prices differ a lot between regions, so ask twice.", "It is worth the detour when the road is dry.",
        "Some of it can be done at the kitchen table.", "The trick is to stop before it looks finished.",
    ];

    /// <summary>An ordinary page with its links.</summary>
    /// <param name="page">The page.</param>
    /// <param name="shows">How each of its links is shown, in order.</param>
    /// <param name="isNoindex">Whether it has a noindex tag.</param>
    /// <param name="stamp">A number that differs in every answer, or null.</param>
    public static string Post(WorldPage page, IReadOnlyList<LinkShow> shows, bool isNoindex, long? stamp)
    {
        var html = new StringBuilder(3000);
        var sentences = page.Tongue?.Sentences ?? Sentences;
        html.Append("<!DOCTYPE html>\n<html lang=\"").Append(page.Tongue?.Language ?? "en").Append("\"><head>")
            .Append(page.Tongue is null ? "<meta charset=\"utf-8\">" : "").Append("<title>").Append(Title(page)).Append("</title>");
        if (page.Canonical is { } canonical) html.Append("<link rel=\"canonical\" href=\"").Append(canonical.Href).Append("\">");
        if (isNoindex) html.Append("<meta name=\"robots\" content=\"noindex\">");
        html.Append("</head>\n"
            + "<body><header><nav><a href=\"/\">Home</a> <a href=\"/about\">About</a> <a href=\"/archive\">Archive</a></nav></header>\n"
            + "<main><article><h1>")
            .Append(Title(page)).Append("</h1>\n");
        for (var i = 0; i < 10; i++)
        {
            html.Append("<p>").Append(sentences[(page.Number + i) % sentences.Count]).Append(' ')
                .Append(sentences[(page.Number * 3 + i * 5) % sentences.Count]);
            if (i < 8) html.Append(
                CultureInfo.InvariantCulture,
                $" See <a href=\"https://ref{(page.Number * 7 + i * 13) % 400}.example/note/{i}\">this note</a>.");
            html.Append("</p>\n");
            if (i == 5) AppendLinks(html, page, shows);
        }

        html.Append("</article></main>\n<footer><p>Written by hand.</p></footer>\n");
        if (stamp is { } number) html.Append(CultureInfo.InvariantCulture, $"<!-- {number} -->\n");
        return html.Append("</body></html>\n").ToString();
    }

    public static string Front(WorldHost host) => Plain(
        $"{host.Name}, a notebook",
        "<nav><a href=\"/\">Home</a> <a href=\"/about\">About</a> <a href=\"/archive\">Archive</a></nav>"
            + "<p>Notes on this and that, written when there is time. The newest are at the top of the archive.</p><ul>"
            + string.Concat(Subjects.Take(6).Select((subject, i) => $"<li><a href=\"/notes/{i}\">{subject}</a></li>")) + "</ul>");

    public static string Plain(string title, string body) =>
        $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head>\n<body>{body}</body></html>\n";

    /// <summary>Status 200, but another page: a soft 404, a suspended account, a shop.</summary>
    public static string Replaced(int variety) => (variety % 3) switch
    {
        0 => Plain(
            "Page not found", "<h1>Page not found</h1><p>The page you are looking for does not exist.</p><p><a href=\"/\">Home</a></p>"),
        1 => Plain("Account suspended", "<h1>Account suspended</h1><p>This account has been suspended.</p>"),
        _ => Plain("Best offers for garden furniture", "<h1>Best offers for garden furniture</h1><p>Chairs, tables and sunshades in "
            + "stock, delivered within the week.</p><p><a href=\"/cart\">Cart</a></p>"),
    };

    public static string Parked(WorldHost host, int variety) => (variety % 2) switch
    {
        0 => Plain($"{host.Name} is for sale", $"<h1>{host.Name}</h1><p>This domain is for sale. Make an offer on this domain today.</p>"),
        _ => Plain(host.Name, $"<h1>{host.Name}</h1><p>This domain has expired. If you own it, renew it now.</p>"),
    };

    public static string Maintenance(WorldHost host, int variety) => (variety % 4) switch
    {
        0 => Plain("Maintenance mode", "<h1>We'll be back soon</h1><p>We are performing scheduled maintenance.</p>"),
        1 => Plain("Wartungsarbeiten", "<h1>Wartungsarbeiten</h1><p>Wegen Wartungsarbeiten sind wir gerade nicht erreichbar.</p>"),
        2 => Plain($"{host.Name}, a notebook", "<p>The site is under maintenance. Please come back later.</p>"),
        _ => Plain("New kitchen", "<h1>New kitchen</h1><p>The old one is being torn out. There is tea in the garden meanwhile.</p>"),
    };

    public static string Consent(WorldPage? page, int variety) => (variety % 3) switch
    {
        0 => Plain("Before you continue", "<h1>Before you continue</h1><p>We use cookies. Accept all cookies to "
            + "continue.</p><form><button>Accept all</button><button>Choose</button></form>"),
        1 =>
            Plain(
                "Ihre Privatsphäre",
                "<p>Weiter mit Werbung oder werbefrei mit PUR lesen.</p><button>Zustimmen und weiterlesen</button>"),
        _ => Plain(
            page is null ? "Consent" : Title(page),
            "<p>To continue to the site, please accept our use of cookies.</p><button>Accept</button>"),
    };

    private static string Title(WorldPage page)
    {
        var subjects = page.Tongue?.Subjects ?? Subjects;
        return FormattableString.Invariant($"{subjects[page.Number % subjects.Count]}, part {page.Number}");
    }

    private static void AppendLinks(StringBuilder html, WorldPage page, IReadOnlyList<LinkShow> shows)
    {
        for (var i = 0; i < page.Links.Count; i++)
        {
            var href = page.Links[i].Written;
            html.Append("<p>More of it can be found elsewhere");
            if (shows[i] == LinkShow.Elsewhere) html.Append(
                CultureInfo.InvariantCulture,
                $", at <a href=\"{new Uri(href).GetLeftPart(UriPartial.Authority)}/imprint\">their place</a>");
            else if (shows[i] != LinkShow.Hidden) html.Append(
                CultureInfo.InvariantCulture,
                $", at <a{(shows[i] == LinkShow.Nofollow ? " rel=\"nofollow noopener\"" : "")} href=\"{href}\">their place</a>");
            html.Append(".</p>\n");
        }
    }
}

/// <summary>How a page shows a link.</summary>
internal enum LinkShow
{
    Followed,
    Nofollow,
    Elsewhere,
    Hidden,
}
