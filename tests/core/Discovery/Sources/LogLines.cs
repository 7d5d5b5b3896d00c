using System.Text;
using LinkWatch.Discovery.Sources;
using LinkWatch.Links;

namespace LinkWatch.Tests.Core.Discovery.Sources;

/// <summary>Logs that a test writes as text.</summary>
internal static class LogLines
{
    public static Site Shop { get; } = new() { Id = "shop", Domains = ["shop.example", "www.tea.example"] };

    /// <summary>One request in the combined format.</summary>
    public static string Combined(string referrer, string target = "/tea", int status = 200, string time = "10/Oct/2026:13:55:36 +0200") =>
        $"203.0.113.9 - - [{time}] \"GET {target} HTTP/1.1\" {status} 2326 \"{referrer}\" \"Mozilla/5.0 (X11; Linux) \\\"quoted\\\"\"";

    public static Task<SourceCount> ReadAsync(string log, SourceKind kind, IRequestSink sink) =>
        ReadAsync(Encoding.UTF8.GetBytes(log), kind, sink);

    public static async Task<SourceCount> ReadAsync(byte[] log, SourceKind kind, IRequestSink sink)
    {
        var count = new SourceCount();
        await using var content = await SourceContent.OpenAsync(new MemoryStream(log), TestContext.Current.CancellationToken);
        await LogReader.ReadAsync(content.Content, kind, sink, count, progress: null, TestContext.Current.CancellationToken);
        return count;
    }

    /// <summary>The only request of a log, as <c>host|method|target|referrer|status|time</c>.</summary>
    public static async Task<string> OnlyAsync(string log, SourceKind kind)
    {
        var seen = new Requests();
        await ReadAsync(log, kind, seen);
        return Assert.Single(seen.All);
    }

    internal sealed class Requests : IRequestSink
    {
        public List<string> All { get; } = [];

        public void Add(in LogRequest request)
        {
            string[] parts =
            [
                Encoding.UTF8.GetString(request.Host), Encoding.UTF8.GetString(request.Method), Encoding.UTF8.GetString(request.Target),
                Encoding.UTF8.GetString(request.Referrer), $"{request.Status}", $"{request.Time}",
            ];
            All.Add(string.Join('|', parts));
        }
    }
}
