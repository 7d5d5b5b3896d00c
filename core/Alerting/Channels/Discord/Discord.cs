using System.Text.Json.Serialization;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Urls;

namespace LinkWatch.Alerting.Channels;

/// <summary>Discord's webhooks: https://discord.com/developers/docs/resources/webhook#execute-webhook.</summary>
public sealed class Discord : IChatService
{
    /// <summary>2,000 characters with the fence.</summary>
    private const int MaxBytes = 1980;

    private const string Fence = "```";

    public string Name => "discord";

    /// <summary>Within a fence nothing is markup, and nobody is mentioned.</summary>
    public object MessageOf(AlertMail mail, WebUrl url) =>
        new Message(
            $"{Fence}\n{ChatText.Of(mail, MaxBytes, line => line.Replace("`", "'", StringComparison.Ordinal))}\n{Fence}", new Mentions([]));

    private sealed record Message(string Content, [property: JsonPropertyName("allowed_mentions")] Mentions AllowedMentions);

    private sealed record Mentions(IReadOnlyList<string> Parse);
}
