using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Sweeping;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Core.Sweeping;

/// <summary>How much the daily audit removes of requests that nobody repeats any more.</summary>
public sealed class RequestCleanupTests
{
    private static readonly Site[] Sites =
        [new() { Id = "busy", Domains = ["busy.example"] }, new() { Id = "calm", Domains = ["calm.example"] }];

    [Fact]
    public async Task However_many_there_are_all_are_removed()
    {
        var old = new OldRequests(takes: TimeSpan.FromSeconds(1), ("busy", 45_000), ("calm", 3), ("", 12_000));

        await old.CleanAsync();

        Assert.All(old.Left.Values, left => Assert.Equal(0, left));
    }

    [Fact]
    public async Task Once_the_time_is_over_each_site_has_had_a_turn_and_the_rest_is_left()
    {
        var old = new OldRequests(takes: TimeSpan.FromMinutes(1), ("busy", 45_000), ("calm", 3), ("", 12_000));

        await old.CleanAsync();

        Assert.Equal([35_000, 0, 2_000], old.Left.Values);
    }

    private sealed class OldRequests(TimeSpan takes, params (string Site, int Count)[] all) : IRequestStore
    {
        private readonly FakeTimeProvider time = FakeTime.Create();

        public Dictionary<string, int> Left { get; } = all.ToDictionary(site => site.Site, site => site.Count);

        public Task CleanAsync() => new RequestCleanup(this, time).RunAsync(Sites, TestContext.Current.CancellationToken);

        public Task<int> RemoveAsync(
            string? siteId, DateTimeOffset until, DateTimeOffset ahead, int max, CancellationToken cancellationToken)
        {
            time.Advance(takes);
            var removed = Math.Min(max, Left[siteId ?? ""]);
            Left[siteId ?? ""] -= removed;
            return Task.FromResult(removed);
        }

        public Task<Stored<RequestRow>?> FindAsync(string? siteId, string requestId, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<Stored<RequestRow>?> TryWriteAsync(
            string? siteId, RequestRow request, Stored<RequestRow>? before, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task RemoveAsync(string? siteId, Stored<RequestRow> request, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
