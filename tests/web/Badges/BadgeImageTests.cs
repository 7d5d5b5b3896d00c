using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LinkWatch.Tests.Support;
using LinkWatch.Web.Badges;

namespace LinkWatch.Tests.Web.Badges;

/// <summary>The picture that pages of others show.</summary>
public sealed class BadgeImageTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<int, string> Numbers => new()
    {
        { 0, "0" }, { 7, "7" }, { 61, "61" }, { 412, "412" }, { 9_876, "9,876" }, { 10_000, "10,000" }, { 412_412, "412,412" },
        { 8_888_888, "8,888,888" },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void It_says_the_number_and_is_small_and_has_no_scripts(int live, string number)
    {
        var bytes = BadgeImage.Write(live);
        var svg = XDocument.Parse(Encoding.UTF8.GetString(bytes)).Root!;

        Assert.InRange(bytes.Length, 1, 2048);
        Assert.Equal($"backlinks: {number} live", svg.Element(Svg + "title")!.Value);
        Assert.Equal(["backlinks", $"{number} live"], svg.Descendants(Svg + "text").Select(text => text.Value));
        Assert.All(svg.DescendantsAndSelf(), element =>
        {
            Assert.Contains(element.Name.LocalName, new[] { "svg", "title", "clipPath", "rect", "g", "text" });
            Assert.DoesNotContain(element.Attributes(), attribute =>
                attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || attribute.Name.LocalName is "href" or "style");
        });
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Each_text_lies_in_its_half(int live, string number)
    {
        var svg = XDocument.Parse(Encoding.UTF8.GetString(BadgeImage.Write(live))).Root!;
        var halves = svg.Elements(Svg + "g").First().Elements(Svg + "rect")
            .Select(rect => (Start: Of(rect, "x"), Width: Of(rect, "width"))).ToList();
        var texts = svg.Descendants(Svg + "text").Select(text => (Start: Of(text, "x"), Width: Of(text, "textLength")));

        Assert.All(halves.Zip(texts), pair =>
        {
            Assert.Equal(pair.First.Start + 6, pair.Second.Start);
            Assert.Equal(pair.First.Width - 12, pair.Second.Width);
        });
        Assert.Equal(Of(svg, "width"), halves.Sum(half => half.Width));
        Assert.True(halves.Last().Width > 6 * number.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(412)]
    public void White_text_has_a_contrast_of_at_least_4_5(int live)
    {
        var colours = Regex.Matches(
            Encoding.UTF8.GetString(BadgeImage.Write(live)), "<rect[^>]*fill=\"#(?<colour>[0-9a-f]+)\"",
            RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture).Select(match => match.Groups["colour"].Value).ToList();

        Assert.Equal(2, colours.Count);
        Assert.All(colours, colour => Assert.True(1.05 / (Luminance(colour) + 0.05) >= 4.5, colour));
    }

    /// <summary>Each text is drawn as wide as Verdana would be, in whatever font there is.</summary>
    [Fact]
    public async Task In_a_browser_no_text_is_squeezed_or_stretched_by_more_than_a_fifth()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(hasScript: true);
        foreach (var live in (int[])[7, 61, 412, 9_876, 8_888_888])
        {
            await page.SetContentAsync(Encoding.UTF8.GetString(BadgeImage.Write(live)));
            var squeezed = await page.EvaluateAsync<double[]>(
                "() => [...document.querySelectorAll('text')].map(text => { const wide = text.getAttribute('textLength');"
                    + " text.removeAttribute('textLength'); return wide / text.getComputedTextLength(); })");
            Assert.All(squeezed, ratio => Assert.InRange(ratio, 0.8, 1.25));
        }
    }

    private static double Of(XElement element, string name) =>
        double.Parse(element.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture);

    private static double Luminance(string colour)
    {
        var hex = colour.Length == 3 ? string.Concat(colour.Select(c => $"{c}{c}")) : colour;
        double[] parts = [.. Enumerable.Range(0, 3).Select(i =>
        {
            var part = Convert.ToInt32(hex.Substring(2 * i, 2), 16) / 255d;
            return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
        })];
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }
}
