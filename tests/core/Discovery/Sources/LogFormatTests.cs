using System.Text;
using LinkWatch.Discovery.Sources;

namespace LinkWatch.Tests.Core.Discovery.Sources;

public sealed class LogFormatTests
{
    private const string Agent = "\"Mozilla/5.0\"";

    [Theory]
    [InlineData("203.0.113.9 - - [10/Oct/2026:13:55:36 +0200] \"GET /tea?a=1 HTTP/1.1\" 200 2326 \"https://blog.example/a\" " + Agent,
        "|GET|/tea?a=1|https://blog.example/a|200|1791633336")]
    [InlineData("shop.example:443 203.0.113.9 - - [10/Oct/2026:13:55:36 -0530] \"GET /tea HTTP/2.0\" 304 0 \"-\" " + Agent,
        "shop.example|GET|/tea||304|1791660336")]
    [InlineData(
        "2001:db8::1 - john doe [10/Oct/2026:13:55:36 +0000] \"HEAD / HTTP/1.1\" 200 - \"https://blog.example/\" " + Agent + " 0.003 extra",
        "|HEAD|/|https://blog.example/|200|1791640536")]
    [InlineData("203.0.113.9 - - [10/Oct/2026:13:55:36 +0000] \"GET /a b HTTP/1.1\" 404 1 \"https://blog.example/\\\"x\\\"\\\\\" \"\"",
        "|GET|/a b|https://blog.example/\"x\"\\|404|1791640536")]
    [InlineData(
        "203.0.113.9 - - [10/Oct/2026:13:55:36 +0000] \"GET /\\xC3\\xBC HTTP/1.1\" 200 1 \"https://blog.example/\\xc3\\xbc\" \"a \\\" b\"",
        "|GET|/ü|https://blog.example/ü|200|1791640536")]
    [InlineData("203.0.113.9 - - [10/Oct/2026:13:55:36 +0000] \"GET http://shop.example:80/x?y HTTP/1.1\" 200 1 \"-\" \"-\"",
        "shop.example|GET|/x?y||200|1791640536")]
    [InlineData("203.0.113.9 - - [10/Oct/2026:13:55:36 +0000] \"\\x16\\x03\\x01\" 400 0 \"-\" \"-\"", "||||400|1791640536")]
    [InlineData("203.0.113.9 - - [10/Oct/2026:13:55:36 +0000] \"-\" 408 0 \"-\" \"-\"", "||||408|1791640536")]
    public async Task The_combined_format_is_read_as_Apache_and_nginx_write_it(string line, string request) =>
        Assert.Equal(request, await LogLines.OnlyAsync(line, SourceKind.Combined));

    [Theory]
    [InlineData("")]
    [InlineData("203.0.113.9 - - [10/Oct/2026:13:55:36 +0200] \"GET /tea HTTP/1.1\" 200 2326")]
    [InlineData("203.0.113.9 - - [10/Oct/2026:13:55:36 +0200] \"GET /tea HTTP/1.1\" 200 2326 \"https://blog.example/a")]
    [InlineData("203.0.113.9 - - [10/Oct/2026:13:55:36 +0200] \"GET /tea HTTP/1.1\" 2x0 2326 \"-\" \"-\"")]
    [InlineData("203.0.113.9 - - [32/Oct/2026:13:55:36 +0200] \"GET /tea HTTP/1.1\" 200 2326 \"-\" \"-\"")]
    [InlineData("203.0.113.9 - - [31/Dec/9999:23:59:59 -1200] \"GET /tea HTTP/1.1\" 200 2326 \"https://blog.example/a\" \"-\"")]
    [InlineData("203.0.113.9 - - [10/Okt/2026:13:55:36 +0200] \"GET /tea HTTP/1.1\" 200 2326 \"-\" \"-\"")]
    [InlineData("free words of an error log")]
    [InlineData("[]] \"")]
    public async Task A_line_that_is_no_request_in_the_combined_format_is_malformed_and_numbered(string line)
    {
        var seen = new LogLines.Requests();

        var count = await LogLines.ReadAsync($"{LogLines.Combined("-")}\n\n{line}\n", SourceKind.Combined, seen);

        Assert.Single(seen.All);
        Assert.Equal(line.Length > 0 ? [3L] : [], count.FirstMalformed.Select(problem => problem.Line));
        Assert.Equal(line.Length > 0 ? 2 : 1, count.Lines);
    }

