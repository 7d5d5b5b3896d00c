using System.Text;
using System.Text.Json;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.Digests;
using LinkWatch.Fetching;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Alerting.Channels;

/// <summary>Posts each alert to a chat's incoming webhook. It needs no owners: who reads there is the chat's matter.</summary>
public sealed class ChatChannel(ChatOptions options, HttpPost post, TimeProvider time) : IAlertChannel
{
    private readonly PostReply reply = new(
        options.Url, options.Setting, $"is {options.Setting} still valid, and allowed to post there?", time, options.Token);

    public string Name => options.Service.Name;

    public async Task<DeliveryOutcome> DeliverAsync(AlertMail mail, CancellationToken cancellationToken)
    {
        var message = options.Service.MessageOf(mail, options.Url);
        var body = JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), Json.Options);
        (string, string)[] headers = options.Token is { } token ? [("Authorization", $"Bearer {token}")] : [];
        return reply.OutcomeOf(
            await post.SendAsync(options.Service.AddressOf(options.Url), body, headers, options.Timeout, cancellationToken));
    }
}

/// <summary>Where a chat takes messages.</summary>
/// <param name="Service">Which chat.</param>
/// <param name="Url">Its path commonly is a secret: only its host is ever shown.</param>
/// <param name="Setting">The setting that holds the address.</param>
public sealed record ChatOptions(IChatService Service, WebUrl Url, string Setting)
{
    /// <summary>The credentials, if the address alone does not authenticate us; otherwise null.</summary>
    public string? Token { get; init; }

    /// <summary>From connecting to the end of the answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Records print their members; a secret is none to print.</summary>
    public override string ToString() => $"{Service.Name} at {Url.Authority}";
}

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

/// <summary>An alert's text, cut to what a chat takes. Pure.</summary>
internal static class ChatText
{
    private const string Cut = "\n… the whole stands in the history: linkwatch history";

    /// <summary>The mail's text, by whole lines.</summary>
    /// <param name="mail">The alert.</param>
    /// <param name="max">UTF-8 bytes: no service counts more than one for a byte.</param>
    /// <param name="escape">Makes a line plain text for the service.</param>
    /// <param name="frame">Bytes that the message needs around each line.</param>
    public static string Of(AlertMail mail, int max, Func<string, string>? escape = null, int frame = 0)
    {
        var text = new StringBuilder();
        var left = max - Encoding.UTF8.GetByteCount(Cut);
        foreach (var line in mail.Text.Split('\n'))
        {
            var plain = PlainText.OneLine(line, 1000);
            var shown = (escape is null ? plain : escape(plain)) + "\n";
            left -= Encoding.UTF8.GetByteCount(shown) + frame;
            if (left < 0) return text.Append(Cut).ToString();
            text.Append(shown);
        }

        return text.ToString().TrimEnd();
    }
}
