using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.Digests;
using LinkWatch.Urls;

namespace LinkWatch.Alerting.Channels;

/// <summary>
/// ntfy, published as JSON: https://docs.ntfy.sh/publish/#publish-as-json. The address ends in the topic:
/// <c>https://ntfy.sh/topic</c>, <c>https://host.example/ntfy/topic</c>.
/// </summary>
public sealed class Ntfy : IChatService
{
    /// <summary>A longer message becomes a file.</summary>
    private const int MaxBytes = 4000;

    private const int MaxTitle = 150;

    public string Name => "ntfy";

    /// <summary>The server: all but the address's last part, for it may lie below a path of its host.</summary>
    public WebUrl AddressOf(WebUrl url) => WebUrl.TryParse(Split(url).Server, url, out var server) ? server : url;

    public object MessageOf(AlertMail mail, WebUrl url) =>
        new { Split(url).Topic, Title = PlainText.OneLine(mail.Subject, MaxTitle), Message = ChatText.Of(mail, MaxBytes) };

    private static (string Server, string Topic) Split(WebUrl url)
    {
        var path = url.Path.TrimEnd('/');
        var start = path.LastIndexOf('/') + 1;
        return (start == 0 ? "/" : path[..start], path[start..]);
    }
}
