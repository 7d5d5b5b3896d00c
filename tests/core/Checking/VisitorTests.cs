using LinkWatch.Checking;
using LinkWatch.Html;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Tests.Core.Judging;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Core.Checking;

/// <summary>What the tests of visits share: a fake web, a clock, and a visitor between them.</summary>
public abstract class VisitorTests : IDisposable
{
    protected const string Post = "https://blog.example/post";

    private BodyReaders? readers;

    internal FakeWeb Web { get; } = new();

    internal FakeTimeProvider Time { get; } = FakeTime.Create();

    internal List<string> Log { get; } = [];

    /// <summary>What each reader makes of what is on the page; null abstains.</summary>
    internal Func<PageReading, PageReading?> Scanner { get; set; } = reading => reading;

    internal Func<PageReading, PageReading?> Decider { get; set; } = reading => reading;

    internal Func<PageReading, PageReading?> Independent { get; set; } = reading => reading;

    internal static PageReading Holding => Page.Reading(Page.Link());

    internal static PageReading Lacking => Page.Reading();

    public void Dispose()
    {
        readers?.Dispose();
        GC.SuppressFinalize(this);
    }

    internal Task<Visit> VisitAsync(
        KnownPage? known = null,
        bool isUnconditional = false,
        bool isOneOff = false,
        bool isTarget = false,
        CancellationToken? token = null,
        params LinkTarget[] targets)
    {
        readers ??= new BodyReaders(Web.Reader("scanner", r => Scanner(r)), Web.Reader(
            "anglesharp", r => Decider(r)), Web.Reader("htmlagilitypack", r => Independent(r)), trees: 1);
        var visitor = new PageVisitor(Web, Web, readers, new RecentFrontPages(), Time, new ListLogger(Log));
        var request = new VisitRequest
        {
            Url = WebUrl.Parse(Post),
            Targets = targets.Length == 0 ? [Page.Target] : targets,
            Known = known,
            IsUnconditional = isUnconditional,
            IsOneOff = isOneOff,
            IsTarget = isTarget,
        };
        return visitor.VisitAsync(request, token ?? TestContext.Current.CancellationToken);
    }

    internal async Task<string> SaysAsync() => (await VisitAsync()).Verdicts[0].Says();

    private sealed class ListLogger(List<string> lines) : ILogger<PageVisitor>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add($"{logLevel}: {formatter(state, exception)}");
    }
}
