using System.Globalization;
using System.Text;
using static LinkWatch.Tests.Core.Reporting.InspectedPage;

namespace LinkWatch.Tests.Core.Reporting;

/// <summary>Pages cut off by a Content-Length that counts characters, as <c>String.length</c> does, where HTTP counts bytes.</summary>
public sealed class MiscountedLengthTests
{
    private static readonly string Page = "<!doctype html><html lang=ru><head><title>Чай</title></head><body><main><div class=post><p>"
        + string.Concat(Enumerable.Repeat("Чайник на холме поёт реке.</p>\n<p>", 20)) + "</p></div>"
        + string.Concat(Enumerable.Repeat("<div><h2>Заметка</h2><ul><li>один</li><li>два</li></ul></div>\n", 60))
        + "<p>Купить: <a href='https://shop.example/tea'>лавка</a></p></main></body></html>";

    [Fact]
    public void Wherever_it_cuts_the_page_within_an_element_the_link_is_not_lost()
    {
        for (var more = 0; more < 200; more++)
        {
            var whole = Page.Replace("Купить", "Купить" + new string('ё', more), StringComparison.Ordinal);
            var cut = Encoding.UTF8.GetBytes(whole)[..whole.Length];
            Assert.Equal("unknown: unreadable", Says(cut, Length(cut)));
        }
    }

    [Theory]
    [InlineData("Content-Encoding", "gzip")]
    [InlineData("Transfer-Encoding", "chunked")]
    public void A_length_that_nobody_counted_by_hand_is_right(string name, string value)
    {
        var open = Encoding.UTF8.GetBytes("<html><body><div><p>Чай</p>");
        Assert.Equal("unknown: unreadable", Says(open, Length(open)));
        Assert.Equal("lost: link-removed", Says(open, Length(open), (name, value)));
        Assert.Equal("lost: link-removed", Says(open));
    }

    [Theory]
    [InlineData("<html><body><div><p>Tea</p>")]
    [InlineData("<html><body><div><p>Чай</p></div>")]
    [InlineData("<html><body><p>Чай<p>Чай")]
    [InlineData("<html><body><ul><li>Чай<li>Чай</ul><table><tr><td>Чай</table>")]
    [InlineData("<html><body><img src=x><br><p>Чай")]
    [InlineData("<title>Чай</title><div><p>Чай")]
    [InlineData("<html><body><div><p>Чай</p></body></html>")]
    [InlineData("<html><body><svg><g></g><path/></svg><p>Чай")]
    [InlineData("<html><body><template><p></p></template><p>Чай")]
    [InlineData("<html><body><x-tea><p>Чай")]
    public void A_page_that_leaves_nothing_open_or_has_no_such_character_has_lost_the_link(string html) =>
        Assert.Equal("lost: link-removed", Says(html, Length(Encoding.UTF8.GetBytes(html))));

    private static (string Name, string Value) Length(byte[] body) =>
        ("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture));
}
