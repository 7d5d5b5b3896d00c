using LinkWatch.Confirming;
using LinkWatch.Incidents;
using LinkWatch.Storage;
using LinkWatch.Tests.Contracts;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Incidents;

public sealed class IncidentCountTests
{
    private static readonly Incident Outage = Incident.OfHost("blog.example", IncidentCause.Lost, Sample.Noon);

    [Fact]
    public void A_link_counts_once_however_often_it_is_lost_and_returns()
    {
        var incident = Count(Lost(1, "a"), Lost(2, "b"), Back(3, "a"), Lost(4, "a"), Back(5, "a"), Lost(6, "a"));

        Assert.Equal((2, 0), (incident.Members, incident.Returned));
        Assert.Equal(Sample.At(1), incident.FirstConfirmedAt);
    }

    [Fact]
    public void Changes_that_come_in_another_order_count_the_same()
    {
        HistoryRow[] changes = [Lost(1, "a"), Lost(2, "b"), Back(3, "a"), Back(4, "b"), Lost(2, "c")];
        foreach (var order in Orders(changes))
        {
            var incident = Count(order);
            Assert.Equal((3, 2, Sample.At(3)), (incident.Members, incident.Returned, incident.FirstReturnedAt));
        }
    }

    [Fact]
    public void What_is_lost_after_the_end_was_reported_is_news_again()
    {
        var reported = Count(Lost(1, "a"), Back(2, "a")) with { NotifiedAt = Sample.At(3), BackNotifiedAt = Sample.At(3) };
        var count = new IncidentCount(new Dictionary<string, Stored<IncidentRow>> { [Outage.Id] = new(reported, "1") });

        count.Add(Lost(4, "a"), new IncidentPart(Outage.Id, 1, IsReturned: true, Sample.At(2)));

        var again = Assert.Single(count.Rows);
        Assert.Equal((2, 1, 0, null), (again.Round, again.Members, again.Returned, again.NotifiedAt));
    }

    [Fact]
    public void It_is_reported_when_complete_or_a_cadence_after_the_first()
    {
        var incident = Count(Lost(1, "a", expected: 2));
        Assert.Equal(Sample.At(1) + TimeSpan.FromDays(1), Next(incident));
        Assert.Equal(Sample.At(1), Next(Count(Lost(1, "a", expected: 2), Lost(2, "b", expected: 2))));
        Assert.Equal(Sample.At(1) + TimeSpan.FromDays(1), Next(Count(Lost(1, "a", expected: 0))));
    }

    [Fact]
    public void Its_end_is_reported_when_all_returned_or_a_cadence_after_the_first()
    {
        var lost = Enumerable.Range(0, 10).Select(i => Lost(i, $"l{i}")).ToList();
        IncidentRow Returned(int count) =>
            Count([.. lost, .. Enumerable.Range(0, count).Select(i => Back(100 + i, $"l{i}"))]) with { NotifiedAt = Sample.At(50), Told = 10 };

        Assert.Null(Next(Returned(0)));
        Assert.Equal(Sample.At(100) + TimeSpan.FromDays(1), Next(Returned(9)));
        Assert.Equal(Sample.At(100), Next(Returned(10)));
        Assert.Null(Next(Returned(10) with { BackNotifiedAt = Sample.At(120) }));
    }

    private static DateTimeOffset? Next(IncidentRow incident) =>
        IncidentTiming.NextDue(incident, TestPipeline.Site);

    private static IncidentRow Count(params IReadOnlyList<HistoryRow> changes)
    {
        var count = new IncidentCount(new Dictionary<string, Stored<IncidentRow>>());
        var parts = new Dictionary<string, IncidentPart>();
        foreach (var change in changes) parts[change.LinkId] = count.Add(change, parts.GetValueOrDefault(change.LinkId));
        return Assert.Single(count.Rows);
    }

    private static HistoryRow Lost(double minutes, string link, int expected = 0) =>
        Marked(minutes, link, ChangeKind.State, new IncidentMark(Outage, expected, IsReturn: false));

    private static HistoryRow Back(double minutes, string link) =>
        Marked(minutes, link, ChangeKind.Back, new IncidentMark(Outage, 0, IsReturn: true));

    private static HistoryRow Marked(double minutes, string link, ChangeKind kind, IncidentMark mark)
    {
        var row = Sample.History(minutes, link, kind);
        return row with { Change = row.Change with { Incident = mark } };
    }

    private static IEnumerable<HistoryRow[]> Orders(HistoryRow[] rows) => rows.Length == 1
        ? [rows]
        : rows.SelectMany(first => Orders([.. rows.Where(row => row != first)]).Select(rest => (HistoryRow[])[first, .. rest]));
}
