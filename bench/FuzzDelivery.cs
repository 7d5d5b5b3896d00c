using System.Text;
using LinkWatch.Fetching;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Robots;
using LinkWatch.Urls;

namespace LinkWatch.Bench;

/// <summary>
/// A web of one page, delivered in a random way: in one of several encodings, labelled correctly or not, with broken
/// bytes, after a redirect, cut off, or at a URL that had another page before. No other host resolves.
/// </summary>
internal sealed class FuzzDelivery : IFetcher, IRobotsSource
{
    private static readonly WebUrl Elsewhere = WebUrl.Parse("https://source.example/moved/page.html");

    private static readonly string?[] Types =
    [
        "text/html; charset=utf-8", "text/html; charset=utf-8", "text/html; charset=utf-8", "text/html", null,
        "text/html; charset=windows-1252", "text/html; charset=shift_jis", "text/html; charset=gb18030", "text/html;charset=utf-7",
        "text/html; charset=\"",
    ];

    private static readonly BodyEnd[] Ends = [BodyEnd.Cut, BodyEnd.TooLarge, BodyEnd.TimedOut];

    public static WebUrl Page { get; } = WebUrl.Parse("https://source.example/dir/page.html");

    public required WebUrl Final { get; init; }

    public required byte[] Body { get; init; }

    public required BodyEnd End { get; init; }

    public required string? ContentType { get; init; }

    /// <summary>The page that was at the URL before, or null.</summary>
    public KnownPage? Known { get; init; }

    public static FuzzDelivery Of(string html, Random random)
    {
        var body = random.Next(12) switch
        {
            0 => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(html)],
            1 => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(html)],
            2 => Encoding.Latin1.GetBytes(html),
            _ => Encoding.UTF8.GetBytes(html),
        };
        if (random.Next(5) == 0) Garble(body, random);
        var isCut = random.Next(2) == 0;
        return new FuzzDelivery
        {
            Final = random.Next(6) == 0 ? Elsewhere : Page,
            Body = isCut ? body[..random.Next(body.Length + 1)] : body,
            End = isCut ? Ends[random.Next(Ends.Length)] : BodyEnd.Whole,
            ContentType = Types[random.Next(Types.Length)],
            Known = random.Next(4) == 0
                ? new KnownPage { FinalUrl = Page, Fingerprint = new Fingerprint("Quite another title", 40_000, 60) }
                : null,
        };
    }

    public Task<Fetched> FetchAsync(
        WebUrl url, Validators? validators, TimeSpan budget, CancellationToken cancellationToken) => Task.FromResult(
        url.Equals(Page)
            ? new Fetched
            {
                Requested = url,
                Final = Final,
                Trail = ReferenceEquals(Final, Page) ? [] : [new Hop(301, Page, Final)],
                HttpStatus = 200,
                Headers = ContentType is null ? HttpFields.Empty : new HttpFields([KeyValuePair.Create("Content-Type", ContentType)]),
                Body = Body,
                End = End,
            }
            : new Fetched { Requested = url, Final = url, Failure = new FetchFailure(Reason.Dns, "no such host") });

    public Task<RobotsStanding> AskAsync(
        WebUrl page, RobotsStanding? known, bool fresh, TimeSpan budget, CancellationToken cancellationToken) =>
        Task.FromResult(new RobotsStanding());

    private static void Garble(byte[] body, Random random)
    {
        for (var times = random.Next(1, 20); times > 0 && body.Length > 0; times--) body[random.Next(body.Length)] = (byte)random.Next(256);
    }
}
