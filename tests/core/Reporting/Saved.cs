using System.Text;
using System.Text.Json;
using LinkWatch.Html;
using LinkWatch.Reporting;

namespace LinkWatch.Tests.Core.Reporting;

/// <summary>What <c>linkwatch inspect</c> says of a saved page on which a link to <c>https://shop.example/tea</c> is looked for.</summary>
internal static class Saved
{
    /// <summary>Text of an ordinary length.</summary>
    public static readonly string Article = string.Concat(Enumerable.Repeat("The kettle on the hill sings to the river. ", 40));

    /// <summary><c>status: reason reason</c>.</summary>
    public static string Says(string html, params (string Name, string Value)[] headers) => Says(Encoding.UTF8.GetBytes(html), headers);

    public static string Says(byte[] body, params (string Name, string Value)[] headers)
    {
        var line = JsonSerializer.Serialize(new
        {
            url = "https://blog.example/post",
            status = 200,
            headers = headers.Append(("content-type", "text/html; charset=utf-8"))
                .ToDictionary(pair => pair.Item1, pair => new[] { pair.Item2 }),
            bodyBase64 = Convert.ToBase64String(body),
            targets = new[] { new { url = "https://shop.example/tea", match = "page" } },
        });
        var inspect = new InspectLines(
            new AngleSharpReader(TimeProvider.System), new HtmlAgilityPackReader(TimeProvider.System), TimeProvider.System);
        using var answer = JsonDocument.Parse(inspect.Answer(line));
        var verdict = answer.RootElement.GetProperty("verdicts")[0];
        var reasons = string.Join(' ', verdict.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()));
        var status = verdict.GetProperty("status").GetString()!;
        return reasons.Length == 0 ? status : $"{status}: {reasons}";
    }
}
