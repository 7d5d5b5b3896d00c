using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Local.Reports;

/// <summary>
/// The small server that a case of suites/reports describes: a path has one answer, or several of which the first whose <c>when</c> holds
/// is sent. <c>{PORT}</c> stands for the server's port, unless the answer says <c>noSub</c>.
/// </summary>
internal sealed class ReportSite : IAsyncDisposable
{
    private readonly JsonElement routes;
    private readonly ConcurrentDictionary<string, int> requests = [];
    private readonly RawSite site;

    public ReportSite(JsonElement routes)
    {
        this.routes = routes;
        site = RawSite.Start(async (stream, token) =>
        {
            var head = await RawSite.ReadHeadAsync(stream, token);
            if (head.Length > 0) await stream.WriteAsync(AnswerTo(head), token);
        });
    }

    public string Address => $"http://127.0.0.1:{site.Port.ToString(CultureInfo.InvariantCulture)}";

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private byte[] AnswerTo(string head)
    {
        var path = head.Split(' ')[1];
        if (!routes.TryGetProperty(path, out var route) && !routes.TryGetProperty("*", out route))
        {
            return Encoding.Latin1.GetBytes("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }

        var nth = requests.AddOrUpdate(path, 1, (_, count) => count + 1);
        var answer = route.ValueKind == JsonValueKind.Array ? route.EnumerateArray().First(each => Holds(each, head, nth)) : route;
        return BytesOf(answer);
    }

    private static bool Holds(JsonElement answer, string head, int nth) =>
        !answer.TryGetProperty("when", out var when) || when.EnumerateObject().All(condition => condition.Name switch
        {
            "cookie" => HeaderOf(head, "Cookie").Contains(condition.Value.GetString()!, StringComparison.Ordinal),
            "ua" => HeaderOf(head, "User-Agent").Contains(condition.Value.GetString()!, StringComparison.OrdinalIgnoreCase),
            "noUa" => !HeaderOf(head, "User-Agent").Contains(condition.Value.GetString()!, StringComparison.OrdinalIgnoreCase),
            "nth" => condition.Value.GetInt32() == nth,
            _ => throw new InvalidOperationException($"the case has a condition that this server does not know: {condition.Name}")
        });

    private static string HeaderOf(string head, string name) =>
        head.Split("\r\n").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)) ?? "";

    private byte[] BytesOf(JsonElement answer)
    {
        var isVerbatim = answer.TryGetProperty("noSub", out _);
        string Sent(JsonElement text) => isVerbatim ? text.GetString()! : Substituted(text.GetString()!);
        if (answer.TryGetProperty("raw", out var raw)) return Encoding.UTF8.GetBytes(Sent(raw));
        if (answer.TryGetProperty("rawBase64", out var base64)) return base64.GetBytesFromBase64();
        var body = answer.TryGetProperty("bodyBase64", out var bytes)
            ? bytes.GetBytesFromBase64()
            : Encoding.UTF8.GetBytes(Sent(answer.GetProperty("body")));
        var status = answer.TryGetProperty("status", out var code) ? code.GetInt32() : 200;
        var head = new StringBuilder($"HTTP/1.1 {status.ToString(CultureInfo.InvariantCulture)} Status\r\n");
        var headers = answer.TryGetProperty("headers", out var list) ? list.EnumerateArray().ToList() : [];
        if (!headers.Any(pair => pair[0].ValueEquals("Content-Type"))) head.Append("Content-Type: text/html; charset=utf-8\r\n");
        foreach (var pair in headers) head.Append($"{pair[0].GetString()}: {Sent(pair[1])}\r\n");
        head.Append($"Content-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\nConnection: close\r\n\r\n");
        return [.. Encoding.UTF8.GetBytes(head.ToString()), .. body];
    }

    private string Substituted(string text) =>
        text.Replace("{PORT}", site.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
