using System.Text;
using System.Text.Json;
using LinkWatch.Html;
using LinkWatch.Reporting;

namespace LinkWatch.Tests.Core.Reporting;

/// <summary>A page at https://blog.example/post, judged as <c>inspect</c> judges it: real readers, the whole judgement.</summary>
internal static class InspectedPage
{
    /// <summary>Text of an ordinary length.</summary>
    public static readonly string Article = string.Concat(Enumerable.Repeat("The kettle on the hill sings to the river. ", 40));

    /// <summary>The status and reasons, such as <c>unknown: needs-javascript</c>, for a link to https://shop.example/tea.</summary>
    public static string Says(string html, int status = 200, string? type = "text/html; charset=utf-8") =>
        Says(Encoding.UTF8.GetBytes(html), status, type, "https://shop.example/tea");

    public static string Says(string html, params (string Name, string Value)[] headers) => Says(Encoding.UTF8.GetBytes(html), headers);

    public static string Says(byte[] body, params (string Name, string Value)[] headers) =>
        Says(body, 200, [("content-type", "text/html; charset=utf-8"), .. headers], "https://shop.example/tea", "page");

    public static string Says(byte[] body, int status, string? type, string target, string match = "page") =>
        Says(body, status, type is null ? [] : [("content-type", type)], target, match);

    private static string Says(byte[] body, int status, (string Name, string Value)[] headers, string target, string match)
    {
        var line = JsonSerializer.Serialize(new
        {
            id = "1",
            url = "https://blog.example/post",
            status,
            headers = headers.ToDictionary(header => header.Name, header => new[] { header.Value }),
            bodyBase64 = Convert.ToBase64String(body),
            targets = new[] { new { url = target, match } },
        });
        var inspect = new InspectLines(
            new AngleSharpReader(TimeProvider.System), new HtmlAgilityPackReader(TimeProvider.System), TimeProvider.System);
        using var answer = JsonDocument.Parse(inspect.Answer(line));
        var verdict = answer.RootElement.GetProperty("verdicts")[0];
        var reasons = string.Join(' ', verdict.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()));
        return reasons.Length == 0 ? verdict.GetProperty("status").GetString()! : $"{verdict.GetProperty("status").GetString()}: {reasons}";
    }
}
