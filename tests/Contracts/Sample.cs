using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Contracts;

/// <summary>Small rows for the contracts: only what a store looks at matters in them.</summary>
internal static class Sample
{
    public static DateTimeOffset Noon { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static LinkTarget Target { get; } = new(WebUrl.Parse("https://shop.example/"));

    public static DateTimeOffset At(double minutes) => Noon + TimeSpan.FromMinutes(minutes);

    /// <summary>An id that begins with <paramref name="place"/>, as long as real ones are.</summary>
    public static string Id(string place) => place.PadRight(32, '0');

    public static PageRow Page(string id, Cadence cadence = Cadence.Daily, int shard = 0, string title = "") => new()
    {
        Key = new PageKey(shard, cadence, id),
        Url = WebUrl.Parse($"https://blog.example/{id}"),
        Links = [new TrackedLink { LinkId = "l1", SiteId = "shop", Target = Target, ExpectedRel = title.Length == 0 ? [] : [title] }],
    };

    public static RecheckRow Recheck(double minutes, string id) =>
        new(At(minutes), new PageKey(0, Cadence.Daily, id), "blog.example", IsUnconditional: true);

    public static SliceRow Slice(string id, int generation = 1) =>
        new(
            id, ["sliced.example"], [new SlicePage(new PageKey(0, Cadence.Daily, Id("0")), "sliced.example", false, null)], Noon, Noon,
            generation, IsSlow: false);

    public static ChangeRow Change(double minutes, string id) => new(
        new PageKey(0, Cadence.Daily, id),
        WebUrl.Parse($"https://blog.example/{id}"),
        At(minutes),
        [new ChangedLink("shop", "l1", Target, null, LinkChange(minutes))]);

    public static LinkChange LinkChange(double minutes, ChangeKind kind = ChangeKind.State) =>
        new() { Kind = kind, Old = Status.Live, New = Status.Lost, Reasons = [Reason.PageGone], At = At(minutes) };

    public static HistoryRow History(double minutes, string linkId, ChangeKind kind = ChangeKind.State) =>
        new(linkId, WebUrl.Parse($"https://blog.example/{linkId}"), Target, LinkChange(minutes, kind));

    public static LinkRow Link(string id, string contact = "") => new()
    {
        LinkId = id,
        Link = new Backlink { Source = WebUrl.Parse($"https://blog.example/{id}"), Target = Target, Contact = contact },
        Page = new PageKey(0, Cadence.Daily, id),
    };

    public static Site Site(string id, params string[] owners) => new() { Id = id, Domains = [$"{id}.example"], Owners = owners };

    /// <summary>Text that breaks what quotes, counts or encodes carelessly.</summary>
    public static IReadOnlyList<string> HostileTexts { get; } =
    [
        "'; DROP TABLE rows; --",
        "a\0b\u0001\u001f\u007f\u0085",
        "tab\t, line\n, return\r\n, slash/ \\ back",
        "<script>alert(\"&amp;\")</script> ]]> &#0; %00",
        "e\u0301 \u00e9 \u200f\u202e\u2066 \ufeff \ufffd \ufffe \uffff \u2028\u2029",
        "𝕳𝖊𝖑𝖑𝖔 👩‍👩‍👧 \U0010ffff",
        "$1 @p0 {0} %s ${x} #{y}",
        new string(' ', 3),
    ];
}
