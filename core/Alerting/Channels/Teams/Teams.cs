using System.Text.Json.Serialization;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Urls;

namespace LinkWatch.Alerting.Channels;

/// <summary>
/// Microsoft Teams, by a workflow that posts to a channel when a webhook request is received: it takes an adaptive card
/// (https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook), of 28 KB at most.
/// </summary>
public sealed class Teams : IChatService
{
    /// <summary>The card's frame, and what JSON must escape, have their room in 28 KB.</summary>
    private const int MaxBytes = 24_000;

    private const int BytesAroundLine = 100;

    public string Name => "teams";

    /// <summary>Text blocks read Markdown; runs of a rich text block do not.</summary>
    public object MessageOf(AlertMail mail, WebUrl url) => new Message([new Attachment(new Card(
    [
        new Block([new Run(mail.Subject, "Bolder")]),
        .. ChatText.Of(mail, MaxBytes, frame: BytesAroundLine).Split('\n')
            .Where(line => line.Length > 0).Select(line => new Block([new Run(line)])),
    ]))]);

    private sealed record Message(IReadOnlyList<Attachment> Attachments)
    {
        public string Type => "message";
    }

    private sealed record Attachment(Card Content)
    {
        public string ContentType => "application/vnd.microsoft.card.adaptive";
    }

    private sealed record Card(IReadOnlyList<Block> Body)
    {
        public string Type => "AdaptiveCard";

        [JsonPropertyName("$schema")]
        public string Schema => "http://adaptivecards.io/schemas/adaptive-card.json";

        public string Version => "1.4";
    }

    private sealed record Block(IReadOnlyList<Run> Inlines)
    {
        public string Type => "RichTextBlock";
    }

    private sealed record Run(string Text, string Weight = "Default")
    {
        public string Type => "TextRun";
    }
}
