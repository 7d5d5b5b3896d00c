using LinkWatch.Alerting;
using LinkWatch.Alerting.Digests;
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
    public void A_link_that_was_reported_as_missing_is_reported_on_its_own_when_it_returns_in_a_later_round()
    {
        var owner = new Owner();
        owner.Add([.. Enumerable.Range(0, 10).Select(i => Lost(i, $"l{i}"))]);
        owner.Report();
        owner.Add([.. Enumerable.Range(0, 6).Select(i => Back(100 + i, $"l{i}"))]);
        owner.Report(isBack: true);
        owner.Add(Lost(200, "l0"));
        owner.Report();

        Assert.Equal(["l7"], owner.Add(Back(300, "l7")));
        Assert.Equal((2, 1, 0), (owner.Row.Round, owner.Row.Members, owner.Row.Returned));
    }

    [Fact]
    public void A_link_that_joined_a_reported_incident_and_returned_before_it_was_reported_is_reported_on_its_own_both_ways()
    {
        var owner = new Owner();
        owner.Add(Lost(1, "a"), Lost(2, "b"), Lost(3, "c"));
        owner.Report();
        owner.Add(Lost(10, "d"));

        Assert.Equal(["d", "d"], owner.Add(Back(20, "d")));
        Assert.Equal((3, 3, 0, 0), (owner.Row.Members, owner.Row.Told, owner.Row.Returned, owner.Row.Samples.Count));
        Assert.Empty(owner.Add(Lost(30, "d")));
        Assert.Equal("d", Assert.Single(owner.Row.Samples).LinkId);
        Assert.True(owner.News(isBack: false).IsOneByOne);
    }

    [Fact]
    public void Who_returned_before_a_small_incident_was_reported_no_longer_counts_in_it_and_is_news_when_lost_again()
    {
        var owner = new Owner();
        owner.Add(Lost(1, "a"), Lost(2, "b"), Lost(3, "c"), Back(4, "a"));
        owner.Report();
        Assert.Equal((2, 2, 0, null), (owner.Row.Members, owner.Row.Told, owner.Row.Returned, owner.Row.FirstReturnedAt));

        owner.Add(Lost(5, "a"));

        Assert.Equal((3, 1), (owner.Row.Members, owner.Row.Untold));
    }

    [Fact]
    public void No_two_reports_of_an_incident_have_the_same_key_in_an_alert()
    {
        var owner = new Owner();
        owner.Add(Lost(1, "a"));
        var first = owner.News(isBack: false).RowKey;
        owner.Report();
        owner.Add(Back(2, "a"));
        owner.Add(Lost(3, "b"));

        Assert.NotEqual(first, owner.News(isBack: false).RowKey);
    }

    [Fact]
    public void A_link_that_is_lost_again_takes_the_time_of_its_return_with_it()
    {
        var incident = Count(Lost(1, "a"), Lost(2, "b"), Back(3, "a"), Lost(4, "a"));
        Assert.Equal((0, null), (incident.Returned, incident.FirstReturnedAt));
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
            Count([.. lost, .. Enumerable.Range(0, count).Select(i => Back(100 + i, $"l{i}"))]) with
            {
                NotifiedAt = Sample.At(50),
                Told = 10,
            };

        Assert.Null(Next(Returned(0)));
        Assert.Equal(Sample.At(100) + TimeSpan.FromDays(1), Next(Returned(9)));
        Assert.Equal(Sample.At(100), Next(Returned(10)));
        Assert.Null(Next(Returned(10) with { BackNotifiedAt = Sample.At(120) }));
    }

    [Fact]
    public void What_links_lose_and_gain_is_told_once_by_the_report_after_it()
    {
        var owner = new Owner();
        owner.Add([.. Enumerable.Range(0, 12).Select(i => Lost(i, $"l{i}") with { Worth = new(40 + i, 0) })]);
        owner.Add(Back(20, "l0") with { Worth = new(0, 38) });
        Assert.Equal(new WorthTally(new(12, 546, 51), new(1, 38, 38)), owner.News(isBack: false).Notified.Worth);

        owner.Report();
        Assert.Equal(default, owner.Row.Worth);
        owner.Add([.. Enumerable.Range(1, 11).Select(i => Back(100 + i, $"l{i}") with { Worth = new(0, 40 + i) })]);
        Assert.Equal(new WorthTally(default, new(11, 506, 51)), owner.News(isBack: true).Notified.Worth);

        owner.Report(isBack: true);
        Assert.Equal(default, owner.Row.Worth);
    }

    [Fact]
    public void What_is_reported_on_its_own_is_not_in_what_an_incident_lost_and_gained()
    {
        var owner = new Owner();
        owner.Add(Lost(1, "a") with { Worth = new(30, 0) }, Lost(2, "b") with { Worth = new(40, 0) }, Lost(3, "c"));
        owner.Report();
        owner.Add(Lost(10, "d") with { Worth = new(50, 0) }, Lost(11, "e") with { Worth = new(20, 0) });
        Assert.Equal(new WorthPoints(2, 70, 50), owner.Row.Worth.Lost);

        owner.Add(Back(20, "d") with { Worth = new(0, 50) });
        owner.Add(Back(21, "a") with { Worth = new(0, 30) });

        Assert.Equal(new WorthTally(new(1, 20, 20), default), owner.Row.Worth);
    }

    [Fact]
    public void Links_that_are_reported_one_by_one_count_once_beside_what_others_of_their_incident_gained()
    {
        var changes = new DigestChanges();

        changes.Add(Count(Lost(1, "a") with { Worth = new(30, 0) }, Lost(2, "b") with { Worth = new(40, 0) }) with
        {
            Worth = new(new(2, 70, 40), new(6, 300, 60)),
        });

        Assert.Equal((2, new WorthTally(new(2, 70, 40), new(6, 300, 60))), (changes.Count, changes.Worth));
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

    /// <summary>An incident as one owner hears of it.</summary>
    private sealed class Owner
    {
        private readonly Dictionary<string, IncidentPart> parts = [];
        private IncidentRow? row;

        public IncidentRow Row => row!;

        /// <summary>The links of which a change is reported on its own.</summary>
        public IReadOnlyList<string> Add(params IReadOnlyList<HistoryRow> changes)
        {
            var single = new List<string>();
            foreach (var change in changes)
            {
                var stored = row is null ? [] : new Dictionary<string, Stored<IncidentRow>> { [Outage.Id] = new(row, "1") };
                var count = new IncidentCount(stored);
                parts[change.LinkId] = count.Add(change, parts.GetValueOrDefault(change.LinkId));
                row = count.Rows.SingleOrDefault() ?? row;
                single.AddRange(count.Single.Select(each => each.LinkId));
            }

            return single;
        }

        public IncidentNewsRow News(bool isBack) => new("digest", isBack, Row with { Reports = Row.Reports + 1 });

        public void Report(bool isBack = false) => row = IncidentNotifier.Reported(
            News(isBack).Notified with { NotifiedAt = Sample.At(50), BackNotifiedAt = isBack ? Sample.At(50) : null },
            "digest", Sample.At(50), isBack);
    }

    private static IEnumerable<HistoryRow[]> Orders(HistoryRow[] rows) => rows.Length == 1
        ? [rows]
        : rows.SelectMany(first => Orders([.. rows.Where(row => row != first)]).Select(rest => (HistoryRow[])[first, .. rest]));
}
