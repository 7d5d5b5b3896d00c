using System.Globalization;
using System.Text;

namespace Azure.Data.Tables;

/// <summary>A transaction as MIME: one changeset in a batch, an HTTP request in each part.</summary>
internal static class Changeset
{
    /// <summary>Boundaries may be constant: every body is one line of JSON, and none begins with a dash.</summary>
    private const string Batch = "batch_0a4b3c5d-9c0e-4f5e-8a57-5b1b6c9e2f10";
    private const string Inner = "changeset_4c1f8e2a-7b36-4d0a-9e21-63d0a8f47b5e";

    public static string ContentType => $"multipart/mixed; boundary={Batch}";

    public static byte[] Write(IEnumerable<TableRequest> requests, Func<TableRequest, Uri> urlOf, string version)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"--{Batch}\r\nContent-Type: multipart/mixed; boundary={Inner}\r\n\r\n");
        foreach (var request in requests)
        {
            text.Append(CultureInfo.InvariantCulture, $"--{Inner}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            text.Append(CultureInfo.InvariantCulture, $"{request.Method} {urlOf(request).AbsoluteUri} HTTP/1.1\r\nHost: {urlOf(request).Authority}\r\nx-ms-version: {version}\r\n");
            foreach (var header in request.Headers) text.Append(CultureInfo.InvariantCulture, $"{header.Name}: {header.Value}\r\n");
            text.Append(CultureInfo.InvariantCulture, $"\r\n{Encoding.UTF8.GetString(request.Body ?? [])}\r\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"--{Inner}--\r\n\r\n--{Batch}--\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The answers in order; the only one, where it is a failure.</summary>
    public static List<PartResponse> Read(Response response)
    {
        var outer = PartsOf(response.Content.ToString(), BoundaryOf(response.Headers.ContentType ?? "")).FirstOrDefault("");
        var (head, body) = Divide(outer);
        return [.. PartsOf(body, BoundaryOf(head)).Select(part => PartResponse.Of(Divide(part).After))];
    }

    internal static (string Before, string After) Divide(string text)
    {
        var at = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + 4)..]);
    }

    private static string BoundaryOf(string head)
    {
        const string Name = "boundary=";
        var at = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? throw new FormatException("an answer to a transaction names no boundary") : head[(at + Name.Length)..].Split('\r', ';')[0].Trim().Trim('"');
    }

    private static IEnumerable<string> PartsOf(string body, string boundary) => ("\r\n" + body)
        .Split("\r\n--" + boundary).Skip(1).TakeWhile(part => !part.StartsWith("--", StringComparison.Ordinal)).Select(part => part.TrimStart('\r', '\n'));
}
