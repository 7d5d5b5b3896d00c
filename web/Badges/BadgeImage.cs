using System.Globalization;
using System.Text;

namespace LinkWatch.Web.Badges;

/// <summary>The picture of a badge: “backlinks | 412 live”.</summary>
public static class BadgeImage
{
    private const string Label = "backlinks";
    private const int Padding = 6;

    /// <summary>Of the letters of Verdana at 11 pixels. Each text is drawn as wide as it says here, whatever font there is.</summary>
    private const double LabelWidth = 51;
    private const double WordWidth = 23;
    private const double DigitWidth = 7;
    private const double CommaWidth = 4;

    // White on them has a contrast of 9.7, 5.1 and 6.4.
    private const string LabelColour = "#444";
    private const string LiveColour = "#1a7f37";
    private const string NoneColour = "#57606a";

    public static byte[] Write(int live)
    {
        var number = live.ToString("N0", CultureInfo.InvariantCulture);
        var valueWidth = number.Sum(c => c == ',' ? CommaWidth : DigitWidth) + WordWidth;
        var (left, right) = (LabelWidth + (2 * Padding), valueWidth + (2 * Padding));
        var colour = live > 0 ? LiveColour : NoneColour;
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" viewBox="0 0 {left + right} 20" role="img"
            aria-labelledby="t">
            <title id="t">{Label}: {number} live</title>
            <clipPath id="r"><rect width="{left + right}" height="20" rx="3"/></clipPath>
            <g clip-path="url(#r)">
            <rect width="{left}" height="20" fill="{LabelColour}"/>
            <rect x="{left}" width="{right}" height="20" fill="{colour}"/>
            </g>
            <g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">
            <text x="{Padding}" y="14" textLength="{LabelWidth}">{Label}</text>
            <text x="{left + Padding}" y="14" textLength="{valueWidth}">{number} live</text>
            </g>
            </svg>
            """));
    }
}
