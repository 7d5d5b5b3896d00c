using LinkWatch.Reporting;

namespace LinkWatch.Tests.Core.Reporting;

public sealed class ResolveLinesTests
{
    [Theory]
    [InlineData("""{"input":"../a","base":"http://example.org/x/y"}""", """{"href":"http://example.org/a","host":"example.org"}""")]
    [InlineData("""{"input":"https://EXAMPLE.com:8443"}""", """{"href":"https://example.com:8443/","host":"example.com:8443"}""")]
    [InlineData("""{"input":"https://example.com:443","base":null}""", """{"href":"https://example.com/","host":"example.com"}""")]
    [InlineData("""{"input":"mailto:a@b","base":null}""", """{"href":"mailto:a@b","host":""}""")]
    [InlineData("""{"input":"a","base":null}""", """{"failure":true}""")]
    [InlineData("""{"input":"a","base":"nowhere"}""", """{"failure":true}""")]
    [InlineData("""{"input":"http://h/?\"<"}""", """{"href":"http://h/?%22%3C","host":"h"}""")]
    public void A_line_is_answered_with_where_it_leads(string line, string expected) => Assert.Equal(expected, ResolveLines.Answer(line));

    [Theory]
    [InlineData("""{"input":"http://h/\uD83D\uDE00"}""", "http://h/%F0%9F%98%80")]
    [InlineData("""{"input":"http://h/\uD83D"}""", "http://h/%EF%BF%BD")]
    [InlineData("""{"input":"http://h/\uDE00\uD83Dx"}""", "http://h/%EF%BF%BD%EF%BF%BDx")]
    [InlineData("""{"input":"http://h/\uD83D\uD83D\uDE00"}""", "http://h/%EF%BF%BD%F0%9F%98%80")]
    [InlineData("""{"input":"http://h/?\\uD83D"}""", "http://h/?\\\\uD83D")]
    public void Half_a_surrogate_pair_is_read_as_browsers_read_it(string line, string href) =>
        Assert.StartsWith($$"""{"href":"{{href}}",""", ResolveLines.Answer(line), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"input":1}""")]
    [InlineData("""{"input":"a","base":1}""")]
    [InlineData("""{"input":"\ud"}""")]
    public void A_line_that_cannot_be_read_says_why(string line) =>
        Assert.StartsWith("{\"error\":\"", ResolveLines.Answer(line), StringComparison.Ordinal);
}
