using LinkWatch.Local.Sqlite;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Web;
using LinkWatch.Web.SiteKeys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Tests.Web;

/// <summary>What a request is answered that ended in an exception.</summary>
public sealed class ApiGateTests
{
    public static TheoryData<Exception, int, LogLevel?> Exceptions => new()
    {
        { new StorageException("storage a: did not answer\nin time"), 503, LogLevel.Warning },
        { new DataFolderException("links.db: disk error"), 503, LogLevel.Warning },
        { new ConcurrencyException("site shop changed"), 503, null },
        { new OperationCanceledException(), 503, null },
        { new BadHttpRequestException("Unexpected end of request content.", 408), 408, null },
        { new InvalidOperationException("ours"), 500, LogLevel.Error },
    };

    [Theory]
    [MemberData(nameof(Exceptions), DisableDiscoveryEnumeration = true)]
    public async Task An_outage_is_temporary_and_anything_unforeseen_is_our_fault(Exception thrown, int status, LogLevel? logged)
    {
        var log = new Heard();
        var context = new DefaultHttpContext { Request = { Method = "GET", Path = "/sites" } };
        context.RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider();

        var time = FakeTime.Create();
        var keys = new SiteKeyGate(new SiteAccess(null!, time), new AttemptQuota(time), time);
        await new ApiGate(keys, log).PassAsync(context, _ => throw thrown);

        Assert.Equal((status, status == 503 ? "30" : ""), (context.Response.StatusCode, context.Response.Headers.RetryAfter.ToString()));
        Assert.Equal("application/problem+json", context.Response.ContentType);
        Assert.Equal(logged is { } level ? [level] : [], log.Levels);
    }

    private sealed class Heard : ILogger<ApiGate>
    {
        public List<LogLevel> Levels { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Levels.Add(logLevel);
    }
}
