using System.Text.Json.Serialization;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Urls;

namespace LinkWatch.Alerting.Channels;

/// <summary>Slack's incoming webhooks: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks.</summary>
public sealed class Slack : IChatService
{
    /// <summary>Longer messages are cut by Slack.</summary>
    private const int MaxBytes = 4000;

    public string Name => "slack";

    /// <remarks>
    /// Three characters are markup's (https://docs.slack.dev/messaging/formatting-message-text);
    /// <c>mrkdwn</c> off leaves the rest as it is.
    /// </remarks>
    public object MessageOf(AlertMail mail, WebUrl url) => new Message(ChatText.Of(mail, MaxBytes, Escape));

    private static string Escape(string line) => line
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(
            ">", "&gt;", StringComparison.Ordinal);

    private sealed record Message(string Text)
    {
        public bool Mrkdwn => false;

        [JsonPropertyName("unfurl_links")]
        public bool UnfurlLinks => false;

        [JsonPropertyName("unfurl_media")]
        public bool UnfurlMedia => false;
    }
}
