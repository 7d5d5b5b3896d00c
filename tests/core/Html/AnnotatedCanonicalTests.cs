using LinkWatch.Html;
using LinkWatch.Html.Scanning;

namespace LinkWatch.Tests.Core.Html;

public sealed class AnnotatedCanonicalTests
{
    [Theory]
    [InlineData("<link rel=canonical hreflang=de href=/de>", 0)]
    [InlineData("<link rel=\"canonical\" href=\"/de\" hreflang=\"de-AT\">", 0)]
    [InlineData("<link rel=canonical href=/x hreflang>", 0)]
    [InlineData("<link rel=canonical href=/x HREFLANG=x-default>", 0)]
    [InlineData("<link rel=canonical lang=fr href=/fr>", 0)]
    [InlineData("<link rel=canonical media=print href=/print>", 0)]
    [InlineData("<link media='only screen and (max-width: 640px)' rel=canonical href=/m>", 0)]
    [InlineData("<link rel=canonical type=application/pdf href=/x.pdf>", 0)]
    [InlineData("<link rel=canonical type=text/html href=/x>", 0)]
    [InlineData("<link rel='alternate canonical' hreflang=en href=/en>", 0)]
    [InlineData("<link rel=canonical hreflang=de href=/de><link rel=canonical href=/x>", 1)]
    [InlineData("<link rel=canonical href=/x title=X id=c class=c data-type=x data-lang=de>", 1)]
    [InlineData("<link rel=canonical href=/x><link rel=alternate hreflang=de href=/de>", 1)]
    public void A_canonical_for_another_language_medium_or_format_is_none(string head, int expected)
    {
        var source = Pages.Source($"<!doctype html><head>{head}</head><body><p>text</p>{Pages.Link}");
        var cancel = TestContext.Current.CancellationToken;

        Assert.Equal(expected, new AngleSharpReader(TimeProvider.System).Read(source, cancel).Canonicals.Count);
        Assert.Equal(expected, new HtmlAgilityPackReader(TimeProvider.System).Read(source, cancel).Canonicals.Count);
        Assert.Equal(expected, new Scanner().Read(source, cancel)!.Canonicals.Count);
    }
}
