using FsCheck;
using FsCheck.Fluent;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Topics;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Profile;

/// <summary>Links of a shop, for its profile.</summary>
internal static class SomeLinks
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static readonly Site Shop = new() { Id = "shop", Domains = ["shop.example"], MoneyWords = ["green tea"] };

    private static readonly LinkTarget Target = Shop.DefaultTarget();

    public static Gen<List<LinkRow>> Any { get; } = (
        from host in Gen.Elements("a.example", "www.a.example", "b.co.uk", "blog.c.de", "d.io", "192.0.2.7", "xn--a.xn--p1ai", "e.com")
        from status in Gen.Elements<Status?>(null, Status.Live, Status.Live, Status.Nofollow, Status.Unindexed, Status.Lost)
        from anchor in Gen.Elements("Shop", "shop.example", "green tea", "a green cup", "here", "", null)
        from placement in Gen.Elements(Enum.GetValues<Placement>())
        from acquired in Gen.Elements<Acquired?>(null, Acquired.Natural, Acquired.Manual, Acquired.SelfCreated, Acquired.Paid)
        from added in Gen.Choose(0, 900)
        from lost in Gen.Choose(0, 900)
        from flags in Gen.Choose(0, 31)
        from language in Gen.Elements("en", "de", "nn", "no", "eo", "ia", null)
        let detail = anchor is null ? null : Seen(anchor, placement) with { IsImage = flags > 29 }
        select Row(host, status, detail, added) with
        {
            Link = Backlink(host, acquired, flags % 4 == 0 ? Now.AddDays(-2 * added) : null),
            Since = status is null ? null : Now.AddDays(-Math.Min(lost, added)),
            IsFast = flags == 7,
            FirstReadAt = flags == 9 ? null : Now.AddDays(-added),
            Unverifiable = flags == 11 ? [Reason.Dns] : [],
            Topic = flags == 13 ? null : new PageTopic("", language),
        }).ListOf();

    public static LinkRow Row(string host, Status? status, LinkDetail? detail, int addedDaysAgo) => new()
    {
        LinkId = host,
        Link = Backlink(host, null, null),
        Page = new PageKey(0, Cadence.Daily, host),
        AddedAt = Now.AddDays(-addedDaysAgo),
        FirstReadAt = Now.AddDays(-addedDaysAgo),
        Status = status,
        Since = status is null ? null : Now.AddDays(-addedDaysAgo),
        ChangedAt = status is null ? null : Now.AddDays(-addedDaysAgo),
        Detail = detail,
    };

    public static LinkRow With(this LinkRow row, string linkId) => row with { LinkId = linkId };

    public static LinkDetail Seen(string anchor, Placement placement = Placement.Content) => new(Target.Url.Href, anchor, placement, []);

    private static Backlink Backlink(string host, Acquired? acquired, DateTimeOffset? seen) => new()
    {
        Source = WebUrl.Parse($"https://{host}/page"),
        Target = Target,
        Acquired = acquired,
        Notes = seen is { } at ? new Dictionary<string, string> { ["First seen"] = $"{at:yyyy-MM-dd}" } : new Dictionary<string, string>(),
    };
}
