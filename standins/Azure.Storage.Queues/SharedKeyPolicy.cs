using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Storage.Queues;

/// <summary>Dates every try: the service refuses what is older than a quarter of an hour, and a retry may come late.</summary>
internal sealed class DatePolicy : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message) =>
        message.Request.Headers.SetValue("x-ms-date", TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture));
}

/// <summary>Signs with the account's key: verb, the headers that matter, path and query.</summary>
internal sealed class SharedKeyPolicy(string account, byte[] key) : HttpPipelineSynchronousPolicy
{
    /// <summary>In the order of the signature; the date goes with the headers of storage.</summary>
    private static readonly string[] Plain = ["Content-MD5", "Content-Type", "Date", "If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range"];

    public override void OnSendingRequest(HttpMessage message)
    {
        var signature = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(TextToSign(message.Request)));
        message.Request.Headers.SetValue("Authorization", $"SharedKey {account}:{Convert.ToBase64String(signature)}");
    }

    private static string Header(Request request, string name) => request.Headers.TryGetValue(name, out var value) ? value : "";

    private string TextToSign(Request request)
    {
        var length = request.Content is { } content && content.TryComputeLength(out var bytes) && bytes > 0 ? bytes.ToString(CultureInfo.InvariantCulture) : "";
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{request.Method}\n{Header(request, "Content-Encoding")}\n{Header(request, "Content-Language")}\n{length}\n");
        foreach (var name in Plain) text.Append(Header(request, name)).Append('\n');
        foreach (var header in request.Headers.Select(header => (Name: header.Name.ToLowerInvariant(), header.Value)).Where(header => header.Name.StartsWith("x-ms-", StringComparison.Ordinal)).OrderBy(header => header.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{header.Name}:{header.Value}\n");
        }

        var uri = request.Uri.ToUri();
        text.Append(CultureInfo.InvariantCulture, $"/{account}{uri.AbsolutePath}");
        foreach (var (name, value) in SettingsOf(uri.Query)) text.Append(CultureInfo.InvariantCulture, $"\n{name}:{value}");
        return text.ToString();
    }

    private static IEnumerable<(string Name, string Value)> SettingsOf(string query) => query.TrimStart('?')
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(setting => setting.Split('=', 2))
        .Select(setting => (Name: Uri.UnescapeDataString(setting[0]).ToLowerInvariant(), Value: setting.Length > 1 ? Uri.UnescapeDataString(setting[1]) : ""))
        .OrderBy(setting => setting.Name, StringComparer.Ordinal);
}
