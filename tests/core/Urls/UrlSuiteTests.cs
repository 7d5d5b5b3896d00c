using System.Text.Json;
using LinkWatch.Reporting;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Urls;

public sealed class UrlSuiteTests
{
    [Fact]
    public void Every_address_of_the_suite_resolves_as_browsers_resolve_it()
    {
        var cases = Suites.Lines("urls.jsonl").ToList();
        var wrong = cases.Where(c => !IsRight(c)).Select(c => c.GetRawText()).ToList();
        Suites.Score("urls", cases.Count - wrong.Count, cases.Count);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static bool IsRight(JsonElement expected)
    {
        var answer = JsonDocument.Parse(ResolveLines.Answer(expected.GetRawText())).RootElement;
        if (expected.TryGetProperty("failure", out _)) return answer.TryGetProperty("failure", out var failure) && failure.GetBoolean();
        return answer.TryGetProperty("href", out var href) && href.GetString() == expected.GetProperty("href").GetString()
            && answer.GetProperty("host").GetString() == expected.GetProperty("host").GetString();
    }
}
