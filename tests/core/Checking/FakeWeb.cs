using System.Text;
using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Links;
using LinkWatch.Robots;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Checking;

/// <summary>
/// A web of prepared answers, its robots.txt and its readers: what is on a page is looked up by its body, so that nothing is parsed.
/// </summary>
internal sealed class FakeWeb : IFetcher, IRobotsSource
{
    private readonly Dictionary<string, Func<Validators?, Fetched>> answers = [];
    private readonly Dictionary<string, PageReading> readings = [];
    private readonly Dictionary<string, RobotsStanding> standings = [];

    /// <summary>Every fetch, as <c>URL</c> or <c>URL if changed</c>.</summary>
    public List<string> Fetches { get; } = [];

    public List<string> FreshRobots { get; } = [];

    public List<RobotsStanding?> KnownRobots { get; } = [];

    public List<TimeSpan> Budgets { get; } = [];

    /// <summary>Which reader was asked, in order.</summary>
    public List<string> Readers { get; } = [];

    public int Released { get; private set; }

    /// <summary>Of every host.</summary>
    public string? Network { get; set; }

    public Action OnFetch { get; set; } = () => { };

    public FakeWeb Page(string url, string body, PageReading reading, params (string Name, string Value)[] headers)
    {
        readings[body] = reading;
        return Answer(url, 200, body, headers);
    }

    public FakeWeb Answer(string url, int status, string body = "", params (string Name, string Value)[] headers)
    {
        answers[url] = _ => Of(url, status, body, BodyEnd.Whole, headers);
        return this;
    }

    /// <summary>A page that answers 304 to the validator <paramref name="etag"/>.</summary>
    public FakeWeb Unchanging(string url, string body, PageReading reading, string etag, params (string Name, string Value)[] headersOf304)
    {
        readings[body] = reading;
        answers[url] = validators => validators?.ETag == etag
            ? Of(url, 304, "", BodyEnd.Empty, headersOf304)
            : Of(url, 200, body, BodyEnd.Whole, ("ETag", etag));
        return this;
    }

    public FakeWeb Cut(string url, string body, PageReading reading)
    {
        readings[body] = reading;
        answers[url] = _ => Of(url, 200, body, BodyEnd.Cut);
        return this;
    }

    public FakeWeb Redirect(string url, string to, int status = 301)
    {
        answers[url] = validators =>
        {
            var there = answers[to](validators);
            return new Fetched(() => Released++)
            {
                Requested = WebUrl.Parse(url),
                Final = there.Final,
                Trail = [new Hop(status, WebUrl.Parse(url), WebUrl.Parse(to)), .. there.Trail],
                HttpStatus = there.HttpStatus,
                Headers = there.Headers,
                Body = there.Body,
                End = there.End,
            };
        };
        return this;
    }

    public FakeWeb Failing(string url, Reason reason)
    {
        answers[url] = _ =>
            new Fetched { Requested = WebUrl.Parse(url), Final = WebUrl.Parse(url), Failure = new FetchFailure(reason, "it failed") };
        return this;
    }

    public FakeWeb Robots(string url, RobotsStanding standing)
    {
        standings[url] = standing;
        return this;
    }

    public Task<Fetched> FetchAsync(WebUrl url, Validators? validators, TimeSpan budget, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Fetches.Add(validators is null ? url.Href : $"{url.Href} if changed");
        Budgets.Add(budget);
        OnFetch();
        return Task.FromResult(answers[url.Href](validators));
    }

    public Task<RobotsStanding> AskAsync(
        WebUrl page, RobotsStanding? known, bool fresh, TimeSpan budget, CancellationToken cancellationToken)
    {
        if (fresh) FreshRobots.Add(page.Href);
        KnownRobots.Add(known);
        return Task.FromResult(standings.GetValueOrDefault(page.Href) ?? new RobotsStanding());
    }

    public IPageReader Reader(string name, Func<PageReading, PageReading?>? change = null) =>
        new FakeReader(this, name, change ?? (reading => reading));

    private Fetched Of(
        string url, int status, string body, BodyEnd end, params (string Name, string Value)[] headers) => new(() => Released++)
        {
            Requested = WebUrl.Parse(url),
            Final = WebUrl.Parse(url),
            HttpStatus = status,
            Network = Network,
            Headers = new HttpFields([KeyValuePair.Create("Content-Type", "text/html"), .. headers.Select(header =>
                KeyValuePair.Create(header.Name, header.Value))]),
            Body = Encoding.UTF8.GetBytes(body),
            End = body.Length == 0 ? BodyEnd.Empty : end,
        };

    private sealed class FakeReader(FakeWeb web, string name, Func<PageReading, PageReading?> change) : IPageReader
    {
        public PageReading? Read(PageSource source, CancellationToken cancellationToken)
        {
            web.Readers.Add(name);
            var body = Encoding.UTF8.GetString(source.Body.Span);
            return change(web.readings[body] with { Reader = name });
        }
    }
}
