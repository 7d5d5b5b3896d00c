using LinkWatch.Links;
using LinkWatch.Scheduling;
using LinkWatch.Storage;

namespace LinkWatch.Tests.Core.Scheduling;

public sealed class PlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void No_page_is_lost_no_host_is_in_two_slices_and_no_slice_is_too_large()
    {
        var random = new Random(5);
        for (var round = 0; round < 500; round++)
        {
            var hosts = random.Next(1, 40);
            var due = Enumerable.Range(0, random.Next(0, 300)).Select(i => Page($"h{random.Next(hosts)}", $"p{round}-{i}")).ToList();
            var busy = Enumerable.Range(0, random.Next(0, 5)).Select(_ => $"h{random.Next(hosts)}").ToList();
            var slicePages = random.Next(1, 30);
            var mostSlices = random.Next(0, 12);

            var plan = Planner.Pack(due, Busy(busy), slicePages, mostSlices);

            var planned = plan.Slices.SelectMany(slice => slice).ToList();
            Assert.Equal(due.ToHashSet(), planned.Concat(plan.Waiting).ToHashSet());
            Assert.Equal(due.Count, planned.Count + plan.Waiting.Count);
            Assert.True(plan.Slices.Count <= mostSlices);
            Assert.All(plan.Slices, slice => Assert.InRange(slice.Count, 1, slicePages));
            Assert.DoesNotContain(planned, page => busy.Contains(page.Slice.Host));
            Assert.All(planned.Select(page => page.Slice.Host).Distinct(), host =>
                Assert.Single(plan.Slices, slice => slice.Any(page => page.Slice.Host == host)));
        }
    }

    [Fact]
    public void Hosts_of_few_pages_share_a_slice()
    {
        var due = Enumerable.Range(0, 25).Select(i => Page($"h{i}", $"p{i}")).ToList();

        var slice = Assert.Single(Planner.Pack(due, Busy([]), 25, 10).Slices);
        Assert.Equal(25, slice.Count);
    }

    [Fact]
    public void A_page_that_is_due_twice_is_planned_once()
    {
        var plan = Planner.Pack([Page("h", "p"), Page("h", "p")], Busy([]), 25, 10);

        Assert.Single(plan.Slices.SelectMany(slice => slice));
        Assert.Empty(plan.Waiting);
    }

    [Fact]
    public void A_host_that_asked_to_wait_is_left_alone_until_then()
    {
        var hosts = new ShardHosts([], [new HostRow("h", Now + TimeSpan.FromMinutes(1)), new HostRow("past", Now)], Now);

        Assert.False(hosts.IsFree("h"));
        Assert.Equal(Now + TimeSpan.FromMinutes(1), hosts.WaitUntil("h"));
        Assert.True(hosts.IsFree("past"));
    }

    private static ShardHosts Busy(IReadOnlyList<string> hosts) =>
        new([new SliceRow("s", hosts, [], Now, Now, 1, false)], [], Now);

    private static DuePage Page(string host, string id) =>
        new(new SlicePage(new PageKey(0, Cadence.Daily, Ids.Hash(id)), host, false, null), null);
}
