using LinkWatch.Alerting.Delivery;
using LinkWatch.Urls;

namespace LinkWatch.Alerting.Channels;

/// <summary>
/// How a chat service wants its messages. What others wrote must stay text there: no mention, no link of theirs, no markup.
/// </summary>
public interface IChatService
{
    /// <summary>What a site's settings call it.</summary>
    string Name { get; }

    /// <summary>Where messages for the address that the operator set are posted.</summary>
    WebUrl AddressOf(WebUrl url) => url;

    /// <summary>The message, to be written as JSON.</summary>
    /// <param name="mail">The alert.</param>
    /// <param name="url">The address that the operator set.</param>
    object MessageOf(AlertMail mail, WebUrl url);
}