    [Fact]
    public async Task The_W3C_format_is_read_by_its_fields_which_may_change_in_the_middle()
    {
        const string Log = """
            #Software: Microsoft Internet Information Services 10.0
            #Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status time-taken
            2026-10-10 11:55:36 10.0.0.1 GET /green+tea a=1&b=2 443 - 203.0.113.9 Mozilla/5.0+(X11) https://blog.example/a+b?q=c+d 200 15
            2026-10-10 11:55:37 10.0.0.1 GET / - 443 - 203.0.113.9 Mozilla/5.0+(X11) - 404 15
            #Fields: sc-status cs(Referer) cs-uri-stem cs-host cs-method time date
            301 https://blog.example/ /old WWW.tea.example:443 GET 11:55:38 2026-10-10
            301 https://blog.example/ /old www.tea.example
            """;
        var seen = new LogLines.Requests();

        var count = await LogLines.ReadAsync(Log, SourceKind.W3c, seen);

        Assert.Equal(
            [
                "|GET|/green%20tea?a=1&b=2|https://blog.example/a+b?q=c+d|200|1791633336",
                "|GET|/||404|1791633337",
                "WWW.tea.example|GET|/old|https://blog.example/|301|1791633338",
            ],
            seen.All);
        Assert.Equal((7, 3, 1), (count.Lines, count.Others, count.Malformed));
        Assert.Equal(7, Assert.Single(count.FirstMalformed).Line);
    }

    [Fact]
    public async Task Without_its_fields_a_W3C_line_is_malformed()
    {
        var count = await LogLines.ReadAsync("2026-10-10 11:55:36 GET / 200\n", SourceKind.W3c, new LogLines.Requests());

        Assert.Equal((1, 1), (count.Lines, count.Malformed));
    }

    [Theory]
    [InlineData(SourceKind.FrontDoor, """
        {"time":"2026-10-10T11:55:36.1234567Z","category":"FrontDoorAccessLog","operationName":"Microsoft.Cdn/Profiles/AccessLog/Write","properties":{"trackingReference":"0","httpMethod":"GET","requestUri":"https://www.tea.example:443/tea?a=1","rulesEngineMatchNames":[],"httpStatusCode":"404","hostName":"origin.azurefd.net","referer":"https://blog.example/\u00fc"}}
        """, "www.tea.example|GET|/tea?a=1|https://blog.example/ü|404|1791633336")]
    [InlineData(SourceKind.Cloudflare, """
        {"ClientRequestHost":"shop.example","ClientRequestMethod":"GET","ClientRequestReferer":"https:\/\/blog.example\/a","ClientRequestURI":"\/tea","EdgeResponseStatus":200,"EdgeStartTimestamp":1791633336000000000,"Cookies":{"ClientRequestURI":{"deep":1}}}
        """, "shop.example|GET|/tea|https://blog.example/a|200|1791633336")]
    [InlineData(SourceKind.Cloudflare, """
        {"EdgeStartTimestamp":"2026-10-10T11:55:36Z","ClientRequestURI":"/tea","EdgeResponseStatus":410,"ClientRequestReferer":"","ClientRequestMethod":"HEAD"}
        """, "|HEAD|/tea||410|1791633336")]
    [InlineData(SourceKind.Cloudflare, """
        {"EdgeStartTimestamp":1791633336,"ClientRequestURI":"/tea","EdgeResponseStatus":200,"ClientRequestMethod":"GET"}
        """, "|GET|/tea||200|1791633336")]
    public async Task Logs_of_objects_are_read_by_their_names(SourceKind kind, string line, string request) =>
        Assert.Equal(request, await LogLines.OnlyAsync(line, kind));

    [Theory]
    [InlineData(
        "{\"time\":\"2026-10-10T11:55:36Z\",\"category\":\"FrontDoorWebApplicationFirewallLog\",\"properties\":{\"action\":\"Block\"}}", 0)]
    [InlineData("{\"properties\":{\"requestUri\":\"https://shop.example/\",\"httpStatusCode\":\"200\"}", 1)]
    [InlineData("{\"properties\":{\"requestUri\":\"https://shop.example/\\ud800\",\"httpStatusCode\":\"200\"}}", 1)]
    [InlineData("[1,2]", 1)]
    [InlineData("not JSON", 1)]
    public async Task An_entry_that_is_no_request_is_passed_over_and_half_an_object_is_malformed(string line, int malformed)
    {
        var count = await LogLines.ReadAsync(line, SourceKind.FrontDoor, new LogLines.Requests());

        Assert.Equal((1, malformed, 1 - malformed), (count.Lines, count.Malformed, count.Others));
    }

    [Fact]
    public async Task A_line_longer_than_a_mebibyte_is_malformed_and_the_next_is_read()
    {
        var seen = new LogLines.Requests();
        var log = Encoding.UTF8.GetBytes(
            $"{LogLines.Combined("https://blog.example/" + new string('x', 3 << 20))}\r\n{LogLines.Combined("-")}\r\n");

        var count = await LogLines.ReadAsync(log, SourceKind.Combined, seen);

        Assert.Single(seen.All);
        Assert.Equal((2, 1L), (count.Lines, Assert.Single(count.FirstMalformed).Line));
    }
}
