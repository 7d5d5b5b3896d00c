using System.Globalization;
using System.Text;
using LinkWatch.Fetching;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Bench.Costs;

/// <summary>The web of the cost runs: pages that have their link, send validators, and sometimes change or are slow.</summary>
internal sealed class ScriptedPages : IFetcher
{
    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(8);
    private static readonly byte[] Robots = "User-agent: *\nDisallow: /admin/\n"u8.ToArray();
    private const string About = "The garden chairs are made of teak and steel, stack to a small pile, and have cushions that dry in an hour. "
        + "On the terrace they stood in rain and sun from April to October, and the wood turned grey, but nothing rusted.";

    private static readonly string Filler = string.Concat(Enumerable.Range(0, 60)
        .Select(number => $"<p>Paragraph {number} has a <a href=\"https://other{number}.example/\">link</a> that leads elsewhere.</p>\n"));

    /// <summary>The day, which seeds the random choices.</summary>
    public int Day { get; set; }

    /// <summary>How many of a thousand pages have another body today; in a fiftieth of those the link is nofollow.</summary>
    public int Changed { get; set; }

    /// <summary>How many of a thousand pages take 8 s today.</summary>
    public int Slow { get; set; }

    /// <summary>Whether answers take 200 to 1,200 ms, or 8 s from slow pages; otherwise they come at once.</summary>
    public bool TakesTime { get; set; }

    private const string Shop = "shop.example";
    private const string Candidates = "candidate-";

    /// <summary>What links lead to, in turn.</summary>
    public IReadOnlyList<LinkTarget> Targets { get; set; } = [];

    /// <summary>A page of the shop.</summary>
    public static WebUrl Product(int number) =>
        WebUrl.Parse(string.Create(CultureInfo.InvariantCulture, $"https://{Shop}/products/garden-chairs-{number}/"));

    /// <summary>A page that nobody listed; every other one links to the shop.</summary>
    public static WebUrl Candidate(int number) =>
        WebUrl.Parse(string.Create(CultureInfo.InvariantCulture, $"https://www.{Candidates}{number}.example/a-terrace-for-the-summer-{number}/"));

    /// <summary>That of a page of this web.</summary>
    public static int NumberOf(WebUrl url) => int.Parse(url.Path.TrimEnd('/').Split('-')[^1], CultureInfo.InvariantCulture);

    /// <summary>Where the page with this number leads to.</summary>
    public LinkTarget TargetOf(int number) => Targets[number % Targets.Count];

    /// <summary>The page with this number: a blog post with a typical path.</summary>
    public static WebUrl Page(int number, int hosts) =>
        WebUrl.Parse(string.Create(
            CultureInfo.InvariantCulture,
            $"https://www.garden-blog-{number % hosts}.example/2025/06/what-we-sat-on-this-summer-{number}/"));

    public async Task<Fetched> FetchAsync(WebUrl url, Validators? validators, TimeSpan budget, CancellationToken cancellationToken)
    {
        if (url.Path == "/robots.txt") return Whole(url, 200, Robots, "text/plain", null);
        var dice = Convert.FromHexString(Ids.Hash($"{url.Href} {Day}"));
        var takes = Chance(dice, 0) < Slow ? SlowAnswer : TimeSpan.FromMilliseconds(200 + Chance(dice, 4));
        var isLate = takes > budget;
        if (TakesTime) await Task.Delay(isLate ? budget : takes, TimeProvider.System, cancellationToken);
        if (isLate) return new Fetched { Requested = url, Final = url, Failure = new FetchFailure(Reason.Timeout, "no answer in time") };

        var version = Chance(dice, 8) < Changed ? Day : 0;
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"5f3-{version}\"");
        if (validators?.ETag == tag) return Whole(url, 304, [], "text/html; charset=utf-8", tag);
        var rel = version > 0 && Chance(dice, 12) < 20 ? " rel=\"nofollow\"" : "";
        var number = NumberOf(url);
        var isLinking = url.Host != Shop && !(url.Host.Contains(Candidates, StringComparison.Ordinal) && number % 2 == 0);
        var link = isLinking ? $"<a href=\"{TargetOf(number).Url.Href}\"{rel}>these garden chairs</a>" : "these garden chairs";
        var html = "<!doctype html><html><head><title>What we sat on this summer</title></head><body><h1>Version "
            + $"{version}</h1><article><p>We liked {link} best. {About}</p></article>{Filler}</body></html>";
        return Whole(url, 200, Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", tag);
    }

    /// <summary>0 to 999.</summary>
    private static int Chance(byte[] dice, int at) => (int)(BitConverter.ToUInt32(dice, at) % 1000);

    private static Fetched Whole(WebUrl url, int status, byte[] body, string type, string? tag)
    {
        List<KeyValuePair<string, string>> headers = [new("Content-Type", type)];
        if (tag is not null) headers.Add(new("ETag", tag));
        return new Fetched
        {
            Requested = url,
            Final = url,
            HttpStatus = status,
            Headers = new HttpFields(headers),
            Body = body,
            End = body.Length > 0 ? BodyEnd.Whole : BodyEnd.Empty
        };
    }
}
