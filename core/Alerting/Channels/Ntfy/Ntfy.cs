using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.Digests;
using LinkWatch.Urls;

namespace LinkWatch.Alerting.Channels;

/// <summary>
/// ntfy, published as JSON: https://docs.ntfy.sh/publish/#publish-as-json. The address names the topic: <c>https://ntfy.sh/topic</c>.
/// </summary>
public sealed class Ntfy : IChatService
{
    /// <summary>A longer message becomes a file.</summary>
    private const int MaxBytes = 4000;

    private const int MaxTitle = 150;

    public string Name => "ntfy";

    public WebUrl AddressOf(WebUrl url) => WebUrl.TryParse("/", url, out var root) ? root : url;

    public object MessageOf(AlertMail mail, WebUrl url) =>
        new { Topic = url.Path.Trim('/'), Title = PlainText.OneLine(mail.Subject, MaxTitle), Message = ChatText.Of(mail, MaxBytes) };
}
