using LinkWatch.Fetching;

namespace LinkWatch.Tests.Core.Fetching;

public sealed class HttpFieldsTests
{
    /// <summary>https://fetch.spec.whatwg.org/#concept-header-extract-mime-type</summary>
    [Theory]
    [InlineData("text/html; charset=koi8-r", "text/html; charset=koi8-r")]
    [InlineData("text/html; charset=utf-8", "text/plain", "text/html; charset=utf-8")]
    [InlineData("text/plain", "text/html", "text/plain")]
    [InlineData("text/html", "text/plain, text/html")]
    [InlineData("text/html; charset=koi8-r", "text/html; charset=koi8-r", "text/html")]
    [InlineData("text/html; charset=utf-8", "text/html; charset=koi8-r", "text/html; charset=utf-8")]
    [InlineData("text/html", "text/plain; charset=koi8-r", "text/html")]
    [InlineData("text/html", "text/html", "*/*")]
    [InlineData("text/html", "text/html", "nonsense")]
    [InlineData("text/html", "text/html", "")]
    [InlineData("TEXT/HTML; charset=koi8-r", "TEXT/HTML; charset=koi8-r", "text/html; level=1")]
    [InlineData("html", "html")]
    [InlineData(null)]
    public void The_last_type_of_all_lines_counts(string? type, params string[] lines) =>
        Assert.Equal(type, new HttpFields([.. lines.Select(line => KeyValuePair.Create("content-type", line))]).ContentType);
}
