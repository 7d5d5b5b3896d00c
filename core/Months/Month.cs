using System.Globalization;
using LinkWatch.Links;

namespace LinkWatch.Months;

/// <summary>A month of a site, in its time zone.</summary>
public readonly record struct Month
{
    private const string Form = "yyyy-MM";

    /// <summary>Each day in any zone, and the one after it, are times that can be written.</summary>
    private const int FirstYear = 1970;
    private const int LastYear = 9998;

    private Month(DateOnly first) => First = first;

    public DateOnly First { get; }

    public DateOnly Last => First.AddMonths(1).AddDays(-1);

    public Month Previous => new(First.AddMonths(-1));

    public Month Next => new(First.AddMonths(1));

    /// <summary>"November 2026".</summary>
    public string Name => First.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    public static Month Of(DateOnly day) => new(new DateOnly(day.Year, day.Month, 1));

    /// <summary>Reads <c>2026-11</c>; null if it is no month.</summary>
    public static Month? TryParse(string? text) =>
        DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            && first.Year is >= FirstYear and <= LastYear
            ? new Month(first)
            : null;

    /// <summary>Its first moment.</summary>
    public DateTimeOffset StartIn(Site site) => SiteZone.StartOf(SiteZone.Of(site.TimeZone), First);

    /// <summary>The first moment of the next month.</summary>
    public DateTimeOffset EndIn(Site site) => Next.StartIn(site);

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => First.ToString(Form, CultureInfo.InvariantCulture);
}
