using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>The answer to one action of a transaction.</summary>
internal sealed class PartResponse : Response
{
    private readonly Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);

    private PartResponse(int status, string reason) => (Status, ReasonPhrase) = (status, reason);

    public override int Status { get; }

    public override string ReasonPhrase { get; }

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = "";

    /// <param name="text">From the status line on.</param>
    public static PartResponse Of(string text)
    {
        var (head, body) = Changeset.Divide(text);
        var lines = head.Split("\r\n");
        var status = lines[0].Split(' ', 3);
        var response = new PartResponse(int.Parse(status[1], CultureInfo.InvariantCulture), status.Length > 2 ? status[2] : "");
        foreach (var line in lines.Skip(1))
        {
            if (line.Split(':', 2) is [var name, var value]) response.headers[name] = value.Trim();
        }

        response.ContentStream = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return response;
    }

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool ContainsHeader(string name) => headers.ContainsKey(name);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers.Select(header => new HttpHeader(header.Key, header.Value));

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => headers.TryGetValue(name, out value);

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = headers.TryGetValue(name, out var value) ? [value] : null;
        return values is not null;
    }
}
